import Foundation
public import Gradebook
import Lessons

/// A school's roster as OneRoster 1.1 or 1.2 has it (CSV binding): a zip file with `manifest.csv` at its root.
///
/// Only what is needed is opened and read: classes, who is enrolled in them, and what pupils are called. Nothing is ever
/// read of `demographics.csv`, and no column with an address, a telephone number or a password.
public struct OneRosterArchive {
    /// What was read, and what was left out.
    public struct Reading: Sendable {
        public var roster: Roster
        /// What a technician may want to know, a sentence each.
        public var notes: [String]
    }

    private let zip: ZipArchive
    private let manifest: OneRosterManifest

    /// Whether a file is a zip file by its first bytes.
    public static func isZip(_ bytes: some Sequence<UInt8>) -> Bool { bytes.starts(with: [0x50, 0x4B]) }

    /// - Throws: ``ZipError``, or ``RosterFaults`` where the manifest is missing or wrong.
    public init(path: String, limits: ZipArchive.Limits = ZipArchive.Limits()) throws {
        zip = try ZipArchive(path: path, limits: limits)
        let place = Roster.Place(path: path + "/manifest.csv", line: 1, column: 1)
        guard let bytes = try zip.bytes(of: "manifest.csv") else {
            throw RosterFaults([
                place.fault("there is no manifest.csv", expected: "a OneRoster 1.1 or 1.2 CSV export with its manifest")
            ])
        }
        do { manifest = try OneRosterManifest(bytes, path: place.path) } catch { throw RosterFaults([error]) }
    }

    /// Reads who is in which class.
    /// - Parameters:
    ///   - classes: only these, by title or id, the first of them for who is in several; empty takes all.
    ///   - known: who is in the gradebook: a list of changes leaves out what stays.
    ///   - today: the date (`2026-03-02`), if it is known: enrolments and terms that ended are passed over.
    /// - Throws: ``ZipError``, or ``RosterFaults`` with all that is wrong in it.
    public func reading(
        classes wanted: [String] = [], known: [RosterEntry] = [], knownClasses: [ClassRow] = [], today: String?
    ) throws -> Reading {
        var tables = OneRosterTables(version: manifest.version, path: zip.path, today: today)
        tables.isBulk = manifest.presence(of: "users") == .bulk && manifest.presence(of: "enrollments") == .bulk
        do {
            try each("academicSessions") { try tables.readTerm(&$0) }
            try each("classes") { try tables.readClass(&$0) }
            try each("users") { try tables.readUser(&$0) }
            if manifest.version == "1.2" { try each("roles") { try tables.readRole(&$0) } }
            try each("enrollments") { try tables.readEnrollment(&$0) }
        } catch let fault as Fault {
            throw RosterFaults([fault])
        }
        let merging = OneRosterMerging(tables: tables, wanted: wanted, known: known, knownClasses: knownClasses)
        return try merging.reading()
    }

    /// Reads a file that the manifest says is there.
    private func each(_ name: String, _ body: (inout OneRosterRows) throws -> Void) throws {
        let presence = manifest.presence(of: name)
        guard presence != .absent else { return }
        let path = zip.path + "/" + name + ".csv"
        guard let bytes = try zip.bytes(of: name + ".csv") else {
            throw Fault(
                path: path, line: 1, column: 1,
                wrong: "it is not in the zip, and the manifest says \(presence.rawValue)",
                expected: "the file, or file.\(name),absent")
        }
        var rows = OneRosterRows(table: try HeadedCSV(bytes, path: path), isDelta: presence == .delta)
        try body(&rows)
    }
}

/// The lines of one file.
struct OneRosterRows {
    var table: HeadedCSV
    /// Whether it tells changes only.
    let isDelta: Bool

    func column(_ name: String) throws(Fault) -> Int { try table.required(name) }

    /// Calls with each line, and whether it is to be deleted.
    mutating func each(_ body: (CSVRecord, _ isGone: Bool) throws(Fault) -> Void) throws(Fault) {
        let status = table.column("status")
        while let record = try table.next() {
            let word = status.map { record[$0].lowercased() } ?? ""
            guard ["", "active", "inactive", "tobedeleted"].contains(word) else {
                throw record.fault(
                    status ?? 0, "the status “\(word.prefix(20))”", expected: "active, tobedeleted or nothing")
            }
            try body(record, word == "tobedeleted" || word == "inactive")
        }
    }
}
