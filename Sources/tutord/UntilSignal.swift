import Dispatch
import Foundation

/// Runs work until it ends or the process is asked to: SIGTERM and SIGINT cancel it, so that everything is put away.
enum UntilSignal {
    static func run(_ work: @escaping @Sendable () async throws -> Void) async throws {
        let (signals, arrived) = AsyncStream.makeStream(of: Int32.self)
        let sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { arrived.yield(number) }
            source.resume()
            return source
        }
        defer { for source in sources { source.cancel() } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await work() }
            group.addTask { for await _ in signals { return } }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
