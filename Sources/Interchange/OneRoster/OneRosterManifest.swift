import Gradebook
import Lessons

/// `manifest.csv`: which version it is, and which files are there.
struct OneRosterManifest {
    enum Presence: String {
        case absent, bulk, delta
    }

    /// Every file that OneRoster 1.2 has, in the manifest's order.
    static let files = [
        "academicSessions", "categories", "classes", "classResources", "courses", "courseResources", "demographics",
        "enrollments", "lineItemLearningObjectiveIds", "lineItems", "lineItemScoreScales", "orgs", "resources",
        "resultLearningObjectiveIds", "results", "resultScoreScales", "roles", "scoreScales", "userProfiles",
        "userResources", "users",
    ]

    /// `1.1` or `1.2`.
    let version: String
    private let presences: [String: Presence]

    init(_ bytes: [UInt8], path: String) throws(Fault) {
        var table = try HeadedCSV(bytes, path: path)
        let name = try table.required("propertyName")
        let value = try table.required("value")
        var version: String?
        var presences: [String: Presence] = [:]
        while let record = try table.next() {
            switch record[name] {
            case "oneroster.version":
                let found = record[value]
                guard ["1.1", "1.2"].contains(found) || found.hasPrefix("1.1.") || found.hasPrefix("1.2.") else {
                    throw record.fault(value, "OneRoster \(found)", expected: "1.1 or 1.2")
                }
                version = String(found.prefix(3))
            case let property where property.hasPrefix("file."):
                guard let presence = Presence(rawValue: record[value].lowercased()) else {
                    throw record.fault(value, "“\(record[value])”", expected: "absent, bulk or delta")
                }
                presences[String(property.dropFirst(5))] = presence
            case _: break
            }
        }
        guard let version else {
            throw table.first.fault(0, "no oneroster.version", expected: "a line oneroster.version,1.1 or 1.2")
        }
        self.version = version
        self.presences = presences
    }

    func presence(of file: String) -> Presence { presences[file] ?? .absent }
}
