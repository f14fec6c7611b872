import Foundation
import Gradebook
import Lessons
import Testing
import Tutor

@testable import Doctor

/// Real gradebooks on real disks, each broken on purpose in one way.
struct StorageProbeTests {
    private func examine(_ folder: String, files: SystemFiles = SystemFiles()) async -> Diagnosis {
        let journal = Journal()
        await StorageProbe(folder: folder, gradebook: folder + "/gradebook.sqlite", files: files).run(journal)
        return journal.diagnosis
    }

    private func verdict(_ diagnosis: Diagnosis, _ check: Check) -> Judgement.Verdict? {
        diagnosis.outcomes.first { $0.check == check }?.verdict
    }

    /// A gradebook with one answer.
    private func fill(_ folder: String) throws {
        let store = try ProgressStore(path: folder + "/gradebook.sqlite")
        let session = try store.startSession(lesson: "tables", boot: "boot", at: .zero)
        try store.record(
            Attempt(
                lesson: "tables", exercise: "six", objective: "multiply", answer: "36", verdict: .right, number: 1,
                hints: 0), in: session, at: .seconds(1))
        try store.close()
    }

    @Test func `a gradebook that is well is written to, and nothing is left of it`() async throws {
        let folder = try Folder()
        try fill(folder.path)
        let diagnosis = await examine(folder.path)
        #expect(verdict(diagnosis, .gradebook) == .fine, "\(diagnosis.outcomes)")
        #expect(diagnosis.outcomes.first { $0.check == .gradebook }?.measured["answers"] == 1)
        #expect(verdict(diagnosis, .sync) == .skipped)
        #expect(diagnosis.outcomes.first { $0.check == .sync }?.found.contains("1 answer on this box only") == true)
        let bytes = try Data(contentsOf: URL(filePath: folder.path + "/gradebook.sqlite"))
        #expect(bytes.firstRange(of: Data("guest".utf8)) != nil && bytes.firstRange(of: Data("doctor-".utf8)) == nil)
    }

    @Test func `the write of the doctor really reaches the log`() throws {
        let folder = try Folder()
        try fill(folder.path)
        let path = folder.path + "/gradebook.sqlite"
        let store = try ProgressStore(path: path)
        func size() -> Int { (try? FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int) ?? 0 }
        let before = size()
        let seen = try store.examine()
        #expect(size() > before)
        #expect(seen.journalMode == "wal" && seen.synchronous == 2 && seen.check == "ok" && seen.answers == 1)
        #expect(seen.commit > .zero)
    }

    @Test func `where there is no gradebook yet, none is made`() async throws {
        let folder = try Folder()
        let diagnosis = await examine(folder.path + "/not/yet")
        #expect(verdict(diagnosis, .gradebook) == .fine)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func `a file that is no database, or of another program, or damaged, is told`() async throws {
        let folder = try Folder()
        try folder.write(String(repeating: "this is no database ", count: 100), to: "gradebook.sqlite")
        #expect(verdict(await examine(folder.path), .gradebook) == .broken(.gradebookBroken))

        let damaged = try Folder()
        try fill(damaged.path)
        let file = try FileHandle(forUpdating: URL(filePath: damaged.path + "/gradebook.sqlite"))
        try file.seek(toOffset: 4_096 + 100)
        try file.write(contentsOf: Data(repeating: 0xAA, count: 12_000))
        try file.close()
        let diagnosis = await examine(damaged.path)
        #expect(verdict(diagnosis, .gradebook) == .broken(.gradebookBroken), "\(diagnosis.outcomes)")
        #expect(diagnosis.exitStatus == 14)
    }

    @Test func `a full disk, and one that became read-only, are told`() async throws {
        guard let disk = try SmallDisk(kilobytes: 400) else { return }
        try fill(disk.path)
        #expect(verdict(await examine(disk.path), .disk) == .broken(.diskFull))
        try disk.fill()
        let full = await examine(disk.path)
        #expect(verdict(full, .gradebook) == .broken(.diskFull), "\(full.outcomes)")
        #expect(full.exitStatus == 14)
        try disk.remountReadOnly()
        let readOnly = await examine(disk.path)
        #expect(verdict(readOnly, .disk) == .broken(.diskFailing))
        #expect(readOnly.broken.contains { $0.check == .gradebook })
    }

    @Test func `a full disk is told before there is a gradebook`() async throws {
        guard let disk = try SmallDisk(kilobytes: 400) else { return }
        try disk.fill()
        #expect(verdict(await examine(disk.path), .gradebook) == .broken(.diskFull))
    }

    @Test func `errors that ext4 has noted are told`() async throws {
        let folder = try Folder()
        var node = stat()
        #expect(stat(folder.path, &node) == 0)
        let number = UInt64(node.st_dev)
        let device = "\((number >> 8) & 0xFFF | (number >> 32) & ~0xFFF):\(number & 0xFF | (number >> 12) & ~0xFF)"
        let system = try Folder()
        try system.write("3\n", to: "sys/fs/ext4/mmcblk0p2/errors_count")
        try FileManager.default.createDirectory(
            atPath: system.path + "/sys/dev/block", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: system.path + "/sys/dev/block/" + device,
            withDestinationPath: "../../devices/platform/mmcblk0/mmcblk0p2")
        let probe = StorageProbe(
            folder: folder.path, gradebook: folder.path + "/g", files: SystemFiles(root: system.path))
        let finding = try #require(probe.disk as? DiskFinding)
        #expect(finding.errors == 3)
        try system.write("0x01 0x0a\n", to: "sys/class/block/mmcblk0/device/life_time")
        #expect((probe.disk as? DiskFinding)?.lifeUsed == 10)
    }
}
