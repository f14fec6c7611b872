public import Lessons

/// What a pupil practises next in a lesson.
///
/// 1. What was learned and is due comes first, the most forgotten before the rest, but as no more than a third of the
///    questions.
/// 2. Else a skill that is not learned yet, whose prerequisites are: the one nearest to the line, so that things get
///    finished; each fourth question an easier one.
/// 3. Where nothing is left to learn the lesson goes on in its own order.
///
/// Never the same exercise twice running, where there is another. Without knowledge of the pupil it is the lesson's order.
public struct ExercisePlan: Sendable, Hashable {
    private let lesson: LessonID
    private var objectives: [Objective]
    private var skills: [SkillKey: SkillState]
    private let day: Int?
    private let seed: UInt64
    /// Whether there is anything to plan by.
    private let isPlanned: Bool
    /// Questions that were chosen, and those of them that were reviews.
    private var asked = 0
    private var reviews = 0
    private var reviewed: Set<ObjectiveID> = []
    private var last: ExerciseID?

    public init(lesson: Lesson, knowledge: Knowledge?) {
        self.lesson = lesson.id
        objectives = lesson.objectives
        skills = knowledge?.skills ?? [:]
        day = knowledge?.day
        seed = knowledge?.seed ?? 0
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
    /// - Parameter left: in the order of the lesson; never empty.
    public mutating func next(of left: [Exercise]) -> ExerciseID? {
        guard let chosen = isPlanned ? choose(of: left) : left.first else { return nil }
        asked += 1
        last = chosen.id
        return chosen.id
    }

    private mutating func choose(of left: [Exercise]) -> Exercise? {
        let fresh = left.filter { $0.id != last }
        let candidates = fresh.isEmpty ? left : fresh
        if let review = due(of: candidates) { return review }
        let learning = open(of: candidates)
        guard !learning.isEmpty else { return first(of: candidates) }
        let isEasy = asked % 4 == 3
        // The nearest to the line; for an easy one, what has gone right most often.
        let ranked = learning.map { objective in
            (objective, isEasy ? score(of: objective) : likelihood(of: objective))
        }
        let best = ranked.map(\.1).max() ?? 0
        let equal = ranked.filter { $0.1 == best }.map(\.0)
        let objective = equal[Int(number(asked) % UInt64(equal.count))]
        return first(of: candidates.filter { $0.objective == objective })
    }

    /// The most forgotten of what is due, while reviews are less than a third.
    private mutating func due(of candidates: [Exercise]) -> Exercise? {
        guard let day, (reviews + 1) * 3 <= asked + 3 else { return nil }
        let due = objectives.map(\.id).filter { id in
            guard let state = state(of: id), state.isLearned, let when = state.reviewDay else { return false }
            return when <= day && !reviewed.contains(id) && candidates.contains { $0.objective == id }
        }
        let weakest = due.min {
            (state(of: $0)?.retrievability(on: day) ?? 1) < (state(of: $1)?.retrievability(on: day) ?? 1)
        }
        guard let weakest else { return nil }
        reviews += 1
        reviewed.insert(weakest)
        return first(of: candidates.filter { $0.objective == weakest })
    }

    /// Objectives that are not learned, whose prerequisites are.
    private func open(of candidates: [Exercise]) -> [ObjectiveID] {
        objectives.filter { objective in
            candidates.contains { $0.objective == objective.id } && state(of: objective.id)?.isLearned != true
                && objective.after.allSatisfy { state(of: $0)?.isLearned == true }
        }.map(\.id)
    }

    /// Those that were answered the least often before the others; else as in the lesson.
    private func first(of exercises: [Exercise]) -> Exercise? {
        exercises.min { tries(of: $0) < tries(of: $1) }
    }

    private func tries(of exercise: Exercise) -> Int {
        state(of: exercise.objective)?.exercises[exercise.id]?.tries ?? 0
    }

    private func state(of objective: ObjectiveID) -> SkillState? {
        skills[SkillKey(lesson: lesson, objective: objective)]
    }

    private func likelihood(of objective: ObjectiveID) -> Double {
        state(of: objective)?.likelihood ?? KnowledgeTracing.open.initial
    }

    private func score(of objective: ObjectiveID) -> Double {
        guard let state = state(of: objective), state.firstTries > 0 else { return 0 }
        return Double(state.rightFirstTime) / Double(state.firstTries)
    }

    /// SplitMix64 of the seed and the place: even, and the same everywhere.
    private func number(_ place: Int) -> UInt64 {
        var z = seed &+ UInt64(place + 1) &* 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
