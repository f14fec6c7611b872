/// The keys that one kind of mapping in a lesson file may have.
package struct KeySet: Sendable {
    /// As a fault names the mapping: "an exercise".
    package let name: String
    package let required: [String]
    package let optional: [String]

    package var known: [String] { required + optional }
}
