extension WordGraph {
    /// What may be said before an answer.
    static let carriers = [["um"], ["it", "is"], ["it's"], ["is", "it"], ["the", "answer", "is"]]

    /// The graph of a grammar: perhaps a carrier, then one phrase or number.
    init(_ grammar: Grammar, aside: Double = 1, carrier: Double = 1) {
        self.init()
        let answer = addState()
        connect(start, answer, nil)
        for words in WordGraph.carriers { addPhrase(words, from: start, to: answer, probability: carrier) }
        let except = Set(grammar.except.map { SpokenText.words(of: $0) })
        addPhrases(grammar.phrases, without: except, from: answer)
        if !grammar.aside.isEmpty {
            let beside = addState()
            connect(answer, beside, nil, probability: aside)
            let likely = Set(grammar.phrases.map { SpokenText.words(of: $0) })
            addPhrases(grammar.aside, without: except.union(likely), from: beside)
        }
        if let numbers = grammar.numbers {
            let denied = Set(except.compactMap { NumberWords.number(of: $0) })
            addNumbers(numbers.clamped(to: 0...9999), without: denied, from: answer)
        }
    }

    /// Adds phrases, which share the states of what they begin with.
    private mutating func addPhrases(_ phrases: [String], without except: Set<[String]>, from: Int) {
        var tree: [[String]: Int] = [[]: from]
        for phrase in phrases {
            let words = SpokenText.words(of: phrase)
            guard let last = words.last, !except.contains(words) else { continue }
            var state = from
            for count in 1..<max(1, words.count) {
                let prefix = Array(words[..<count])
                let next = tree[prefix] ?? addState()
                tree[prefix] = next
                connect(state, next, words[count - 1])
                state = next
            }
            connect(state, final, last)
        }
    }

    private mutating func addPhrase(_ words: [String], from: Int, to: Int, probability: Double) {
        var state = from
        for (index, word) in words.enumerated() {
            let next = index == words.count - 1 ? to : addState()
            connect(state, next, word, probability: index == 0 ? probability : 1)
            state = next
        }
    }

    /// The numbers of a range, sharing states: 0...1000 needs some forty of them.
    private mutating func addNumbers(_ range: ClosedRange<Int>, without denied: Set<Int>, from: Int) {
        // A range with holes is the ranges between them.
        var low = range.lowerBound
        var shared: [NumberTail: Int] = [:]
        for hole in denied.sorted() where range.contains(hole) {
            if low < hole { addNumbers(low...(hole - 1), from: from, sharing: &shared) }
            low = hole + 1
        }
        if low <= range.upperBound { addNumbers(low...range.upperBound, from: from, sharing: &shared) }
    }

    /// What of a number is still to be said at a state.
    private enum NumberTail: Hashable {
        /// A number of the range, 1...999.
        case rest(ClosedRange<Int>)
        /// "hundred" or "thousand", perhaps with nothing after it, perhaps with a rest after it.
        case scale(String, alone: Bool, rest: ClosedRange<Int>?)
    }

    private mutating func addNumbers(
        _ range: ClosedRange<Int>, from: Int, sharing shared: inout [NumberTail: Int]
    ) {
        for value in 0..<20 where range.contains(value) { connect(from, final, NumberWords.ones[value]) }
        if range.contains(0) { connect(from, final, "nought") }
        for ten in 2...9 {
            if range.contains(ten * 10) { connect(from, final, NumberWords.tens[ten]) }
            if let units = range.part(ten * 10, 1...9) {
                connect(from, state(of: .rest(units), sharing: &shared), NumberWords.tens[ten])
            }
        }
        for (scale, name, below) in [(100, "hundred", 99), (1000, "thousand", 999)] {
            for count in 1...9 {
                let rest = range.part(count * scale, 1...below)
                let alone = range.contains(count * scale)
                guard rest != nil || alone else { continue }
                let next = state(of: .scale(name, alone: alone, rest: rest), sharing: &shared)
                connect(from, next, NumberWords.ones[count])
                if count == 1 { connect(from, next, "a") }
            }
        }
    }

    private mutating func state(of tail: NumberTail, sharing shared: inout [NumberTail: Int]) -> Int {
        if let known = shared[tail] { return known }
        let state = addState()
        shared[tail] = state
        switch tail {
        case .rest(let range):
            addNumbers(range, from: state, sharing: &shared)
        case .scale(let name, let alone, let rest):
            if alone { connect(state, final, name) }
            if let rest {
                let after = self.state(of: .rest(rest), sharing: &shared)
                connect(state, after, name)
                if let small = rest.part(0, 1...99) {
                    let and = addState()
                    connect(state, and, name)
                    connect(and, self.state(of: .rest(small), sharing: &shared), "and")
                }
            }
        }
        return state
    }
}

extension ClosedRange<Int> {
    /// What of the range lies `base` above `part`, counted from `base`.
    fileprivate func part(_ base: Int, _ part: ClosedRange<Int>) -> ClosedRange<Int>? {
        let low = Swift.max(lowerBound - base, part.lowerBound)
        let high = Swift.min(upperBound - base, part.upperBound)
        return low <= high ? low...high : nil
    }
}
