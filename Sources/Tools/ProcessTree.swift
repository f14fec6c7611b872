import Foundation

/// Everything that a program has started.
enum ProcessTree {
    /// Kills it as a whole. With a PID namespace the kernel does that; without, its process group, its descendants and
    /// all with its mark in their environment are killed, until none is left.
    /// - Parameter reaped: whether the program itself has ended and been waited for: its number may be another's.
    static func kill(_ pid: pid_t, mark: String?, reaped: Bool) {
        guard let mark else {
            if !reaped { _ = Glibc.kill(pid, SIGKILL) }
            return
        }
        if !reaped { _ = Glibc.kill(-pid, SIGKILL) }
        for _ in 0..<50 {
            let found = members(of: pid, mark: mark, reaped: reaped)
            if found.isEmpty { break }
            for member in found { _ = Glibc.kill(member, SIGKILL) }
        }
        if !reaped { _ = Glibc.kill(pid, SIGKILL) }
    }

    /// How many threads a user has, of all processes.
    static func threads(of user: uid_t) -> Int {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.filter { Int($0) != nil }.reduce(0) { sum, pid in
            var facts = stat()
            // The links of a task folder are its threads and two more.
            guard stat("/proc/\(pid)/task", &facts) == 0, facts.st_uid == user else { return sum }
            return sum + max(0, Int(facts.st_nlink) - 2)
        }
    }

    private static func members(of root: pid_t, mark: String, reaped: Bool) -> [pid_t] {
        let needle = Data("\(SpawnedChild.markName)=\(mark)".utf8)
        let all = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { pid_t($0) }
        var parents: [pid_t: pid_t] = [:]
        var marked: Set<pid_t> = []
        for pid in all where pid != root && pid != getpid() {
            guard let status = status(of: pid), status.isAlive else { continue }
            parents[pid] = status.parent
            if let environment = FileManager.default.contents(atPath: "/proc/\(pid)/environ"),
                environment.range(of: needle) != nil
            {
                marked.insert(pid)
            }
        }
        let roots = reaped ? marked : marked.union([root])
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

    /// State and parent (proc_pid_stat(5)).
    private static func status(of pid: pid_t) -> (isAlive: Bool, parent: pid_t)? {
        guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else { return nil }
        let text = String(decoding: data, as: UTF8.self)
        guard let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 1, let parent = pid_t(fields[1]) else { return nil }
        return (!["Z", "X"].contains(fields[0]), parent)
    }
}
