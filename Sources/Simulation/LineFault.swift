public import RealtimeSocket

/// Something that goes wrong between a Realtime server and its client, once.
///
/// Written as `KIND[@EVENT[:N]]`: at the N-th server event of a type (`close-1012@response.output_audio.delta:3`), or at
/// the first chance where no event is named.
public struct LineFault: Sendable, Hashable, CustomStringConvertible {
    public enum Kind: Sendable, Hashable {
        /// The server closes the connection with a code.
        case close(CloseCode)
        /// The connection ends without a word, as when the plug of a router is pulled.
        case abort
        /// `session_expired`, then a close with 1001.
        case expire
        /// Nothing comes for a while; then all that was held back does.
        case stall(Duration)
        /// The first half of the event, and a new message after it.
        case half
        case duplicate
        /// The event comes after the one that follows it.
        case swap
        /// Audio of a response that was cancelled goes on after its end.
        case lateAudio
        /// A truncate is refused, as when the server counts less than was played.
        case refuseTruncate
        /// A `response.create` is refused, because another response is active; that one ends then.
        case busy
        /// The event is padded to 15 MiB with a field that nobody knows.
        case huge
        /// From here on this many bytes a second.
        case slow(Int)
        /// `expires_at` lies this many seconds beside the truth, as with a clock that was set wrong.
        case clock(Int)
    }

    public var kind: Kind
    /// The type of server event at which it happens.
    public var event: String?
    /// 1 is the first of them.
    public var number: Int

    public init(_ kind: Kind, at event: String? = nil, number: Int = 1) {
        self.kind = kind
        self.event = event
        self.number = number
    }

    /// Reads the written form.
    /// - Throws: ``Wrong``.
    public init(_ text: String) throws(Wrong) {
        let parts = text.split(separator: "@", maxSplits: 1).map(String.init)
        guard let word = parts.first, let kind = Kind(word) else { throw Wrong(text: text) }
        self.kind = kind
        number = 1
        guard parts.count == 2 else { return }
        let place = parts[1].split(separator: ":", maxSplits: 1).map(String.init)
        event = place.first
        if place.count == 2 {
            guard let count = Int(place[1]), count > 0 else { throw Wrong(text: text) }
            number = count
        }
    }

    /// A text that names no fault.
    public struct Wrong: Error, Sendable, Hashable, CustomStringConvertible {
        public var text: String

        public init(text: String) { self.text = text }

        public var description: String {
            "'\(text)' is no fault: expected KIND[@EVENT[:N]], KIND being one of close-CODE, abort, expire, stall-MS, half, "
                + "duplicate, swap, late-audio, refuse-truncate, busy, huge, slow-BYTES, clock-SECONDS"
        }
    }

    public var description: String {
        kind.description + (event.map { "@\($0)" + (number > 1 ? ":\(number)" : "") } ?? "")
    }
}

extension LineFault.Kind: CustomStringConvertible {
    init?(_ word: String) {
        func number(after prefix: String) -> Int? { word.hasPrefix(prefix) ? Int(word.dropFirst(prefix.count)) : nil }
        switch word {
        case "abort": self = .abort
        case "expire": self = .expire
        case "half": self = .half
        case "duplicate": self = .duplicate
        case "swap": self = .swap
        case "late-audio": self = .lateAudio
        case "refuse-truncate": self = .refuseTruncate
        case "busy": self = .busy
        case "huge": self = .huge
        case _:
            if let code = number(after: "close-"), let code = UInt16(exactly: code),
                CloseCode(rawValue: code).isSendable
            {
                self = .close(CloseCode(rawValue: code))
            } else if let time = number(after: "stall-"), time > 0 {
                self = .stall(.milliseconds(time))
            } else if let rate = number(after: "slow-"), rate > 0 {
                self = .slow(rate)
            } else if let seconds = number(after: "clock-") {
                self = .clock(seconds)
            } else {
                return nil
            }
        }
    }

    public var description: String {
        switch self {
        case .close(let code): "close-\(code.rawValue)"
        case .abort: "abort"
        case .expire: "expire"
        case .stall(let time):
            "stall-\(time.components.seconds * 1000 + time.components.attoseconds / 1_000_000_000_000_000)"
        case .half: "half"
        case .duplicate: "duplicate"
        case .swap: "swap"
        case .lateAudio: "late-audio"
        case .refuseTruncate: "refuse-truncate"
        case .busy: "busy"
        case .huge: "huge"
        case .slow(let rate): "slow-\(rate)"
        case .clock(let seconds): "clock-\(seconds)"
        }
    }
}
