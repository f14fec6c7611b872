import Appliance
import Foundation
import Testing
import Tutor

struct WatchdogTests {
    @Test func `it is fed in half its time while frames move and the gradebook writes`() {
        var watchdog = Watchdog(timeout: .seconds(20))
        var fed: [Int] = []
        for second in 1...600 {
            if second.isMultiple(of: 60) { watchdog.wrote(at: .seconds(second)) }
            if watchdog.heard(at: .seconds(second)) { fed.append(second) }
        }
        #expect(fed.count == 60)
        #expect(zip(fed, fed.dropFirst()).allSatisfy { $1 - $0 <= 10 })
    }

    @Test func `a gradebook that does not write starves it, and one that writes again feeds it`() {
        var watchdog = Watchdog(timeout: .seconds(20))
        func feeds(_ seconds: ClosedRange<Int>) -> Int { seconds.count { watchdog.heard(at: .seconds($0)) } }
        watchdog.wrote(at: .seconds(10))
        #expect(feeds(11...180) > 10)
        #expect(feeds(191...400) == 0)
        watchdog.wrote(at: .seconds(401))
        #expect(feeds(402...500) > 5)
    }

    @Test func `without frames nothing feeds it, and without somebody who watches nothing is due`() {
        var watchdog = Watchdog(timeout: nil)
        watchdog.wrote(at: .seconds(1))
        let isDue = watchdog.heard(at: .seconds(100))
        #expect(!isDue)
    }

    @Test func `a microphone that is known to be away feeds it for minutes, and not for ever`() {
        var watchdog = Watchdog(timeout: .seconds(20))
        var fed: [Int] = []
        for second in stride(from: 3, through: 900, by: 3) {
            watchdog.wrote(at: .seconds(second))
            if watchdog.waited(at: .seconds(second)) { fed.append(second) }
        }
        #expect(zip(fed, fed.dropFirst()).allSatisfy { $1 - $0 <= 12 })
        #expect(fed.last.map { (280...303).contains($0) } == true)
        let isDue = watchdog.heard(at: .seconds(901))
        #expect(isDue)
    }

    @Test func `the service manager is told of the first frame, and is fed`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "notify").path
        let listener = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0)
        let notifier = SystemdNotifier(environment: ["NOTIFY_SOCKET": path, "WATCHDOG_USEC": "20000000"])
        func received() -> String? {
            var bytes = [UInt8](repeating: 0, count: 256)
            let count = recv(listener, &bytes, bytes.count, Int32(MSG_DONTWAIT))
            return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
        }
        notifier.status("no network\nyet")
        #expect(received() == "STATUS=no network yet")
        notifier.heard(at: .seconds(30))
        #expect(received() == "READY=1")
        #expect(received() == "WATCHDOG=1")
        notifier.heard(at: .seconds(31))
        #expect(received() == nil)
        notifier.heard(at: .seconds(41))
        #expect(received() == "WATCHDOG=1")
        notifier.stopping()
        #expect(received() == "STOPPING=1")
    }

    @Test func `the volume is remembered, and nonsense is not`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(BoxMemory.volume(in: folder.path) == nil)
        try "many\n".write(to: folder.appending(path: "volume"), atomically: true, encoding: .utf8)
        #expect(BoxMemory.volume(in: folder.path) == nil)
        try "140\n".write(to: folder.appending(path: "volume"), atomically: true, encoding: .utf8)
        #expect(BoxMemory.volume(in: folder.path) == nil)
        try "40\n".write(to: folder.appending(path: "volume"), atomically: true, encoding: .utf8)
        #expect(BoxMemory.volume(in: folder.path) == 40)
        let memory = BoxMemory(folder: folder.path)
        memory.keep([.setVolume(60), .tell(.muted)])
        memory.wait()
        #expect(BoxMemory.volume(in: folder.path) == 60 && BoxMemory.isMuted(in: folder.path))
        memory.keep([.tell(.unmuted)])
        memory.wait()
        #expect(!BoxMemory.isMuted(in: folder.path))
        memory.finish()
    }
}
