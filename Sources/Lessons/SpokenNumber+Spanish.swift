/// How Spanish counts.
enum SpanishNumber {
    private static let units = [
        "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce",
        "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiuno",
        "veintidós", "veintitrés", "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho",
        "veintinueve",
    ]
    private static let tens = [
        30: "treinta", 40: "cuarenta", 50: "cincuenta", 60: "sesenta", 70: "setenta", 80: "ochenta", 90: "noventa",
    ]
    private static let hundreds = [
        "", "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos", "seiscientos", "setecientos",
        "ochocientos", "novecientos",
    ]

    /// Up to 99 in one word, without accents.
    static let small: [String: Int] = {
        var words: [String: Int] = ["veintiun": 21, "veintiuna": 21]
        for (value, word) in units.enumerated() { words[AnswerForm.folded(word)] = value }
        for (value, word) in tens { words[word] = value }
        return words
    }()

    private static let hundredWords: [String: Int] = {
        var words = ["cien": 100, "ciento": 100]
        for (value, word) in hundreds.enumerated() where value > 1 {
            words[word] = value * 100
            words[word.dropLast(2) + "as"] = value * 100
        }
        return words
    }()

    private static let scales = ["mil": 1_000, "millon": 1_000_000, "millones": 1_000_000]

    static let parts = [
        2: "medio", 3: "tercio", 4: "cuarto", 5: "quinto", 6: "sexto", 7: "séptimo", 8: "octavo", 9: "noveno",
        10: "décimo", 100: "centésimo", 1_000: "milésimo",
    ]

    static let denominators: [String: (value: Int, isPlural: Bool)] = {
        var words: [String: (Int, Bool)] = ["mitad": (2, false), "mitades": (2, true)]
        for (value, word) in parts {
            let stem = AnswerForm.folded(word).dropLast()
            for ending in ["o", "a"] {
                words[stem + ending] = (value, false)
                words[stem + ending + "s"] = (value, true)
            }
        }
        words["tercera"] = (3, false)
        words["terceras"] = (3, true)
        return words
    }()

    /// Every word that can begin a number.
    static let vocabulary = Set(small.keys).union(hundredWords.keys).union(scales.keys)
        .union(["menos", "coma", "punto"])

    static func words(for number: Int) -> String {
        guard number > 0 else { return "cero" }
        var parts: [String] = []
        let millions = number / 1_000_000
        let thousands = number / 1_000 % 1_000
        let rest = number % 1_000
        if millions == 1 { parts.append("un millón") }
        if millions > 1 { parts.append(shortened(millions) + " millones") }
        if thousands == 1 { parts.append("mil") }
        if thousands > 1 { parts.append(shortened(thousands) + " mil") }
        if rest > 0 { parts.append(belowThousand(rest)) }
        return parts.joined(separator: " ")
    }

    /// "Uno" loses its end before a noun: "veintiún mil".
    private static func shortened(_ number: Int) -> String {
        let words = belowThousand(number)
        if words.hasSuffix("veintiuno") { return words.dropLast(3) + "ún" }
        return words.hasSuffix("uno") ? String(words.dropLast()) : words
    }

    private static func belowThousand(_ number: Int) -> String {
        guard number != 100 else { return "cien" }
        let rest = number % 100
        var below = ""
        if rest > 0 && rest < 30 { below = units[rest] }
        if rest >= 30 {
            below = (tens[rest / 10 * 10] ?? "") + (rest % 10 == 0 ? "" : " y " + units[rest % 10])
        }
        return [hundreds[number / 100], below].filter { !$0.isEmpty }.joined(separator: " ")
    }

    static func number(in words: [String], at start: Int) -> (value: Int, next: Int)? {
        SpokenNumber.Counting.scaled(words, at: start, scales: scales) {
            group(in: words, at: $0)
        } isOne: {
            isOne(in: words, at: $0)
        }
    }

    /// "Un", where it counts on: not before the part of a fraction.
    private static func isOne(in words: [String], at index: Int) -> Bool {
        guard index < words.count, words[index] == "un" || words[index] == "una" else { return false }
        return index + 1 == words.count || denominators[words[index + 1]] == nil
    }

    private static func group(in words: [String], at start: Int) -> (value: Int, next: Int)? {
        guard start < words.count else { return nil }
        let word = words[start]
        if word == "mil" { return (1, start) }
        if word == "un", start + 1 < words.count, scales[words[start + 1]] != nil { return (1, start + 1) }
        if word.utf8.count <= 9, let value = Int(word), value >= 0 { return (value, start + 1) }
        guard let hundred = hundredWords[word] else { return belowHundred(in: words, at: start) }
        if word != "cien", isOne(in: words, at: start + 1) { return (hundred + 1, start + 2) }
        guard let (value, end) = belowHundred(in: words, at: start + 1), value > 0 else { return (hundred, start + 1) }
        return (hundred + value, end)
    }

    private static func belowHundred(in words: [String], at start: Int) -> (value: Int, next: Int)? {
        guard start < words.count, let value = small[words[start]] else { return nil }
        guard value >= 10, value % 10 == 0, start + 1 < words.count else { return (value, start + 1) }
        let isJoined = words[start + 1] == "y"
        let next = isJoined ? start + 2 : start + 1
        guard next < words.count, isJoined || value >= 30, let unit = unit(words[next]) else {
            return (value, start + 1)
        }
        // "Veinte y dos tercios" is twenty and two thirds.
        guard !isJoined || next + 1 == words.count || denominators[words[next + 1]]?.isPlural != true else {
            return (value, start + 1)
        }
        guard
            words[next] != "un" && words[next] != "una" || next + 1 == words.count
                || denominators[words[next + 1]] == nil
        else { return (value, start + 1) }
        return (value + unit, next + 1)
    }

    private static func unit(_ word: String) -> Int? {
        if word == "un" || word == "una" { return 1 }
        return small[word].flatMap { (1...9).contains($0) ? $0 : nil }
    }
}
