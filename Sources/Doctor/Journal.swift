import Appliance
public import RealtimeSocket
import Synchronization

/// Keeps what probes find, and tells it as it comes. Nothing secret gets into it.
public final class Journal: Sendable {
    public enum Entry: Sendable, Hashable {
        case began(Check)
        /// All that a check found, when it is done.
        case ended(Check, [Outcome])
    }

    private let selection: Selection
    private let secrets: [Secret]
    private let watch: @Sendable (Entry) -> Void
    private let kept = Mutex<[Outcome]>([])

    /// - Parameters:
    ///   - secrets: what is put out of sight wherever it appears, also in what a server answers.
    ///   - watch: is told each entry, on the task of whoever measures; must return at once.
    public init(
        _ selection: Selection = Selection(), hiding secrets: [Secret] = [],
        watch: @escaping @Sendable (Entry) -> Void = { _ in }
    ) {
        self.selection = selection
        self.secrets = secrets
        self.watch = watch
    }

    public func wants(_ check: Check) -> Bool { selection.checks.contains(check) }

    public var diagnosis: Diagnosis { Diagnosis(outcomes: kept.withLock { $0 }) }

    /// Measures, in a time that is limited, and keeps what came of it; does nothing for a check that nobody asked for.
    @discardableResult
    public func measure(
        _ check: Check, within limit: Duration, _ work: @escaping @Sendable () async -> [any Finding]
    ) async -> [Outcome] {
        guard wants(check) else { return [] }
        watch(.began(check))
        let begin = ContinuousClock.now
        let findings = await Race.run(within: limit, work) ?? [TooLate(check: check, limit: limit)]
        return keep(check, findings, took: ContinuousClock.now - begin)
    }

    /// Tells that a check has begun whose findings are kept later.
    func begin(_ check: Check) { if wants(check) { watch(.began(check)) } }

    /// Keeps what was measured elsewhere.
    @discardableResult
    public func keep(_ check: Check, _ findings: [any Finding], took: Duration = .zero) -> [Outcome] {
        guard wants(check), !findings.isEmpty else { return [] }
        let outcomes = findings.map { hide(Outcome(check, $0, milliseconds: Int(took.inMilliseconds.rounded()))) }
        kept.withLock { $0 += outcomes }
        watch(.ended(check, outcomes))
        return outcomes
    }

    public func skip(_ checks: [Check], _ why: String) {
        for check in checks { keep(check, [NotLookedAt(why)]) }
    }

    private func hide(_ outcome: Outcome) -> Outcome {
        var outcome = outcome
        for secret in secrets {
            outcome.found = outcome.found.replacing(secret.reveal(), with: "(hidden)")
            outcome.advice = outcome.advice?.replacing(secret.reveal(), with: "(hidden)")
        }
        return outcome
    }
}
