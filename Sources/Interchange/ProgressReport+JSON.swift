public import FoundationEssentials
public import Gradebook
import Statements

extension ProgressReport {
    /// The whole report as JSON, keys sorted.
    public func json() throws(GradebookError) -> Data {
        var text = Data()
        do { try eachJSON { text.append(contentsOf: $0.utf8) } } catch {
            throw .invalid("the report as JSON: \(error)")
        }
        return text
    }

    /// The same, pupil by pupil: all of a school at once would take ten times the memory of the report.
    public func eachJSON(_ body: (String) throws -> Void) throws {
        try body(ProgressReport.jsonHead(madeAt: madeAt, answers: answers))
        for (index, pupil) in pupils.enumerated() { try body(ProgressReport.json(pupil, isFirst: index == 0)) }
        try body(ProgressReport.jsonTail)
    }

    static func jsonHead(madeAt: WallTime?, answers: [AnswerRecord]) throws -> String {
        var head = "{\n\"answers\": " + (try encoded(answers))
        if let madeAt { head += ",\n\"madeAt\": " + (try encoded(madeAt)) }
        return head + ",\n\"pupils\": ["
    }

    static func json(_ pupil: PupilProgress, isFirst: Bool) throws -> String {
        (isFirst ? "\n" : ",\n") + (try encoded(pupil))
    }

    static let jsonTail = "\n]\n}"

    private static func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
