import Appliance
import Foundation
import Testing

/// Diaries of real lessons: what was decided then must be decided now, byte for byte.
struct ReplayTests {
    static let diaries: [String] = {
        let folder = Bundle.module.url(forResource: "Replays", withExtension: nil)
        let files = folder.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0.path) } ?? []
        return files.filter { $0.hasSuffix(".jsonl") }.sorted()
    }()

    private func path(_ name: String) throws -> String {
        try #require(Bundle.module.url(forResource: "Replays", withExtension: nil)).appending(path: name).path
    }

    @Test(arguments: diaries) func `a recorded lesson is decided as it was`(diary: String) throws {
        let summary = try DiaryReplay.run(path: path(diary))
        #expect(summary.turns > 0)
    }

    @Test func `there is something to replay`() { #expect(!ReplayTests.diaries.isEmpty) }

    @Test func `a decision that differs is shown with its line`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let name = try #require(ReplayTests.diaries.first)
        var lines = try String(contentsOfFile: path(name), encoding: .utf8).split(separator: "\n").map(String.init)
        let index = try #require(lines.firstIndex { $0.contains(#"{"show":{"_0":"listening"}}"#) })
        lines[index] = lines[index].replacing(#"{"show":{"_0":"listening"}}"#, with: #"{"show":{"_0":"ready"}}"#)
        let altered = folder.appending(path: "altered.jsonl").path
        try lines.joined(separator: "\n").write(toFile: altered, atomically: true, encoding: .utf8)
        let fault = #expect(throws: DiaryReplay.Fault.self) { try DiaryReplay.run(path: altered) }
        #expect(fault?.description.hasPrefix("\(altered):\(index + 1): the session decides otherwise now") == true)
    }

    @Test func `what is no diary is said to be none`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "x.jsonl").path
        #expect(throws: DiaryReplay.Fault.self) { try DiaryReplay.run(path: path) }
        try "{}\n".write(toFile: path, atomically: true, encoding: .utf8)
        let fault = #expect(throws: DiaryReplay.Fault.self) { try DiaryReplay.run(path: path) }
        #expect(fault?.description.hasPrefix("\(path):1: not a diary") == true)
    }
}
