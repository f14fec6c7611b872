public import Appliance
public import Audio
import Hardware
public import Lessons
import Tutor

/// A pupil who takes a lesson by voice: holds the button of a ``SimulatedBoard``, speaks, lets go, and listens.
///
/// It knows what the tutor said and which question is open from what it is shown of the session; what it says goes
/// through the microphone as sound, and nowhere else.
public final class ScriptedPupil: Sendable {
    private let board: SimulatedBoard
    private let lesson: Lesson
    private let moves: [PupilMove]
    private let voice: @Sendable (String) throws -> AudioFrame
    private let steps: AsyncStream<Step>
    private let seen: AsyncStream<Step>.Continuation

    /// - Parameters:
    ///   - moves: what to do, one at a time; after them each question is answered right.
    ///   - voice: the pupil's voice.
    public init(
        board: SimulatedBoard, lesson: Lesson, moves: [PupilMove],
        voice: @escaping @Sendable (String) throws -> AudioFrame
    ) {
        self.board = board
        self.lesson = lesson
        self.moves = moves
        self.voice = voice
        (steps, seen) = AsyncStream.makeStream()
    }

    /// To be told each step of the session.
    public func watch(_ step: Step) {
        // What carries nothing for a pupil's eyes and ears is left out.
        if step.actions.contains(where: { action in
            switch action {
            case .show, .tell: true
            case .send, .play, .stopPlaying, .run, .answerTool, .record, .wake, .renew, .announce, .charge, .report,
                .moderate, .setVolume, .leave, .keep:
                false
            }
        }) {
            seen.yield(step)
        }
    }

    /// What a pupil perceives.
    private struct Perception {
        var mood = Mood.offline
        var heard = ""
        var exercise: ExerciseID?
        var isOver = false

        mutating func take(_ step: Step) {
            for action in step.actions {
                switch action {
                case .show(let mood): self.mood = mood
                case .tell(.tutorSaid(let text)): heard = text
                case .tell(.exercise(let id)): exercise = id
                case .tell(.lessonOver): isOver = true
                case .tell, .send, .play, .stopPlaying, .run, .answerTool, .record, .wake, .renew, .announce, .charge,
                    .report,
                    .moderate, .setVolume, .leave, .keep:
                    break
                }
            }
        }
    }

    /// Takes the lesson until it is over or the task is cancelled.
    public func run() async throws {
        var perception = Perception()
        var events = steps.makeAsyncIterator()
        var script = moves[...]
        var lastSaid = ""
        var misunderstood = 0

        func wait(until isDue: (Perception) -> Bool) async -> Bool {
            while !isDue(perception) {
                guard let step = await events.next() else { return false }
                perception.take(step)
            }
            return true
        }

        // The greeting and the first question.
        guard await wait(until: { $0.mood == .speaking }) else { return }
        while true {
            if script.first == .interrupt {
                guard await wait(until: { $0.mood == .speaking || $0.isOver }), !perception.isOver else { return }
                script.removeFirst()
                try await board.sleep(for: .milliseconds(900))
                try await say("repeat the question")
                perception.mood = .thinking
                guard await wait(until: { $0.mood == .speaking || $0.isOver }) else { return }
            }
            guard await wait(until: { $0.mood == .ready || $0.isOver }), !perception.isOver else { return }
            // A pupil thinks for a moment.
            try await board.sleep(for: .milliseconds(400))
            perception.mood = .thinking
            if perception.heard.hasPrefix("Did you say ") || perception.heard.hasPrefix("Please say yes or no") {
                try await say(perception.heard.contains(lastSaid) ? "yes" : "no")
            } else if perception.heard.hasPrefix("Sorry")
                || perception.heard.hasPrefix("All right. Please say it again"),
                misunderstood < 3, !lastSaid.isEmpty
            {
                misunderstood += 1
                try await say(lastSaid)
            } else {
                misunderstood = 0
                let move = script.popFirst() ?? .right
                lastSaid = try await make(move, perception.exercise)
            }
            guard await wait(until: { $0.mood != .thinking && $0.mood != .listening || $0.isOver }) else { return }
        }
    }

    /// Does one move and returns what it said.
    private func make(_ move: PupilMove, _ exercise: ExerciseID?) async throws -> String {
        let question = exercise.flatMap { lesson.exercise($0) }
        let words: String
        switch move {
        case .right: words = ScriptedPupil.spoken(question?.expect.first ?? "yes")
        case .wrong: words = ScriptedPupil.spoken(question.map { wrongAnswer(to: $0) } ?? "no")
        case .askForHint: words = "give me a hint"
        case .askToRepeat, .interrupt: words = "repeat the question"
        case .stop: words = "i want to stop"
        case .say(let said): words = said
        case .tooShort:
            try await board.tap(for: .milliseconds(90))
            return ""
        }
        try await say(words)
        return words
    }

    /// A number in words, as the tutor says it when it asks whether it heard right.
    private static func spoken(_ words: String) -> String {
        Int(words).map { SpokenNumber.words(for: $0).replacing("-", with: " ") } ?? words
    }

    private func wrongAnswer(to exercise: Exercise) -> String {
        switch exercise.kind {
        case .number, .generated:
            exercise.confusions.first?.say.first ?? exercise.expect.first.flatMap(Int.init).map { "\($0 + 1)" } ?? "one"
        case .say, .choice, .order, .spell, .repeat:
            exercise.confusions.first?.say.first
                ?? lesson.exercises.first { $0.id != exercise.id && $0.expect != exercise.expect }?.expect.first
                ?? "nothing"
        }
    }

    private func say(_ words: String) async throws {
        let frame = try voice(words)
        board.press()
        try await board.sleep(for: .milliseconds(120))
        board.speak(frame)
        try await board.sleep(for: frame.duration + .milliseconds(150))
        board.release()
    }
}
