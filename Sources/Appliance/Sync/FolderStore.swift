import Foundation
public import Gradebook
public import Realtime
public import Statements
public import Sync

/// A folder, such as a share of the school's, which has to be there: where a share is not mounted, nothing is to be written
/// below its place. Each batch becomes a file of JSON lines that a record store can load, under
/// a name that the same batch always has.
public struct FolderStore: RecordStore {
    private let folder: String
    private let device: String

    public init(folder: String, device: String) {
        self.folder = folder
        self.device = device
    }

    public func post(_ batch: ProgressStore.Batch) async -> StoreAnswer {
        // A gradebook that was put back from a backup counts its batches again; an id is never given twice.
        let name = "\(device)-\(batch.ids.first?.rawValue ?? "").jsonl"
        let path = folder + "/" + name
        let lines = batch.bodies.map { $0 + "\n" }.joined()
        do {
            let aside = path + ".part"
            guard FileManager.default.fileExists(atPath: folder) else {
                return .lost("\(folder) is not there: make the folder, or mount it")
            }
            guard FileManager.default.createFile(atPath: aside, contents: nil) else {
                return .lost("\(aside) cannot be made")
            }
            let file = try FileHandle(forWritingTo: URL(filePath: aside))
            try file.write(contentsOf: Data(lines.utf8))
            try file.synchronize()
            try file.close()
            guard rename(aside, path) == 0 else { return .lost("\(path): \(String(cString: strerror(errno)))") }
            let parent = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            if parent >= 0 {
                fsync(parent)
                close(parent)
            }
            return .status(204, text: "", retryAfter: nil)
        } catch {
            return .lost("\(path): \(error.localizedDescription)")
        }
    }

    /// A folder refuses nothing, so nothing is looked for.
    public func statement(_ id: StatementID) async -> Result<JSONValue?, LookFault> { .success(nil) }
}
