import Realtime

/// Holds statements to the rules of xAPI 1.0.3 before they are kept: some record stores take anything, others refuse a
/// whole batch for one of them.
///
/// Where the specification leaves a choice, this program's own is held to as well: an id and a time have one spelling,
/// since record stores compare what was sent as text, and nothing but activities and voided statements is an object.
public enum StatementCheck {
    /// Bytes of UTF-8 of a response that are kept.
    public static let longestResponse = 2_000

    /// The first thing that a strict record store would refuse; nil where there is none.
    ///
    /// It looks at the values: each answer passes here before its verdict is heard.
    public static func fault(in statement: Statement) -> StatementFault? {
        do {
            try check(statement)
            return nil
        } catch {
            return error
        }
    }

    /// The same, and that the statement is not of the future (Data 2.4.7).
    /// - Parameter now: the time by a clock that is known to be set.
    public static func fault(in statement: Statement, at now: WallTime) -> StatementFault? {
        if let timestamp = statement.timestamp, now < timestamp {
            return StatementFault("timestamp", "\(timestamp) is in the future: it is \(now)")
        }
        return fault(in: statement)
    }

    /// All that a strict record store would refuse, in the order in which a statement is written.
    /// - Parameters:
    ///   - json: one statement.
    ///   - now: the time by a clock that is known to be set.
    public static func faults(inJSON json: String, at now: WallTime? = nil) -> [StatementFault] {
        guard let value = JSONValue(text: json) else { return [StatementFault("", "no JSON")] }
        guard let fields = value.objectValue else { return [StatementFault("", "no object")] }
        var findings = StatementFindings()
        findings.statement(fields, at: now)
        return findings.faults
    }

    /// As much of a response as is kept: whole characters of it.
    public static func capped(_ response: String, characters: Int = .max) -> String {
        guard response.utf8.count > min(longestResponse, characters) else { return response }
        var bytes = 0
        var kept = response.startIndex
        var count = 0
        while kept < response.endIndex, count < characters {
            let next = response.index(after: kept)
            bytes += response.utf8.distance(from: kept, to: next)
            guard bytes <= longestResponse else { break }
            kept = next
            count += 1
        }
        return String(response[..<kept])
    }
}
