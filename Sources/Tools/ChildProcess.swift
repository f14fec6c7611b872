import Foundation
import Synchronization

/// A program that runs beside the tutor, kept apart (``Confinement``) and bounded (``ChildPlan``); it is spoken to in
/// lines. One thread of its own does all of its reading, writing and waiting.
///
/// Its output is read only as fast as it is taken, so a flood stays in its pipe. When the last reference is gone, the
/// program is killed.
public final class ChildProcess: Sendable {
    private let exchange: ChildExchange

    /// Starts it.
    /// - Throws: ``ChildFault``: there is no such program, or it could not be started.
    public init(_ plan: ChildPlan, confinement: Confinement? = nil) async throws(ChildFault) {
        // Namespaces take some milliseconds to make, and the caller's thread may be one of few.
        let result: Result<ChildExchange, ChildFault> = await withCheckedContinuation { continuation in
            let thread = Thread {
                let confinement = confinement ?? .ofThisMachine
                do throws(ChildFault) {
                    let worker = try ChildThread(plan, confinement)
                    continuation.resume(returning: .success(worker.exchange))
                    worker.run()
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
            thread.name = "tool"
            thread.stackSize = 1 << 20
            thread.start()
        }
        exchange = try result.get()
    }

    deinit { exchange.kill() }

    /// The next line of its output, without its end; nil when there is none any more, or the task is cancelled. Bytes
    /// that are no UTF-8 are replaced. For one reader at a time.
    public func nextLine() async -> String? { await exchange.nextLine() }

    /// Queues a line for its input; the line feed is added.
    /// - Throws: `closed`, or `notReading` when 1 MiB waits already.
    public func write(_ line: String) throws(ChildFault) { try exchange.write(Array(line.utf8) + [UInt8(ascii: "\n")]) }

    /// Closes its input when what was written is through.
    public func closeInput() { exchange.closeInput() }

    /// Kills it with all that it has started, at once. Does not wait.
    public func kill() { exchange.kill() }

    /// Closes its input, sends SIGTERM when it has not ended after `grace`, kills it with all that it has started after
    /// `grace` once more; returns when it is gone.
    @discardableResult
    public func terminate(grace: Duration = .seconds(2)) async -> ChildEnding {
        exchange.leave(within: grace)
        return await exchange.ending()
    }

    /// How it ended: waits until it has, and all that it has started with it.
    public func ending() async -> ChildEnding { await exchange.ending() }

    /// The last line that it wrote to its standard error, of at most 300 characters; empty where there is none.
    public var lastComplaint: String { exchange.lastComplaint }

    /// Its process number, for tests and logs.
    public var pid: Int32 { exchange.pid }
}
