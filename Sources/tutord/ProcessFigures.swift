import Foundation

/// What the kernel says of this process (proc(5), getrusage(2)).
struct ProcessFigures {
    /// User and system time.
    var cpuSeconds: Double
    var residentKiB: Int
    var privateDirtyKiB: Int

    static var now: ProcessFigures {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        let rollup = (try? String(contentsOfFile: "/proc/self/smaps_rollup", encoding: .utf8)) ?? ""
        func field(_ name: String) -> Int {
            let line = rollup.split(separator: "\n").first { $0.hasPrefix(name + ":") }
            return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? -1
        }
        return ProcessFigures(
            cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime), residentKiB: field("Rss"),
            privateDirtyKiB: field("Private_Dirty"))
    }

    /// CPU time of this process's threads of a name (proc(5), /proc/PID/task/TID/schedstat).
    static func cpuSeconds(ofThreads name: String) -> Double {
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
        return threads.reduce(0) { sum, thread in
            func file(_ leaf: String) -> String {
                (try? String(contentsOfFile: "/proc/self/task/\(thread)/\(leaf)", encoding: .utf8)) ?? ""
            }
            guard file("comm").dropLast() == name else { return sum }
            return sum + (file("schedstat").split(separator: " ").first.flatMap { Double($0) } ?? 0) / 1e9
        }
    }

    /// Time since the process was started, to 10 ms: the kernel keeps no finer.
    static var age: Duration {
        guard let stat = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),
            let uptime = try? String(contentsOfFile: "/proc/uptime", encoding: .utf8),
            let up = uptime.split(separator: " ").first.flatMap({ Double($0) }),
            let ticks = stat.split(separator: ")").last?.split(separator: " ").dropFirst(19).first.flatMap({
                Double($0)
            })
        else { return .zero }
        return .milliseconds(Int((up - ticks / Double(sysconf(Int32(_SC_CLK_TCK)))) * 1000))
    }
}
