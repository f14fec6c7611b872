extension NumberAnswer {
    /// One number in an answer and where it stands.
    struct Place: Sendable, Hashable {
        var value: Value
        /// The words of the number with its unit.
        var range: Range<Int>
        /// The unit behind it, where a known one is.
        var unit: Int?
        /// "third" may be a part or a place in an order.
        var isOrdinal = false
        /// "a", "un": an article or the number one.
        var isArticle = false
    }

    /// The numbers in words, from left to right.
    /// - Parameter names: what the exercise calls its unit, in words.
    static func places(in words: [String], _ lexicon: Lexicon, units names: [[String]] = []) -> [Place] {
        var places: [Place] = []
        var index = 0
        while index < words.count {
            guard var place = counted(in: words, at: index, lexicon, names) ?? number(in: words, at: index, lexicon)
            else {
                index += 1
                continue
            }
            let counting = lexicon.counting
            if index > 0, counting?.minus.contains(words[index - 1]) == true, !place.isArticle {
                place.value = place.value.negated
            }
            var next = place.range.upperBound
            if let unit = lexicon.units.unit(in: words, at: next) {
                place.unit = unit.group
                next = unit.next
            } else if next + 1 < words.count, lexicon.articles.contains(words[next]),
                let unit = lexicon.units.unit(in: words, at: next + 1)
            {
                // "Half a metre".
                place.unit = unit.group
                next = unit.next
            }
            // "Two hours and a half"
            if place.unit != nil, let counting, next < words.count, words[next] == counting.and, place.value.isWhole,
                let fraction = fraction(in: words, at: next + 1, counting), let sum = place.value.plus(fraction.value)
            {
                place.value = sum
                place.isArticle = false
                next = fraction.next
            }
            if let below = counting?.belowZero.first(where: { words[next...].starts(with: $0) }) {
                place.value = place.value.negated
                next += below.count
            }
            place.range = place.range.lowerBound..<next
            if let last = places.last, let sum = sum(of: last, place, words, lexicon) {
                places[places.count - 1].value = sum
                places[places.count - 1].range = last.range.lowerBound..<next
            } else {
                places.append(place)
            }
            index = next
        }
        return places
    }

    /// "Four quarter notes" are four of a unit, and no four quarters.
    private static func counted(
        in words: [String], at start: Int, _ lexicon: Lexicon, _ names: [[String]]
    ) -> Place? {
        let next = start + 1
        guard next < words.count, let value = Value(words[start]), value.isWhole,
            lexicon.counting?.denominator(words[next]) != nil,
            names.contains(where: { $0.count > 1 && words[next...].starts(with: $0) })
        else { return nil }
        return Place(value: value, range: start..<next)
    }

    /// "Five pounds fifty", "five pounds and fifty pence".
    private static func sum(of last: Place, _ place: Place, _ words: [String], _ lexicon: Lexicon) -> Value? {
        guard let unit = last.unit, lexicon.units.isCountedInHundredths(unit), last.value.isWhole, place.value.isWhole,
            (1...99).contains(place.value.numerator)
        else { return nil }
        let gap = words[last.range.upperBound..<max(last.range.upperBound, place.range.lowerBound)]
        if let part = place.unit {
            guard lexicon.units.isHundredth(part), gap.allSatisfy({ $0 == lexicon.counting?.and }) else { return nil }
        } else {
            guard gap.isEmpty, place.value.numerator >= 10 else { return nil }
        }
        return place.value.divided(by: 100).flatMap { last.value.plus($0) }
    }

    private static func number(in words: [String], at start: Int, _ lexicon: Lexicon) -> Place? {
        let word = words[start]
        guard let value = Value(word) else { return part(in: words, at: start, lexicon) }
        guard let counting = lexicon.counting else { return Place(value: value, range: start..<(start + 1)) }
        let next = start + 1
        // "2 1/2"
        if next < words.count, value.isWhole, words[next].contains("/"), let fraction = Value(words[next]),
            let sum = value.plus(fraction)
        {
            return Place(value: sum, range: start..<(next + 1))
        }
        if next < words.count, words[next] == counting.and, value.isWhole,
            let fraction = fraction(in: words, at: next + 1, counting), let sum = value.plus(fraction.value)
        {
            return Place(value: sum, range: start..<fraction.next)
        }
        if let fraction = fraction(in: words, at: start, counting) {
            return Place(
                value: fraction.value, range: start..<fraction.next,
                isOrdinal: fraction.isOrdinal)
        }
        if value.isWhole, let quotient = quotient(of: value, in: words, at: next, counting) {
            return Place(value: quotient.value, range: start..<quotient.next)
        }
        return Place(value: value, range: start..<next)
    }

    /// "Over 4"
    private static func quotient(
        of value: Value, in words: [String], at start: Int, _ counting: SpokenNumber.Counting
    ) -> (value: Value, next: Int)? {
        guard let over = counting.over.first(where: { words[start...].starts(with: $0) }),
            start + over.count < words.count, let under = Int(words[start + over.count]), under > 0,
            let quotient = value.divided(by: under)
        else { return nil }
        return (quotient, start + over.count + 1)
    }

    /// "3 quarters", "a half", "half", "1 half": a number of parts.
    private static func fraction(
        in words: [String], at start: Int, _ counting: SpokenNumber.Counting
    ) -> (value: Value, next: Int, isOrdinal: Bool)? {
        guard start < words.count else { return nil }
        if let under = counting.denominator(words[start]), counting.isPart(words[start]),
            let value = Value(1, over: under.value)
        {
            return (value, start + 1, false)
        }
        guard start + 1 < words.count, let under = counting.denominator(words[start + 1]) else { return nil }
        if counting.one.contains(words[start]), let value = Value(1, over: under.value) {
            return (value, end(words, start + 2), under.isPlural && under.value != 3)
        }
        guard let over = Int(words[start]), let value = Value(over, over: under.value) else { return nil }
        // "Fifty-fourth" is a place in an order, "two third" a slip of the tongue.
        let isOrdinal = !under.isPlural && over >= 20 && over % 10 == 0
        return (value, end(words, start + 2), isOrdinal)
    }

    /// "Las tres cuartas partes."
    private static func end(_ words: [String], _ index: Int) -> Int {
        index < words.count && (words[index] == "partes" || words[index] == "parte") ? index + 1 : index
    }

    /// A number that is not in digits: a part, the plural of a number, an article that counts.
    private static func part(in words: [String], at start: Int, _ lexicon: Lexicon) -> Place? {
        let word = words[start]
        guard let counting = lexicon.counting else { return nil }
        if let fraction = fraction(in: words, at: start, counting) {
            return Place(value: fraction.value, range: start..<fraction.next, isOrdinal: fraction.isOrdinal)
        }
        let next = start + 1
        if let under = counting.denominator(word), !under.isPlural || under.value == 3,
            let value = Value(1, over: under.value)
        {
            return Place(
                value: value, range: start..<end(words, next),
                isOrdinal: words[start...].count < 2 || words[next] != "parte")
        }
        if counting.one.contains(word), let one = Value(1) {
            // "Una y media"
            if counting != .english, next < words.count, words[next] == counting.and,
                let fraction = fraction(in: words, at: next + 1, counting), let sum = one.plus(fraction.value)
            {
                return Place(value: sum, range: start..<fraction.next)
            }
            // "Un sur onze"
            if counting != .english, let quotient = quotient(of: one, in: words, at: next, counting) {
                return Place(value: quotient.value, range: start..<quotient.next)
            }
            // In English "a" counts before a unit only: "a kilogram".
            let counts = counting != .english || lexicon.units.unit(in: words, at: next) != nil
            return counts ? Place(value: one, range: start..<next, isArticle: true) : nil
        }
        if lexicon.zeros.contains(word), let zero = Value(0) { return Place(value: zero, range: start..<next) }
        if counting == .english, word.last == "s", let number = plural(word, lexicon) {
            return Place(value: number, range: start..<next)
        }
        if let value = ordinal(word) { return Place(value: value, range: start..<next, isOrdinal: true) }
        return nil
    }

    /// "Nines" counts as nine.
    private static func plural(_ word: String, _ lexicon: Lexicon) -> Value? {
        lexicon.singulars(of: word).sorted().lazy.compactMap {
            SpokenNumber.digits(in: [$0]).first.flatMap { Value($0) }
        }
        .first
    }

    /// "54th"
    private static func ordinal(_ word: String) -> Value? {
        guard word.utf8.count > 2, ["st", "nd", "rd", "th"].contains(where: word.hasSuffix) else { return nil }
        return Int(word.dropLast(2)).flatMap { Value($0) }
    }
}
