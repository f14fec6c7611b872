import ArgumentParser
import Gradebook
import Interchange
import Statements

/// Whose work a command is about.
struct Whose: ParsableArguments {
    @Option(name: .customLong("class"), help: "One class only, by its title or id.")
    var group: String?
    @Option(name: .long, help: "One pupil only, by the account (`tutord pupils list`).")
    var pupil: String?

    /// - Returns: what is meant, and what it is called in the names of files.
    /// - Throws: `ValidationError` for a class or day that is none.
    func scope(_ store: ProgressStore, since: String? = nil, until: String? = nil) throws -> (ExportScope, String) {
        var scope = ExportScope(
            pupil: pupil.map(PupilID.init(rawValue:)), since: try day(since, store), until: try day(until, store))
        guard let group else { return (scope, pupil ?? "all") }
        let classes = try store.classes()
        guard let found = classes.first(where: { $0.id == group }) ?? classes.first(where: { $0.title == group }) else {
            let known = classes.map { "'\($0.title)'" }.joined(separator: ", ")
            throw ValidationError(
                "no class '\(group)'; \(known.isEmpty ? "no roster was imported yet" : "there are \(known)")")
        }
        scope.inClass = found.id
        return (scope, found.title)
    }

    /// Midnight by the school's clock.
    private func day(_ text: String?, _ store: ProgressStore) throws -> WallTime? {
        guard let text else { return nil }
        guard let utc = WallTime(precise: text + "T00:00:00.000Z") else {
            throw ValidationError("'\(text)' is no day; write it as 2026-03-02")
        }
        return WallTime(milliseconds: utc.milliseconds - Int64(store.origin.offset(at: utc)) * 1_000)
    }
}
