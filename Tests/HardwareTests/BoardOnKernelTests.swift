import Audio
import Foundation
import Testing

@testable import Hardware

/// LinuxBoard on a real kernel with simulated lines and a loopback card: run by `Tests/HIL/hil.sh`.
@Suite(
    .serialized, .timeLimit(.minutes(2)),
    .enabled(if: KernelWorld.exists, "run it by Tests/HIL/hil.sh, which boots the kernel that it needs"))
struct BoardOnKernelTests {
    private let world = KernelWorld()

    /// Runs a board of the world's description and hands it over when its devices run.
    private func withBoard(_ body: (LinuxBoard, BoardEventReader) async throws -> Void) async throws {
        let board = try LinuxBoard(KernelWorld.description)
        let reader = BoardEventReader()
        let running = reader.run(board)
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
            // A busy host may stop the guest for longer than a contact must be still; then it did not bounce as meant.
            for attempt in 1...6 {
                let world = world
                let bouncing = Task.detached { try KernelWorld.longestPause(ofBounces: 1_000, in: world) }
                var events = await reader.read(frames: 75)
                let pause = try await bouncing.value
                events += await reader.read(frames: 25)
                try world.setTalkLine(low: false)
                events += await reader.read(frames: 10)
                #expect(attempt < 6 || pause < .milliseconds(15), "the host is too busy: pauses of \(pause)")
                guard pause < .milliseconds(15) else { continue }
                // When exactly the press is told depends on the level that the kernel saw when it looked; see
                // DebounceTests for the times.
                #expect(events.count { if case .pressed = $0 { true } else { false } } == 1)
                #expect(events.count { if case .released = $0 { true } else { false } } == 1)
                return
            }
        }
    }

    @Test func `a button held since before the start is no press, and its release is told`() async throws {
        try world.setTalkLine(low: true)
        let reader = BoardEventReader()
        var description = KernelWorld.description
        // A contact to ground is stronger than a pull-up; the simulated line has nothing but its pull.
        description.buttons[0].bias = .asIs
        let running = reader.run(try LinuxBoard(description))
        let began = await reader.read(until: \.isHeld)
        #expect(!began.contains { $0.isPressed })
        try world.setTalkLine(low: false)
        let released = await reader.read(until: \.isReleased)
        #expect(!released.contains { $0.isPressed })
        try world.setTalkLine(low: true)
        _ = await reader.read(until: \.isPressed)
        try world.setTalkLine(low: false)
        _ = await reader.read(until: \.isReleased)
        running.cancel()
        try await running.value
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
            _ = await reader.readUntilLost()
            #expect(try world.isRecordingLampLit() == false)
            try await unplugging.value

            let plugged = MonotonicClock.now
            try world.plugSound()
            _ = await reader.waitUntilRunning()
            #expect(MonotonicClock.now - plugged < .seconds(2))
            #expect(try world.isRecordingLampLit() == true)
        }
        #expect(try world.isRecordingLampLit() == false)
    }

    @Test func `a line that this program holds is an error that says so`() async throws {
        try await withBoard { _, _ in
            let second = try LinuxBoard(KernelWorld.description)
            let error = await #expect(throws: HardwareError.self) { try await second.run { _ in } }
            guard case .lineBusy(.name("LED_REC"), chip: "pinctrl-sim", holder: "tutor", let users)? = error else {
                Issue.record("another error: \(String(describing: error))")
                return
            }
            #expect(users.map(\.process) == [getpid()])
        }
    }

    @Test func `a line that another program holds is an error that names its process`() async throws {
        let holder = Process()
        holder.executableURL = URL(filePath: "/usr/bin/gpioset")
        let isFirst = try GPIOHolder.isLibraryOne
        holder.arguments =
            isFirst ? ["--mode=signal", "gpiochip0", "27=0"] : ["--chip", "gpiochip0", "27=0"]
        let keepsRunning = Pipe()
        holder.standardInput = keepsRunning
        try holder.run()
        defer { holder.terminate() }
        let chip = try GPIOChip("pinctrl-sim")
        while chip.facts(ofLine: 27)?.holder == nil { await Task.yield() }

        let board = try LinuxBoard(KernelWorld.description)
        let error = await #expect(throws: HardwareError.self) { try await board.run { _ in } }
        let user = DeviceUser(process: holder.processIdentifier, program: "gpioset")
        #expect(
            error == .lineBusy(.name("LED_REC"), chip: "pinctrl-sim", holder: "gpioset", users: [user]))
        #expect(error?.description.contains("process \(user.process), gpioset") == true)
        let mismatches = KernelWorld.description.mismatches()
        #expect(mismatches.map(\.path) == ["lamps[0].line"])
        #expect(mismatches.first?.error == error)
    }

    @Test func `a chip or a line that is not there is an error that lists those that are`() async throws {
        var description = KernelWorld.description
        description.chip = "pinctrl-rp1"
        let chipless = try LinuxBoard(description)
        await #expect(throws: HardwareError.noChip("pinctrl-rp1", found: ["'pinctrl-sim' (gpiochip0)"])) {
            try await chipless.run { _ in }
        }
        description = KernelWorld.description
        description.buttons[0].line = .name("GPIO17")
        let lineless = try LinuxBoard(description)
        await #expect(
            throws: HardwareError.noLine(.name("GPIO17"), chip: "pinctrl-sim", found: ["BTN_TALK", "LED_REC"])
        ) {
            try await lineless.run { _ in }
        }
    }

    @Test func `a device that takes nothing but 48 kHz, stereo and 32 bits gets what is played`() async throws {
        let sound = BoardConformance.sound(milliseconds: 500)
        let wanted = Resampler(from: 24_000, to: 48_000).process(sound)
        var likeness: [[Double]] = []
        // As in the conformance suite: a stall of the host is not ours.
        while likeness.count < 3, (likeness.last?.min() ?? 0) <= 0.95 {
            // Whoever opens one end of the loopback first sets what the other end must take.
            let recorded = try await SoundCommand.record(
                from: "hw:CARD=Loopback,DEV=0", as: ["-q", "-t", "raw", "-f", "S32_LE", "-r", "48000", "-c", "2"]
            ) {
                try await play(sound, on: "hw:CARD=Loopback,DEV=1")
            }
            let values = recorded.withUnsafeBytes { Array($0.bindMemory(to: Int32.self)) }
            likeness.append(
                (0..<2).map { channel in
                    let heard = stride(from: channel, to: values.count - 1, by: 2).map {
                        Int16(truncatingIfNeeded: values[$0] >> 16)
                    }
                    return Likeness.of(wanted, in: heard)
                })
        }
        #expect((likeness.last?.min() ?? 0) > 0.95, "likeness: \(likeness)")
    }

    /// Plays samples to the end on a speaker alone.
    private func play(_ samples: [Int16], on device: String) async throws {
        let queue = BoardEventQueue()
        let speaker = try ALSASpeaker(device: device) { queue.post($0) }
        let running = Task { try await speaker.run() }
        var played = 0
        for await event in queue.events {
            switch event {
            case .speaker(.running): speaker.play(AudioFrame(samples))
            case .speaker(.lost(let reason)): Issue.record("lost: \(reason)")
            case .played(let more, _): played += more
            case .pressed, .released, .held, .heard, .silenced, .microphone, .lamp: break
            }
            if played >= samples.count { break }
        }
        #expect(played == samples.count)
        running.cancel()
        try await running.value
    }
}

extension BoardEvent {
    fileprivate var isPressed: Bool { if case .pressed = self { true } else { false } }
    fileprivate var isReleased: Bool { if case .released = self { true } else { false } }
    fileprivate var isHeld: Bool { if case .held = self { true } else { false } }
}
