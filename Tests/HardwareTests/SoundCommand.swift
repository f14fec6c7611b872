import Audio
import Foundation
import Testing

/// The other end of a sound cable: alsa-utils, so that what we write is read by somebody else's program.
enum SoundCommand {
    private static let format = ["-q", "-t", "raw", "-f", "S16_LE", "-r", "24000", "-c", "1"]

    /// `aplay` of 24 kHz samples to a device, to the end.
    static func play(_ samples: [Int16], on device: String) async throws {
        let program = try Program(["/usr/bin/aplay", "-D", device] + format, redirecting: STDIN_FILENO)
        // A tenth of silence more: aplay ends with its last period.
        let data = (samples + [Int16](repeating: 0, count: 2_400)).withUnsafeBytes { Data($0) }
        await onThread {
            // Cut off when aplay fails, which its status tells.
            try? program.pipe.write(contentsOf: data)
            try? program.pipe.close()
        }
        #expect(await program.end() == 0, "aplay -D \(device)")
    }

    /// `aplay` of 24 kHz samples to a device, again and again, until the time is up or the task is cancelled.
    static func play(_ samples: [Int16], forSeconds seconds: Int, on device: String) async throws {
        let program = try Program(["/usr/bin/aplay", "-D", device] + format, redirecting: STDIN_FILENO)
        let data = samples.withUnsafeBytes { Data($0) }
        // It is written to a program that is ended.
        signal(SIGPIPE, SIG_IGN)
        await withTaskCancellationHandler {
            await onThread {
                var left = seconds * 24_000
                while left > 0 {
                    do { try program.pipe.write(contentsOf: data) } catch { break }
                    left -= samples.count
                }
                try? program.pipe.close()
            }
        } onCancel: {
            kill(program.process, SIGKILL)
        }
        _ = await program.end()
    }

    /// What `arecord` takes from a device, checked as it comes.
    final class Recording: Sendable {
        private let program: Program
        private let checking: Task<PatternCheck, Never>

        init(from device: String, checking check: PatternCheck) throws {
            let program = try Program(
                ["/usr/bin/arecord", "-D", device] + SoundCommand.format, redirecting: STDOUT_FILENO)
            let (chunks, chunk) = AsyncStream<Data>.makeStream()
            Thread.detachNewThread {
                while case let data = program.pipe.availableData, !data.isEmpty { chunk.yield(data) }
                chunk.finish()
            }
            self.program = program
            checking = Task.detached {
                var check = check
                var rest = Data()
                for await data in chunks {
                    rest += data
                    let bytes = [UInt8](rest)
                    check.add(PCM16.samples(of: bytes))
                    rest = bytes.count.isMultiple(of: 2) ? Data() : Data(bytes.suffix(1))
                }
                return check
            }
        }

        /// Ends it.
        func end() async -> PatternCheck {
            kill(program.process, SIGKILL)
            _ = await program.end()
            return await checking.value
        }
    }

    /// What `arecord` took from a device while `body` ran, at 24 kHz.
    static func record(from device: String, during body: () async throws -> Void) async throws -> [Int16] {
        try await record(from: device, as: format, during: body).withUnsafeBytes {
            Array($0.bindMemory(to: Int16.self))
        }
    }

    /// What `arecord` with options of its own took from a device while `body` ran.
    static func record(
        from device: String, as format: [String], during body: () async throws -> Void
    ) async throws -> Data {
        let program = try Program(["/usr/bin/arecord", "-D", device] + format, redirecting: STDOUT_FILENO)
        let (chunks, chunk) = AsyncStream<Data>.makeStream()
        Thread.detachNewThread {
            while true {
                let data = program.pipe.availableData
                if data.isEmpty { break }
                chunk.yield(data)
            }
            chunk.finish()
        }
        var reader = chunks.makeAsyncIterator()
        // The first sound says that it records.
        var data = await reader.next() ?? Data()
        try await body()
        kill(program.process, SIGKILL)
        while let more = await reader.next() { data += more }
        _ = await program.end()
        return data
    }

    /// What a program prints, once it has ended.
    static func output(of arguments: [String]) async throws -> String {
        let program = try Program(arguments, redirecting: STDOUT_FILENO)
        let data = await withCheckedContinuation { (continuation: CheckedContinuation<Data, Never>) in
            Thread.detachNewThread { continuation.resume(returning: program.pipe.readDataToEndOfFile()) }
        }
        #expect(await program.end() == 0, "\(arguments)")
        return String(decoding: data, as: UTF8.self)
    }

    private static func onThread(_ body: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                body()
                continuation.resume()
            }
        }
    }

    /// A child process with a pipe to its input or from its output. Foundation's own needs a socket pair, which a small
    /// kernel may not give it.
    private struct Program: Sendable {
        let process: pid_t
        let pipe: FileHandle

        /// - Parameter descriptor: of the child, that the pipe takes the place of: its input or its output.
        init(_ arguments: [String], redirecting descriptor: Int32) throws {
            let pipe = Pipe()
            let isInput = descriptor == STDIN_FILENO
            let ours = isInput ? pipe.fileHandleForWriting : pipe.fileHandleForReading
            let theirs = isInput ? pipe.fileHandleForReading : pipe.fileHandleForWriting
            var actions = posix_spawn_file_actions_t()
            posix_spawn_file_actions_init(&actions)
            defer { posix_spawn_file_actions_destroy(&actions) }
            posix_spawn_file_actions_adddup2(&actions, theirs.fileDescriptor, descriptor)
            posix_spawn_file_actions_addclose(&actions, ours.fileDescriptor)
            posix_spawn_file_actions_addclose(&actions, theirs.fileDescriptor)
            var words = arguments.map { strdup($0) }
            defer { words.forEach { free($0) } }
            words.append(nil)
            var process: pid_t = 0
            let code = posix_spawn(&process, arguments[0], &actions, nil, words, environ)
            guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
            try theirs.close()
            self.process = process
            self.pipe = ours
        }

        /// Waits for its end.
        /// - Returns: its exit status; nil when a signal ended it.
        func end() async -> Int32? {
            await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    var status: Int32 = 0
                    waitpid(process, &status, 0)
                    continuation.resume(returning: status & 0x7f == 0 ? (status >> 8) & 0xff : nil)
                }
            }
        }
    }
}
