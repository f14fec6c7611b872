import Dispatch
import Foundation
import Tutor

/// Writes the diary of a session to a file, on a thread of its own.
///
/// While nobody speaks only the newest second of the microphone's frames is written before the next thing that
/// happens: the session keeps no more itself, so a replay is the same.
public final class DiaryWriter: Sendable {
    private struct File {
        var handle: FileHandle?
        var encoder: JSONEncoder
        var quiet: [Step] = []
        var fault: String?
        var written = 0
        var looked = 0
    }

    /// Bytes of a diary: about an hour of talk. A card must not fill up because nobody looked.
    private static let mostBytes = 64 << 20
    /// Bytes after which the room is looked at again.
    private static let lookEvery = 1 << 18

    /// A second of frames, and what rounding may add.
    private static let quietFrames = 55

    private let thread: WorkThread<File>
    private let drained = DispatchSemaphore(value: 0)
    private let hasRoom: @Sendable () -> Bool

    /// Begins a new file.
    /// - Parameter hasRoom: whether it may be written still: the last of the room is for answers.
    /// - Throws: what the file system says; the text names the file.
    public init(
        path: String, head: DiaryHead, keepsAudio: Bool = false, hasRoom: @escaping @Sendable () -> Bool = { true }
    ) throws {
        self.hasRoom = hasRoom
        let encoder = DiaryCoding.encoder(keepsAudio: keepsAudio)
        try (encoder.encode(head) + Data("\n".utf8)).write(to: URL(filePath: path))
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        try handle.seekToEnd()
        let descriptor = handle.fileDescriptor
        thread = WorkThread(named: "diary", limit: 50_000) {
            File(
                handle: FileHandle(fileDescriptor: descriptor, closeOnDealloc: false),
                encoder: DiaryCoding.encoder(keepsAudio: keepsAudio))
        }
        self.handle = handle
    }

    private let handle: FileHandle

    public func write(_ step: Step) {
        thread.post { [hasRoom] file in
            if case .heard = step.event, step.actions.isEmpty {
                file.quiet.append(step)
                if file.quiet.count > DiaryWriter.quietFrames { file.quiet.removeFirst() }
                return
            }
            DiaryWriter.append(file.quiet + [step], to: &file, hasRoom)
            file.quiet.removeAll()
        }
    }

    /// Waits until all is on its way to the disk.
    public func close() {
        thread.post { [drained] _ in drained.signal() }
        drained.wait()
        thread.finish()
        try? handle.close()
    }

    private static func append(_ steps: [Step], to file: inout File, _ hasRoom: () -> Bool) {
        guard file.fault == nil, let handle = file.handle else { return }
        do {
            var lines = Data()
            for step in steps { lines += try file.encoder.encode(step) + Data("\n".utf8) }
            file.written += lines.count
            guard file.written <= mostBytes else {
                file.fault = "it is full"
                warn("the diary has reached \(mostBytes >> 20) MiB and ends here")
                return
            }
            if file.written - file.looked > lookEvery {
                file.looked = file.written
                guard hasRoom() else {
                    file.fault = "the disk is nearly full"
                    warn("the diary ends here: the last of the disk is for answers")
                    return
                }
            }
            try handle.write(contentsOf: lines)
        } catch {
            // A diary is for those who want to know: a full disk must not stop the lesson.
            file.fault = "\(error)"
            warn("the diary cannot be written any more: \(error)")
        }
    }

    private static func warn(_ text: String) { FileHandle.standardError.write(Data("tutord: \(text)\n".utf8)) }
}
