import Foundation

/// Everything that a program has started.
enum ProcessTree {
    /// Kills it as a whole. With a PID namespace the kernel does that; without, its process group, its descendants and
    /// all with its mark in their environment are killed, until none is left.
    /// - Parameters:
    ///   - reaped: whether the program itself has ended and been waited for: its number may be another's.
    ///   - isYoung: whether it is so young that the kernel's numbers have not gone round since.
    static func kill(_ pid: pid_t, mark: String?, reaped: Bool, isYoung: Bool) {
        guard let mark else {
            if !reaped { _ = Glibc.kill(pid, SIGKILL) }
            return
        }
        if !reaped { _ = Glibc.kill(-pid, SIGKILL) }
        for _ in 0..<50 {
            let found = members(of: pid, mark: mark, reaped: reaped, isYoung: isYoung)
            if found.isEmpty { break }
            for member in found { _ = Glibc.kill(member, SIGKILL) }
        }
        if !reaped { _ = Glibc.kill(pid, SIGKILL) }
    }

    /// How many threads a user has, of all processes.
    static func threads(of user: uid_t) -> Int {
        all().reduce(0) { sum, pid in
            var facts = stat()
            // The links of a task folder are its threads and two more.
            guard stat("/proc/\(pid)/task", &facts) == 0, facts.st_uid == user else { return sum }
            return sum + max(0, Int(facts.st_nlink) - 2)
        }
    }

    private static func members(of root: pid_t, mark: String, reaped: Bool, isYoung: Bool) -> [pid_t] {
        let needle = Array("\(SpawnedChild.markName)=\(mark)".utf8)
        var buffer = [UInt8](repeating: 0, count: 128 << 10)
        var others = all().filter { $0 != root && $0 != getpid() }
        // What came after it has a higher number, unless they began anew; reading every process takes longer than a tool.
        if isYoung, let last = lastNumber(&buffer), last >= root { others.removeAll { $0 < root } }
        let marked = others.filter { pid in
            let count = read("/proc/\(pid)/environ", &buffer)
            return count >= needle.count && buffer[..<count].firstRange(of: needle) != nil && isAlive(pid, &buffer)
        }
        if reaped { return marked }
        // Those that have cleared their environment are still its descendants.
        var parents: [pid_t: pid_t] = [:]
        for pid in others {
            if let status = status(of: pid, &buffer), status.isAlive { parents[pid] = status.parent }
        }
        let roots = Set(marked).union([root])
        return parents.keys.filter { pid in
            var next = pid
            for _ in 0..<64 {
                if roots.contains(next) { return true }
                guard let parent = parents[next] else { return false }
                next = parent
            }
            return false
        }
    }

    /// The number that was given last (proc_loadavg(5)).
    private static func lastNumber(_ buffer: inout [UInt8]) -> pid_t? {
        let count = read("/proc/loadavg", &buffer)
        let text = String(decoding: buffer[..<count], as: UTF8.self)
        return text.split(whereSeparator: \.isWhitespace).last.flatMap { pid_t($0) }
    }

    private static func all() -> [pid_t] {
        guard let folder = opendir("/proc") else { return [] }
        defer { closedir(folder) }
        var pids: [pid_t] = []
        while let entry = readdir(folder) {
            let pid = withUnsafePointer(to: &entry.pointee.d_name) { name in
                // Zero for what is no number.
                name.withMemoryRebound(to: CChar.self, capacity: 256) { atoi($0) }
            }
            if pid > 0 { pids.append(pid) }
        }
        return pids
    }

    /// How many bytes of a file are in the buffer now; 0 where it cannot be read.
    private static func read(_ path: String, _ buffer: inout [UInt8]) -> Int {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return 0 }
        defer { close(file) }
        return max(0, Glibc.read(file, &buffer, buffer.count))
    }

    private static func isAlive(_ pid: pid_t, _ buffer: inout [UInt8]) -> Bool {
        status(of: pid, &buffer)?.isAlive ?? false
    }

    /// State and parent (proc_pid_stat(5)).
    private static func status(of pid: pid_t, _ buffer: inout [UInt8]) -> (isAlive: Bool, parent: pid_t)? {
        let count = read("/proc/\(pid)/stat", &buffer)
        // The name of the program, in brackets, may hold anything.
        guard let end = buffer[..<count].lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let fields = buffer[(end + 1)..<count].split(separator: UInt8(ascii: " "), maxSplits: 2)
        guard fields.count > 2, let parent = pid_t(String(decoding: fields[1], as: UTF8.self)) else { return nil }
        return (![[UInt8(ascii: "Z")], [UInt8(ascii: "X")]].contains(Array(fields[0])), parent)
    }
}
