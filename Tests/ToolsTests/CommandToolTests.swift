import Foundation
import Realtime
import Testing
import Tools

/// Programs that misbehave, each run for real: with all that this machine can do to keep them apart, and with limits only.
@Suite(.serialized) struct CommandToolTests {
    static let confinements = ChildProcessTests.confinements

    /// A folder of the test's own, removed with it.
    final class Folder: Sendable {
        let path: String
        init() {
            path = "/tmp/tutor-tools-\(UUID().uuidString)"
            try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    let folder = Folder()
    /// Stands in the arguments of all processes of a test.
    let mark = UUID().uuidString

    private func box(
        _ program: String, _ confinement: Confinement, timeout: Duration = .seconds(10),
        _ more: (inout CommandDeclaration) -> Void = { _ in }
    ) -> ToolBox {
        var command = CommandDeclaration(command: ["python3", "-I", "-c", program, mark])
        more(&command)
        let declaration = ToolDeclaration(
            name: "tool", description: "Misbehaves.", timeout: timeout, kind: .command(command))
        let site = ToolSite(
            folder: folder.path, stateFolder: folder.path + "/state", hidden: [folder.path + "/secret"],
            secrets: SecretReader(environment: ["A_KEY": "s3cret"]), requester: NoRequester(), confinement: confinement)
        return ToolBox([site.tool(declaration)].compactMap { $0 })
    }

    private func report(_ text: String) -> JSONValue { JSONValue(text: text) ?? nil }

    /// The processes of this test, by their arguments.
    private func living() -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).filter { Int($0) != nil }.filter {
            pid in
            guard let line = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") else { return false }
            return line.range(of: Data(mark.utf8)) != nil
        }
    }

