import FoundationEssentials
import Lessons

/// What a lesson's tool tells the model: JSON in a `function_call_output`.
///
/// `say` is for the pupil; the rest is for whoever teaches. The offline tutor reads the same text.
struct ToolResult: Sendable, Hashable, Codable {
    /// Words for the pupil, ready to be spoken.
    var say: String?
    /// What is to be seen in the picture of the question.
    var picture: String?
    /// The question that now waits for an answer, to be said again on request.
    var ask: String?
    var exercise: ExerciseID?
    var verdict: Verdict?
    /// What a recogniser should listen for until the next result.
    var listenFor: ListenFor?
    /// The tool to call next, before the pupil's turn.
    var then: String?
    var hintsLeft: Int?
    var exercisesLeft: Int?
    var lessonOver: Bool?
    var error: String?

    enum CodingKeys: String, CodingKey {
        case say, picture, ask, exercise, verdict, then, error
        case listenFor = "listen_for"
        case hintsLeft = "hints_left"
        case exercisesLeft = "exercises_left"
        case lessonOver = "lesson_over"
    }

    /// The JSON text, with its keys sorted, so that a replay is the same byte for byte.
    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { return #"{"error":"the result could not be written"}"# }
        return String(decoding: data, as: UTF8.self)
    }
}
