public import Lessons

/// What was heard of an exercise.
public struct ExerciseCoverage: Sendable, Hashable, Codable {
    public let exercise: ExerciseID
    /// How often it was asked anew; 2 when it came back.
    public var asked = 0
    public var right = 0
    public var wrong = 0
    /// Answers that were not marked.
    public var askedAgain = 0
    /// The hints that were heard, by their number from 0.
    public var hintsHeard: [Int] = []
    public let hints: Int
    /// The confusions that were met, by their number from 0.
    public var confusionsMet: [Int] = []
    public let confusions: Int
    public var explained = false

    init(_ exercise: Exercise) {
        self.exercise = exercise.id
        hints = exercise.hints.count
        confusions = exercise.confusions.count
    }

    /// Notes what of the file the tutor has just said.
    mutating func heard(_ words: String, of file: Exercise) {
        for (number, hint) in file.hints.enumerated() where words.contains(hint) { add(number, to: \.hintsHeard) }
        for (number, confusion) in file.confusions.enumerated() where words.contains(confusion.because) {
            add(number, to: \.confusionsMet)
        }
        if words.contains(file.explain) { explained = true }
    }

    /// The same of several pupils.
    func joined(_ other: ExerciseCoverage) -> ExerciseCoverage {
        var both = self
        both.asked += other.asked
        both.right += other.right
        both.wrong += other.wrong
        both.askedAgain += other.askedAgain
        for number in other.hintsHeard { both.add(number, to: \.hintsHeard) }
        for number in other.confusionsMet { both.add(number, to: \.confusionsMet) }
        both.explained = explained || other.explained
        return both
    }

    private mutating func add(_ number: Int, to list: WritableKeyPath<ExerciseCoverage, [Int]>) {
        guard !self[keyPath: list].contains(number) else { return }
        self[keyPath: list].append(number)
        self[keyPath: list].sort()
    }
}
