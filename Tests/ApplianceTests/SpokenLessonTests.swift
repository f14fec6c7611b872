import Appliance
import Audio
import Foundation
import Gradebook
import Lessons
import Realtime
import Simulation
import Speech
import Statements
import Synchronization
import Testing
import Tools
import Tutor

/// Whole spoken lessons: a synthetic pupil, a board that behaves, the real recogniser, the real voice.
@Suite(.serialized) struct SpokenLessonTests {
    private func hold(
        _ moves: [PupilMove], keeper: any AnswerKeeper, pace: Double = 4, diary: DiaryWriter? = nil
    ) async throws -> (StepLog, SimulatedBoard) {
        let board = SimulatedBoard(pace: pace)
        let log = StepLog()
        let pupil = try SpokenTurns.pupil(of: shortLesson, at: board, moves)
        let service = TutorService(
            board: board, link: OfflineLink(voices: SpokenTurns.voices), session: Session(lesson: shortLesson),
            keeper: keeper,
            tools: ToolBox(), clock: board, lifetime: .oneLesson
        ) { step in
            log.add(step)
            pupil.watch(step)
            diary?.write(step)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            group.addTask {
                try await pupil.run()
                // The service ends the lesson; a pupil who is done waits for that.
                try await Task.sleep(for: .seconds(60))
            }
            try await group.next()
            group.cancelAll()
        }
        return (log, board)
    }

    @Test(.timeLimit(.minutes(2)))
    func `a lesson with a wrong answer, a hint and a barge-in is taught, marked, kept and replayed`() async throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try ProgressStore(path: folder.path + "/gradebook.sqlite")
        let keeper = try GradebookKeeper(store: store, pupil: .guest, lesson: shortLesson, at: .zero)
        let diary = try DiaryWriter(
            path: folder.path + "/diary.jsonl", head: DiaryHead(lesson: shortLesson, settings: SessionSettings()))
        let (log, board) = try await hold(
            [.tooShort, .wrong, .askForHint, .interrupt, .right], keeper: keeper, diary: diary)
        diary.close()

        let marked = log.notices.compactMap { if case .marked(let attempt) = $0 { attempt } else { nil } }
        #expect(marked.map(\.verdict) == [.wrong, .right], "\(log.notices)")
        #expect(marked.map(\.answer) == ["elephant", "dog"])
        #expect(log.notices.contains(.tooShort))
        #expect(log.notices.last == .lessonOver)
        #expect(log.notices.contains { if case .tutorInterrupted = $0 { true } else { false } })
        #expect(!log.notices.contains { if case .trouble = $0 { true } else { false } })
        #expect(try store.answerCount() == 2)
        // Each hint is in the log beside them.
        let hints = log.steps.flatMap(\.actions).count { if case .keep(.hint) = $0 { true } else { false } }
        let outbox = try store.outboxState()
        let statements = outbox.waiting + outbox.withoutTime
        #expect(hints >= 1 && statements == 1 + 2 + hints, "the beginning, two answers, \(hints) hints: \(outbox)")

        // The answer is in the gradebook before a word of the verdict goes to the speaker.
        for (index, step) in log.steps.enumerated() {
            for case .record(_, let ticket) in step.actions {
                let rest = log.steps[(index + 1)...]
                let recorded = try #require(rest.firstIndex { $0.event == .recorded(ticket) })
                let played = rest.firstIndex { $0.actions.contains { if case .play = $0 { true } else { false } } }
                #expect(try #require(played) > recorded)
            }
        }

        let summary = try DiaryReplay.run(path: folder.path + "/diary.jsonl")
        #expect(summary.turns >= 4)

        // The room: both were heard, and not at the same time all along.
        let room = board.room
        #expect(Level(of: room.channels[0]).peak > -20)
        #expect(Level(of: room.channels[1]).peak > -20)
        try store.close()
    }

    @Test(.timeLimit(.minutes(2))) func `what the model is told was heard is what the speaker played`() async throws {
        let (log, _) = try await hold([.interrupt, .right], keeper: MemoryKeeper())
        // Samples queued of each item, and played in all, up to the stop; the truncate must fit both.
        var queued: [ItemID: Int] = [:]
        var order: [ItemID] = []
        var played = 0
        var checked = 0
        for step in log.steps {
            if case .received(.responseOutputAudioDelta(let delta)) = step.event,
                step.actions.contains(where: { if case .play = $0 { true } else { false } })
            {
                if queued[delta.itemID] == nil { order.append(delta.itemID) }
                queued[delta.itemID, default: 0] += delta.delta.bytes.count / 2
            }
            if case .played(let samples) = step.event { played += samples }
            for case .send(.conversationItemTruncate(let truncate)) in step.actions {
                var before = 0
                for item in order where item != truncate.itemID {
                    before += queued[item] ?? 0
                    if order.firstIndex(of: item)! > order.firstIndex(of: truncate.itemID)! {
                        before -= queued[item] ?? 0
                    }
                }
                let heard = AudioFrame.milliseconds(ofSamples: played - before)
                #expect(abs(truncate.audioEndMilliseconds - heard) <= 20)
                checked += 1
            }
        }
        #expect(checked == 1)
    }

    @Test(.timeLimit(.minutes(2))) func `an answer that could not be kept is said to be so`() async throws {
        let (log, _) = try await hold([.right], keeper: MemoryKeeper(.full))
        #expect(
            log.notices.contains {
                if case .trouble(let text) = $0 { text.contains("could not be saved") } else { false }
            })
        #expect(
            log.notices.contains {
                if case .tutorSaid(let text) = $0 { text.hasPrefix("I could not save that answer.") } else { false }
            })
    }
}
