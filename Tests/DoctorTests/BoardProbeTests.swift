import Appliance
import Audio
import Foundation
import Hardware
import Simulation
import Speech
import Synchronization
import Testing
import Tutor

@testable import Doctor

/// A board that behaves, in a room that is broken on purpose; and real lines that are not there.
@Suite(.serialized, .timeLimit(.minutes(10))) struct BoardProbeTests {
    /// Somebody who does as they are told.
    private final class Helper: Attendant {
        let isThere: Bool
        private let act: @Sendable (String) async -> Void
        private let answer: @Sendable (String) -> Answer
        let told = Mutex<[String]>([])

        init(
            isThere: Bool = true, answer: @escaping @Sendable (String) -> Answer = { _ in .yes },
            act: @escaping @Sendable (String) async -> Void = { _ in }
        ) {
            self.isThere = isThere
            self.act = act
            self.answer = answer
        }

        func tell(_ text: String) async {
            told.withLock { $0.append(text) }
            await act(text)
        }

        func ask(_ question: String) async -> Answer {
            told.withLock { $0.append(question) }
            return answer(question)
        }
    }

    private static let description = BoardDescription(
        name: "simulated", chip: "none", buttons: [ButtonLine(.talk, line: .offset(17))],
        lamps: [
            LampLine(line: .offset(27), lit: [.listening]), LampLine(line: .offset(22), lit: [.ready, .thinking]),
        ])

    private func examine(
        _ room: Room = Room(), pace: Double = 4, sound: SoundDevices = SoundDevices(), only: Set<Check>,
        options: BoardProbe.Options = .init(), prepare: @escaping @Sendable (SimulatedBoard) -> Void = { _ in },
        attendant: @escaping @Sendable (SimulatedBoard) -> any Attendant = { _ in NobodyThere() }
    ) async -> Diagnosis {
        let board = SimulatedBoard(pace: pace)
        board.setRoom(room)
        prepare(board)
        var description = BoardProbeTests.description
        description.sound = sound
        let journal = Journal(Selection(only))
        await BoardProbe(
            description, makeBoard: { _ in board }, attendant: attendant(board), options: options, clock: board
        ).run(journal)
        return journal.diagnosis
    }

    private func verdict(_ diagnosis: Diagnosis, _ check: Check) -> Judgement.Verdict? {
        diagnosis.outcomes.first { $0.check == check }?.verdict
    }

    // MARK: Sound

    @Test func `a quiet echo is fine, and measured`() async throws {
        let diagnosis = await examine(Room(paths: [.init(delay: 240, gain: -40)]), pace: 1, only: [.card, .loop])
        #expect(diagnosis.outcomes.map(\.verdict) == [.fine, .fine, .fine], "\(diagnosis.outcomes)")
        let loop = try #require(diagnosis.outcomes.last?.measured)
        #expect(abs((loop["gain_db"] ?? 0) + 40) < 1)
        // 240 samples are 10 ms; the stamps are of the same clock.
        #expect(abs((loop["later_than_told_ms"] ?? 0) - 10) < 2, "\(loop)")
        #expect((loop["latency_ms"] ?? 0) > 10 && (loop["latency_ms"] ?? 0) < 80)
    }

    @Test func `an echo that is loud is told with what to do, unless the board guards against it`() async {
        let room = Room(paths: [.init(delay: 100, gain: -4), .init(delay: 1_500, gain: -14)])
        let loud = await examine(room, only: [.loop])
        #expect(verdict(loud, .loop) == .broken(.echo), "\(loud.outcomes)")
        #expect(loud.outcomes.first?.advice?.contains("duplex: half") == true)
        #expect(loud.outcomes.first?.advice?.contains("echoCancellation: true") == true)
        #expect(loud.exitStatus == 12)
        #expect(verdict(await examine(room, sound: SoundDevices(duplex: .half), only: [.loop]), .loop) == .fine)
        let middling = await examine(Room(paths: [.init(delay: 100, gain: -20)]), only: [.loop])
        #expect(verdict(middling, .loop) == .warning)
    }

    @Test func `a loudspeaker that makes no sound is told by the loop`() async {
        let diagnosis = await examine(
            Room(paths: [.init(delay: 240, gain: -20)], loudspeaker: .mute), only: [.microphone, .loop])
        #expect(verdict(diagnosis, .microphone) == .fine)
        #expect(verdict(diagnosis, .loop) == .broken(.loopSilent))
    }

    @Test func `a microphone that delivers nothing is told, and nobody is asked to speak`() async {
        let helper = Helper()
        let diagnosis = await examine(
            Room(microphone: .deaf), only: [.microphone, .level, .loop], attendant: { _ in helper })
        #expect(verdict(diagnosis, .microphone) == .broken(.microphoneSilent))
        #expect(verdict(diagnosis, .level) == .skipped)
        #expect(verdict(diagnosis, .loop) == .broken(.loopSilent))
        #expect(helper.told.withLock { $0.isEmpty })
    }

    @Test func `a microphone that is gone is told, and so is what depends on it`() async {
        let diagnosis = await examine(
            only: [.card, .microphone, .level, .loop],
            prepare: { board in board.setMicrophone(.lost("no such card")) })
        let cards = diagnosis.outcomes.filter { $0.check == .card }
        #expect(cards.map(\.part) == ["microphone", "loudspeaker"])
        #expect(cards.map(\.verdict) == [.broken(.microphoneGone), .fine], "\(cards)")
        #expect(diagnosis.skipped.map(\.check) == [.microphone, .loop, .level])
    }

    /// A voice of 200 Hz and its overtones, so loud (dBFS of its peak).
    private static func voice(_ level: Double, seconds: Double) -> AudioFrame {
        let amplitude = pow(10, level / 20) * 32_767
        return AudioFrame(
            (0..<Int(seconds * 24_000)).map { index in
                let time = Double(index) / 24_000
                let wave = sin(2 * .pi * 200 * time) * 0.6 + sin(2 * .pi * 900 * time) * 0.4
                return Int16(max(-32_768, min(32_767, amplitude * wave)))
            })
    }

    @Test(arguments: [
        (-12.0, 0.0, Judgement.Verdict.fine), (-45, 0, .warning), (-6, 12, .broken(.microphoneClips)),
    ]) func `a voice is measured when somebody is asked to speak`(
        level: Double, gain: Double, verdict: Judgement.Verdict
    ) async {
        let diagnosis = await examine(
            Room(microphone: .gain(gain)), only: [.level],
            attendant: { board in
                Helper(act: { _ in board.speak(BoardProbeTests.voice(level, seconds: 5)) })
            })
        #expect(self.verdict(diagnosis, .level) == verdict, "\(diagnosis.outcomes)")
    }

    @Test func `a voice that does not come is told`() async {
        let diagnosis = await examine(
            only: [.level], options: .init(speakWithin: .seconds(2)), attendant: { _ in NobodyThere() })
        #expect(verdict(diagnosis, .level) == .broken(.microphoneSilent))
        #expect(verdict(await examine(only: [.level]), .level) == .skipped)
    }

    @Test func `a room that hums is a warning that names the board's setting`() async {
        let diagnosis = await examine(
            only: [.microphone], prepare: { $0.speak(BoardProbeTests.voice(-24, seconds: 20)) })
        #expect(verdict(diagnosis, .microphone) == .warning, "\(diagnosis.outcomes)")
        #expect(diagnosis.outcomes.first?.advice?.contains("noiseReduction: true") == true)
    }

    // MARK: Buttons and lamps

    @Test func `a press is waited for and measured`() async throws {
        let diagnosis = await examine(
            pace: 1, only: [.button],
            attendant: { board in Helper(act: { _ in try? await board.tap(for: .milliseconds(180)) }) })
        #expect(verdict(diagnosis, .button) == .fine, "\(diagnosis.outcomes)")
        #expect(diagnosis.outcomes.first?.measured["pressed_ms"] == 180)
        #expect(diagnosis.outcomes.first?.part == "talk")
    }

    @Test func `a press that does not come, or does not end, or was there before, or bounces, is told`() async {
        let none = await examine(only: [.button], options: .init(pressWithin: .seconds(1)))
        #expect(verdict(none, .button) == .broken(.buttonDead))
        let stuck = await examine(
            pace: 20, only: [.button], attendant: { board in Helper(act: { _ in board.press() }) })
        #expect(verdict(stuck, .button) == .broken(.buttonStuck))
        let held = await examine(only: [.button], prepare: { $0.hold() })
        #expect(verdict(held, .button) == .broken(.buttonStuck), "\(held.outcomes)")
        let bouncing = await examine(
            pace: 1, only: [.button],
            attendant: { board in
                Helper(act: { _ in for _ in 0..<3 { try? await board.tap(for: .milliseconds(30)) } })
            })
        #expect(verdict(bouncing, .button) == .warning, "\(bouncing.outcomes)")
        #expect(verdict(await examine(only: [.button]), .button) == .skipped)
        #expect(held.exitStatus == 13)
    }

    @Test func `each state of the lamps is shown and asked for`() async {
        let shown = Mutex<[Lamp]>([])
        let diagnosis = await examine(
            only: [.lamps],
            attendant: { board in
                Helper(answer: { question in
                    shown.withLock { $0.append(board.shownLamp) }
                    return question.contains("'thinking'") ? .no : .yes
                })
            })
        #expect(shown.withLock { $0 } == [.ready, .listening, .thinking])
        #expect(diagnosis.outcomes.map(\.part) == ["ready", "listening", "thinking"])
        #expect(diagnosis.outcomes.map(\.verdict) == [.fine, .fine, .broken(.lampDark)])
    }

    @Test func `without a microphone the recording lamp is not asked for`() async {
        let diagnosis = await examine(
            only: [.lamps], prepare: { $0.setMicrophone(.lost("gone")) }, attendant: { _ in Helper() })
        #expect(diagnosis.outcomes.first { $0.part == "listening" }?.verdict == .skipped)
        #expect(diagnosis.outcomes.first { $0.part == "ready" }?.verdict == .fine)
    }

    @Test func `lines that a machine does not have are told, and its sound is examined all the same`() async {
        var description = BoardProbeTests.description
        description.chip = "no-such-chip"
        description.sound = SoundDevices(microphone: "no-such-card", speaker: "no-such-card")
        let journal = Journal(Selection([.card, .button, .lamps]))
        await BoardProbe(
            description, makeBoard: { try LinuxBoard($0) }, attendant: NobodyThere()
        ).run(journal)
        let diagnosis = journal.diagnosis
        #expect(verdict(diagnosis, .button) == .broken(.lineGone), "\(diagnosis.outcomes)")
        #expect(
            diagnosis.outcomes.filter { $0.check == .lamps }.map(\.verdict) == [.broken(.lineGone), .broken(.lineGone)])
        #expect(
            diagnosis.outcomes.filter { $0.check == .card }.map(\.verdict)
                == [.broken(.microphoneGone), .broken(.loudspeakerGone)])
        #expect(diagnosis.exitStatus == 1)
    }

    // MARK: Aloud

    @Test func `a diagnosis is said through the loudspeaker`() async {
        let board = SimulatedBoard(pace: 10)
        let announcer = Announcer { try EspeakVoice() }
        defer { announcer.finish() }
        let reason = await SpokenDiagnosis(board: board, announcer: announcer, clock: board).say(
            Diagnosis(outcomes: []))
        #expect(reason == nil)
        let tutor = board.room.channels[1]
        #expect(Level(of: tutor).rms > -40)
        #expect(tutor.count > 24_000)
    }
}
