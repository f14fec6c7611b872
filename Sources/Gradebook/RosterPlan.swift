import Lessons
import Statements

/// What importing a roster comes to: decided from the roster and from who is known, before anything is written.
struct RosterPlan {
    struct Step {
        /// Nil for a pupil who is new.
        var known: RosterEntry?
        var pupil: Roster.Pupil
        var number: Int?
        /// Whether the roster names a badge that is not the pupil's yet.
        var bringsBadge: Bool
    }

    /// Who is known, and what was found out about the roster's rows.
    struct Known {
        var pupils: [RosterEntry]
        var classes: [ClassRow]
        /// Accounts and school's ids of the roster that were erased here.
        var erased: Set<String>
        /// Who has the badges that the roster names.
        var holders: [String: PupilID]
    }

    private(set) var classes: [ClassRow] = []
    private(set) var steps: [Step] = []
    private(set) var missing: [RosterEntry] = []
    /// Names of those who were erased here, and are not taken back.
    private(set) var erased: [String] = []
    private(set) var faults: [Fault] = []

    /// - Parameter isRemoving: whether who is missing will be erased, so that numbers and badges are free.
    init(_ roster: Roster, _ known: Known, isRemoving: Bool = false) {
        let roster = resolved(roster, known)
        classes = roster.classes
        findTwins(roster)
        match(roster, known)
        findMissing(roster, known)
        let leaving = isRemoving ? Set(missing.map(\.account)) : []
        let named = Set(steps.compactMap { $0.known?.account })
        let staying = known.pupils.filter { !leaving.contains($0.account) && !named.contains($0.account) }
        checkBadges(known, leaving)
        giveNumbers(staying)
    }

    /// People name a class by its title; where one of that title is known, it is meant.
    private mutating func resolved(_ roster: Roster, _ known: Known) -> Roster {
        guard roster.source == .list else { return roster }
        var roster = roster
        var meant: [String: String] = [:]
        for (index, one) in roster.classes.enumerated() where one.id == one.title {
            if let its = known.classes.first(where: { $0.id == one.id }) {
                // Named by its id, it keeps its title.
                roster.classes[index] = its
                continue
            }
            let same = known.classes.filter { $0.title.lowercased() == one.title.lowercased() }
            if same.count > 1, let first = roster.pupils.first(where: { $0.classID == one.id }) {
                faults.append(
                    first.place.fault(
                        "there are \(same.count) classes called “\(one.title)”",
                        expected: "their ids in a column class_id: \(same.map(\.id).joined(separator: ", "))"))
            }
            guard let only = same.first else { continue }
            meant[one.id] = only.id
            roster.classes[index] = only
        }
        for index in roster.pupils.indices {
            if let id = roster.pupils[index].classID { roster.pupils[index].classID = meant[id] ?? id }
        }
        roster.scope = roster.scope.map { Set($0.map { meant[$0] ?? $0 }) }
        return roster
    }

    /// Two rows that cannot both be.
    private mutating func findTwins(_ roster: Roster) {
        var accounts: [PupilID: Int] = [:]
        var ids: [String: Int] = [:]
        var badges: [String: Int] = [:]
        var numbers: [String: Int] = [:]
        var names: [String: Int] = [:]
        func twin(_ what: String, _ first: Int?, _ pupil: Roster.Pupil, _ expected: String) {
            guard let first else { return }
            faults.append(
                pupil.place.fault("\(what) stands in line \(first), too", expected: expected))
        }
        for pupil in roster.pupils {
            let line = pupil.place.line
            if let account = pupil.account {
                twin("the account \(account)", accounts[account], pupil, "an account for each pupil")
                accounts[account] = accounts[account] ?? line
            }
            if let id = pupil.sourcedID {
                twin("the pupil \(id)", ids[id], pupil, "each pupil once")
                ids[id] = ids[id] ?? line
            }
            if let badge = pupil.badge {
                twin("this badge", badges[badge], pupil, "a badge for each pupil")
                badges[badge] = badges[badge] ?? line
            }
            if let number = pupil.number {
                let key = "\(pupil.classID ?? "")\u{0}\(number)"
                twin("the number \(number) of this class", numbers[key], pupil, "a number for each pupil of a class")
                numbers[key] = numbers[key] ?? line
            }
            if pupil.account == nil, pupil.sourcedID == nil {
                let key = "\(pupil.classID ?? "")\u{0}\(pupil.name.lowercased())"
                twin(
                    "“\(pupil.name)” of this class", names[key], pupil,
                    "names that tell them apart, like “\(pupil.name) L.”, or their accounts")
                names[key] = names[key] ?? line
            }
        }
    }

