import Audio
import Foundation
import Hardware
import Testing

extension BoardOnKernelTests {
    /// Real cards of a kernel: their names, and the mixer of snd-dummy (`Master`, -45 to 0 dB).
    @Suite struct Cards {
        private let world = KernelWorld()

        @Test func `the cards of the kernel are listed`() {
            let cards = SoundCard.all()
            #expect(cards.map(\.id).sorted() == ["Dummy", "Loopback"])
            #expect(cards.allSatisfy { $0.hasCapture && $0.hasPlayback && $0.usbPort == nil && $0.name == $0.id })
            #expect(cards.first { $0.id == "Loopback" }?.longName == "Loopback 1")
        }

        @Test(arguments: ["card:Loopback,DEV=1", "card:loopb,DEV=1"])
        func `a board plays and hears on a card that is named by its id`(name: String) async throws {
            var description = KernelWorld.description
            description.sound = SoundDevices(microphone: name, speaker: name)
            for check in [BoardConformance.Check.framesFlowAlways, .playbackIsReported, .stoppingIsTold] {
                try await BoardConformance(world: world) { try LinuxBoard(description) }.run(check)
            }
        }

        @Test func `a card that is not there is told with those that are`() async throws {
            let queue = BoardEventQueue()
            let speaker = try ALSASpeaker(device: "card:Jabra") { queue.post($0) }
            let running = Task { try await speaker.run() }
            var events = queue.events.makeAsyncIterator()
            guard case .speaker(.lost(let reason)) = await events.next() else {
                Issue.record("it was not told")
                return
            }
            #expect(reason.contains("'card:Jabra'") && reason.contains("'card:Loopback'"))
            running.cancel()
            try await running.value
        }

        /// Runs a speaker on the card with a mixer.
        private func withSpeaker(
            mixer: String? = nil, ceiling: Int = 100,
            _ body: (ALSASpeaker, inout AsyncStream<BoardEvent>.Iterator) async throws -> Void
        ) async throws {
            let queue = BoardEventQueue()
            let speaker = try ALSASpeaker(device: "card:Dummy", mixer: mixer, ceilingPercent: ceiling) {
                queue.post($0)
            }
            let running = Task { try await speaker.run() }
            var events = queue.events.makeAsyncIterator()
            try await body(speaker, &events)
            running.cancel()
            try await running.value
        }

        /// Sets a volume and waits until it is so: the answer to an order that came later tells it.
        private func set(
            _ percent: Int, on speaker: ALSASpeaker, _ events: inout AsyncStream<BoardEvent>.Iterator
        ) async {
            speaker.setVolume(percent)
            speaker.stopPlaying()
            while let event = await events.next() { if case .silenced = event { return } }
        }

        @Test(arguments: [(100, 100, 0.0), (50, 100, -13.8), (0, 100, -45), (100, 50, -13.8), (50, 50, -25)])
        func `a card's mixer is set as the ear hears it, below the ceiling`(
            percent: Int, ceiling: Int, decibels: Double
        ) async throws {
            try await withSpeaker(ceiling: ceiling) { speaker, events in
                await set(percent, on: speaker, &events)
                let shown = try await world.mixerDecibels(of: "Master")
                #expect(abs((shown ?? 99) - decibels) < 0.5, "\(shown ?? 99) dB")
            }
        }

        @Test func `the control that is named is set and no other, and none where none is wanted`() async throws {
            let before = try await world.mixerDecibels(of: "Master")
            try await withSpeaker(mixer: "Line") { speaker, events in
                await set(70, on: speaker, &events)
                let shown = try await world.mixerDecibels(of: "Line")
                #expect(abs((shown ?? 99) + 7.4) < 0.5, "\(shown ?? 99) dB")
            }
            try await withSpeaker(mixer: "none") { speaker, events in await set(10, on: speaker, &events) }
            #expect(try await world.mixerDecibels(of: "Master") == before)
        }

        @Test func `a card that comes back is as loud as it was set`() async throws {
            try await withSpeaker { speaker, events in
                await set(80, on: speaker, &events)
                let set = try await world.mixerDecibels(of: "Master")
                let world = world
                let unplugging = Task.detached { try world.unplugMixer() }
                while let event = await events.next() { if case .speaker(.lost) = event { break } }
                try await unplugging.value
                try world.plugMixer()
                while let event = await events.next() { if event == .speaker(.running) { break } }
                #expect(try await world.mixerDecibels(of: "Master") == set)
            }
        }

        @Test func `a stall of the whole program is an underrun of ours, and every sample is still reported`()
            async throws
        {
            let board = try LinuxBoard(KernelWorld.description)
            let reader = BoardEventReader()
            let running = reader.run(board)
            _ = await reader.waitUntilRunning()
            let sound = BoardConformance.sound(milliseconds: 2_000)
            for frame in BoardConformance.frames(sound) { board.play(frame) }
            var events = await reader.read(frames: 20)
            #expect(board.health.underruns == 0)
            let me = getpid()
            _ = try await SoundCommand.output(
                of: ["/bin/sh", "-c", "kill -STOP \(me); sleep 0.5; kill -CONT \(me)"])
            var left = sound.count - events.samplesPlayed
            events += await reader.read { event in
                if case .played(let samples, _) = event { left -= samples }
                return left <= 0
            }
            #expect(events.samplesPlayed == sound.count && events.silences == 0)
            #expect(board.health.underruns > 0, "\(board.health)")
            _ = await reader.read(frames: 20)
            let health = board.health
            for frame in BoardConformance.frames(BoardConformance.sound(milliseconds: 200)) { board.play(frame) }
            _ = await reader.read(frames: 40)
            board.stopPlaying()
            _ = await reader.read { if case .silenced = $0 { true } else { false } }
            #expect(board.health.underruns == health.underruns, "an end of speech or a stop is none")
            running.cancel()
            try await running.value
        }
    }
}
