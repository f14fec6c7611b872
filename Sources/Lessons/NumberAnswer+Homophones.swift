extension NumberAnswer {
    /// An answer as it was heard, with the number words that a recogniser took for others put back: "fifty for", "to".
    ///
    /// - Returns: the words, and whether all of the number was made of what stands there; nil where nothing sounds so.
    static func reheard(_ heard: [String], _ exercise: Exercise, _ lexicon: Lexicon) -> (
        words: [String], isWhole: Bool
    )? {
        guard let counting = lexicon.counting, heard.contains(where: { lexicon.numberHomophones[$0] != nil }) else {
            return nil
        }
        let bare = AnswerForm(words: heard, lexicon).bare
        let asked = Set(AnswerForm.split(exercise.ask, lexicon))
        var words = heard
        var changed = false
        var isWhole = false
        for (index, word) in heard.enumerated() {
            guard let value = lexicon.numberHomophones[word] else { continue }
            let before = index > 0 ? heard[index - 1] : nil
            let after = index + 1 < heard.count ? heard[index + 1] : nil
            let isEnd = after == nil || lexicon.units.unit(in: heard, at: index + 1) != nil
            let ten = before.flatMap { SpokenNumber.digits(in: [$0], counting).first.flatMap { Int($0) } }
            if let ten, (20...90).contains(ten), ten % 10 == 0, value < 10, isEnd {
                words[index - 1] = String(ten + value)
                words[index] = ""
                (changed, isWhole) = (true, true)
                continue
            }
            let isAlone = bare == [word] || bare.first == word && bare.count == 2 && (isEnd || asked.contains(bare[1]))
            let isPart = after.map { counting.point.contains($0) || counting.denominator($0) != nil } ?? false
            let isResult = after == nil && before.map { lexicon.results.contains($0) } ?? false
            let isNegative = before.map { counting.minus.contains($0) } ?? false
            guard isAlone || isPart || isResult || isNegative else { continue }
            words[index] = String(value)
            changed = true
            isWhole = isWhole || isPart || isNegative
        }
        guard changed else { return nil }
        let counted = SpokenNumber.digits(in: words.filter { !$0.isEmpty }, counting)
        return (counted, isWhole)
    }
}
