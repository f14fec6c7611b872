import Foundation
import GRDB
import Realtime
import TestSupport
import Testing

@testable import Gradebook

/// `kill -9` over running lessons. The system's cache outlives the process, so this is no power cut (those are in
/// PowerCutTests): it tests that the program can be cut anywhere, from its first start on, and goes on.
@Suite(.serialized) struct KilledLessonTests {
    /// What one run of the program had acknowledged before it was killed: sittings, and the answers in each.
    private struct Acknowledged {
        var sittings: [(session: String, answers: [JSONObject])] = []

        init(_ output: String) {
            // What comes after the last line's end is half a line.
            for line in output.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
                guard let fields = JSONValue(text: line)?.objectValue else {
                    Issue.record("no line of the program's: \(line)")
                    continue
                }
                if let session = fields["session"]?.stringValue {
                    sittings.append((session, []))
                } else {
                    sittings[sittings.count - 1].answers.append(fields)
                }
            }
        }

        var answers: Int { sittings.reduce(0) { $0 + $1.answers.count } }
    }

    /// Beside the tests.
    private static func program() throws -> URL {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(filePath: own).deletingLastPathComponent().appending(path: "lesson-until-killed")
    }

    /// Starts the program, and kills it a while after it started, or after its first sitting began.
    private static func run(on gradebook: String, killedAfter delay: Duration, ofStart: Bool) throws -> Acknowledged {
        let process = Process()
        process.executableURL = try program()
        process.arguments = [gradebook]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        var told = Data()
        if !ofStart { told = output.fileHandleForReading.availableData }
        usleep(UInt32(delay / .microseconds(1)))
        #expect(process.isRunning, "the program ended by itself")
        kill(process.processIdentifier, SIGKILL)
        told += try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal)
        return Acknowledged(String(decoding: told, as: UTF8.self))
    }

    @Test(.timeLimit(.minutes(10)))
    func `a program that is killed at any moment keeps what it acknowledged, and goes on`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "killed-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var numbers = SplitMix(seed: 9)
        var acknowledged = 0
        var gradebook = ""
        let kills = Thoroughness.scaled(200, to: 5_000)
        var number = 0
        // A busy machine has fewer answers between two kills: then there are more kills.
        while number < kills || acknowledged < kills {
            defer { number += 1 }
            if number.isMultiple(of: 25) {
                try? FileManager.default.removeItem(at: folder)
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                gradebook = folder.appending(path: "gradebook.sqlite").path
            }
            // Where there is no gradebook yet, its making is what is cut.
            let ofStart = number % 25 < 3 || Bool.random(using: &numbers)
            let killed = try KilledLessonTests.run(
                on: gradebook, killedAfter: .microseconds(Int.random(in: 0..<300_000, using: &numbers)),
                ofStart: ofStart)
            acknowledged += killed.answers
            try KilledLessonTests.look(at: gradebook, for: killed, kill: number)
        }
        print("killed \(kills) times: \(acknowledged) answers were acknowledged, all are there")
    }

    private static func look(at gradebook: String, for killed: Acknowledged, kill number: Int) throws {
        // Its next start: it looks at all pages, and ends the sitting that was cut.
        let store = try ProgressStore(path: gradebook)
        defer { try? store.close() }
        try store.queue.read { db in
            #expect(try String.fetchAll(db, sql: "PRAGMA quick_check") == ["ok"])
            for sitting in killed.sittings {
                let found = try Row.fetchAll(
                    db,
                    sql: """
                        SELECT a.exercise, a.answer, a.verdict FROM session s
                        JOIN attempt a ON a.session = s.seq JOIN outbox o ON o.statement = a.statement
                        WHERE s.id = ? AND s.is_over ORDER BY a.statement
                        """, arguments: [sitting.session]
                ).map { row -> JSONObject in
                    ["exercise": .string(row[0]), "answer": .string(row[1]), "verdict": .string(row[2])]
                }
                let expected = sitting.answers
                #expect(Array(found.prefix(expected.count)) == expected, "kill \(number)")
                // One more may have been on its way.
                #expect(found.count <= expected.count + 1, "kill \(number)")
            }
            let abandoned = try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM session s WHERE NOT is_over OR 1 <> (SELECT count(*) FROM statement
                    WHERE session = s.seq AND verb IN ('terminated', 'abandoned'))
                    """)
            #expect(abandoned == 0, "kill \(number): each sitting has one end")
        }
    }
}
