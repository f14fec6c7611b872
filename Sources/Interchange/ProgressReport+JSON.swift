public import FoundationEssentials
public import Gradebook

extension ProgressReport {
    /// The whole report as JSON, keys sorted.
    public func json() throws(GradebookError) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do { return try encoder.encode(self) } catch { throw .invalid("the report as JSON: \(error)") }
    }
}
