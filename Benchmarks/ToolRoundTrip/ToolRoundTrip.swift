import Foundation
import Realtime
import Tools

/// What a call of a command tool takes beside its program alone: `/bin/cat` through the tool box, and by posix_spawn.
///
/// Both in turn in one run. Exit 1 where the median of the tool box is more than 5 ms above that of the program.
@main
struct ToolRoundTrip {
    private static let rounds = 200
    private static let most = 5.0

    static func main() async throws {
        print("confinement          alone ms   tool box ms   added ms (median)   added ms (95 of 100)")
        var worst = 0.0
        for (name, confinement) in [
            ("this machine's", Confinement.ofThisMachine), ("limits only", .limitsOnly(reason: "")),
        ] {
            worst = max(worst, try await compare(name, confinement))
        }
        guard worst > most else { return }
        print("more than \(most) ms are added")
        exit(1)
    }

    private static func compare(_ name: String, _ confinement: Confinement) async throws -> Double {
        let declaration = ToolDeclaration(
            name: "cat", description: "Says it again.", kind: .command(CommandDeclaration(command: ["/bin/cat"])))
        let site = ToolSite(
            folder: "/", stateFolder: "/", requester: NoRequester(), confinement: confinement)
        let box = ToolBox([site.tool(declaration)].compactMap { $0 })
        let input = #"{"arguments":{"city":"lima"},"key":"k","tool":"cat"}"# + "\n"
        var alone: [Double] = []
        var boxed: [Double] = []
        for _ in 0..<rounds {
            alone.append(try milliseconds { try spawn(input) })
            let start = ContinuousClock.now
            let text = await box.run("cat", arguments: #"{"city":"lima"}"#, key: "k")
            boxed.append(ToolRoundTrip.milliseconds(since: start))
            precondition(JSONValue(text: text)?["data"]?["arguments"] == ["city": "lima"], "\(text)")
        }
        let added = zip(boxed, alone).map { $0 - $1 }.sorted()
        let median = added[rounds / 2]
        func cell(_ value: Double) -> String { String(format: "%8.2f", value) }
        print(
            name.padding(toLength: 18, withPad: " ", startingAt: 0), cell(alone.sorted()[rounds / 2]), "   ",
            cell(boxed.sorted()[rounds / 2]), "     ", cell(median), "           ", cell(added[rounds * 95 / 100]))
        return median
    }

    /// Runs `/bin/cat` with an input, and reads what it says.
    private static func spawn(_ input: String) throws {
        var ends: [[Int32]] = [[0, 0], [0, 0]]
        precondition(pipe(&ends[0]) == 0 && pipe(&ends[1]) == 0)
        for descriptor in ends.flatMap({ $0 }) { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0][0], 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1][1], 1)
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("/bin/cat"), nil]
        defer { free(arguments[0]) }
        var pid: pid_t = 0
        precondition(posix_spawn(&pid, "/bin/cat", &actions, nil, &arguments, environ) == 0)
        close(ends[0][0])
        close(ends[1][1])
        let bytes = Array(input.utf8)
        _ = write(ends[0][1], bytes, bytes.count)
        close(ends[0][1])
        var answer = [UInt8](repeating: 0, count: 4096)
        while read(ends[1][0], &answer, answer.count) > 0 {}
        close(ends[1][0])
        var status: Int32 = 0
        waitpid(pid, &status, 0)
        precondition(status == 0)
    }

    private static func milliseconds(_ work: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        try work()
        return milliseconds(since: start)
    }

    private static func milliseconds(since start: ContinuousClock.Instant) -> Double {
        let time = (ContinuousClock.now - start).components
        return Double(time.seconds) * 1e3 + Double(time.attoseconds) / 1e15
    }
}

/// No request is made here.
private struct NoRequester: HTTPRequester {
    struct Asked: Error {}
    func send(_ request: HTTPToolRequest) async throws -> HTTPToolReply { throw Asked() }
}
