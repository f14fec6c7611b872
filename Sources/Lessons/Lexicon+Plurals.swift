extension Lexicon {
    /// How a language makes its plurals.
    enum Plurals: Sendable {
        case english, spanish, french
    }

    /// The ways in which a word may stand for its singular.
    func singulars(of word: String) -> Set<String> {
        var forms: Set = [word]
        guard word.count > 3 else { return forms }
        func cut(_ count: Int, _ ending: String = "") { forms.insert(word.dropLast(count) + ending) }
        switch plurals {
        case .english:
            guard word.last == "s", !["ss", "us", "is"].contains(where: word.hasSuffix) else { return forms }
            cut(1)
            if word.hasSuffix("ies") { cut(3, "y") }
            if ["ses", "xes", "zes", "ches", "shes", "oes"].contains(where: word.hasSuffix) { cut(2) }
        case .spanish:
            guard word.last == "s" else { return forms }
            cut(1)
            if word.hasSuffix("es") { cut(2) }
            if word.hasSuffix("ces") { cut(3, "z") }
        case .french:
            guard word.last == "s" || word.last == "x" else { return forms }
            cut(1)
            if word.hasSuffix("aux") {
                cut(3, "al")
                cut(3, "ail")
            }
        }
        return forms
    }

    /// Whether two runs of words are the same but for plurals.
    func match(_ left: some Collection<String>, _ right: some Collection<String>) -> Bool {
        left.count == right.count
            && zip(left, right).allSatisfy { $0 == $1 || $0.first == $1.first && isSame($0, $1) }
    }

    private func isSame(_ left: String, _ right: String) -> Bool {
        !singulars(of: left).isDisjoint(with: singulars(of: right))
    }
}
