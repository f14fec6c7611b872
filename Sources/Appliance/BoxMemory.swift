import Foundation
public import Tutor

/// What people have set on a box with its buttons, over a restart: how loud it is, and whether its microphone is off.
/// Small files beside the gradebook, written on a thread of their own.
public struct BoxMemory: Sendable {
    private let thread: WorkThread<Void>
    private let folder: String

    /// - Parameter folder: the data folder.
    public init(folder: String) {
        self.folder = folder
        thread = WorkThread(named: "settings", limit: 64) {}
    }

    /// How loud it was set in a data folder, 0 to 100; `nil` when there is nothing, or nothing that makes sense.
    public static func volume(in folder: String) -> Int? {
        guard let text = try? String(contentsOfFile: folder + "/volume", encoding: .utf8),
            let percent = Int(text.trimmingCharacters(in: .whitespacesAndNewlines)), (0...100).contains(percent)
        else { return nil }
        return percent
    }

    /// Whether the microphone was turned off.
    public static func isMuted(in folder: String) -> Bool { FileManager.default.fileExists(atPath: folder + "/muted") }

    /// Keeps what the session decided; losing the volume in a power cut is no harm.
    public func keep(_ actions: [Session.Action]) {
        for action in actions {
            switch action {
            case .setVolume(let percent): write("\(percent)\n", to: "volume")
            case .tell(.muted): write("\n", to: "muted")
            case .tell(.unmuted):
                thread.post { [folder] _ in try? FileManager.default.removeItem(atPath: folder + "/muted") }
            case _: break
            }
        }
    }

    /// Waits until all is written: the next session begins with it.
    public func wait() { thread.drain() }

    public func finish() { thread.finish() }

    private func write(_ text: String, to name: String) {
        thread.post { [folder] _ in
            try? text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
        }
    }
}