    /// Finds for each row the pupil who is known: by account, by the school's id, by class and name.
    private mutating func match(_ roster: Roster, _ known: Known) {
        let accounts = Dictionary(known.pupils.map { ($0.account, $0) }, uniquingKeysWith: { first, _ in first })
        let sourced = Dictionary(
            known.pupils.compactMap { entry in entry.sourcedID.map { ($0, entry) } },
            uniquingKeysWith: { first, _ in first })
        let names = Dictionary(
            known.pupils.map { ("\($0.classID ?? "")\u{0}\($0.name?.lowercased() ?? "")", $0) },
            uniquingKeysWith: { first, _ in first })
        let namesakes = Dictionary(grouping: known.pupils) { $0.name?.lowercased() ?? "" }
        for var pupil in roster.pupils {
            let ids = [pupil.account?.rawValue, pupil.sourcedID].compactMap(\.self)
            guard known.erased.isDisjoint(with: ids) else {
                erased.append(pupil.name)
                continue
            }
            let byAccount = pupil.account.flatMap { accounts[$0] }
            let byID = pupil.sourcedID.flatMap { sourced[$0] }
            if let byID, let account = pupil.account, byID.account != account {
                faults.append(
                    pupil.place.fault(
                        "the pupil \(byID.sourcedID ?? "") has the account \(byID.account) on this box, not \(account)",
                        expected: "the account that the pupil has; move what was learned with `tutord pupils move`"))
                continue
            }
            var entry = byAccount ?? byID
            if entry == nil, pupil.account == nil, pupil.sourcedID == nil {
                entry = names["\(pupil.classID ?? "")\u{0}\(pupil.name.lowercased())"]
                // Without a class the one of that name is meant, in whatever class.
                if entry == nil, pupil.classID == nil {
                    let meant = namesakes[pupil.name.lowercased()] ?? []
                    if meant.count > 1 {
                        faults.append(
                            pupil.place.fault(
                                "there are \(meant.count) called “\(pupil.name)”",
                                expected: "the class or the account, too"
                            ))
                        continue
                    }
                    entry = meant.first
                }
            }
            // A list that names no class takes nobody out of one.
            if roster.source == .list, pupil.classID == nil { pupil.classID = entry?.classID }
            let bringsBadge = pupil.badge.map { entry == nil || known.holders[$0] != entry?.account } ?? false
            steps.append(Step(known: entry, pupil: pupil, number: pupil.number, bringsBadge: bringsBadge))
        }
    }

    private mutating func findMissing(_ roster: Roster, _ known: Known) {
        let named = Set(steps.compactMap { $0.known?.account })
        missing = known.pupils.filter { entry in
            guard entry.account != .guest, !named.contains(entry.account) else { return false }
            if let id = entry.sourcedID, roster.gone.contains(id) { return true }
            guard roster.isWhole else { return false }
            if roster.source == .oneRoster, entry.sourcedID == nil { return false }
            guard let scope = roster.scope else { return true }
            return scope.contains(entry.classID ?? "")
        }
    }

    private mutating func checkBadges(_ known: Known, _ leaving: Set<PupilID>) {
        for step in steps {
            guard let badge = step.pupil.badge, let holder = known.holders[badge], holder != step.known?.account,
                !leaving.contains(holder)
            else { continue }
            let givesUp = steps.contains { $0.known?.account == holder && $0.pupil.badge != nil }
            guard !givesUp else { continue }
            let title = known.pupils.first { $0.account == holder }?.title ?? holder.rawValue
            faults.append(
                step.pupil.place.fault(
                    "this badge is \(title)'s (\(holder))", expected: "a badge that nobody has, or another for \(title)"
                ))
        }
    }

    /// Who has a number keeps it as long as nobody else was given it; all others take the next that is free.
    private mutating func giveNumbers(_ staying: [RosterEntry]) {
        var taken: [String: [Int: String]] = [:]
        for entry in staying {
            if let id = entry.classID, let number = entry.number {
                taken[id, default: [:]][number] = "\(entry.title) (\(entry.account))"
            }
        }
        for step in steps {
            guard let id = step.pupil.classID, let number = step.pupil.number else { continue }
            if let holder = taken[id]?[number] {
                faults.append(
                    step.pupil.place.fault(
                        "the number \(number) is \(holder)'s, who is not in this file",
                        expected: "another number, or --remove-missing to erase who has left"))
            }
            taken[id, default: [:]][number] = step.pupil.name
        }
        for index in steps.indices {
            let step = steps[index]
            guard step.number == nil, let id = step.pupil.classID, let entry = step.known, entry.classID == id,
                let number = entry.number, taken[id]?[number] == nil
            else { continue }
            steps[index].number = number
            taken[id, default: [:]][number] = step.pupil.name
        }
        for index in steps.indices {
            guard steps[index].number == nil, let id = steps[index].pupil.classID else { continue }
            var number = 1
            while taken[id]?[number] != nil { number += 1 }
            steps[index].number = number
            taken[id, default: [:]][number] = steps[index].pupil.name
        }
    }
}
