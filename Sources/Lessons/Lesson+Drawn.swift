extension Lesson {
    /// The lesson with its generated exercises drawn: each becomes as many exercises of kind `number` as it has draws,
    /// with the ids `ID-1`, `ID-2` and so on. All else stays.
    ///
    /// - Parameter seed: the same seed draws the same numbers, whatever else stands in the lesson.
    public func drawn(seed: UInt64) -> Lesson {
        guard exercises.contains(where: { $0.generator != nil }) else { return self }
        return with(exercises.flatMap { $0.drawn(seed: seed, language: language) }, language: language)
    }
}
