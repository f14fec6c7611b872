/// The 39 phones of the CMU pronouncing dictionary, and how espeak-ng's phonemes map to them.
enum ARPAbet {
    /// The phones of English that the acoustic model knows.
    static let phones: Set<String> = [
        "AA", "AE", "AH", "AO", "AW", "AY", "B", "CH", "D", "DH", "EH", "ER", "EY", "F", "G", "HH", "IH", "IY", "JH",
        "K", "L", "M", "N", "NG", "OW", "OY", "P", "R", "S", "SH", "T", "TH", "UH", "UW", "V", "W", "Y", "Z", "ZH",
    ]

    /// IPA as espeak-ng writes it, without stress and length marks, to phones. Sounds of other languages go to the
    /// English sound that children put in their place.
    static let table: [String: [String]] = [
        "a": ["AE"], "æ": ["AE"], "aa": ["AA"], "ɑ": ["AA"], "ɒ": ["AA"], "ɔ": ["AO"], "o": ["OW"], "ɐ": ["AH"],
        "ʌ": ["AH"], "ə": ["AH"], "ɜ": ["ER"], "ɝ": ["ER"], "ɚ": ["ER"], "ɛ": ["EH"], "e": ["EH"], "ɪ": ["IH"],
        "ᵻ": ["IH"], "i": ["IY"], "ɨ": ["IH"], "ʊ": ["UH"], "u": ["UW"], "ʉ": ["UW"], "y": ["UW"], "ø": ["ER"],
        "œ": ["ER"], "ɵ": ["UH"], "ɤ": ["AH"], "ɯ": ["UW"],
        "aɪ": ["AY"], "aʊ": ["AW"], "eɪ": ["EY"], "oʊ": ["OW"], "əʊ": ["OW"], "ɔɪ": ["OY"], "ɔø": ["OY"],
        "aɪə": ["AY", "AH"], "aɪɚ": ["AY", "ER"], "aʊə": ["AW", "AH"], "aʊɚ": ["AW", "ER"], "iə": ["IY", "AH"],
        "ɪə": ["IH", "R"], "eə": ["EH", "R"], "ɛə": ["EH", "R"], "ʊə": ["UH", "R"], "əl": ["AH", "L"],
        "ɔə": ["AO", "R"], "oə": ["AO", "R"], "ɑɹ": ["AA", "R"], "ɔɹ": ["AO", "R"], "oɹ": ["AO", "R"],
        "ɛɹ": ["EH", "R"], "ɪɹ": ["IH", "R"], "ʊɹ": ["UH", "R"], "ɜɹ": ["ER"], "əɹ": ["ER"], "ju": ["Y", "UW"],
        "n̩": ["AH", "N"], "m̩": ["AH", "M"], "l̩": ["AH", "L"], "r̩": ["ER"], "ɹ̩": ["ER"],
        "p": ["P"], "b": ["B"], "t": ["T"], "d": ["D"], "k": ["K"], "ɡ": ["G"], "g": ["G"], "ɾ": ["T"], "ʔ": ["T"],
        "f": ["F"], "v": ["V"], "θ": ["TH"], "ð": ["DH"], "s": ["S"], "z": ["Z"], "ʃ": ["SH"], "ʒ": ["ZH"],
        "h": ["HH"], "ɦ": ["HH"], "x": ["K"], "χ": ["HH"], "ç": ["HH"], "ɣ": ["G"], "ʁ": ["R"], "ʀ": ["R"], "β": ["V"],
        "m": ["M"], "n": ["N"], "ŋ": ["NG"], "ɲ": ["N", "Y"], "ɳ": ["N"], "l": ["L"], "ɫ": ["L"], "ʎ": ["L", "Y"],
        "ɬ": ["L"], "ɭ": ["L"], "r": ["R"], "ɹ": ["R"], "ɻ": ["R"], "j": ["Y"], "w": ["W"], "ʍ": ["W"], "ɥ": ["W"],
        "tʃ": ["CH"], "dʒ": ["JH"], "tɕ": ["CH"], "dʑ": ["JH"], "ɕ": ["SH"], "ʑ": ["ZH"], "ʂ": ["SH"], "ʐ": ["ZH"],
        "ts": ["T", "S"], "dz": ["D", "Z"], "pf": ["F"], "c": ["K"], "ɟ": ["G"], "q": ["K"], "ʈ": ["T"], "ɖ": ["D"],
    ]

    private static let marks = Set("ˈˌːˑʰʲ̃‿-'͡".unicodeScalars)

    /// The phones of espeak-ng's IPA, in which '_' stands between phonemes; empty when nothing of it is known.
    static func phones(ofIPA ipa: String) -> [String] {
        var phones: [String] = []
        for token in ipa.split(whereSeparator: { $0 == "_" || $0 == " " || $0 == "\n" })
        where !token.hasPrefix("(") {
            // "(en)" and "(fr)" mark where the language changes.
            let scalars = token.unicodeScalars.filter { !marks.contains($0) }.map(String.init)
            var at = 0
            while at < scalars.count {
                // The longest run of letters that the table knows.
                let length = (1...3).reversed().first {
                    at + $0 <= scalars.count && table[scalars[at..<(at + $0)].joined()] != nil
                }
                if let length { phones += table[scalars[at..<(at + length)].joined()] ?? [] }
                at += length ?? 1
            }
        }
        // "ɚ_ɹ" and "ər_ɹ" are one sound and its glide: "ER R" is what the dictionary writes before a vowel only.
        return phones
    }
}
