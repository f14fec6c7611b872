import Audio
import Foundation
import Hardware
import Testing

/// LinuxBoard on a real kernel with simulated lines and a loopback card: run by `Tests/HIL/hil.sh`.
@Suite(
    .serialized, .timeLimit(.minutes(2)),
    .enabled(if: KernelWorld.exists, "run it by Tests/HIL/hil.sh, which boots the kernel that it needs"))
struct BoardOnKernelTests {
    private let world = KernelWorld()

    /// Runs a board of the world's description and hands it over when its devices run.
    private func withBoard(_ body: (LinuxBoard, BoardEventReader) async throws -> Void) async throws {
        let board = try LinuxBoard(KernelWorld.description)
        let running = Task { try await board.run() }
        let reader = BoardEventReader(board)
        _ = await reader.waitUntilRunning()
        try await body(board, reader)
        running.cancel()
        try await running.value
    }

    @Test(arguments: BoardConformance.Check.allCases)
    func `a board of kernel drivers keeps its promises`(check: BoardConformance.Check) async throws {
        try await BoardConformance(world: world) { try LinuxBoard(KernelWorld.description) }.run(check)
    }

    @Test func `1,000 bounces within a second are one press`() async throws {
        try await withBoard { _, reader in
            let began = MonotonicClock.now
            let world = world
            let bouncing = Task.detached {
                for bounce in 0..<1_000 {
                    try world.setTalkLine(low: bounce.isMultiple(of: 2))
                    let next = began + .milliseconds(bounce + 1)
                    while MonotonicClock.now < next { sched_yield() }
                }
                try world.setTalkLine(low: true)
            }
            var events = await reader.read(frames: 75)
            try await bouncing.value
            events += await reader.read(frames: 25)
            let presses = events.compactMap { if case .pressed(_, let at) = $0 { at } else { nil } }
            #expect(presses.count == 1)
            #expect(!events.contains { if case .released = $0 { true } else { false } })
            if let first = presses.first { #expect(first - began < .milliseconds(20)) }
            try world.setTalkLine(low: false)
            _ = await reader.read { if case .released = $0 { true } else { false } }
        }
    }

    @Test func `a button held since before the start is no press until it was let go`() async throws {
        try world.setTalkLine(low: true)
        try await withBoard { _, reader in
            #expect(!(await reader.read(frames: 10)).contains { if case .pressed = $0 { true } else { false } })
            try world.setTalkLine(low: false)
            let after = await reader.read(frames: 10)
            #expect(!after.contains { if case .released = $0 { true } else { false } })
            try world.setTalkLine(low: true)
            _ = await reader.read { if case .pressed = $0 { true } else { false } }
            try world.setTalkLine(low: false)
            _ = await reader.read { if case .released = $0 { true } else { false } }
        }
    }

    @Test func `a sound card that is pulled darkens the recording lamp, and is back within 2 s of its return`()
        async throws
    {
        try await withBoard { board, reader in
            board.show(.listening)
            #expect(try world.isRecordingLampLit() == true)
            for frame in BoardConformance.frames(BoardConformance.sound(milliseconds: 3_000)) { board.play(frame) }
            _ = await reader.read(frames: 20)

            let world = world
            // Taking the driver away waits until everybody has closed it.
            let unplugging = Task.detached { try world.unplugSound() }
            var lost = (microphone: false, speaker: false)
            _ = await reader.read { event in
                if case .microphone(.lost) = event { lost.microphone = true }
                if case .speaker(.lost) = event { lost.speaker = true }
                return lost.microphone && lost.speaker
            }
            #expect(try world.isRecordingLampLit() == false)
            _ = await reader.read { if case .silenced = $0 { true } else { false } }
            try await unplugging.value

            let plugged = MonotonicClock.now
            try world.plugSound()
            _ = await reader.waitUntilRunning()
            #expect(MonotonicClock.now - plugged < .seconds(2))
            #expect(try world.isRecordingLampLit() == true)
        }
        #expect(try world.isRecordingLampLit() == false)
    }

    @Test func `a line that somebody holds is an error that names the holder`() async throws {
        try await withBoard { _, _ in
            let second = try LinuxBoard(KernelWorld.description)
            await #expect(throws: HardwareError.lineBusy(.name("LED_REC"), chip: "pinctrl-sim", holder: "tutor")) {
                try await second.run()
            }
        }
    }

    @Test func `a chip or a line that is not there is an error that lists those that are`() async throws {
        var description = KernelWorld.description
        description.chip = "pinctrl-rp1"
        let chipless = try LinuxBoard(description)
        await #expect(throws: HardwareError.noChip("pinctrl-rp1", found: ["'pinctrl-sim' (gpiochip0)"])) {
            try await chipless.run()
        }
        description = KernelWorld.description
        description.buttons[0].line = .name("GPIO17")
        let lineless = try LinuxBoard(description)
        await #expect(
            throws: HardwareError.noLine(.name("GPIO17"), chip: "pinctrl-sim", found: ["BTN_TALK", "LED_REC"])
        ) {
            try await lineless.run()
        }
    }
}
