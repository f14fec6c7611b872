/// Text as it is said: the words of it that a recogniser can listen for.
public enum SpokenText {
    private static let signs: [Character: String] = [
        "%": "percent", "+": "plus", "×": "times", "*": "times", "÷": "divided by", "=": "equals", "&": "and",
        "°": "degrees", "$": "dollars", "€": "euros", "£": "pounds", "½": "a half", "¼": "a quarter",
    ]

    /// The words of a text, lower-case, with numbers and signs spelled out: "It's 56%!" is `it's fifty six percent`.
    public static func words(of text: String) -> [String] {
        var words: [String] = []
        var token = ""
        func end() {
            let word = token.trimming { $0 == "'" }
            token = ""
            if !word.isEmpty { words.append(word) }
        }
        var characters = Array(text.lowercased())
        characters.append(" ")
        var at = 0
        while at < characters.count {
            let character = characters[at]
            if character.isASCII, character.isNumber {
                end()
                at = number(in: characters, from: at, into: &words)
                continue
            }
            if character.isLetter {
                token.append(character)
            } else if character == "'" || character == "’" {
                token.append("'")
            } else {
                end()
                if let sign = signs[character] { words += sign.split(separator: " ").map(String.init) }
            }
            at += 1
        }
        return words
    }

    /// Reads digits, with commas between thousands and a decimal point, and returns the place after them.
    private static func number(in characters: [Character], from start: Int, into words: inout [String]) -> Int {
        func isDigit(_ at: Int) -> Bool { at < characters.count && characters[at].isASCII && characters[at].isNumber }
        var at = start
        var digits = ""
        while isDigit(at) || at < characters.count && characters[at] == "," && isDigit(at + 1) && isDigit(at + 3) {
            if characters[at] != "," { digits.append(characters[at]) }
            at += 1
        }
        if let value = Int(digits) {
            words += NumberWords.words(of: value)
        } else {
            words += digits.compactMap(\.wholeNumberValue).map { NumberWords.ones[$0] }
        }
        if at < characters.count, characters[at] == ".", isDigit(at + 1) {
            words.append("point")
            at += 1
            while isDigit(at) {
                words.append(NumberWords.ones[characters[at].wholeNumberValue ?? 0])
                at += 1
            }
        }
        return at
    }
}

extension String {
    /// Without the characters at both ends that `isDropped` names.
    fileprivate func trimming(_ isDropped: (Character) -> Bool) -> String {
        var rest = self[...]
        while let first = rest.first, isDropped(first) { rest.removeFirst() }
        while let last = rest.last, isDropped(last) { rest.removeLast() }
        return String(rest)
    }
}
