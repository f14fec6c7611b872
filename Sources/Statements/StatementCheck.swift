import Realtime

/// Holds statements to the rules of xAPI 1.0.3 before they are kept: some stores take anything, others refuse a whole
/// batch for one of them.
public enum StatementCheck {
    /// The first thing that a strict record store would refuse; nil where there is none.
    public static func fault(in statement: Statement) -> StatementFault? {
        guard statement.id.rawValue.utf8.count == 36 else { return StatementFault("id", "no UUID") }
        guard !statement.actor.name.isEmpty else { return StatementFault("actor.account.name", "is empty") }
        return nil
    }
}
