import Foundation
import Gradebook
import Lessons
import Statements
import Testing

@Suite struct WriterLockTests {
    @Test func `a second process that would write is told to wait, and may read`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero)
        try store.record(Samples.attempt(), in: session, at: .zero)
        try store.close()
        // Locks of fcntl(2) are a process's own: another one has to hold it.
        let other = Process()
        other.executableURL = URL(filePath: "/usr/bin/env")
        other.arguments = [
            "python3", "-c",
            """
            import fcntl, sys
            held = open(sys.argv[1], "r+")
            fcntl.lockf(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            print("held", flush=True)
            sys.stdin.read()
            """, folder.path() + ".lock",
        ]
        let (input, output) = (Pipe(), Pipe())
        other.standardInput = input
        other.standardOutput = output
        try other.run()
        #expect(try output.fileHandleForReading.read(upToCount: 4) == Data("held".utf8))
        #expect(throws: GradebookError.busy(path: folder.path())) { try ProgressStore(path: folder.path()) }
        #expect(try ProgressStore(path: folder.path(), access: .readOnly).answerCount() == 1)
        try input.fileHandleForWriting.close()
        other.waitUntilExit()
        #expect(other.terminationStatus == 0)
        #expect(try ProgressStore(path: folder.path()).answerCount() == 1)
    }
}
