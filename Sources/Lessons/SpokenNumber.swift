/// Number words and what they count: "seventy-two", "a hundred and five", "quatre-vingt-dix-neuf", "veintidós".
///
/// English, Spanish and French; in other languages numbers stay in digits.
public enum SpokenNumber {
    /// A language whose number words are known.
    enum Counting: Sendable {
        case english, spanish, french

        /// - Parameter language: a BCP 47 tag.
        init?(_ language: String) {
            switch LanguageTag.language(of: language) {
            case "en": self = .english
            case "es": self = .spanish
            case "fr": self = .french
            default: return nil
            }
        }
    }

    /// The words of a number from 0 to 999,999,999, as British English says them: "one hundred and five".
    public static func words(for number: Int) -> String {
        guard number >= 0, number < 1_000_000_000 else { return String(number) }
        return EnglishNumber.words(for: number)
    }

    /// The words of a whole number, without hyphens; digits beyond ±999,999,999 and in languages that are not known.
    ///
    /// - Parameter language: a BCP 47 tag; "fr-BE" and "fr-CH" count "septante" and "nonante".
    public static func words(for number: Int, in language: String) -> String {
        guard let counting = Counting(language), number.magnitude < 1_000_000_000 else { return String(number) }
        let magnitude = Int(number.magnitude)
        switch counting {
        case .english: return (number < 0 ? "minus " : "") + EnglishNumber.words(for: magnitude)
        case .spanish: return (number < 0 ? "menos " : "") + SpanishNumber.words(for: magnitude)
        case .french:
            let isRegional = ["fr-be", "fr-ch"].contains { language.lowercased().hasPrefix($0) }
            return (number < 0 ? "moins " : "") + FrenchNumber.words(for: magnitude, regional: isRegional)
        }
    }

    /// The words of a number that is written as exercises write it: "54", "-3", "2.5" or "3/4"; what is no such number,
    /// or in a language that is not known, as it is.
    public static func words(of text: String, in language: String) -> String {
        guard let counting = Counting(language) else { return text }
        if let number = Int(text) { return words(for: number, in: language) }
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 2, let whole = Int(parts[0]), !parts[1].isEmpty,
            parts[1].allSatisfy({ $0.isASCII && $0.isNumber })
        {
            let sign = isNegative ? counting.minus[0] + " " : ""
            let digits = parts[1].compactMap(\.wholeNumberValue).map { words(for: $0, in: language) }
            return sign + ([words(for: whole, in: language), counting.point[0]] + digits).joined(separator: " ")
        }
        let fraction = text.split(separator: "/", omittingEmptySubsequences: false)
        if fraction.count == 2, let over = Int(fraction[0]), let under = Int(fraction[1]), under > 0 {
            return counting.fraction(over, under) { words(for: $0, in: language) }
        }
        return text
    }

    /// The same English words with every spoken number written in digits; other words as they are.
    ///
    /// - Parameter words: lower case, without punctuation.
    static func digits(in words: [String]) -> [String] { digits(in: words, .english) }

    /// The same words with every spoken number written in digits; other words as they are.
    ///
    /// - Parameter words: lower case, without punctuation and accents.
    static func digits(in words: [String], _ counting: Counting) -> [String] {
        guard words.contains(where: counting.mayCount) else { return words }
        var result: [String] = []
        result.reserveCapacity(words.count)
        var index = 0
        while index < words.count {
            let isNegative = counting.minus.contains(words[index])
            let start = isNegative ? index + 1 : index
            if let (value, next) = counting.number(in: words, at: start) ?? counting.one(in: words, before: start + 1) {
                var text = String(value)
                index = next
                if let (decimals, end) = decimals(in: words, at: index, counting) {
                    text += "." + decimals
                    index = end
                }
                result.append(isNegative ? "-" + text : text)
            } else if counting == .english, let (decimals, end) = decimals(in: words, at: start, counting) {
                // "point five"
                result.append((isNegative ? "-0." : "0.") + decimals)
                index = end
            } else {
                result.append(words[index])
                index += 1
            }
        }
        return result
    }

    /// The digits after "point": one by one ("one four"), or as a number ("veinticinco").
    private static func decimals(in words: [String], at start: Int, _ counting: Counting) -> (text: String, next: Int)?
    {
        guard start + 1 < words.count, counting.point.contains(words[start]) else { return nil }
        var text = ""
        var index = start + 1
        while index < words.count, text.utf8.count < 9 {
            if let digit = counting.digit(words[index]), counting.isOneByOne || counting.decimalEnd(words, index) {
                text += digit
                index += 1
            } else if let (value, next) = counting.number(in: words, at: index), value < 1_000,
                text.allSatisfy({ $0 == "0" })
            {
                text += String(value)
                index = next
            } else {
                break
            }
        }
        return text.isEmpty ? nil : (text, index)
    }
}

extension SpokenNumber {
    /// The one number that words name, nil where they name none or several: "about twenty-two please" names 22.
    /// - Parameter language: a BCP 47 tag.
    public static func value(of text: String, in language: String) -> Double? {
        let numbers = AnswerForm.words(of: text, .of(language)).compactMap(Double.init)
        return numbers.count == 1 ? numbers[0] : nil
    }
}
