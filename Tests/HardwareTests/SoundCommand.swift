import Foundation
import Testing

/// The other end of a sound cable: alsa-utils, so that what we write is read by somebody else's program.
enum SoundCommand {
    /// `aplay` of 24 kHz samples to a device, to the end.
    static func play(_ samples: [Int16], on device: String) async throws {
        let process = Process()
        let input = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/aplay")
        process.arguments = ["-q", "-D", device, "-t", "raw", "-f", "S16_LE", "-r", "24000", "-c", "1"]
        process.standardInput = input
        let ended = Ended(process)
        try process.run()
        // A tenth of silence more: aplay ends with its last period.
        let padded = samples + [Int16](repeating: 0, count: 2_400)
        try input.fileHandleForWriting.write(contentsOf: padded.withUnsafeBytes { Data($0) })
        try input.fileHandleForWriting.close()
        #expect(await ended.status == 0, "aplay -D \(device)")
    }

    /// What `arecord` took from a device while `body` ran, at 24 kHz.
    static func record(from device: String, during body: () async throws -> Void) async throws -> [Int16] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/arecord")
        process.arguments = ["-q", "-D", device, "-t", "raw", "-f", "S16_LE", "-r", "24000", "-c", "1"]
        process.standardOutput = output
        let ended = Ended(process)
        try process.run()
        let (chunks, chunk) = AsyncStream<Data>.makeStream()
        let pipe = output.fileHandleForReading
        Thread.detachNewThread {
            while true {
                let data = pipe.availableData
                if data.isEmpty { break }
                chunk.yield(data)
            }
            chunk.finish()
        }
        var reader = chunks.makeAsyncIterator()
        // The first sound says that it records.
        var data = await reader.next() ?? Data()
        try await body()
        // It inherited the signal mask of a worker thread, which blocks all that can be blocked.
        kill(process.processIdentifier, SIGKILL)
        while let more = await reader.next() { data += more }
        _ = await ended.status
        return data.withUnsafeBytes { Array($0.bindMemory(to: Int16.self)) }
    }

    /// The end of a process, to be awaited.
    private struct Ended {
        private let statuses: AsyncStream<Int32>

        init(_ process: Process) {
            let (statuses, status) = AsyncStream<Int32>.makeStream()
            self.statuses = statuses
            process.terminationHandler = {
                status.yield($0.terminationStatus)
                status.finish()
            }
        }

        var status: Int32? {
            get async {
                for await status in statuses { return status }
                return nil
            }
        }
    }
}
