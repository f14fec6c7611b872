/// How American pronunciations sound in most of Britain, and in the English of much of the world.
enum BritishVowels {
    private static let vowels: Set<Substring> = [
        "AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH", "UW",
    ]

    /// The pronunciations and, where they differ, their British versions: four at most beside the given ones.
    static func added(to pronunciations: [String]) -> [String] {
        var all = pronunciations
        for phones in pronunciations.prefix(2) {
            let parts = phones.split(separator: " ")
            for version in [nonRhotic(parts), opened(nonRhotic(parts))] {
                let text = version.joined(separator: " ")
                if !version.isEmpty, !all.contains(text) { all.append(text) }
            }
        }
        return all
    }

    /// R is said before a vowel only, and ER at the end is a mere AH.
    private static func nonRhotic(_ phones: [Substring]) -> [Substring] {
        var result: [Substring] = []
        for (index, phone) in phones.enumerated() {
            let next = index + 1 < phones.count ? phones[index + 1] : nil
            let isBeforeVowel = next.map(vowels.contains) ?? false
            if phone == "R", !isBeforeVowel, index > 0, vowels.contains(phones[index - 1]) { continue }
            result.append(phone == "ER" && next == nil && index > 0 ? "AH" : phone)
        }
        return result
    }

    /// The A of "cat" is nearer to AA than to AE.
    private static func opened(_ phones: [Substring]) -> [Substring] { phones.map { $0 == "AE" ? "AA" : $0 } }
}
