import Appliance
import Foundation
import Gradebook

/// Reads the gradebook of a box beside a tutor that may be running.
enum Gradebooks {
    static func read<Value>(_ configuration: Configuration, _ body: (ProgressStore) throws -> Value) throws -> Value {
        let store = try ProgressStore(
            path: Composition(configuration: configuration).gradebookPath, access: .readOnly,
            origin: Composition(configuration: configuration).origin)
        defer { try? store.close() }
        return try body(store)
    }
}
