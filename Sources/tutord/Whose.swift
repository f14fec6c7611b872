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

    func validate() throws {
        guard group == nil || pupil == nil else { throw ValidationError("--class or --pupil, not both") }
    }

    /// - Returns: what is meant, and what it is called in the names of files.
    /// - Throws: `ValidationError` for a class or day that is none, `GradebookError` for a pupil who is nobody: what was
    ///   typed may be a name, and goes into no file's.
    func scope(_ store: ProgressStore, since: String? = nil, until: String? = nil) throws -> (ExportScope, String) {
        var scope = ExportScope(
            pupil: pupil.map(PupilID.init(rawValue:)), since: try day(since, store), until: try day(until, store))
        if let pupil = scope.pupil, pupil != .guest { _ = try store.rosterEntry(of: pupil) }
        guard let group else { return (scope, pupil ?? "all") }
        let classes = try store.classes()
        let named = classes.filter { $0.title.lowercased() == group.lowercased() }
        guard named.count < 2 || classes.contains(where: { $0.id == group }) else {
            throw ValidationError(
                "there are \(named.count) classes '\(group)': name one by its id, "
                    + named.map(\.id).joined(separator: " or "))
        }
        guard let found = classes.first(where: { $0.id == group }) ?? named.first else {
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
        return store.origin.moment(utc)
    }
}
