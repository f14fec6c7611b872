import CSpawn
import Foundation
import Synchronization

/// How far a program is kept apart on this machine.
public enum Confinement: Sendable, Hashable {
    /// User, PID, IPC, network and mount namespaces.
    case full
    /// The same without mounts: the files of the box are as readable and writable for it as they are for the tutor.
    case noFiles(reason: String)
    /// Namespaces are not allowed here: limits, no new privileges, and its processes are looked for and killed.
    case limitsOnly(reason: String)

    private static let found = Mutex<Confinement?>(nil)

    /// What holds on this machine: tried once, with `/bin/true`. Blocks for some milliseconds the first time.
    public static var ofThisMachine: Confinement {
        found.withLock { found in
            if let found { return found }
            let result = probe()
            found = result
            return result
        }
    }

    /// In sentences, for `doctor` and `lessons check`.
    public var words: [String] {
        let root = geteuid() == 0 ? ["number of processes not limited: Linux exempts root"] : []
        return switch self {
        case .full:
            [
                "no network: by a network namespace",
                "own processes only, which end with it: by a PID namespace",
                "files read-only but its own folder, the tutor's hidden: by a mount namespace",
                "processor time, memory and open files limited; no new privileges",
            ] + root
        case .noFiles(let reason):
            [
                "no network: by a network namespace",
                "own processes only, which end with it: by a PID namespace",
                "files not confined: \(reason)",
                "processor time, memory and open files limited; no new privileges",
            ] + root
        case .limitsOnly(let reason):
            [
                "network not confined: \(reason)",
                "files not confined, for the same reason",
                "its processes are looked for and killed; one that hides may outlive it",
                "processor time, memory and open files limited; no new privileges",
            ] + root
        }
    }

    /// One line.
    public var summary: String {
        switch self {
        case .full: "tools are confined: no network, files read-only, own processes (namespaces)"
        case .noFiles(let reason): "tools are confined but for files: \(reason)"
        case .limitsOnly(let reason): "tools are not confined, but for limits: \(reason)"
        }
    }

    var ownProcesses: Bool {
        switch self {
        case .full, .noFiles: true
        case .limitsOnly: false
        }
    }

    var ownFiles: Bool {
        switch self {
        case .full: true
        case .noFiles, .limitsOnly: false
        }
    }

    private static func probe() -> Confinement {
        var plan = ChildPlan(command: ["/bin/true"], folder: "/")
        plan.hidden = ["/tmp"]
        var reasons: [String] = []
        for candidate in [Confinement.full, .noFiles(reason: "")] {
            switch tryOut(plan, candidate) {
            case nil:
                switch candidate {
                case .full: return .full
                case .noFiles: return .noFiles(reason: reasons.first ?? "")
                case .limitsOnly: break
                }
            case let fault?: reasons.append(fault)
            }
        }
        return .limitsOnly(reason: reasons.last ?? "")
    }

    /// Why it cannot be done so; nil where it can.
    private static func tryOut(_ plan: ChildPlan, _ confinement: Confinement) -> String? {
        do throws(ChildFault) {
            let pipes = try ChildPipes()
            defer { pipes.closeAll() }
            let child = try SpawnedChild(plan, confinement, pipes)
            defer { child.close() }
            return child.wait().map { $0 == .exited(0) ? nil : "a trial ended with \($0)" } ?? "a trial did not end"
        } catch {
            switch error {
            case .notStarted(_, let step, let reason): return "\(step): \(reason)"
            case .noProgram, .noDescriptors, .closed, .notReading: return error.description
            }
        }
    }
}
