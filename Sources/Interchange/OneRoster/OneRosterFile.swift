public import Gradebook
import Lessons
import Mastery
import Statements

/// What was learned, for a school's gradebook: `oneroster.zip` (OneRoster 1.2, CSV binding).
///
/// One line item for each lesson and class, one result for each pupil and line item, and for each skill of a lesson
/// what the pupil has come to, in a teacher's words. Only for pupils who came from the school's roster: the school's
/// system finds them, their classes and terms again by the ids that it gave them.
public struct OneRosterFile {
    /// How a school's system takes it.
    public enum Mode: Sendable, Hashable {
        /// What is new or has changed. What is not in it stays, so that thirty boxes can be taken in one after another.
        case delta
        /// All there is: the school's system deletes what is not in it, also what came from other boxes and teachers.
        case bulk
    }

    /// What was written.
    public struct Summary: Sendable, Hashable, Codable {
        public let lineItems: Int
        public let results: Int
        public let objectives: Int
        /// Pupils with answers who are in no school's roster.
        public let withoutRoster: Int
    }

    /// Writes the file, whole or not at all.
    /// - Throws: ``ZipError``.
    public func write(to path: String) throws(ZipError) { try ZipFile.write(files, to: path) }

    public let summary: Summary
    /// The files of the archive, each at its root.
    let files: [(name: String, bytes: [UInt8])]

    /// - Parameters:
    ///   - report: its ``ProgressReport/madeAt`` must be known.
    ///   - origin: dates are by the school's clock.
    /// - Throws: ``OneRosterError``.
    public init(
        _ report: ProgressReport, classes: [ClassRow], mode: Mode = .delta, by origin: Origin = Origin()
    ) throws(OneRosterError) {
        guard let madeAt = report.madeAt else { throw .noClock }
        guard report.pupils.contains(where: { $0.sourcedID != nil }) else {
            throw classes.contains { $0.school != nil } ? .noResults : .noRoster
        }
        var tables = OneRosterGrades(madeAt: madeAt, mode: mode, by: origin)
        let known = Dictionary(classes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var withoutRoster = 0
        for pupil in report.pupils {
            let lessons = Dictionary(grouping: pupil.objectives, by: \.lesson)
            let touched = lessons.filter { $0.value.contains { $0.tries > 0 } }
            guard !touched.isEmpty else { continue }
            guard let id = pupil.sourcedID, let group = pupil.classID.flatMap({ known[$0] })
            else {
                withoutRoster += 1
                continue
            }
            guard let school = group.school, let term = group.term else {
                throw .incompleteClass(title: group.title, missing: group.school == nil ? "school" : "term")
            }
            for (_, objectives) in touched.sorted(by: { $0.key < $1.key }) {
                try tables.add(objectives, of: id, in: group.id, school: school, term: term)
            }
        }
        guard !tables.isEmpty else { throw .noResults }
        files = tables.files()
        summary = Summary(
            lineItems: tables.lineItemCount, results: tables.resultCount, objectives: tables.objectiveCount,
            withoutRoster: withoutRoster)
    }
}
