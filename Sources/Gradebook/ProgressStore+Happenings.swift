import GRDB
public import Lessons
import Realtime
public import Statements

// What happens beside the answers, told in statements of its own.
extension ProgressStore {
    /// Keeps that a hint was given.
    /// - Parameter number: which of the exercise's hints, 1 is the first.
    public func recordHint(
        _ number: Int, on exercise: ExerciseID, _ objective: ObjectiveID, in session: SessionID,
        at monotonic: Duration, wall: WallTime? = nil
    ) throws(GradebookError) {
        try write { db in
            try tell(.interacted, in: session, at: monotonic, wall: wall, ["hint": .integer(number)], db) { form in
                Statements.Statement.Activity(
                    id: form.iri("item", form.sitting.lesson.rawValue, exercise.rawValue),
                    type: "http://adlnet.gov/expapi/activities/cmi.interaction")
            }
        }
    }

    /// Keeps that a teacher allowed a tool to do something, or did not.
    public func recordApproval(
        of tool: String, isAllowed: Bool, in session: SessionID, at monotonic: Duration, wall: WallTime? = nil
    ) throws(GradebookError) {
        try write { db in
            try tell(isAllowed ? .approved : .denied, in: session, at: monotonic, wall: wall, [:], db) { form in
                Statements.Statement.Activity(
                    id: form.iri("tool", tool), type: "http://adlnet.gov/expapi/activities/interaction")
            }
        }
    }

    /// - Parameter activity: what it was done to; the lesson where there is none.
    func tell(
        _ verb: Verb, in session: SessionID, at monotonic: Duration, wall: WallTime?, _ extensions: JSONObject,
        _ db: Database, on activity: ((StatementForm) -> Statements.Statement.Activity)? = nil
    ) throws {
        let sitting = try Sitting.fetch(session, db)
        let moment = Moment(boot: sitting.boot, nanoseconds: monotonic.nanoseconds, wall: wall)
        let form = try ProgressStore.form(sitting, origin: origin, db)
        try ProgressStore.append(in: sitting, at: moment, origin: origin, db) { seq in
            form.happening(
                verb, id: ProgressStore.identifier(moment), seq: seq, at: wall, on: activity?(form), extensions)
        }
    }
}
