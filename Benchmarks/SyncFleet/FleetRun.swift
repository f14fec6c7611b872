import Appliance
import Foundation
import Gradebook
import Lessons
import RealtimeSocket
import Statements
import Sync

/// Boxes with a gradebook each that send to one record store at the same time, from this process.
struct FleetRun {
    let url: String
    let folder: String
    let devices: Int
    let statements: Int
    let within: Int

    init(url: String, folder: String, devices: Int, statements: Int, within: Int) {
        self.url = url
        self.folder = folder
        self.devices = devices
        self.statements = statements
        self.within = within
    }

    private struct WrongNumber: Error {
        var made: Int
        var wanted: Int
    }

    private struct Done: Sendable {
        var summary: SyncService.Summary
        /// From its first request to its last answer.
        var took: Duration
    }

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let user = environment["FLEET_USER"]
        let secret = Secret(environment["FLEET_SECRET"] ?? "")
        print("making \(devices) gradebooks of \(statements) statements")
        let stores = try (0..<devices).map { number in
            try FleetRun.gradebook(
                in: "\(folder)/\(number)", statements: statements, device: "kiosk-\(number)")
        }
        let begin = ContinuousClock.now
        var all: [Done] = []
        try await withThrowingTaskGroup(of: Done.self) { group in
            for store in stores {
                let target = try LearningRecordStore(
                    address: url, credentials: user.map { .basic(user: $0, secret: secret) } ?? .none)
                group.addTask {
                    try await Task.sleep(for: .milliseconds(Int.random(in: 0...within * 1000)))
                    let start = ContinuousClock.now
                    let summary = try await SyncService(store, to: target).run()
                    return Done(summary: summary, took: ContinuousClock.now - start)
                }
            }
            for try await done in group { all.append(done) }
        }
        let took = (ContinuousClock.now - begin) / .seconds(1)
        let sent = all.reduce(0) { $0 + $1.summary.sent }
        let requests = all.reduce(0) { $0 + $1.summary.requests }
        let least = devices * ((statements + 499) / 500)
        let times = all.map(\.took).sorted()
        print(
            """
            \(devices) boxes, \(sent) statements in \(FleetModel.short(took)) s: \(Int(Double(sent) / took)) a second
            requests \(requests), of them again \(requests - least); set aside \(all.reduce(0) { $0 + $1.summary.quarantined })
            one box: median \(FleetModel.short(times[times.count / 2] / .seconds(1))) s, \
            longest \(FleetModel.short(times[times.count - 1] / .seconds(1))) s
            """)
        for store in stores { try store.close() }
    }

    /// A gradebook with one sitting of as many answers as make the number of statements: wrong ones, as right ones come to
    /// something that is a statement of its own.
    static func gradebook(in folder: String, statements: Int, device: String) throws -> ProgressStore {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let store = try ProgressStore(
            path: folder + "/gradebook.sqlite", origin: Origin(home: "https://school.example/xapi", device: device))
        let pupil = try store.addPupil(name: nil)
        let morning = Int64(1_772_442_007_412)
        let session = try store.startSession(
            of: pupil, lesson: "times-tables", language: "en", boot: BootID.current(), at: .zero,
            wall: WallTime(milliseconds: morning))
        let answers = max(0, statements - 2)
        for number in 0..<answers {
            try store.record(
                Attempt(
                    lesson: "times-tables", exercise: ExerciseID(rawValue: "q\(number % 15)"), objective: "multiply",
                    answer: "\(number % 144)", verdict: .wrong, number: 1, hints: 0, confidence: 0.91,
                    expected: ["\(number % 144 + 1)"], spentMilliseconds: 6_420),
                in: session, at: .seconds(number * 12), wall: WallTime(milliseconds: morning + Int64(number) * 12_000))
        }
        // What is left open would be told to be abandoned by whoever opens it next.
        let end = Int64(answers) * 12_000
        try store.endSession(session, at: .milliseconds(end), wall: WallTime(milliseconds: morning + end))
        let made = try store.outboxState().waiting
        guard made == statements else { throw WrongNumber(made: made, wanted: statements) }
        return store
    }
}
