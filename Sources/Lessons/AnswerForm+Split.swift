extension AnswerForm {
    /// Cuts a text into lower-case words: letters and digits, apostrophes dropped, hyphens as gaps, "1,000" as one,
    /// signs of units as words.
    ///
    /// - Parameter folding: whether accents are dropped.
    static func split(_ text: String, _ lexicon: Lexicon, folding: Bool = true) -> [String] {
        if let words = plainWords(text, lexicon) { return words }
        let characters = Array(text.lowercased())
        var words: [String] = []
        var word = ""
        var currency: String?
        func end() {
            guard !word.isEmpty else { return }
            words.append(word)
            if let unit = currency, word.last.map(isNumber) == true {
                words.append(unit)
                currency = nil
            }
            word = ""
        }
        for (index, character) in characters.enumerated() {
            let isNumber = AnswerForm.isNumber(character)
            if isNumber || AnswerForm.isLetter(character) {
                // "20cm" is a number and a unit.
                if !isNumber, word.last.map(AnswerForm.isNumber) == true { end() }
                if character.isASCII {
                    word.append(character)
                } else if let fraction = fractions[character] {
                    end()
                    words.append(fraction)
                } else if isNumber, let digit = digit(character) {
                    word.append(digit)
                } else {
                    word += folding ? folded(character) : String(character)
                }
                continue
            }
            switch character {
            case "'", "’", "‘", "ʼ":
                if lexicon.splitsApostrophes { end() }
            case ".", ",", "/", "\u{a0}", "\u{202f}":
                switch inNumber(character, characters, index, word, lexicon) {
                case let piece?: word += piece
                case nil: end()
                }
            case "-", "−":
                if word.isEmpty, index + 1 < characters.count, AnswerForm.isNumber(characters[index + 1]),
                    index == 0 || characters[index - 1].isWhitespace
                {
                    word.append("-")
                } else {
                    end()
                }
            case "%", "°":
                end()
                words.append(character == "%" ? "percent" : "degrees")
            case "£", "$", "€":
                end()
                let unit = character == "£" ? "pounds" : character == "$" ? "dollars" : "euros"
                if index + 1 < characters.count, AnswerForm.isNumber(characters[index + 1]) {
                    currency = unit
                } else {
                    words.append(unit)
                }
            case _: end()
            }
        }
        end()
        return words
    }

    /// The words of a text without numbers, units and accents, as most answers are; nil for any other.
    private static func plainWords(_ text: String, _ lexicon: Lexicon) -> [String]? {
        var words: [String] = []
        var word: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 97...122: word.append(byte)
            case 65...90: word.append(byte + 32)
            case UInt8(ascii: "'") where !lexicon.splitsApostrophes: continue
            case 48...57, UInt8(ascii: "%"), UInt8(ascii: "$"), 128...: return nil
            case _:
                if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
                word.removeAll(keepingCapacity: true)
            }
        }
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        return words
    }

    /// What a mark adds to the number that it stands in ("2.5", "1,000", "3/4", "1 000" with the gap that does not
    /// break); nil where it ends the word.
    private static func inNumber(
        _ mark: Character, _ characters: [Character], _ index: Int, _ word: String, _ lexicon: Lexicon
    ) -> String? {
        guard index + 1 < characters.count, isNumber(characters[index + 1]) else { return nil }
        guard index > 0, isNumber(characters[index - 1]), word.last.map(isNumber) == true else {
            // ".5" at the start of a word.
            return mark == "." && word.isEmpty && (index == 0 || characters[index - 1].isWhitespace) ? "0." : nil
        }
        let isGroup = characters[(index + 1)...].prefix(4).prefix { isNumber($0) }.count == 3
        switch mark {
        case "/": return "/"
        case ".":
            let isThousand = lexicon.hasDecimalComma && isGroup && (1...3).contains(word.count) && word != "0"
            return isThousand ? "" : "."
        case ",": return lexicon.hasDecimalComma ? "." : isGroup ? "" : nil
        case _: return isGroup ? "" : nil
        }
    }

    /// The properties of Unicode are slow to look up, and most letters are plain.
    private static func isLetter(_ character: Character) -> Bool {
        switch character {
        case "a"..."z": true
        case _ where character.isASCII: false
        default: character.isLetter
        }
    }

    private static func isNumber(_ character: Character) -> Bool {
        character.isASCII ? ("0"..."9").contains(character) : character.isNumber
    }

    /// A digit of another script as ours: "９" is 9.
    private static func digit(_ character: Character) -> String? {
        guard let scalar = character.unicodeScalars.first, scalar.properties.generalCategory == .decimalNumber,
            let value = character.wholeNumberValue
        else { return nil }
        return String(value)
    }

    private static let fractions: [Character: String] = [
        "½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5", "⅘": "4/5",
        "⅙": "1/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8",
    ]

    /// A Latin letter without its accent, so that "café" and "cafe" are one word.
    static func folded(_ character: Character) -> String { plainLetters[character] ?? String(character) }

    /// A word without its accents.
    static func folded(_ word: String) -> String { word.reduce(into: "") { $0 += folded($1) } }

    private static let plainLetters: [Character: String] = {
        var table: [Character: String] = ["œ": "oe", "æ": "ae", "ß": "ss"]
        for row in ["aàáâäãå", "cç", "eèéêë", "iìíîï", "nñ", "oòóôöõ", "uùúûü", "yýÿ"] {
            for letter in row.dropFirst() { table[letter] = String(row.prefix(1)) }
        }
        return table
    }()
}
