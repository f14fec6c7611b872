import Appliance
import Gradebook
import Hardware
import Statements
import Tutor

// Who sits at the box.
extension Composition {
    /// The pupils that the button goes round: of the settings, or else of the roster; none where the settings say whose
    /// box it is.
    func seats(_ store: ProgressStore) throws -> [Seat] {
        if !configuration.pupils.isEmpty {
            let known = Dictionary(
                try store.roster().map { ($0.account.rawValue, $0.number) },
                uniquingKeysWith: { first, _ in first })
            return configuration.pupils.filter { $0 != PupilID.guest.rawValue }
                .map { Seat(account: $0, number: known[$0] ?? nil) }
        }
        guard pupil == .guest else { return [] }
        let entries = try store.roster(inClass: try schoolClass(store))
        return entries.map { Seat(account: $0.account.rawValue, number: $0.number) }
    }

    /// The id of the class that the settings name by its id or title; nil where they name none.
    private func schoolClass(_ store: ProgressStore) throws -> String? {
        guard let wanted = configuration.schoolClass else { return nil }
        let classes = try store.classes()
        guard let found = classes.first(where: { $0.id == wanted }) ?? classes.first(where: { $0.title == wanted })
        else {
            throw ConfigurationFault.invalid(
                place: "class", what: "this box's roster has no class '\(wanted)'",
                expected: classes.isEmpty
                    ? "a class that was imported (`tutord pupils import`)"
                    : classes.map(\.title).joined(separator: ", "))
        }
        return found.id
    }

    /// What the box's own voice calls pupils. It says names; nothing writes them.
    func names(_ store: ProgressStore) throws -> @Sendable (String) -> String? {
        let names = Dictionary(
            try store.roster().compactMap { entry in entry.name.map { (entry.account.rawValue, $0) } },
            uniquingKeysWith: { first, _ in first })
        return { names[$0] }
    }

    /// The reader of badges; nil where the settings name none.
    func badgeReader() -> EvdevBadgeReader? {
        configuration.badgeReader.flatMap(EvdevBadgeReader.Place.init).map { EvdevBadgeReader($0) }
    }
}
