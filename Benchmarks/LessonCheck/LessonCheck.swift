import Foundation
import Lessons

/// How long it takes to check many lesson files: each read from its file, parsed and proved.
///
///     lesson-check [COUNT] [FOLDER]    COUNT copies (1,000) of the lessons below FOLDER (lessons), in turn
@main
struct LessonCheck {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let count = arguments.first.flatMap { Int($0) } ?? 1_000
        let folder = URL(filePath: arguments.dropFirst().first ?? "lessons")
        let sources = try lessons(below: folder)
        guard !sources.isEmpty, count > 0 else {
            print("lesson-check: no lesson below \(folder.path), expected .md files with front matter")
            exit(2)
        }
        let copies = FileManager.default.temporaryDirectory.appending(path: "lesson-check-\(getpid())")
        try FileManager.default.createDirectory(at: copies, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: copies) }
        let files = (0..<count).map { copies.appending(path: "\($0).md") }
        for (index, file) in files.enumerated() { try sources[index % sources.count].write(to: file) }

        var best = Double.infinity
        var leastCPU = Double.infinity
        var results: [Result<Lesson, LessonFaults>] = []
        for _ in 0..<5 {
            let start = ContinuousClock.now
            let cpu = cpuSeconds()
            results = await LessonFile.parse(
                try files.map { .init(path: $0.lastPathComponent, bytes: [UInt8](try Data(contentsOf: $0))) })
            let taken = (ContinuousClock.now - start).components
            best = min(best, Double(taken.seconds) + Double(taken.attoseconds) / 1e18)
            leastCPU = min(leastCPU, cpuSeconds() - cpu)
        }
        let exercises = results.map { (try? $0.get())?.exercises.count ?? 0 }.reduce(0, +)
        let faults = results.filter { (try? $0.get()) == nil }.count
        let bytes = sources.map(\.count).reduce(0, +) / sources.count
        print("\(count) files of about \(bytes) bytes, \(exercises) exercises, \(faults) files with faults")
        print("best of 5: \(rounded(best * 1_000)) ms, of all cores \(rounded(leastCPU * 1_000)) ms of CPU")
    }

    /// User and system time of this process so far.
    private static func cpuSeconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return [usage.ru_utime, usage.ru_stime].map { Double($0.tv_sec) + Double($0.tv_usec) / 1e6 }.reduce(0, +)
    }

    private static func lessons(below folder: URL) throws -> [Data] {
        let paths = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return try (paths?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "md" }
            .sorted { $0.path < $1.path }.map { try Data(contentsOf: $0) }.filter { $0.starts(with: Data("---".utf8)) }
    }

    private static func rounded(_ number: Double) -> Int { Int(number.rounded()) }
}
