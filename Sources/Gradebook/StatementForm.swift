import Lessons
import Realtime
import Statements

/// Makes statements of what happened in a sitting.
struct StatementForm {
    let origin: Origin
    let device: String
    let sitting: Sitting
    let registration: String

    /// An identifier below the school's: its parts with everything escaped that an IRI could take amiss.
    static func iri(_ home: String, _ parts: String...) -> String {
        parts.reduce(home) { $0 + "/" + escaped($1) }
    }

    private static func escaped(_ part: String) -> String {
        var text = ""
        for byte in part.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            case _:
                let digits = String(byte, radix: 16, uppercase: true)
                text += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return text
    }

    func iri(_ parts: String...) -> String { parts.reduce(origin.home) { StatementForm.iri($0, $1) } }

    func key(_ name: String) -> String { StatementForm.iri(origin.home, "ext", name) }

    func answer(_ attempt: Attempt, id: StatementID, seq: Int64, at wall: WallTime?) -> Statement {
        var extensions = self.extensions(seq)
        extensions[key("try")] = .integer(attempt.number)
        extensions[key("hints")] = .integer(attempt.hints)
        if let confidence = attempt.confidence { extensions[key("asr-confidence")] = .number(confidence) }
        if let choices = attempt.choices { extensions[key("choices")] = .integer(choices) }
        let isRight = attempt.verdict == .right
        return statement(
            .answered, id: id, at: wall,
            Statement.Activity(
                id: iri("item", attempt.lesson.rawValue, attempt.exercise.rawValue),
                type: "http://adlnet.gov/expapi/activities/cmi.interaction",
                // A choice would have to name its choices: the words that were spoken are a text all the same.
                interactionType: "fill-in", correctResponses: attempt.expected ?? []),
            result: Statement.Result(
                // Some record stores take no empty text.
                success: isRight, response: attempt.answer.isEmpty ? nil : attempt.answer, scaled: isRight ? 1 : 0,
                durationMilliseconds: attempt.spentMilliseconds),
            parent: [iri("skill", attempt.lesson.rawValue, attempt.objective.rawValue)], extensions)
    }

    /// Of the sitting itself, and of what happened beside the answers.
    func happening(
        _ verb: Verb, id: StatementID, seq: Int64, at wall: WallTime?, on activity: Statement.Activity? = nil,
        result: Statement.Result? = nil, _ own: JSONObject = [:]
    ) -> Statement {
        statement(
            verb, id: id, at: wall,
            activity
                ?? Statement.Activity(
                    id: iri("course", sitting.lesson.rawValue), type: "http://adlnet.gov/expapi/activities/course"),
            result: result, parent: [],
            extensions(seq, own))
    }

    func voiding(_ voided: StatementID, id: StatementID, seq: Int64, at wall: WallTime?) -> Statement {
        Statement(
            id: id, timestamp: wall, actor: actor, verb: .voided, object: .statement(voided),
            context: Statement.Context(
                grouping: [iri("session", sitting.id.rawValue)], category: [iri("profile", "tutor", "v1")],
                extensions: StatementForm.stamped(extensions(seq), at: wall, origin)))
    }

    /// What was told of another pupil's sitting, told of this one.
    func again(_ told: Statement, of old: Sitting, id: StatementID, seq: Int64) -> Statement {
        var statement = told
        statement.id = id
        statement.actor = actor
        statement.context.registration = registration
        statement.context.grouping = told.context.grouping.map {
            $0 == iri("session", old.id.rawValue) ? iri("session", sitting.id.rawValue) : $0
        }
        statement.context.extensions[key("seq")] = .integer(Int(seq))
        return statement
    }

    var actor: Actor { Actor(homePage: StatementForm.iri(origin.home, "pupils"), name: sitting.pupil.rawValue) }

    private func extensions(_ seq: Int64, _ own: JSONObject = [:]) -> JSONObject {
        var extensions: JSONObject = [key("device"): .string(device), key("seq"): .integer(Int(seq))]
        for (name, value) in own { extensions[key(name)] = value }
        return extensions
    }

    /// With the school's date, by which days are counted wherever the statement is read.
    static func stamped(_ extensions: JSONObject, at wall: WallTime?, _ origin: Origin) -> JSONObject {
        guard let wall else { return extensions }
        let local = WallTime(milliseconds: wall.milliseconds + Int64(origin.offset(at: wall)) * 1_000)
        var extensions = extensions
        extensions[iri(origin.home, "ext", "local-date")] = .string(local.date)
        return extensions
    }

    private func statement(
        _ verb: Verb, id: StatementID, at wall: WallTime?, _ activity: Statement.Activity, result: Statement.Result?,
        parent: [String], _ extensions: JSONObject
    ) -> Statement {
        Statement(
            id: id, timestamp: wall, actor: actor, verb: verb, object: .activity(activity), result: result,
            context: Statement.Context(
                registration: registration, platform: origin.platform, language: sitting.language, parent: parent,
                grouping: [
                    iri("course", sitting.lesson.rawValue), iri("session", sitting.id.rawValue),
                ],
                category: [iri("profile", "tutor", "v1")],
                extensions: StatementForm.stamped(extensions, at: wall, origin)))
    }
}
