import Foundation
import Glibc
import Testing

@testable import Hardware

/// Badges that a keyboard of the kernel's types: run by `Tests/HIL/hil.sh`.
@Suite(
    .serialized, .timeLimit(.minutes(1)),
    .enabled(
        if: VirtualKeyboard.isPossible,
        "no /dev/uinput that may be opened: run it by Tests/HIL/hil.sh, with a kernel of Tests/HIL/board/build-kernel.sh"
    )
)
struct BadgesOnKernelTests {
    /// Reads a keyboard until the test is over.
    private func reading(
        _ keyboard: VirtualKeyboard, _ body: (inout AsyncStream<BadgeEvent>.Iterator) async throws -> Void
    ) async throws {
        let told = BadgeReaderTests.Told()
        let reader = EvdevBadgeReader(.path(keyboard.path))
        let task = Task { try await reader.run(told.notice) }
        defer { task.cancel() }
        var events = told.events.makeAsyncIterator()
        #expect(await events.next() == .reader(.running))
        try await body(&events)
    }

    @Test func `a keyboard of the kernel's is read and taken for this program alone`() async throws {
        let keyboard = try VirtualKeyboard()
        defer { keyboard.plugOut() }
        try await reading(keyboard) { events in
            do throws(HardwareError) {
                _ = try EvdevBadgeReader(.path(keyboard.path)).check()
                Issue.record("two programs have it")
            } catch {
                #expect(error == .badgeReaderBusy(keyboard.path))
            }
            // Whoever else has it open, as a console has, is told nothing.
            let other = open(keyboard.path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
            defer { close(other) }
            keyboard.write(BadgeReaderTests.typed("0012345678\n"))
            #expect(await events.next() == .read(BadgeNumber("0012345678")))
            var bytes = [UInt8](repeating: 0, count: 4_096)
            #expect(read(other, &bytes, bytes.count) == -1 && errno == EAGAIN)
            keyboard.plugOut()
            #expect(!BadgeReaderTests.reason(await events.next()).isEmpty, "it was plugged out")
        }
    }

    @Test func `two badges at once are two, and a thousand digits or a flood of keys none`() async throws {
        let keyboard = try VirtualKeyboard()
        defer { keyboard.plugOut() }
        try await reading(keyboard) { events in
            keyboard.write(BadgeReaderTests.typed("11\n22\n"))
            #expect(await events.next() == .read(BadgeNumber("11")))
            #expect(await events.next() == .read(BadgeNumber("22")))
            // More than the kernel keeps for a reader: what it lost is never half of a number.
            keyboard.write(BadgeReaderTests.typed(String(repeating: "7", count: 1_000)))
            keyboard.write(BadgeReaderTests.typed("7\n\n33\n"))
            #expect(await events.next() == .read(BadgeNumber("33")))
        }
    }

    @Test func `a badge that was typed before anybody read it is nobody's`() async throws {
        let keyboard = try VirtualKeyboard()
        defer { keyboard.plugOut() }
        keyboard.write(BadgeReaderTests.typed("99\n12"))
        try await reading(keyboard) { events in
            keyboard.write(BadgeReaderTests.typed("34\n"))
            #expect(await events.next() == .read(BadgeNumber("34")))
        }
    }
}
