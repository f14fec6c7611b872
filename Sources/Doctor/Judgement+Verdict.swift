public import Tutor

extension Judgement {
    /// What is to be thought of a finding.
    public enum Verdict: Sendable, Hashable {
        case fine
        /// It works, and somebody should look at it before it does not.
        case warning
        /// With the number that the box says aloud.
        case broken(TroubleCode)
        /// Nothing can be said of it here.
        case skipped

        /// How it is called in JSON.
        public var name: String {
            switch self {
            case .fine: "fine"
            case .warning: "warning"
            case .broken: "broken"
            case .skipped: "skipped"
            }
        }

        public var code: TroubleCode? {
            switch self {
            case .broken(let code): code
            case .fine, .warning, .skipped: nil
            }
        }
    }
}
