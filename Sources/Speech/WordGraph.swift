/// A finite-state grammar over words: what the decoder searches.
struct WordGraph: Hashable, Sendable {
    struct Arc: Hashable, Sendable {
        var from: Int
        var to: Int
        /// nil for a step without a word.
        var word: String?
        /// How likely it is to be taken, above 0 and at most 1.
        var probability = 1.0
    }

    private(set) var stateCount = 2
    private(set) var arcs: [Arc] = []
    private var known: Set<Arc> = []

    let start = 0
    let final = 1

    mutating func addState() -> Int {
        stateCount += 1
        return stateCount - 1
    }

    mutating func connect(_ from: Int, _ to: Int, _ word: String?, probability: Double = 1) {
        let arc = Arc(from: from, to: to, word: word, probability: probability)
        if known.insert(arc).inserted { arcs.append(arc) }
    }

    /// Every word of the grammar.
    var words: Set<String> { Set(arcs.compactMap(\.word)) }

    /// The grammar in Sphinx's FSG text format (sphinxbase, fsg_model.h: fsg_model_read). Paths that are as
    /// likely as others have probability 1; the decoder needs no sums of 1.
    var fsg: String {
        var text = "FSG_BEGIN grammar\nNUM_STATES \(stateCount)\nSTART_STATE \(start)\nFINAL_STATE \(final)\n"
        text.reserveCapacity(arcs.count * 32)
        for arc in arcs {
            text += "TRANSITION \(arc.from) \(arc.to) \(arc.probability)"
            if let word = arc.word { text += " " + word }
            text += "\n"
        }
        return text + "FSG_END\n"
    }
}
