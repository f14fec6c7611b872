import Appliance
import Foundation
import Gradebook

/// Reads the gradebook of a box beside a tutor that may be running.
enum Gradebooks {
    static func read<Value>(_ configuration: Configuration, _ body: (ProgressStore) throws -> Value) throws -> Value {
        let store = try ProgressStore(
            path: Composition(configuration: configuration).gradebookPath, access: .readOnly)
        defer { try? store.close() }
        return try body(store)
    }

    static func report(_ configuration: Configuration) throws -> ProgressReport {
        let composition = Composition(configuration: configuration)
        let store = try ProgressStore(path: composition.gradebookPath, access: .readOnly)
        defer { try? store.close() }
        // Titles come from the lesson files; without them the ids are shown.
        let lessons = (try? composition.library())?.lessons ?? []
        return try store.report(lessons: lessons)
    }
}
