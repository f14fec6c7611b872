import Appliance
import Hardware

/// Listens to a board while it is examined: what it notices, and the passing of time, in one order.
///
/// Not `Sendable`: it belongs to the task that examines.
final class BoardEar {
    enum Notice: Sendable, Hashable {
        case event(BoardEvent)
        /// Every 20 ms, so that waiting ends also when a board is silent.
        case tick(Duration)
        /// The board ended, for this reason.
        case ended(HardwareFault)
    }

    enum HardwareFault: Error, Sendable, Hashable {
        case board(HardwareError)
        case other(String)

        var text: String {
            switch self {
            case .board(let error): error.description
            case .other(let text): text
            }
        }
    }

    private var notices: AsyncStream<Notice>.Iterator
    private let clock: any Timekeeper
    /// What was learned on the way, whatever was being waited for.
    private(set) var microphone: DeviceState?
    private(set) var speaker: DeviceState?
    private(set) var held: Set<Button> = []
    /// When the newest of what was read happened. Time is counted by it: what waits to be read is not over.
    private(set) var time: Duration

    init(_ notices: AsyncStream<Notice>, clock: any Timekeeper) {
        self.notices = notices.makeAsyncIterator()
        self.clock = clock
        time = clock.now
    }

    /// Looks at what the board notices until something is decided, or time is up: nil then.
    /// - Throws: ``HardwareFault`` when the board ends.
    func listen<Value>(
        for limit: Duration, _ decide: (BoardEvent) -> Value?
    ) async throws(HardwareFault) -> Value? {
        let end = clock.now + limit
        while time < end {
            guard let notice = await notices.next() else { throw .other("the examination was ended") }
            switch notice {
            case .tick(let at): time = max(time, at)
            case .ended(let fault): throw fault
            case .event(let event):
                learn(event)
                if let value = decide(event) { return value }
            }
        }
        return nil
    }

    private func learn(_ event: BoardEvent) {
        switch event {
        case .microphone(let state): microphone = state
        case .speaker(let state): speaker = state
        case .held(let button, let at):
            held.insert(button)
            time = max(time, at)
        case .released(let button, let at), .pressed(let button, let at):
            held.remove(button)
            time = max(time, at)
        case .heard(_, let at), .played(_, let at), .silenced(let at): time = max(time, at)
        case .lamp: break
        }
    }

    /// Runs a board for as long as `body` examines it.
    static func run<Result: Sendable>(
        _ board: any Board, clock: any Timekeeper,
        _ body: @escaping @Sendable (BoardEar) async throws(HardwareFault) -> Result
    ) async -> Swift.Result<Result, HardwareFault> {
        // Over a minute of frames: an examination that is further behind misses the oldest.
        let (notices, notice) = AsyncStream.makeStream(of: Notice.self, bufferingPolicy: .bufferingNewest(8_192))
        return await withTaskGroup(of: Swift.Result<Result, HardwareFault>?.self) { group in
            group.addTask {
                do {
                    try await board.run { notice.yield(.event($0)) }
                } catch let error as HardwareError {
                    notice.yield(.ended(.board(error)))
                } catch is CancellationError {
                    return nil
                } catch {
                    notice.yield(.ended(.other("\(error)")))
                }
                return nil
            }
            group.addTask {
                while !Task.isCancelled {
                    try? await clock.sleep(for: .milliseconds(20))
                    notice.yield(.tick(clock.now))
                }
                return nil
            }
            group.addTask {
                do throws(HardwareFault) {
                    return .success(try await body(BoardEar(notices, clock: clock)))
                } catch {
                    return .failure(error)
                }
            }
            var result: Swift.Result<Result, HardwareFault>?
            while result == nil, let next = await group.next() {
                // The board may end before the body has read why.
                if let next { result = next }
            }
            group.cancelAll()
            // Devices are given back before the next look at them.
            await group.waitForAll()
            notice.finish()
            return result ?? .failure(.other("the board ended"))
        }
    }
}
