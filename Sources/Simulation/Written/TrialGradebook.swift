import Foundation
public import Gradebook
public import Lessons
import Statements

/// A gradebook for one sitting, thrown away afterwards: so that what was recorded is what a teacher would see.
///
/// It is in memory where the system has a file system for that (`/dev/shm`).
public final class TrialGradebook: Sendable {
    private let folder: URL
    private let store: ProgressStore
    private let session: SessionID

    /// - Throws: ``GradebookError``, or what keeps a folder from being made.
    public init(lesson: LessonID) throws {
        let memory = "/dev/shm"
        let parent =
            FileManager.default.isWritableFile(atPath: memory)
            ? URL(filePath: memory) : FileManager.default.temporaryDirectory
        folder = parent.appending(path: "tutor-trial-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        do {
            store = try ProgressStore(path: folder.appending(path: "gradebook.sqlite").path)
            session = try store.startSession(of: .guest, lesson: lesson, boot: BootID.current(), at: .zero, wall: nil)
        } catch {
            try? FileManager.default.removeItem(at: folder)
            throw error
        }
    }

    public func keep(_ attempt: Attempt, at time: Duration) throws {
        try store.record(attempt, in: session, at: time, wall: nil)
    }

    /// What the teacher would see; then the gradebook is gone.
    public func close(_ lesson: Lesson) throws -> [ObjectiveProgress] {
        defer { remove() }
        let report = try store.report(lessons: [lesson])
        try store.close()
        return report.pupils.first?.objectives ?? []
    }

    public func remove() { try? FileManager.default.removeItem(at: folder) }
}
