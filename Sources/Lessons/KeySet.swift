/// The keys that one kind of mapping in a lesson file may have.
package struct KeySet: Sendable {
    /// As a fault names the mapping: "an exercise".
    package let name: String
    package let required: [String]
    package let optional: [String]
    package let known: [String]

    package init(name: String, required: [String], optional: [String]) {
        self.name = name
        self.required = required
        self.optional = optional
        known = required + optional
    }
}
