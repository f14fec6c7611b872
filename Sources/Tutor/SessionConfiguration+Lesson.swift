import Lessons
import Realtime

extension Session {
    /// The `session.update` that makes a model the tutor of a lesson: whose turn it is, its tools, its language.
    /// - Parameter isAnew: for a session that has spoken already, whose voice cannot be changed.
    static func configuration(
        of lesson: Lesson, _ settings: SessionSettings, _ cards: [ToolCard] = [], isAnew: Bool = false
    ) -> RealtimeSession {
        let language = String(lesson.language.prefix { $0 != "-" })
        let effort = settings.reasoningEffort ?? lesson.reasoningEffort
        var tools = LessonTool.allCases.map { Tool.function($0.declaration) }
        tools += (settings.pupilTools + cards.map(\.function)).map { .function($0) }
        if !cards.isEmpty { tools.append(.function(Session.answerTool)) }
        tools += settings.hosted.map { .mcp($0) }
        return RealtimeSession(
            instructions: Instructions.text(for: lesson, cards, knowsNumbers: !settings.pupilTools.isEmpty),
            outputModalities: settings.output == .text ? [.text] : [.audio],
            audio: AudioConfiguration(
                input: AudioInputConfiguration(
                    format: .pcm24kHz, turnDetection: turnDetection(settings),
                    transcription: settings.transcription.map {
                        .value(InputTranscription(model: $0, language: language))
                    },
                    noiseReduction: settings.noiseReduction.map {
                        .value(NoiseReduction(type: NoiseReduction.Kind(rawValue: $0)))
                    }),
                output: AudioOutputConfiguration(
                    format: .pcm24kHz, voice: isAnew ? nil : (settings.voice ?? lesson.voice).map { .named($0) },
                    speed: settings.speed ?? lesson.speed)),
            tools: tools, toolChoice: .auto,
            parallelToolCalls: settings.parallelToolCalls,
            reasoning: effort.map { Reasoning(effort: Reasoning.Effort(rawValue: $0)) },
            truncation: settings.retentionRatio.map { .retentionRatio(Truncation.RetentionRatio(retentionRatio: $0)) },
            prompt: settings.prompt.map { Prompt(id: $0.id, version: $0.version) },
            tracing: settings.tracing.map { .value(.configured(Tracing.Configuration(workflowName: $0))) })
    }

    /// Responses are asked for by us alone, so that there is one at a time: the server says when a turn is over.
    private static func turnDetection(_ settings: SessionSettings) -> Nullable<TurnDetection> {
        switch settings.turns {
        // The button says whose turn it is: the server's own guess is switched off.
        case .hold, .latch: .null
        case .serverVAD:
            .value(
                .serverVAD(
                    ServerVAD(
                        idleTimeoutMilliseconds: settings.idleTimeout.map { Int($0 / .milliseconds(1)) },
                        createResponse: false, interruptResponse: false)))
        case .semanticVAD:
            .value(
                .semanticVAD(
                    SemanticVAD(
                        eagerness: settings.eagerness.map { SemanticVAD.Eagerness(rawValue: $0) },
                        createResponse: false, interruptResponse: false)))
        }
    }
}
