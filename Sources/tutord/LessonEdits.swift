import Appliance
import Lessons
import Tutor

/// Tells a session what a teacher changes in its lesson's file and in the files of its tools, while it is taught.
struct LessonEdits: Sendable {
    let composition: Composition
    /// As it was read.
    let file: Lesson
    /// Draws the same numbers as the session's own lesson.
    let seed: UInt64
    let tools: LessonTools

    /// Follows the files until the task is cancelled.
    func follow(_ tell: (Session.Event) -> Void) async {
        let watcher: LessonWatcher
        do {
            watcher = try LessonWatcher(
                path: composition.configuration.lessons, lesson: file, key: composition.lessonsKey())
        } catch {
            return tell(.outsideTrouble("edits of the lesson are not noticed: \(error)"))
        }
        for await change in watcher.changes {
            switch change {
            case .changed(let lesson): tell(.lessonChanged(composition.taught(lesson, seed: seed)))
            case .broken(let faults): tell(.lessonBroken(faults.description))
            case .gone: tell(.lessonBroken("the file of \(file.id) is gone from \(composition.configuration.lessons)"))
            case .toolsChanged: toolsChanged(tell)
            case .unwatched(let why): tell(.outsideTrouble(why))
            }
        }
        watcher.stop()
    }

    private func toolsChanged(_ tell: (Session.Event) -> Void) {
        do {
            let folder = composition.toolFolder(try composition.library())
            guard folder.faults.isEmpty else {
                return tell(.lessonBroken(folder.faults.map(\.description).joined(separator: "\n")))
            }
            let (cards, problems) = tools.reload(among: folder.declarations)
            tell(.toolsChanged(server: LessonTools.files, cards))
            for problem in problems { tell(.outsideTrouble(problem)) }
        } catch {
            tell(.lessonBroken("\(error)"))
        }
    }
}
