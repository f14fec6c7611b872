import Glibc

/// When something that was learned is to come back before it is forgotten (FSRS-6, the Free Spaced Repetition
/// Scheduler with its published weights; open-spaced-repetition/awesome-fsrs, "The Algorithm"). No chance in it: what
/// its authors call fuzz is left out.
public struct SpacedRepetition: Sendable, Hashable {
    /// How a review went. A machine does not know what was easy.
    public enum Grade: Int, Sendable, Hashable, CaseIterable {
        case again = 1, hard, good, easy
    }

    /// Where a memory is in its life.
    public enum Phase: Sendable, Hashable {
        case learning(step: Int), review, relearning(step: Int)
    }

    /// What is known of one memory.
    public struct Memory: Sendable, Hashable {
        /// Days until the likelihood of recalling it is 0.9.
        public var stability: Double
        /// 1 to 10.
        public var difficulty: Double
        public var phase: Phase

        public init(stability: Double, difficulty: Double, phase: Phase = .review) {
            self.stability = stability
            self.difficulty = difficulty
            self.phase = phase
        }
    }

    /// w0 to w20, as published.
    public static let weights = [
        0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
        1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
    ]

    /// The likelihood of recall at which it comes back.
    public var retention: Double
    /// Seconds after which something new, or something forgotten, comes back within a sitting; empty where days count.
    public var learningSteps: [Int]
    public var relearningSteps: [Int]
    private let w = SpacedRepetition.weights
    /// The forgetting curve's; a million answers pass here, so they are reckoned once.
    private let decay = -SpacedRepetition.weights[20]
    private let factor = pow(0.9, -1 / SpacedRepetition.weights[20]) - 1

    /// A classroom's: by days alone.
    public init(retention: Double = 0.9, learningSteps: [Int] = [], relearningSteps: [Int] = []) {
        self.retention = retention
        self.learningSteps = learningSteps
        self.relearningSteps = relearningSteps
    }

    /// Takes a review.
    ///
    /// - Parameters:
    ///   - memory: nil for the first one.
    ///   - days: whole days since the last review.
    /// - Returns: the memory, and the seconds after which it is due.
    public func reviewed(_ memory: Memory?, _ grade: Grade, after days: Int) -> (memory: Memory, seconds: Int) {
        let phase = memory?.phase ?? .learning(step: 0)
        let updated = memory.map { remembered($0, grade, after: days) } ?? first(grade)
        let next: (phase: Phase, seconds: Int?)
        switch phase {
        case .learning(let step): next = stepped(learningSteps, step, grade) { .learning(step: $0) }
        case .relearning(let step): next = stepped(relearningSteps, step, grade) { .relearning(step: $0) }
        case .review:
            let isForgotten = grade == .again && !relearningSteps.isEmpty
            next = isForgotten ? (.relearning(step: 0), relearningSteps[0]) : (.review, nil)
        }
        let kept = Memory(stability: updated.stability, difficulty: updated.difficulty, phase: next.phase)
        return (kept, next.seconds ?? interval(of: kept.stability) * 86_400)
    }

    /// The likelihood of recall after so many whole days.
    public func retrievability(of stability: Double, after days: Int) -> Double {
        pow(1 + factor * Double(max(0, days)) / stability, decay)
    }

    /// Days until it is due: 1 to 36,500.
    public func interval(of stability: Double) -> Int {
        let days = stability / factor * (pow(retention, 1 / decay) - 1)
        // Half to even, as the reference does.
        return Int(min(36_500, max(1, days.rounded(.toNearestOrEven))))
    }

    private func first(_ grade: Grade) -> Memory {
        Memory(
            stability: max(0.001, w[grade.rawValue - 1]),
            difficulty: SpacedRepetition.bounded(initialDifficulty(grade)))
    }

    private func initialDifficulty(_ grade: Grade) -> Double { w[4] - exp(w[5] * Double(grade.rawValue - 1)) + 1 }

    private func remembered(_ memory: Memory, _ grade: Grade, after days: Int) -> Memory {
        let stability = days < 1 ? sameDay(memory, grade) : laterDay(memory, grade, after: days)
        let change = -w[6] * Double(grade.rawValue - 3)
        let damped = memory.difficulty + (10 - memory.difficulty) * change / 9
        let difficulty = w[7] * initialDifficulty(.easy) + (1 - w[7]) * damped
        return Memory(stability: max(0.001, stability), difficulty: SpacedRepetition.bounded(difficulty))
    }

    private func sameDay(_ memory: Memory, _ grade: Grade) -> Double {
        let gain = exp(w[17] * (Double(grade.rawValue - 3) + w[18])) * pow(memory.stability, -w[19])
        return memory.stability * (grade == .again ? gain : max(1, gain))
    }

    private func laterDay(_ memory: Memory, _ grade: Grade, after days: Int) -> Double {
        let (s, d) = (memory.stability, memory.difficulty)
        let forgotten = 1 - retrievability(of: s, after: days)
        switch grade {
        case .again:
            let lapsed = w[11] * pow(d, -w[12]) * (pow(s + 1, w[13]) - 1) * exp(forgotten * w[14])
            return min(lapsed, s / exp(w[17] * w[18]))
        case .hard, .good, .easy:
            let bonus = grade == .hard ? w[15] : grade == .easy ? w[16] : 1
            return s * (1 + exp(w[8]) * (11 - d) * pow(s, -w[9]) * (exp(forgotten * w[10]) - 1) * bonus)
        }
    }

    /// Through the steps of a sitting; nil seconds where days count from here on.
    private func stepped(
        _ steps: [Int], _ step: Int, _ grade: Grade, _ phase: (Int) -> Phase
    ) -> (phase: Phase, seconds: Int?) {
        guard !steps.isEmpty, step < steps.count || grade == .again else { return (.review, nil) }
        switch grade {
        case .again: return (phase(0), steps[0])
        case .hard where step == 0 && steps.count == 1: return (phase(0), steps[0] * 3 / 2)
        case .hard where step == 0: return (phase(0), (steps[0] + steps[1]) / 2)
        case .hard: return (phase(step), steps[step])
        case .good where step + 1 < steps.count: return (phase(step + 1), steps[step + 1])
        case .good, .easy: return (.review, nil)
        }
    }

    private static func bounded(_ difficulty: Double) -> Double { min(10, max(1, difficulty)) }
}
