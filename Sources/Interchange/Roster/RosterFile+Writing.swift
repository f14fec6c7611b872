public import Gradebook
public import Statements

extension RosterFile {
    /// The list that other boxes import: the same pupil has the same account there.
    /// - Parameters:
    ///   - badges: digests of badges (``ProgressStore/badgeDigests()``).
    public static func text(_ entries: [RosterEntry], classes: [ClassRow], badges: [PupilID: String]) -> String {
        let known = Dictionary(classes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let isOfASchool =
            entries.contains { $0.sourcedID != nil }
            || entries.contains { entry in entry.classID != entry.className }
        var headings = ["name", "class", "number", "account", "badge"]
        if isOfASchool { headings += ["sourced_id", "class_id", "school_id", "course_id", "term_id"] }
        let rows = entries.map { entry in
            var row = [
                entry.name ?? entry.account.rawValue, entry.className ?? "", entry.number.map(String.init) ?? "",
                entry.account.rawValue, badges[entry.account] ?? "",
            ]
            if isOfASchool {
                let its = entry.classID.flatMap { known[$0] }
                row += [
                    entry.sourcedID ?? "", entry.classID == entry.className ? "" : entry.classID ?? "",
                    its?.school ?? "", its?.course ?? "", its?.term ?? "",
                ]
            }
            return row
        }
        // Excel needs the mark to read UTF-8.
        return "\u{FEFF}"
            + ([headings] + rows).map { $0.map(ListText.field).joined(separator: ",") + "\r\n" }.joined()
    }
}
