import CSpawn
import Foundation

/// The three pipes between the tutor and a program. Both ends close on exec; ours do not block.
struct ChildPipes {
    /// The child's ends: its input, output and error.
    private(set) var theirs: [Int32] = []
    /// Our ends of the same.
    private(set) var ours: [Int32] = []

    init() throws(ChildFault) {
        for index in 0..<3 {
            var ends: [Int32] = [-1, -1]
            guard spawn_pipe(&ends) == 0 else {
                let reason = String(cString: strerror(errno))
                closeAll()
                throw .noDescriptors(reason: reason)
            }
            let mine = index == 0 ? ends[1] : ends[0]
            theirs.append(index == 0 ? ends[0] : ends[1])
            ours.append(mine)
            _ = fcntl(mine, F_SETFL, fcntl(mine, F_GETFL) | O_NONBLOCK)
        }
    }

    func closeTheirs() { for descriptor in theirs { close(descriptor) } }
    func closeAll() { for descriptor in theirs + ours { close(descriptor) } }
}

/// A program that has been started: its process and its descriptor (pidfd).
struct SpawnedChild {
    let pid: pid_t
    let descriptor: Int32
    /// Found in the environment of all that it starts, where there is no namespace to know them by.
    let mark: String?
    /// A folder that is gone with it.
    private let temporary: String?

    /// - Throws: ``ChildFault``; then nothing of it is left.
    init(_ plan: ChildPlan, _ confinement: Confinement, _ pipes: ChildPipes) throws(ChildFault) {
        let program = try SpawnedChild.find(plan)
        let mark = confinement.ownProcesses ? nil : UUID().uuidString
        var temporary: String?
        if !confinement.ownFiles {
            var template = Array((NSTemporaryDirectory() + "/tutor-tool-XXXXXX").utf8CString)
            temporary = mkdtemp(&template).map { String(cString: $0) }
        }
        self.mark = mark
        self.temporary = temporary
        let scratch = temporary ?? "/tmp"
        var environment = [
            "PATH": ChildPlan.searchPath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1",
            "HOME": plan.state ?? scratch, "TMPDIR": scratch,
        ]
        environment.merge(plan.environment) { _, declared in declared }
        environment["TUTOR_STATE"] = plan.state
        environment[SpawnedChild.markName] = mark
        var result = spawn_result()
        let variables = environment.map { "\($0.key)=\($0.value)" }.sorted()
        withExtendedLifetime(CStrings()) { strings in
            var order = spawn_plan()
            order.program = strings.text(program)
            order.arguments = strings.list(plan.command)
            order.environment = strings.list(variables)
            order.folder = strings.text(plan.folder)
            (order.input, order.output, order.error) = (pipes.theirs[0], pipes.theirs[1], pipes.theirs[2])
            order.own_processes = confinement.ownProcesses ? 1 : 0
            order.own_network = confinement.ownProcesses && !plan.network ? 1 : 0
            order.own_files = confinement.ownFiles ? 1 : 0
            order.hidden = strings.constantList(["/tmp", "/var/tmp", "/dev/shm"] + plan.hidden)
            order.visible = strings.constantList(plan.folder == "/" ? [] : [plan.folder])
            order.writable = plan.state.map { strings.text($0) }
            order.processor_seconds = UInt(plan.cpuSeconds)
            order.memory = UInt(plan.memoryMiB) << 20
            order.files = UInt(plan.files)
            // The kernel counts all threads of a user, and in a user namespace only those in it.
            let others = confinement.ownProcesses ? 0 : ProcessTree.threads(of: geteuid())
            order.processes = UInt(plan.processes + others)
            order.file_size = UInt(plan.fileMiB) << 20
            _ = spawn_confined(&order, &result)
        }
        pid = result.pid
        descriptor = result.descriptor
        guard result.step == Int32(SPAWN_OK.rawValue) else {
            if let temporary { try? FileManager.default.removeItem(atPath: temporary) }
            throw .notStarted(
                program: program, step: SpawnedChild.name(of: result.step),
                reason: String(cString: strerror(result.error)))
        }
    }

    static let markName = "TUTOR_CALL"

    /// Blocks until it has ended; nil where it is no child of this process.
    func wait() -> ChildEnding? {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 {
            guard errno == EINTR else { return nil }
        }
        let signal = spawn_exit_signal(status)
        return signal > 0 ? .signalled(signal) : .exited(spawn_exit_code(status))
    }

    /// To be called once, when it has ended.
    func close() {
        Glibc.close(descriptor)
        if let temporary { try? FileManager.default.removeItem(atPath: temporary) }
    }

    /// The program's own file.
    private static func find(_ plan: ChildPlan) throws(ChildFault) -> String {
        guard let name = plan.command.first, !name.isEmpty else { throw .noProgram("(none is named)") }
        let candidates =
            name.contains("/")
            ? [name.hasPrefix("/") ? name : plan.folder + "/" + name]
            : ChildPlan.searchPath.split(separator: ":").map { "\($0)/\(name)" }
        for path in candidates where access(path, X_OK) == 0 { return path }
        throw .noProgram(name)
    }

    private static func name(of step: Int32) -> String {
        switch spawn_step(UInt32(step)) {
        case SPAWN_CLONE: "namespaces"
        case SPAWN_USER: "user namespace"
        case SPAWN_MOUNT: "mount namespace"
        case SPAWN_LIMIT: "limits"
        case SPAWN_FOLDER: "its folder"
        case _: "execve"
        }
    }
}
