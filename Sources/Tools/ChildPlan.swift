/// What a ``ChildProcess`` is: a program, and what it may have.
public struct ChildPlan: Sendable, Hashable {
    /// The program and its arguments. One with a slash is of ``folder``, where it is relative; another is looked for in
    /// ``searchPath``.
    public var command: [String]
    /// Where it starts, read-only for it where the machine can do that (``Confinement``). An absolute path.
    public var folder: String
    /// Variables beside `PATH`, `LANG`, `HOME`, `TMPDIR` and `TUTOR_STATE`; nothing else is in its environment.
    public var environment: [String: String] = [:]
    /// A folder of its own, that outlasts it: `$TUTOR_STATE` and `$HOME`. Nil is none. Must be there, an absolute path.
    public var state: String?
    /// Folders that it shall find empty, where the machine can do that: where keys and records lie.
    public var hidden: [String] = []
    public var network = false
    /// Seconds of processor time, of each of its processes; killed with more.
    public var cpuSeconds = 5
    /// MiB of address space, of each of its processes.
    public var memoryMiB = 256
    /// Files that each of its processes may have open.
    public var files = 32
    /// Processes and threads.
    public var processes = 16
    /// MiB of the largest file that it may write.
    public var fileMiB = 64
    /// Bytes of a line of its output; killed with more.
    public var lineBytes = 1 << 20

    public init(command: [String], folder: String) {
        self.command = command
        self.folder = folder
    }

    /// With what a declaration allows it.
    /// - Parameter secrets: values of the declaration's secrets, by the name of the variable.
    public init(
        _ declaration: CommandDeclaration, folder: String, state: String? = nil, secrets: [String: String] = [:]
    ) {
        command = declaration.command
        self.folder = folder
        self.state = state
        environment = declaration.environment.merging(secrets) { _, secret in secret }
        network = declaration.network
        cpuSeconds = declaration.cpuSeconds
        memoryMiB = declaration.memoryMiB
        files = declaration.files
    }

    /// Where programs are found that are named without a slash: not the `PATH` of whoever started the tutor.
    public static let searchPath = "/usr/local/bin:/usr/bin:/bin"
}
