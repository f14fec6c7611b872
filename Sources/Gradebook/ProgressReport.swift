public import Statements

/// What was learned, as one value behind the terminal, the CSV, the page and the JSON.
public struct ProgressReport: Sendable, Hashable, Codable {
    /// When it was made; nil where the clock is not set.
    public let madeAt: WallTime?
    public let pupils: [PupilProgress]
    /// The newest answers, oldest first; `ProgressStore.report` says how many.
    public let answers: [AnswerRecord]

    /// The objectives of all pupils, each with its pupil.
    public var rows: [(pupil: PupilProgress, objective: ObjectiveProgress)] {
        pupils.flatMap { pupil in pupil.objectives.map { (pupil, $0) } }
    }
}
