import Appliance
import Simulation

/// A lesson with a scripted pupil, from its first word to its last.
enum Demonstration {
    enum End { case lessonOver, timeIsUp }

    static func run(_ service: TutorService, _ pupil: ScriptedPupil, limit: Duration) async throws -> End {
        try await withThrowingTaskGroup(of: End?.self) { group in
            group.addTask {
                try await service.run()
                return .lessonOver
            }
            group.addTask {
                try await pupil.run()
                return nil
            }
            group.addTask {
                try await Task.sleep(for: limit)
                return .timeIsUp
            }
            defer { group.cancelAll() }
            while let end = try await group.next() {
                if let end { return end }
            }
            return .lessonOver
        }
    }
}
