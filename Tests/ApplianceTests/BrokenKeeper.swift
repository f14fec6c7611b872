import Gradebook
import Lessons
import Realtime
import Synchronization
import Tutor

@testable import Appliance

/// A keeper on a disk that has failed.
struct BrokenKeeper: AnswerKeeper {
    let error: GradebookError

    func keep(_ attempt: Attempt, at time: Duration) throws { throw error }
    func note(_ latency: KeptLatency, at time: Duration) throws { throw error }
    func charge(_ spending: Spending, at time: Duration) throws { throw error }
    func report(_ trip: OutputGuard.Trip, at time: Duration) throws { throw error }
    func keep(_ happening: Happening, at time: Duration) throws { throw error }
    func check(at time: Duration) throws { throw error }
}

/// Errors that were told.
final class Told: Sendable {
    private let all = Mutex<[GradebookError]>([])

    func add(_ error: GradebookError) { all.withLock { $0.append(error) } }

    var errors: [GradebookError] { all.withLock(\.self) }
}
