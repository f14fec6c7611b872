public import Tutor

/// All that was found, in the order of the checks.
public struct Diagnosis: Sendable, Hashable {
    public var outcomes: [Outcome]

    public init(outcomes: [Outcome]) {
        let order = Dictionary(uniqueKeysWithValues: Check.allCases.enumerated().map { ($1, $0) })
        // Sorting is stable, so several lines of one check stay as they were found.
        self.outcomes = outcomes.sorted { order[$0.check, default: 0] < order[$1.check, default: 0] }
    }

    public var broken: [Outcome] { outcomes.filter { $0.verdict.code != nil } }
    public var warnings: [Outcome] { outcomes.filter { $0.verdict == .warning } }
    public var skipped: [Outcome] { outcomes.filter { $0.verdict == .skipped } }

    /// The parts of the box where something is broken.
    public var areas: Set<TroubleArea> { Set(broken.compactMap { $0.verdict.code?.area }) }

    /// For scripts: 0 nothing is broken, 11 to 15 something in one area (10 and its number), 1 in several.
    public var exitStatus: Int32 {
        switch areas.count {
        case 0: 0
        case 1: Int32(10 + (areas.first?.rawValue ?? 0))
        case _: 1
        }
    }

    /// What the box says aloud: each number once, what it means, and no more than anybody listens to.
    public var spoken: String {
        var codes: [TroubleCode] = []
        for code in broken.compactMap(\.verdict.code) where !codes.contains(code) { codes.append(code) }
        let seen = outcomes.count - skipped.count
        guard !codes.isEmpty else {
            let careful =
                warnings.isEmpty
                ? "" : " \(warnings.count == 1 ? "One of them" : "\(warnings.count) of them") should be watched."
            return "I looked at \(seen) thing\(seen == 1 ? "" : "s"). I am well.\(careful)"
        }
        var text = codes.count == 1 ? "Something is wrong." : "\(codes.count) things are wrong."
        for code in codes.prefix(5) { text += " Number \(code.rawValue). \(code.meaning)" }
        if codes.count > 5 { text += " And more." }
        return text
    }
}

extension Diagnosis {
    /// The diagnosis as a machine reads it.
    public struct Document: Sendable, Encodable {
        public var version: String
        public var verdict: String
        public var exit: Int32
        public var areas: [String]
        public var broken: Int
        public var warnings: Int
        public var skipped: Int
        public var spoken: String
        public var checks: [Outcome]
    }

    /// - Parameter version: of this program.
    public func document(version: String) -> Document {
        Document(
            version: version, verdict: broken.isEmpty ? (warnings.isEmpty ? "fine" : "warning") : "broken",
            exit: exitStatus, areas: areas.map { "\($0)" }.sorted(), broken: broken.count, warnings: warnings.count,
            skipped: skipped.count, spoken: spoken, checks: outcomes)
    }
}
