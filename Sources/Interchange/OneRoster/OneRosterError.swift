/// Why there is no `oneroster.zip`, and what there is instead.
public enum OneRosterError: Error, Sendable, Hashable, CustomStringConvertible {
    /// No pupil of the gradebook came from a OneRoster.
    case noRoster
    /// Nobody who came from one has answered anything.
    case noResults
    /// Results must have a date.
    case noClock
    /// A class without what a line item must have.
    case incompleteClass(title: String, missing: String)
    /// An id that OneRoster does not allow.
    case badID(String)

    public var description: String {
        switch self {
        case .noRoster:
            "no oneroster.zip: no pupil came from a OneRoster, so the school's system would find nobody in it. Import the "
                + "school's roster first (`tutord pupils import roster.zip`), or use --format xlsx, csv or html"
        case .noResults:
            "no oneroster.zip: nobody who came from the school's roster has answered anything yet, and OneRoster allows no "
                + "empty file"
        case .noClock:
            "no oneroster.zip: the clock of this box is not set, and each result must have a date. Connect it to a network "
                + "or, where its clock is right, say so (`clock: trust` in the settings), then again"
        case .incompleteClass(let title, let missing):
            "no oneroster.zip: the class “\(title)” has no \(missing) in the roster that it came from, and OneRoster asks for "
                + "one. Have it added (schoolSourcedId and termSourcedIds of classes.csv) and import the roster again"
        case .badID(let id):
            "no oneroster.zip: the id “\(id.prefix(60))” has characters that OneRoster does not allow: \(SourcedID.rule)"
        }
    }
}
