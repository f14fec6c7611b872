import Lessons
import Statements

// Short, and the same text for the same state: it is written with each answer, and stands in diaries.
extension SkillState: Codable {
    private enum Key: String, CodingKey {
        case tries = "t", right = "r", firstTries = "f", rightFirstTime = "a", lastFive = "l", lastAnswer = "at"
        case masteredOn = "m", spent = "s", exercises = "e", likelihood = "p", stability = "fs", difficulty = "fd"
        case reviewedOn = "fr", wrongInARow = "w", rightExercises = "re", rightDays = "rd"
        case unsettled = "u", stabilityBefore = "us", difficultyBefore = "ud", reviewedBefore = "ur"
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        func put(_ count: Int, _ key: Key) throws { if count != 0 { try values.encode(count, forKey: key) } }
        try put(tries, .tries)
        try put(right, .right)
        try put(firstTries, .firstTries)
        try put(rightFirstTime, .rightFirstTime)
        try put(spentMilliseconds, .spent)
        try put(wrongInARow, .wrongInARow)
        if !lastFive.isEmpty { try values.encode(String(lastFive.map { $0 ? "+" : "-" }), forKey: .lastFive) }
        try values.encodeIfPresent(lastAnswer?.milliseconds, forKey: .lastAnswer)
        try values.encodeIfPresent(masteredOn?.milliseconds, forKey: .masteredOn)
        try values.encodeIfPresent(likelihood, forKey: .likelihood)
        try values.encodeIfPresent(memory?.stability, forKey: .stability)
        try values.encodeIfPresent(memory?.difficulty, forKey: .difficulty)
        try values.encodeIfPresent(reviewedOn, forKey: .reviewedOn)
        if let unsettled {
            try values.encode(unsettled.exercise, forKey: .unsettled)
            try values.encodeIfPresent(unsettled.memory?.stability, forKey: .stabilityBefore)
            try values.encodeIfPresent(unsettled.memory?.difficulty, forKey: .difficultyBefore)
            try values.encodeIfPresent(unsettled.reviewedOn, forKey: .reviewedBefore)
        }
        if !rightExercises.isEmpty { try values.encode(rightExercises, forKey: .rightExercises) }
        if !rightDays.isEmpty { try values.encode(rightDays, forKey: .rightDays) }
        let named = exercises.sorted { $0.key < $1.key }.map { ExerciseEntry(id: $0.key, exercise: $0.value) }
        if !named.isEmpty { try values.encode(named, forKey: .exercises) }
    }

    public init(from decoder: any Decoder) throws {
        self.init()
        let values = try decoder.container(keyedBy: Key.self)
        func count(_ key: Key) throws -> Int { try values.decodeIfPresent(Int.self, forKey: key) ?? 0 }
        func time(_ key: Key) throws -> WallTime? {
            try values.decodeIfPresent(Int64.self, forKey: key).map(WallTime.init(milliseconds:))
        }
        tries = try count(.tries)
        right = try count(.right)
        firstTries = try count(.firstTries)
        rightFirstTime = try count(.rightFirstTime)
        spentMilliseconds = try count(.spent)
        wrongInARow = try count(.wrongInARow)
        lastFive = try values.decodeIfPresent(String.self, forKey: .lastFive)?.map { $0 == "+" } ?? []
        lastAnswer = try time(.lastAnswer)
        masteredOn = try time(.masteredOn)
        likelihood = try values.decodeIfPresent(Double.self, forKey: .likelihood)
        func memory(_ stability: Key, _ difficulty: Key) throws -> SpacedRepetition.Memory? {
            try values.decodeIfPresent(Double.self, forKey: stability).map {
                SpacedRepetition.Memory(stability: $0, difficulty: try values.decode(Double.self, forKey: difficulty))
            }
        }
        self.memory = try memory(.stability, .difficulty)
        unsettled = try values.decodeIfPresent(ExerciseID.self, forKey: .unsettled).map {
            Unsettled(
                exercise: $0, memory: try memory(.stabilityBefore, .difficultyBefore),
                reviewedOn: try values.decodeIfPresent(Int.self, forKey: .reviewedBefore))
        }
        reviewedOn = try values.decodeIfPresent(Int.self, forKey: .reviewedOn)
        rightExercises = try values.decodeIfPresent([ExerciseID].self, forKey: .rightExercises) ?? []
        rightDays = try values.decodeIfPresent([Int].self, forKey: .rightDays) ?? []
        let named = try values.decodeIfPresent([ExerciseEntry].self, forKey: .exercises) ?? []
        exercises = Dictionary(named.map { ($0.id, $0.exercise) }, uniquingKeysWith: { first, _ in first })
    }
}

/// An exercise in the text of a state: its id, tries, right first tries, hints, last answer and verdict, in this order.
private struct ExerciseEntry: Codable {
    let id: ExerciseID
    let exercise: SkillState.Exercise

    init(id: ExerciseID, exercise: SkillState.Exercise) {
        self.id = id
        self.exercise = exercise
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.unkeyedContainer()
        try values.encode(id)
        for count in [exercise.tries, exercise.rightFirstTime, exercise.hints] { try values.encode(count) }
        try values.encode(exercise.answer)
        try values.encode(exercise.verdict)
    }

    init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        id = try values.decode(ExerciseID.self)
        var read = SkillState.Exercise()
        read.tries = try values.decode(Int.self)
        read.rightFirstTime = try values.decode(Int.self)
        read.hints = try values.decode(Int.self)
        read.answer = try values.decode(String.self)
        read.verdict = try values.decode(Verdict.self)
        exercise = read
    }
}