    /// Returns when no process is left, or fails after a second.
    private func expectGone(within limit: Duration = .seconds(1)) async throws {
        let end = ContinuousClock.now + limit
        while !living().isEmpty {
            guard ContinuousClock.now < end else {
                Issue.record("left: \(living())")
                return
            }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    @Test(arguments: confinements) func `it is given one line of JSON and answers with JSON`(confinement: Confinement)
        async
    {
        let box = box(
            "import sys, json; r = json.loads(sys.stdin.readline()); print(json.dumps({'got': r, 'more': sys.stdin.read()}))",
            confinement)
        let text = await box.run("tool", arguments: #"{"a":"é\n"}"#, key: "k1")
        #expect(report(text)["data"] == ["got": ["tool": "tool", "arguments": ["a": "é\n"], "key": "k1"], "more": ""])
    }

    @Test(arguments: confinements) func `a failure is told by its last complaint`(confinement: Confinement) async {
        let box = box("import sys; sys.stderr.write('first\\nno milk\\n'); sys.exit(2)", confinement)
        #expect(report(await box.run("tool", arguments: "{}"))["error"] == "tool failed: no milk")
    }

    @Test(arguments: confinements) func `a failure without words is told by its status`(confinement: Confinement) async
    {
        #expect(
            report(await box("raise SystemExit(7)", confinement).run("tool", arguments: "{}"))["error"]
                == "tool failed: exit status 7")
    }

    @Test(arguments: confinements) func `text is as good as JSON`(confinement: Confinement) async {
        let text = await box("print('a cat'); print('a dog')", confinement).run("tool", arguments: "{}")
        #expect(report(text)["data"] == "a cat\na dog")
        #expect(report(text)["say"] == "a cat a dog")
    }

    @Test(arguments: confinements) func `it sees nothing of the tutor's environment`(confinement: Confinement)
        async throws
    {
        setenv("TUTOR_TEST_SECRET", "sk-live", 1)
        let box = box("import os, json; print(json.dumps(dict(os.environ)))", confinement) {
            $0.environment = ["LEVEL": "2"]
            $0.secrets = ["KEY": .environment("A_KEY")]
            $0.state = true
        }
        var seen = try #require(report(await box.run("tool", arguments: "{}"))["data"]?.objectValue)
        seen["TUTOR_CALL"] = nil
        seen["LC_CTYPE"] = nil
        #expect(
            Set(seen.keys) == [
                "PATH", "LANG", "HOME", "TMPDIR", "TUTOR_STATE", "LEVEL", "KEY", "PYTHONDONTWRITEBYTECODE",
            ])
        #expect(seen["PATH"] == "/usr/local/bin:/usr/bin:/bin")
        #expect(seen["TUTOR_STATE"] == .string(folder.path + "/state/tool"))
        #expect(seen["KEY"] == "s3cret")
    }

    @Test(arguments: confinements) func `it inherits no descriptor`(confinement: Confinement) async throws {
        let file = open("/etc/hostname", O_RDONLY)
        defer { close(file) }
        let text = await box("import os, json; print(json.dumps(sorted(os.listdir('/proc/self/fd'))))", confinement)
            .run("tool", arguments: "{}")
        // The fourth is the folder that is being listed.
        #expect(report(text)["data"] == ["0", "1", "2", "3"])
    }

    @Test(arguments: confinements) func `a tool that hangs is gone at its time`(confinement: Confinement) async throws {
        let start = ContinuousClock.now
        let text = await box("import time; time.sleep(1000)", confinement, timeout: .milliseconds(500)).run(
            "tool", arguments: "{}")
        #expect(report(text)["error"]?.stringValue?.contains("did not finish") == true)
        try await expectGone()
        #expect(ContinuousClock.now - start < .milliseconds(1500))
    }

    /// What a tool does before it hangs.
    static let misdeeds = [
        "ignores SIGTERM":
            "import signal, time; [signal.signal(s, signal.SIG_IGN) for s in (1, 2, 3, 15)]; time.sleep(1000)",
        "forks": "import os, time; [os.fork() for _ in range(3)]; time.sleep(1000)",
        "forks into sessions of its own":
            "import os, time\nfor _ in range(3):\n  if os.fork() == 0: os.setsid()\ntime.sleep(1000)",
        "forks twice and holds its pipes":
            "import os, time\nif os.fork() == 0:\n  os.setsid()\n  if os.fork() == 0: time.sleep(1000)\n  os._exit(0)\ntime.sleep(1000)",
        "closes its pipes": "import os, time; [os.close(n) for n in (0, 1, 2)]; time.sleep(1000)",
        "does not read": "import time; time.sleep(1000)",
        "spins": "while True: pass",
    ]

    @Test(arguments: confinements, misdeeds.keys.sorted())
    func `a tool is gone with all that it has started`(confinement: Confinement, misdeed: String) async throws {
        let program = Self.misdeeds[misdeed] ?? ""
        let start = ContinuousClock.now
        let text = await box(program, confinement, timeout: .milliseconds(700)).run(
            "tool", arguments: JSONValue.object(["a": .string(String(repeating: "x", count: 30_000))]).text)
        #expect(report(text)["error"]?.stringValue?.contains("did not finish") == true)
        try await expectGone()
        #expect(ContinuousClock.now - start < .milliseconds(1700))
    }

    @Test(arguments: confinements) func `what a tool leaves behind holds nothing up`(confinement: Confinement)
        async throws
    {
        // Its grandchild has its pipes, and a session of its own.
        let program =
            "import os, time, sys\nif os.fork() == 0:\n  os.setsid()\n  if os.fork() == 0: time.sleep(1000)\n  os._exit(0)\nos.wait(); print('done'); sys.stdout.flush(); os._exit(0)"
        let start = ContinuousClock.now
        #expect(report(await box(program, confinement).run("tool", arguments: "{}"))["data"] == "done")
        #expect(ContinuousClock.now - start < .seconds(3))
        try await expectGone()
    }

    @Test(
        arguments: confinements,
        ["print('x' * 100000000)", "while True: print('y' * 50)", "import sys\nwhile True: sys.stdout.write('z')"])
    func `a flood is cut off at its source`(confinement: Confinement, program: String) async throws {
        let text = await box(program, confinement).run("tool", arguments: "{}")
        #expect(report(text)["error"]?.stringValue?.contains("returned more than 16384 bytes") == true, "\(text)")
        try await expectGone()
    }

    @Test(arguments: confinements) func `a flood of complaints is kept short`(confinement: Confinement) async throws {
        let program =
            "import sys\nfor n in range(200000): sys.stderr.write('w' * 70 + '\\n')\nsys.stderr.write('the last\\n'); sys.exit(1)"
        #expect(
            report(await box(program, confinement).run("tool", arguments: "{}"))["error"] == "tool failed: the last")
    }

    @Test(arguments: confinements) func `a crash is told`(confinement: Confinement) async throws {
        let text = await box("import ctypes; ctypes.string_at(0)", confinement).run("tool", arguments: "{}")
        #expect(report(text)["error"] == "tool failed: crashed (signal 11)")
    }

    @Test(arguments: confinements) func `processor time, memory and files are limited`(confinement: Confinement)
        async throws
    {
        let memory = await box("x = bytearray(300 << 20)", confinement) { $0.memoryMiB = 128 }.run(
            "tool", arguments: "{}")
        #expect(report(memory)["error"] == "tool failed: MemoryError", "\(memory)")
        let files = await box("fs = [open('/dev/null') for _ in range(100)]", confinement) { $0.files = 16 }.run(
            "tool", arguments: "{}")
        #expect(report(files)["error"]?.stringValue?.contains("Too many open files") == true, "\(files)")
        let time = await box("while True: pass", confinement) { $0.cpuSeconds = 1 }.run("tool", arguments: "{}")
        #expect(report(time)["error"]?.stringValue?.contains("killed (signal 9") == true, "\(time)")
        try await expectGone()
    }

