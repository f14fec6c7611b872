public import Lessons

/// What a pupil practises next in a lesson.
///
/// 1. What was learned and is due comes first, the most forgotten before the rest, each skill once, and together no more
///    than a third of the sitting.
/// 2. Then a skill that is not learned yet, whose prerequisites are: the one nearest to the line, so that things get
///    finished. Each fourth of these questions is an easy one instead: of what was learned and is not due, or one that
///    went right before.
/// 3. Where nothing is left to learn the lesson goes on in its own order; what stands on something not yet learned comes
///    last.
///
/// Of one skill, what was never asked comes first, in the lesson's order. Never the same exercise twice running, where
/// there is another. Without a history in this lesson it is the lesson's order.
public struct ExercisePlan: Sendable, Hashable {
    private let lesson: LessonID
    private var objectives: [Objective]
    private var skills: [SkillKey: SkillState]
    private let day: Int?
    private let seed: UInt64
    /// Reviews that a sitting may have at the most.
    private let mostReviews: Int
    /// Whether there is a history to plan by.
    public let isPlanned: Bool
    private var reviewed: Set<ObjectiveID> = []
    /// Questions that were chosen, and those of them to learn by.
    private var asked = 0
    private var practised = 0
    private var last: ExerciseID?

    /// - Parameter questions: how many the sitting has; nil for all of the lesson's.
    public init(lesson: Lesson, knowledge: Knowledge?, questions: Int? = nil) {
        self.lesson = lesson.id
        objectives = lesson.objectives
        skills = knowledge?.skills ?? [:]
        day = knowledge?.day
        seed = knowledge?.seed ?? 0
        mostReviews = min(lesson.exercises.count, questions ?? lesson.exercises.count) / 3
        isPlanned = lesson.objectives.contains {
            (knowledge?.skills[SkillKey(lesson: lesson.id, objective: $0.id)]?.tries ?? 0) > 0
        }
    }

    /// The teacher's edit of the lesson.
    public mutating func take(_ edited: Lesson) { objectives = edited.objectives }

    /// An answer of this sitting.
    public mutating func add(_ evidence: Evidence, to objective: ObjectiveID) {
        var evidence = evidence
        evidence.day = evidence.day ?? day
        skills[SkillKey(lesson: lesson, objective: objective), default: SkillState()].add(evidence)
    }

    /// Takes the next of the exercises that are left.
    /// - Parameter left: in the order of the lesson.
    /// - Returns: nil where none is left.
    public mutating func next(of left: [Exercise]) -> ExerciseID? {
        guard let chosen = isPlanned ? choose(of: left) : left.first else { return nil }
        asked += 1
        last = chosen.id
        return chosen.id
    }

    private mutating func choose(of left: [Exercise]) -> Exercise? {
        let others = left.filter { $0.id != last }
        let candidates = others.isEmpty ? left : others
        if let review = review(of: candidates) { return review }
        let open = objectives.filter { !isLearned($0.id) && isReady($0) && candidates.hold($0.id) }.map(\.id)
        guard !open.isEmpty else {
            let blocked = Set(objectives.filter { !isReady($0) }.map(\.id))
            return candidates.first { !blocked.contains($0.objective) } ?? candidates.first
        }
        practised += 1
        if practised.isMultiple(of: 4), let easy = easy(of: candidates, among: open) { return easy }
        return first(of: candidates, for: best(of: open, by: likelihood))
    }

    /// The most forgotten of what is due.
    private mutating func review(of candidates: [Exercise]) -> Exercise? {
        guard let day, reviewed.count < mostReviews else { return nil }
        let due = objectives.map(\.id).filter { isDue($0) && !reviewed.contains($0) && candidates.hold($0) }
        let weakest = due.min {
            (state(of: $0)?.retrievability(on: day) ?? 1) < (state(of: $1)?.retrievability(on: day) ?? 1)
        }
        guard let weakest else { return nil }
        reviewed.insert(weakest)
        return first(of: candidates, for: weakest)
    }

    /// Something that will most likely go right: of a skill that was learned, or else what went right before.
    private func easy(of candidates: [Exercise], among open: [ObjectiveID]) -> Exercise? {
        let learned = objectives.map(\.id).filter { isLearned($0) && !isDue($0) && candidates.hold($0) }
        guard learned.isEmpty else { return first(of: candidates, for: best(of: learned) { _ in 0 }) }
        let known = candidates.filter { open.contains($0.objective) && tally(of: $0).rightFirstTime > 0 }
        let most = known.map { tally(of: $0).rightFirstTime }.max()
        return known.first { tally(of: $0).rightFirstTime == most }
    }

    /// The skill with the highest value; the seed decides between equals.
    private func best(of skills: [ObjectiveID], by value: (ObjectiveID) -> Double) -> ObjectiveID? {
        let most = skills.map(value).max()
        let equal = skills.filter { value($0) == most }
        return equal.isEmpty ? nil : equal[Int(number(asked) % UInt64(equal.count))]
    }

    /// What was answered the least often before the others; else as in the lesson.
    private func first(of exercises: [Exercise], for objective: ObjectiveID?) -> Exercise? {
        exercises.filter { $0.objective == objective }.min { tally(of: $0).tries < tally(of: $1).tries }
    }

    private func isReady(_ objective: Objective) -> Bool { objective.after.allSatisfy(isLearned) }

    private func isLearned(_ objective: ObjectiveID) -> Bool { state(of: objective)?.isLearned == true }

    private func isDue(_ objective: ObjectiveID) -> Bool {
        guard let day, isLearned(objective), let when = state(of: objective)?.reviewDay else { return false }
        return when <= day
    }

    private func tally(of exercise: Exercise) -> SkillState.Exercise {
        state(of: exercise.objective)?.exercises[exercise.id] ?? SkillState.Exercise()
    }

    private func state(of objective: ObjectiveID) -> SkillState? {
        skills[SkillKey(lesson: lesson, objective: objective)]
    }

    private func likelihood(of objective: ObjectiveID) -> Double {
        state(of: objective)?.likelihood ?? KnowledgeTracing.open.initial
    }

    /// SplitMix64 of the seed and the place: even, and the same everywhere.
    private func number(_ place: Int) -> UInt64 {
        var z = seed &+ UInt64(place + 1) &* 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension [Exercise] {
    fileprivate func hold(_ objective: ObjectiveID) -> Bool { contains { $0.objective == objective } }
}
