/// Makes numbers of what a badge reader types: keys, and Enter at the end of each number.
///
/// Pure. It takes the bytes of `struct input_event` (linux/input.h) as the kernel hands them out, split anywhere:
///
///     struct timeval (16 bytes)   __u16 type   __u16 code   __s32 value       in the machine's byte order
///
/// A number that a second of silence interrupts was half read, and is dropped; so is one that is too long, and one of
/// which the kernel lost events.
public struct BadgeDecoder: Sendable, Hashable {
    /// Characters of the longest number; bar codes have up to 48.
    public static let longest = 64
    /// Readers type a number within a tenth of this.
    public static let pause = Duration.seconds(1)
    /// Bytes of one event on a 64-bit machine.
    public static let eventBytes = 24

    private enum State: Sendable, Hashable {
        case reading(String)
        /// What comes before the next Enter is no number.
        case spoilt
    }

    /// Types and codes of linux/input-event-codes.h.
    private enum Code {
        static let synchronise: UInt16 = 0
        static let key: UInt16 = 1
        static let lost: UInt16 = 3
    }

    private var state = State.reading("")
    /// The beginning of an event whose end has not come.
    private var rest: [UInt8] = []
    private var shifts: Set<UInt16> = []
    private var newest: Duration?

    public init() {}

    /// Takes what was read.
    /// - Parameter now: when it was read, on a clock that never goes back.
    /// - Returns: numbers that are complete.
    public mutating func take(_ bytes: some Sequence<UInt8>, at now: Duration) -> [BadgeNumber] {
        rest += bytes
        var found: [BadgeNumber] = []
        var start = 0
        while rest.count - start >= BadgeDecoder.eventBytes {
            if let number = event(rest[start..<(start + BadgeDecoder.eventBytes)], at: now) { found.append(number) }
            start += BadgeDecoder.eventBytes
        }
        rest.removeFirst(start)
        return found
    }

    /// The reader was plugged out: half a number is none.
    public mutating func forget() { self = BadgeDecoder() }

    private mutating func event(_ bytes: ArraySlice<UInt8>, at now: Duration) -> BadgeNumber? {
        let type = word(bytes, 16)
        let code = word(bytes, 18)
        let value = Int32(truncatingIfNeeded: UInt32(word(bytes, 20)) | UInt32(word(bytes, 22)) << 16)
        switch (type, code) {
        case (Code.synchronise, Code.lost):
            state = .spoilt
            shifts = []
            newest = now
            return nil
        case (Code.key, let code): return key(code, value, at: now)
        case _: return nil
        }
    }

    /// - Parameter value: 0 for a release, 1 for a press, 2 for a repeat by the kernel.
    private mutating func key(_ code: UInt16, _ value: Int32, at now: Duration) -> BadgeNumber? {
        if BadgeKeys.shifts.contains(code) {
            if value == 0 { shifts.remove(code) } else { shifts.insert(code) }
            return nil
        }
        guard value == 1 else { return nil }
        if let newest, now - newest >= BadgeDecoder.pause { state = .reading("") }
        newest = now
        guard !BadgeKeys.ends.contains(code) else {
            defer { state = .reading("") }
            guard case .reading(let text) = state, !text.isEmpty else { return nil }
            return BadgeNumber(text)
        }
        guard let character = BadgeKeys.character(of: code, isShifted: !shifts.isEmpty) else { return nil }
        if case .reading(let text) = state {
            state = text.utf8.count < BadgeDecoder.longest ? .reading(text + String(character)) : .spoilt
        }
        return nil
    }

    private func word(_ bytes: ArraySlice<UInt8>, _ offset: Int) -> UInt16 {
        let first = UInt16(bytes[bytes.startIndex + offset])
        let second = UInt16(bytes[bytes.startIndex + offset + 1])
        return UInt16(littleEndian: first | second << 8)
    }
}
