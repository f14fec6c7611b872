import Foundation
import Synchronization

/// What a program's thread and those who use the program tell each other.
final class ChildExchange: Sendable {
    enum Order: Sendable, Hashable {
        case run
        /// Input closed; then SIGTERM, then SIGKILL, each after so long.
        case leave(Duration)
        case kill
    }

    enum Input: Sendable, Hashable { case open, closing, closed }

    private struct State {
        var lines: [String] = []
        var next = 0
        /// Bytes of the lines that have not been taken.
        var waiting = 0
        var reader: (id: Int, continuation: CheckedContinuation<String?, Never>)?
        var readers = 0
        var isAtEnd = false
        var ending: ChildEnding?
        var endWaiters: [CheckedContinuation<ChildEnding, Never>] = []
        var order = Order.run
        var input = Input.open
        var unwritten: [UInt8] = []
        var complaint: [UInt8] = []
    }

    /// Bytes that may wait for the program, and of its lines for us.
    static let mostWaiting = 1 << 20
    private static let complaintBytes = 4096

    let pid: Int32
    private let state = Mutex(State())
    private let wake: @Sendable () -> Void

    init(pid: Int32, wake: @escaping @Sendable () -> Void) {
        self.pid = pid
        self.wake = wake
    }

    // Used by those who use the program.

    func nextLine() async -> String? {
        let id = state.withLock { state in
            state.readers += 1
            return state.readers
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isCancelled = Task.isCancelled
                let immediate: String?? = state.withLock { state in
                    if state.next < state.lines.count { return .some(Self.take(&state)) }
                    if state.isAtEnd || isCancelled { return .some(nil) }
                    state.reader?.continuation.resume(returning: nil)
                    state.reader = (id, continuation)
                    return nil
                }
                if let immediate {
                    wake()
                    continuation.resume(returning: immediate)
                }
            }
        } onCancel: {
            let reader = state.withLock { state in
                guard state.reader?.id == id else { return nil as CheckedContinuation<String?, Never>? }
                defer { state.reader = nil }
                return state.reader?.continuation
            }
            reader?.resume(returning: nil)
        }
    }

    func write(_ bytes: [UInt8]) throws(ChildFault) {
        let fault: ChildFault? = state.withLock { state in
            guard state.input == .open, state.ending == nil else { return .closed }
            guard state.unwritten.count <= Self.mostWaiting else { return .notReading(state.unwritten.count) }
            state.unwritten += bytes
            return nil
        }
        if let fault { throw fault }
        wake()
    }

    func closeInput() {
        state.withLock { if $0.input == .open { $0.input = .closing } }
        wake()
    }

    func kill() {
        state.withLock { $0.order = .kill }
        wake()
    }

    func leave(within grace: Duration) {
        state.withLock { state in
            guard state.order == .run else { return }
            state.order = .leave(grace)
            if state.input == .open { state.input = .closing }
        }
        wake()
    }

    func ending() async -> ChildEnding {
        await withCheckedContinuation { continuation in
            let ending = state.withLock { state in
                if state.ending == nil { state.endWaiters.append(continuation) }
                return state.ending
            }
            if let ending { continuation.resume(returning: ending) }
        }
    }

    var lastComplaint: String {
        let bytes = state.withLock { $0.complaint }
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        let last = lines.last { !$0.allSatisfy(\.isWhitespace) } ?? ""
        return String(
            last.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }.map(Character.init).prefix(300))
    }

    private static func take(_ state: inout State) -> String {
        let line = state.lines[state.next]
        state.next += 1
        state.waiting -= line.utf8.count + 1
        if state.next == state.lines.count {
            state.lines.removeAll(keepingCapacity: true)
            state.next = 0
        }
        return line
    }

    // Used by the thread.

    var wanted: (order: Order, input: Input, hasInput: Bool, hasRoom: Bool) {
        state.withLock { ($0.order, $0.input, !$0.unwritten.isEmpty, $0.waiting < Self.mostWaiting) }
    }

    func deliver(_ line: String) {
        let reader = state.withLock { state -> CheckedContinuation<String?, Never>? in
            if let reader = state.reader {
                state.reader = nil
                return reader.continuation
            }
            state.lines.append(line)
            state.waiting += line.utf8.count + 1
            return nil
        }
        reader?.resume(returning: line)
    }

    func complain(_ bytes: some Collection<UInt8>) {
        state.withLock { state in
            state.complaint += bytes.suffix(Self.complaintBytes)
            if state.complaint.count > 2 * Self.complaintBytes {
                state.complaint.removeFirst(state.complaint.count - Self.complaintBytes)
            }
        }
    }

    /// Takes what is to be written next; what was not written is given back.
    func takeInput() -> [UInt8] {
        state.withLock { state in
            defer { state.unwritten = [] }
            return state.unwritten
        }
    }

    func giveBack(_ bytes: some Collection<UInt8>) { state.withLock { $0.unwritten = Array(bytes) + $0.unwritten } }

    func inputClosed() {
        state.withLock { state in
            state.input = .closed
            state.unwritten = []
        }
    }

    func outputEnded() {
        let reader = state.withLock { state in
            defer { state.reader = nil }
            state.isAtEnd = true
            return state.reader?.continuation
        }
        reader?.resume(returning: nil)
    }

    func ended(_ ending: ChildEnding) {
        let waiters = state.withLock { state in
            defer { state.endWaiters = [] }
            state.ending = ending
            return state.endWaiters
        }
        for waiter in waiters { waiter.resume(returning: ending) }
    }
}
