import Lessons
import Realtime

extension Session {
    /// The `session.update` that makes a model the tutor of a lesson: push-to-talk, its tools, its language.
    static func configuration(of lesson: Lesson, _ settings: SessionSettings) -> RealtimeSession {
        let language = String(lesson.language.prefix { $0 != "-" })
        return RealtimeSession(
            instructions: Instructions.text(for: lesson), outputModalities: [.audio],
            audio: AudioConfiguration(
                input: AudioInputConfiguration(
                    format: .pcm24kHz,
                    // The button says whose turn it is: the server's own guess is switched off.
                    turnDetection: .null,
                    transcription: settings.transcription.map {
                        .value(InputTranscription(model: $0, language: language))
                    }),
                output: AudioOutputConfiguration(
                    format: .pcm24kHz, voice: (settings.voice ?? lesson.voice).map { .named($0) },
                    speed: settings.speed ?? lesson.speed)),
            tools: LessonTool.allCases.map { .function($0.declaration) }, toolChoice: .auto,
            reasoning: (settings.reasoningEffort ?? lesson.reasoningEffort).map {
                Reasoning(effort: Reasoning.Effort(rawValue: $0))
            })
    }
}
