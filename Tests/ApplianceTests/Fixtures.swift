import Appliance
import Foundation
import Lessons
import Realtime
import Synchronization
import Tutor

/// Keeps answers in memory, or fails as a full disk would.
final class MemoryKeeper: AnswerKeeper {
    enum Condition { case good, full }
    struct DiskFull: Error {}

    private let kept = Mutex<[Attempt]>([])
    private let condition: Condition
    init(_ condition: Condition = .good) { self.condition = condition }

    var attempts: [Attempt] { kept.withLock { $0 } }

    func keep(_ attempt: Attempt, at time: Duration) throws {
        if condition == .full { throw DiskFull() }
        kept.withLock { $0.append(attempt) }
    }

    func keep(_ happening: Happening, at time: Duration) throws {
        if condition == .full { throw DiskFull() }
        happenings.withLock { $0.append(happening) }
    }

    let happenings = Mutex<[Happening]>([])

    func note(_ latency: KeptLatency, at time: Duration) throws {}
    func charge(_ spending: Spending, at time: Duration) throws { charges.withLock { $0.append(spending) } }
    func report(_ trip: OutputGuard.Trip, at time: Duration) throws { trips.withLock { $0.append(trip) } }

    func check(at time: Duration) throws { if condition == .full { throw DiskFull() } }

    let charges = Mutex<[Spending]>([])
    let trips = Mutex<[OutputGuard.Trip]>([])
}

/// The steps of a session, as they came.
final class StepLog: Sendable {
    private let log = Mutex<[Step]>([])
    func add(_ step: Step) { log.withLock { $0.append(step) } }
    var steps: [Step] { log.withLock { $0 } }
    var notices: [Notice] {
        steps.flatMap(\.actions).compactMap { if case .tell(let notice) = $0 { notice } else { nil } }
    }
    var moods: [Mood] {
        steps.flatMap(\.actions).compactMap { if case .show(let mood) = $0 { mood } else { nil } }
    }
}

/// Words that synthetic voices and recognisers agree on.
let shortLesson = Lesson(
    id: "short", title: "Short", language: "en-GB", ages: 6...8,
    objectives: [Objective(id: "animals", title: "Know two animals")],
    exercises: [
        Exercise(
            id: "barks", objective: "animals", kind: .say, ask: "Which animal barks?", expect: ["dog"],
            confusions: [Confusion(say: ["elephant"], because: "That one has a trunk.")],
            hints: ["It wags its tail.", "It chases cats."], explain: "A dog barks.", praise: "Yes, a dog!")
    ], instructions: "Be kind.", greeting: "Hello.", closing: "Goodbye.")

func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tutor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
}
