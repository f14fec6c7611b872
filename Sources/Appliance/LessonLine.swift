import Lessons
import Tutor

/// A line about a lesson, for whoever watches it: what it is about, and how it goes on.
public struct LessonLine: Sendable, Hashable {
    public let level: LogLevel
    /// One word: `lamp`, `kept`.
    public let what: String
    public let text: String

    /// Whether what was said is shown.
    public enum Words: Sendable, Hashable, CaseIterable {
        /// To somebody who sits at a terminal.
        case shown
        /// In a log: no word of pupil or tutor, no answer, and nobody's account.
        case hidden
    }

    init(_ level: LogLevel, _ what: String, _ text: String) {
        self.level = level
        self.what = what
        self.text = text
    }

    /// What there is to tell of a step, in its order.
    public static func lines(of step: Step, words: Words) -> [LessonLine] {
        step.actions.compactMap { action in
            switch action {
            case .show(let mood): LessonLine(.info, "lamp", mood.rawValue)
            case .tell(let notice): line(of: notice, words)
            case .announce(let announcement):
                switch words {
                case .shown: LessonLine(.info, "says", "“\(announcement.words(in: "en"))”")
                case .hidden: LessonLine(.info, "says", PromptKey(announcement).rawValue)
                }
            case .send, .play, .stopPlaying, .run, .answerTool, .record, .wake, .renew, .charge, .report, .moderate,
                .setVolume, .leave, .keep:
                nil
            }
        }
    }

    private static func line(of notice: Notice, _ words: Words) -> LessonLine {
        switch notice {
        case .ready: LessonLine(.info, "ready", "the tutor can be spoken to")
        case .exercise(let id): LessonLine(.info, "exercise", id.rawValue)
        case .pupilSaid(let text): LessonLine(.info, "pupil", said(text, words))
        case .tutorSaid(let text): LessonLine(.info, "tutor", said(text, words))
        case .tutorInterrupted(let heard): LessonLine(.info, "interrupt", "\(heard) ms of it were heard")
        case .tooShort: LessonLine(.info, "press", "too short")
        case .nothingHeard: LessonLine(.info, "press", "nothing was said")
        case .notConnected: LessonLine(.info, "press", "there is no connection to a tutor")
        case .turn(let latency): LessonLine(.info, "latency", LessonLine.text(of: latency))
        case .marked(let attempt):
            LessonLine(
                .info, "kept",
                "\(attempt.exercise): \(hidden(attempt.answer, words, "the answer")) is \(attempt.verdict.rawValue), "
                    + "try \(attempt.number)")
        case .lessonOver: LessonLine(.info, "over", "the lesson is done")
        case .guarded(let trip):
            LessonLine(
                .warning, "guard", "\(trip.topic): \(hidden("…" + trip.excerpt, words, "an answer was stopped"))")
        case .budget(let level):
            LessonLine(.warning, "budget", level == .spent ? "all of it is spent" : "most of it is spent")
        case .linkDown(let reason): LessonLine(.warning, "link", reason)
        case .muted: LessonLine(.info, "muted", "the microphone is off")
        case .unmuted: LessonLine(.info, "unmuted", "the microphone is on")
        case .volume(let percent): LessonLine(.info, "volume", "\(percent) %")
        case .stick(let news): LessonLine(.notice, "stick", "\(news)")
        case .leaving(let departure): LessonLine(.info, "leaves", text(of: departure, words))
        case .approvalWanted(let what):
            LessonLine(.notice, "approval", "the teacher is asked: \(hidden(what, words, "may a tool be used?"))")
        case .approval(let what, let isAllowed):
            LessonLine(.notice, "approval", "\(isAllowed ? "yes" : "no") to: \(hidden(what, words, "a tool"))")
        case .lessonChanged: LessonLine(.notice, "lesson", "the teacher's edit is taught from now on")
        case .trouble(let text): LessonLine(.error, "trouble", text)
        }
    }

    private static func said(_ text: String, _ words: Words) -> String {
        let count = text.split(whereSeparator: \.isWhitespace).count
        return text.isEmpty ? "(not understood)" : hidden(text, words, count == 1 ? "1 word" : "\(count) words")
    }

    private static func hidden(_ text: String, _ words: Words, _ instead: String) -> String {
        switch words {
        case .shown: "“\(text)”"
        case .hidden: instead
        }
    }

    private static func text(of departure: Departure, _ words: Words) -> String {
        switch (departure, words) {
        case (.pupil(nil, let way), .hidden): "to a guest by \(way.rawValue)"
        case (.pupil(.some, let way), .hidden): "to a pupil by \(way.rawValue)"
        case (.nextPupil, _), (.nextLesson, _), (.idle, _), (.pupil, .shown): "\(departure)"
        }
    }

    private static func text(of latency: TurnLatency) -> String {
        func ms(_ time: Duration, places: Int) -> String {
            let scale = places == 0 ? 1.0 : 10
            let rounded = (time.inMilliseconds * scale).rounded() / scale
            return places == 0 ? "\(Int(rounded))" : "\(rounded)"
        }
        return """
            \(ms(latency.commitToAudible, places: 0)) ms to the first sound \
            (tutor \(ms(latency.commitToFirstDelta, places: 1)), speaker \(ms(latency.firstDeltaToAudible, places: 1))), \
            after a tail of \(ms(latency.releaseToCommit, places: 0))
            """
    }
}
