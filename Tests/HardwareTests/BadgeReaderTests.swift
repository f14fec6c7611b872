import Foundation
import Glibc
import Simulation
import TestSupport
import Testing

@testable import Hardware

/// Badges: what a reader types, from bytes, and from a device that is a pipe.
struct BadgeReaderTests {
    /// One `struct input_event`.
    private static func event(_ type: UInt16, _ code: UInt16, _ value: Int32) -> [UInt8] {
        var bytes = [UInt8](repeating: 7, count: 16)
        for word in [type, code] { bytes += [UInt8(word & 255), UInt8(word >> 8)] }
        for shift in stride(from: 0, to: 32, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: UInt32(bitPattern: value) >> UInt32(shift)))
        }
        return bytes
    }

    /// Pressed and let go, as the kernel tells it: scan code, key, report.
    private static func key(_ code: UInt16, _ values: [Int32] = [1, 0]) -> [UInt8] {
        values.flatMap { event(4, 4, 0x7001e) + event(1, code, $0) + event(0, 0, 0) }
    }

    private static let codes: [Character: UInt16] = {
        var codes: [Character: UInt16] = ["\n": 28, "-": 12, ".": 52, "/": 53]
        for (first, row) in [(2, "1234567890"), (16, "qwertyuiop"), (30, "asdfghjkl"), (44, "zxcvbnm")] {
            for (index, letter) in row.enumerated() { codes[letter] = UInt16(first + index) }
        }
        return codes
    }()

    static func typed(_ text: String) -> [UInt8] {
        text.flatMap { letter -> [UInt8] in
            let plain = Character(letter.lowercased())
            let keys = key(codes[plain]!)
            return plain == letter ? keys : event(1, 42, 1) + keys + event(1, 42, 0)
        }
    }

    private func read(_ bytes: [UInt8]) -> [String] {
        var decoder = BadgeDecoder()
        return decoder.take(bytes, at: .zero).map(\.digits)
    }

    @Test(arguments: [
        ("0012345678\n", ["0012345678"]), ("1\n2\n", ["1", "2"]), ("\n\n\n", []), ("04A1b2F3\n", ["04A1b2F3"]),
        ("12-3.4/5\n", ["12-3.4/5"]), ("123", []),
        (String(repeating: "1", count: 64) + "\n", [String(repeating: "1", count: 64)]),
        (String(repeating: "1", count: 65) + "\n77\n", ["77"]),
    ])
    func `a number is what is typed up to Enter`(text: String, numbers: [String]) {
        #expect(read(BadgeReaderTests.typed(text)) == numbers)
    }

    @Test func `key repeats, releases, other keys and the number pad's Enter`() {
        let keys = BadgeReaderTests.key
        // 1 held down, Caps Lock, F1, a mouse's movement, 9 of the number pad, its Enter.
        let bytes =
            keys(2, [1, 2, 2, 2, 0]) + keys(58, [1, 0]) + keys(59, [1, 0]) + BadgeReaderTests.event(2, 0, 5)
            + keys(73, [1, 0]) + keys(96, [1, 0])
        #expect(read(bytes) == ["19"])
    }

    @Test func `a reader set for a French keyboard types digits with Shift`() {
        let shifted = BadgeReaderTests.event(1, 54, 1) + BadgeReaderTests.key(2) + BadgeReaderTests.key(11)
        #expect(read(shifted + BadgeReaderTests.event(1, 54, 0) + BadgeReaderTests.key(28)) == ["10"])
    }

    @Test func `half a number is dropped after a second, and by events that the kernel lost`() {
        var decoder = BadgeDecoder()
        #expect(decoder.take(BadgeReaderTests.typed("123"), at: .zero).isEmpty)
        #expect(decoder.take(BadgeReaderTests.typed("45"), at: .milliseconds(900)).isEmpty)
        #expect(decoder.take(BadgeReaderTests.typed("678\n"), at: .milliseconds(1_900)).map(\.digits) == ["678"])
        let lost = BadgeReaderTests.typed("12") + BadgeReaderTests.event(0, 3, 0) + BadgeReaderTests.typed("34\n99\n")
        #expect(decoder.take(lost, at: .milliseconds(2_000)).map(\.digits) == ["99"])
        // Also where the beginning was lost, long after the badge before.
        let beheaded = BadgeReaderTests.event(0, 3, 0) + BadgeReaderTests.typed("34\n98\n")
        #expect(decoder.take(beheaded, at: .seconds(60)).map(\.digits) == ["98"])
    }

    @Test func `bytes may be split anywhere`() {
        let bytes = BadgeReaderTests.typed("0012345678\n04A1b2F3\n9\n")
        for seed in 0..<Thoroughness.scaled(200, to: 5_000) {
            var random = SplitMix(seed: UInt64(seed))
            var decoder = BadgeDecoder()
            var rest = bytes[...]
            var found: [String] = []
            while !rest.isEmpty {
                let count = Int.random(in: 0...70, using: &random)
                found += decoder.take(rest.prefix(count), at: .zero).map(\.digits)
                rest = rest.dropFirst(count)
            }
            #expect(found == ["0012345678", "04A1b2F3", "9"], "seed \(seed)")
        }
    }

    @Test func `rubbish is no number, and no end of memory`() {
        for seed in 0..<Thoroughness.scaled(100, to: 3_000) {
            var random = SplitMix(seed: UInt64(seed))
            var decoder = BadgeDecoder()
            for _ in 0..<50 {
                let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
                for number in decoder.take(bytes, at: .zero) {
                    #expect(number.digits.count <= BadgeDecoder.longest)
                }
            }
        }
    }

    @Test func `a number is never printed`() {
        let number = BadgeNumber("0012345678")
        var dumped = ""
        dump(BadgeEvent.read(number), to: &dumped)
        for text in ["\(number)", "\(BadgeEvent.read(number))", String(reflecting: [number]), dumped] {
            #expect(!text.contains("0012345678"), "\(text)")
        }
    }

    // MARK: Devices

    /// What a reader tells, waited for without sleeping.
    final class Told: Sendable {
        let events: AsyncStream<BadgeEvent>
        let notice: @Sendable (BadgeEvent) -> Void

        init() {
            let (events, continuation) = AsyncStream.makeStream(of: BadgeEvent.self)
            self.events = events
            notice = { continuation.yield($0) }
        }
    }

    /// Why there is no reader.
    static func reason(_ event: BadgeEvent?) -> String {
        if case .reader(.lost(let reason))? = event { reason } else { "" }
    }

    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "badges-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    @Test(.timeLimit(.minutes(1))) func `a reader is read, plugged out, and read again when it is back`() async throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path + "/usb-Reader-event-kbd"
        let reader = EvdevBadgeReader(.auto, folders: [folder.path], isGrabbed: false)
        let told = Told()
        let task = Task { try await reader.run(told.notice) }
        defer { task.cancel() }
        var events = told.events.makeAsyncIterator()
        #expect(BadgeReaderTests.reason(await events.next()).contains("plug it in"))

        for number in ["0012345678", "42"] {
            // It is there when it can be read: a reader that opened it before would find it closed.
            #expect(mkfifo(path + ".new", 0o600) == 0)
            let writer = try #require(FileHandle(forUpdatingAtPath: path + ".new"))
            #expect(rename(path + ".new", path) == 0)
            #expect(await events.next() == .reader(.running))
            try writer.write(contentsOf: Data(BadgeReaderTests.typed("99")))
            try writer.write(contentsOf: Data(BadgeReaderTests.typed(number + "\n")))
            #expect(await events.next() == .read(BadgeNumber("99" + number)))
            unlink(path)
            try writer.close()
            #expect(BadgeReaderTests.reason(await events.next()).contains("is the device still there?"))
            // While it is missing, that is why.
            #expect(BadgeReaderTests.reason(await events.next()).contains("plug it in"))
        }
    }

    @Test func `what is no input device, is not there, or is one of many is told with what to do`() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.path + "/file"
        try Data().write(to: URL(filePath: file))
        func fault(_ place: EvdevBadgeReader.Place) -> String {
            do throws(HardwareError) {
                return try EvdevBadgeReader(place, folders: [folder.path]).check()
            } catch {
                return "\(error)"
            }
        }
        #expect(fault(.path(file)).contains("no badge reader at \(file)"))
        #expect(fault(.path("/dev/input/none")).contains("no keyboard is plugged in"))
        for name in ["usb-A-event-kbd", "usb-B-event-kbd", "usb-A-event-mouse"] {
            try Data().write(to: folder.appending(path: name))
        }
        #expect(fault(.auto).contains("usb-A-event-kbd") && fault(.auto).contains("usb-B-event-kbd"))
        #expect(!fault(.auto).contains("mouse") && fault(.auto).contains("badge_reader"))
    }

    @Test func `a reader that may not be opened names the group`() {
        let error = HardwareError.noPermission(
            path: "/dev/input/event3",
            facts: AccessFacts(owner: "root", group: "input", mode: 0o660, user: "ada", groups: ["ada", "audio"]))
        #expect("\(error)".contains("usermod -aG input ada") && "\(error)".contains("SupplementaryGroups=input"))
    }

    @Test(.timeLimit(.minutes(1))) func `a simulated reader behaves as the real one`() async throws {
        let reader = SimulatedBadgeReader()
        let told = Told()
        let task = Task { try await reader.run(told.notice) }
        defer { task.cancel() }
        var events = told.events.makeAsyncIterator()
        #expect(await events.next() == .reader(.running))
        reader.hold("12")
        reader.plugOut()
        reader.hold("13")
        reader.plugIn()
        reader.hold("14")
        #expect(await events.next() == .read(BadgeNumber("12")))
        #expect(await events.next() == .reader(.lost("plugged out")))
        #expect(await events.next() == .reader(.running))
        #expect(await events.next() == .read(BadgeNumber("14")))
    }
}
