public import Realtime

/// The tools that a lesson is taught through, by a cloud model and by the offline tutor alike.
///
/// None of them lets the model give a mark: it hands over what the pupil said, and the box answers whether it is right.
public enum LessonTool: String, Sendable, Hashable, CaseIterable {
    case nextExercise = "next_exercise"
    case checkAnswer = "check_answer"
    case giveHint = "give_hint"
    case recordAttempt = "record_attempt"
    case explain
    case endLesson = "end_lesson"

    /// The declaration sent in `session.update`.
    public var declaration: FunctionTool {
        FunctionTool(name: rawValue, description: summary, parameters: parameters)
    }

    private var summary: String {
        switch self {
        case .nextExercise:
            "Get the next question of the lesson. Call it to begin, and after each exercise that is finished. "
                + "Say what it returns in `say`."
        case .checkAnswer:
            "Mark the pupil's answer to the current question. Call it with each answer, before you say whether it is "
                + "right. Never judge an answer yourself. Say what it returns in `say`."
        case .giveHint: "Get the next hint for the current question. Call it when the pupil asks for help."
        case .recordAttempt:
            "Keep an answer to a question of this lesson that was asked before, when the pupil comes back to it. The box "
                + "marks it; the current question stays open. For the current question call check_answer."
        case .explain: "Get the answer of the current question with its explanation, when the pupil gives up."
        case .endLesson: "End the lesson, when the pupil wants to stop."
        }
    }

    private static let answer: JSONValue = [
        "type": "string", "description": "What the pupil answered, word for word, without your correction.",
    ]
    private static let confidence: JSONValue = [
        "type": "number", "description": "How sure you are that you heard the pupil right, 0 to 1.",
    ]

    private var parameters: JSONValue {
        switch self {
        case .checkAnswer:
            .object([
                "type": .string("object"),
                "properties": .object([
                    "answer": LessonTool.answer, "confidence": LessonTool.confidence,
                ]),
                "required": .array([.string("answer")]),
                "additionalProperties": .bool(false),
            ])
        case .recordAttempt:
            .object([
                "type": .string("object"),
                "properties": .object([
                    "exercise": .object([
                        "type": .string("string"),
                        "description": .string("The `exercise` of the question that was asked before."),
                    ]),
                    "answer": LessonTool.answer, "confidence": LessonTool.confidence,
                ]),
                "required": .array([.string("exercise"), .string("answer")]),
                "additionalProperties": .bool(false),
            ])
        case .nextExercise:
            .object([
                "type": .string("object"),
                "properties": .object([
                    "skip": .object([
                        "type": .string("boolean"),
                        "description": .string("Whether the pupil wants to leave the current question unanswered."),
                    ])
                ]),
                "additionalProperties": .bool(false),
            ])
        case .giveHint, .explain, .endLesson:
            .object([
                "type": .string("object"), "properties": .object([:]), "additionalProperties": .bool(false),
            ])
        }
    }
}