    @Test(arguments: confinements) func `its state outlasts a call`(confinement: Confinement) async throws {
        let program =
            "import os; p = os.environ['TUTOR_STATE'] + '/n'; n = int(open(p).read()) if os.path.exists(p) else 0; open(p, 'w').write(str(n + 1)); print(n)"
        let box = box(program, confinement) { $0.state = true }
        #expect(report(await box.run("tool", arguments: "{}"))["data"] == 0)
        #expect(report(await box.run("tool", arguments: "{}"))["data"] == 1)
    }

    @Test func `a cancelled call takes its program with it`() async throws {
        let box = box("import os, time; os.fork(); time.sleep(1000)", .ofThisMachine, timeout: .seconds(60))
        let call = Task { await box.run("tool", arguments: "{}") }
        while living().count < 2 { try await Task.sleep(for: .milliseconds(2)) }
        call.cancel()
        #expect(report(await call.value)["error"] != nil)
        try await expectGone()
    }

    static var isConfined: Bool { Confinement.ofThisMachine == .full }

    @Test(.enabled(if: isConfined)) func `the network is out of reach`() async throws {
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(server) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutableBytes(of: &address) { bytes -> UInt16 in
            let pointer = bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self)
            #expect(bind(server, pointer, length) == 0 && listen(server, 4) == 0)
            getsockname(server, pointer, &length)
            return UInt16(bigEndian: bytes.load(fromByteOffset: 2, as: UInt16.self))
        }
        let program = "import socket; socket.create_connection(('127.0.0.1', \(port)), 2); print('connected')"
        let refused = await box(program, .ofThisMachine).run("tool", arguments: "{}")
        #expect(report(refused)["error"]?.stringValue?.contains("unreachable") == true, "\(refused)")
        // The same where the file allows it, so that the test can fail.
        #expect(
            report(await box(program, .ofThisMachine) { $0.network = true }.run("tool", arguments: "{}"))["data"]
                == "connected")
    }

    @Test(.enabled(if: isConfined)) func `files are read-only, the tutor's own hidden, others' processes not seen`()
        async throws
    {
        try FileManager.default.createDirectory(atPath: folder.path + "/secret", withIntermediateDirectories: true)
        try Data("marks".utf8).write(to: URL(filePath: folder.path + "/secret/book"))
        let program = """
            import os, json
            def attempt(action):
                try: action(); return 'yes'
                except Exception as fault: return type(fault).__name__ + ' ' + str(getattr(fault, 'errno', ''))
            here = os.getcwd()
            def write(path): open(path, 'w').write('x')
            print(json.dumps({
                'folder': attempt(lambda: write(here + '/new')), 'etc': attempt(lambda: write('/etc/new')),
                'state': attempt(lambda: write(os.environ['TUTOR_STATE'] + '/new')), 'tmp': attempt(lambda: write('/tmp/new')),
                'secret': os.listdir(here + '/secret'), 'seen': sorted(os.listdir('/tmp')),
                'kill': attempt(lambda: os.kill(\(getpid()), 0)), 'pid': os.getpid(),
                'remount': os.system('mount -o remount,bind,rw / 2>/dev/null') != 0}))
            """
        let text = await box(program, .ofThisMachine) { $0.state = true }.run("tool", arguments: "{}")
        let data = report(text)["data"]
        #expect(data?["folder"] == "OSError 30", "\(text)")
        #expect(data?["etc"] == "OSError 30")
        #expect(data?["state"] == "yes" && data?["tmp"] == "yes")
        #expect(data?["secret"] == [])
        #expect(data?["kill"] == "ProcessLookupError 3" && data?["pid"] == 1)
        #expect(data?["remount"] == true)
        #expect(!FileManager.default.fileExists(atPath: "/tmp/new"))
    }

    /// The limit of processes binds everybody but root, so for root the next test is run once more, as nobody.
    @Test(.enabled(if: geteuid() == 0)) func `a fork bomb is bounded for those who are not root`() async throws {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/setpriv")
        process.arguments = [
            "--reuid=65534", "--regid=65534", "--clear-groups", "--", tests, "--testing-library", "swift-testing",
            "--filter", "bomb is bounded and gone",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        // Nobody may not be let into the folder of the build: then there is nothing to see.
        guard process.terminationStatus != 127, process.terminationStatus != 126 else { return }
        #expect(process.terminationStatus == 0 && text.contains("1 test"), "\(text)")
    }

    @Test(.enabled(if: geteuid() != 0), arguments: confinements)
    func `a fork bomb is bounded and gone`(confinement: Confinement) async throws {
        let program = "import os, time\nwhile True:\n  try: os.fork()\n  except OSError: time.sleep(0.01)"
        let call = Task { await box(program, confinement, timeout: .seconds(1)).run("tool", arguments: "{}") }
        var most = 0
        let end = ContinuousClock.now + .milliseconds(900)
        while ContinuousClock.now < end {
            most = max(most, living().count)
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(report(await call.value)["error"] != nil)
        #expect(most > 1 && most <= 64, "\(most) processes")
        try await expectGone()
    }
}
