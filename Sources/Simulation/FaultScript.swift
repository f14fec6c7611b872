public import Appliance
public import Realtime
import RealtimeSocket

/// What goes wrong in a conversation, by the book. Pure: events in, deliveries out.
public struct FaultScript: Sendable {
    /// What is still to go wrong, each with how many of its events have passed.
    private var waiting: [(fault: LineFault, seen: Int)]
    /// Bytes a second, where the line is slow.
    private var rate: Int?
    /// The event that comes after the one that follows it.
    private var held: ServerEvent?
    private var lastAudio: ServerEvent?
    /// Sound that goes on when the response with this identifier has ended.
    private var late: ResponseID?
    private var foreign = 0
    /// What went wrong so far.
    public private(set) var happened: [LineFault] = []

    public init(_ faults: [LineFault]) { waiting = faults.map { ($0, 0) } }

    /// A new connection: what was held back is gone with the old one.
    public mutating func connected() {
        held = nil
        lastAudio = nil
        late = nil
        rate = nil
    }

    public mutating func sending(_ event: ServerEvent) -> [Delivery] {
        if case .responseOutputAudioDelta = event { lastAudio = event }
        var deliveries = spoiled(event)
        if case .responseDone(let done) = event, done.response.id == late, let lastAudio {
            late = nil
            deliveries += [Delivery](repeating: .event(lastAudio), count: 5)
        }
        guard let rate else { return deliveries }
        return deliveries.flatMap { delivery -> [Delivery] in
            guard let text = delivery.text else { return [delivery] }
            return [.pause(.seconds(Double(text.utf8.count) / Double(rate))), delivery]
        }
    }

    public mutating func receiving(_ event: ClientEvent) -> (passes: Bool, answers: [Delivery]) {
        switch event {
        case .conversationItemTruncate(let truncate):
            guard take(.refuseTruncate) else { return (true, []) }
            let error = APIError(
                type: "invalid_request_error",
                message: "Audio content of 0ms is already shorter than \(truncate.audioEndMilliseconds)ms",
                code: .invalidValue, eventID: truncate.eventID)
            return (false, [.event(.error(.init(error: error, eventID: "fault")))])
        case .responseCreate(let create):
            guard take(.busy) else { return (true, []) }
            foreign += 1
            let other = ResponseID(rawValue: "resp_foreign_\(foreign)")
            let error = APIError(
                type: "invalid_request_error",
                message: "Conversation already has an active response in progress: \(other.rawValue).",
                code: .conversationAlreadyHasActiveResponse, eventID: create.eventID)
            return (
                false,
                [
                    .event(.error(.init(error: error, eventID: "fault"))), .pause(.milliseconds(200)),
                    .event(
                        .responseDone(
                            .init(
                                response: Response(
                                    id: other, status: .completed, output: [], object: "realtime.response"),
                                eventID: "fault"))),
                ]
            )
        case .responseCancel(let cancel):
            if take(.lateAudio) { late = cancel.responseID }
            return (true, [])
        case .sessionUpdate, .inputAudioBufferAppend, .inputAudioBufferCommit, .inputAudioBufferClear,
            .conversationItemCreate, .conversationItemRetrieve, .conversationItemDelete, .outputAudioBufferClear,
            .unknown:
            return (true, [])
        }
    }

    private mutating func spoiled(_ event: ServerEvent) -> [Delivery] {
        let fault = due(at: event)
        if let held {
            self.held = nil
            return [.event(event), .event(held)]
        }
        guard let fault else { return [.event(event)] }
        switch fault.kind {
        case .close(let code): return [.close(code, reason: "as the script says")]
        case .abort: return [.abort]
        case .expire:
            let error = APIError(
                type: "invalid_request_error", message: "Your session hit the maximum duration of 60 minutes.",
                code: .sessionExpired)
            return [
                .event(.error(.init(error: error, eventID: "fault"))),
                .close(.goingAway, reason: "Your session hit the maximum duration of 60 minutes."),
            ]
        case .stall(let time): return [.pause(time), .event(event)]
        case .half:
            let text = (try? event.jsonText()) ?? ""
            return [.text(String(text.prefix(text.count / 2))), .event(event)]
        case .duplicate: return [.event(event), .event(event)]
        case .swap:
            held = event
            return []
        case .huge:
            let text = (try? event.jsonText()) ?? "{}"
            return [.text(text.dropLast() + #","padding":""# + String(repeating: "0", count: 15 << 20) + #""}"#)]
        case .slow(let rate):
            self.rate = rate
            return [.event(event)]
        case .clock(let seconds): return [.event(event.expiring(beside: seconds))]
        // These happen at what the client says.
        case .lateAudio, .refuseTruncate, .busy: return [.event(event)]
        }
    }

    private mutating func due(at event: ServerEvent) -> LineFault? {
        for index in waiting.indices {
            switch waiting[index].fault.kind {
            case .lateAudio, .refuseTruncate, .busy: continue
            case .close, .abort, .expire, .stall, .half, .duplicate, .swap, .huge, .slow, .clock: break
            }
            guard waiting[index].fault.event == nil || waiting[index].fault.event == event.type else { continue }
            waiting[index].seen += 1
        }
        let due = waiting.firstIndex { $0.seen >= $0.fault.number && ($0.fault.event ?? event.type) == event.type }
        guard held == nil, let index = due else { return nil }
        let fault = waiting.remove(at: index).fault
        happened.append(fault)
        return fault
    }

    private mutating func take(_ kind: LineFault.Kind) -> Bool {
        guard let index = waiting.firstIndex(where: { $0.fault.kind == kind }) else { return false }
        waiting[index].seen += 1
        guard waiting[index].seen >= waiting[index].fault.number else { return false }
        happened.append(waiting.remove(at: index).fault)
        return true
    }
}

extension Delivery {
    fileprivate var text: String? {
        switch self {
        case .event(let event): try? event.jsonText()
        case .text(let text): text
        case .pause, .close, .abort: nil
        }
    }
}

extension ServerEvent {
    /// The session's end, moved.
    fileprivate func expiring(beside seconds: Int) -> ServerEvent {
        guard case .sessionCreated(var created) = self, case .realtime(var session) = created.session else {
            return self
        }
        session.expiresAt = (session.expiresAt ?? 1_800_000_000) + seconds
        created.session = .realtime(session)
        return .sessionCreated(created)
    }
}
