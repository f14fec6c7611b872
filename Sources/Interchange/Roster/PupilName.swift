import Foundation
import Lessons

/// What a box may call a pupil aloud.
public enum PupilName {
    public static let longest = 60

    /// Why a name is none; nil where it is one.
    public static func objection(to name: String) -> String? {
        if name.isEmpty { return "no name" }
        if name.count > longest { return "a name of \(name.count) letters" }
        if name.unicodeScalars.contains(where: { unwanted.contains($0.properties.generalCategory) }) {
            return "a name with control characters in it"
        }
        if !name.unicodeScalars.contains(where: { $0.properties.isAlphabetic }) { return "a name without letters" }
        return nil
    }

    private static let unwanted: Set<Unicode.GeneralCategory> = [
        .control, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
    ]

    static func checked(_ name: String, _ record: CSVRecord, _ column: Int) throws(Fault) -> String {
        if let wrong = objection(to: name) {
            throw record.fault(column, wrong, expected: "1 to \(longest) characters with letters among them")
        }
        return name
    }
}
