import Foundation

/// Remembers how loud the box is over a restart: a small file beside the gradebook. Written on a thread of its own.
public struct VolumeMemory: Sendable {
    private let thread: WorkThread<Void>
    private let path: String

    /// - Parameter folder: the data folder.
    public init(folder: String) {
        path = VolumeMemory.path(in: folder)
        thread = WorkThread(named: "volume", limit: 64) {}
    }

    /// What was kept last in a data folder, 0 to 100; `nil` when there is nothing, or nothing that makes sense.
    public static func kept(in folder: String) -> Int? {
        guard let text = try? String(contentsOfFile: path(in: folder), encoding: .utf8),
            let percent = Int(text.trimmingCharacters(in: .whitespacesAndNewlines)), (0...100).contains(percent)
        else { return nil }
        return percent
    }

    private static func path(in folder: String) -> String { folder + "/volume" }

    /// Keeps it; losing it in a power cut is no harm.
    public func keep(_ percent: Int) {
        thread.post { [path] _ in try? "\(percent)\n".write(toFile: path, atomically: true, encoding: .utf8) }
    }

    public func finish() { thread.finish() }
}
