import Testing

@testable import Speech

struct PronunciationTests {
    private func pronouncer() throws -> Pronouncer {
        Pronouncer(
            dictionary: try PronunciationDictionary(path: AcousticModel.installed.dictionary), engine: .shared)
    }

    @Test(arguments: [
        ("'bout", ["B AW T"]), ("one's", ["W AH N Z"]), ("zywicki", ["Z IH W IH K IY"]),
        ("evaporation", ["IH V AE P ER EY SH AH N", "IY V AE P ER EY SH AH N"]), ("evaporationn", []), ("", []),
        ("zzzzzz", []), ("evaporatio", []),
    ]) func `the dictionary is read where it lies`(word: String, phones: [String]) throws {
        let dictionary = try PronunciationDictionary(path: AcousticModel.installed.dictionary)
        #expect(dictionary.pronunciations(of: word).prefix(phones.count) == phones[...])
        #expect(dictionary.pronunciations(of: word).isEmpty == phones.isEmpty)
    }

    @Test(arguments: [("vapour", "V EY P ER"), ("litre", "L IY T ER"), ("aeroplane", "EH")])
    func `the other spelling of a word is found`(word: String, beginning: String) throws {
        #expect(try pronouncer().pronunciations(of: word).contains { $0.hasPrefix(beginning) })
    }

    @Test(arguments: ["splooshification", "żółw", "kraftwerke", "नमस्ते", "brrr", "o'hara's"])
    func `a word that no dictionary has is pronounced by rule, with phones that the model knows`(word: String) throws {
        let found = try pronouncer().pronunciations(of: word)
        #expect(!found.isEmpty)
        for phone in found.flatMap({ $0.split(separator: " ") }) { #expect(ARPAbet.phones.contains(String(phone))) }
    }

    @Test(arguments: [
        ("ɪ_v_ˌæ_p_ɚ_ɹ_ˈeɪ_ʃ_ə_n", "IH V AE P ER R EY SH AH N"), ("tʃ_ˈɛɹ", "CH EH R"), ("f_ˈaɪɚ", "F AY ER"),
        ("b_ˈɜː_d", "B ER D"), ("(en)_w_ˈɔː_t_ə_(fr)", "W AO T AH"), ("", ""), ("???", ""),
    ]) func `phonemes become phones`(ipa: String, phones: String) {
        #expect(ARPAbet.phones(ofIPA: ipa).joined(separator: " ") == phones)
    }

    @Test func `every phone of the table is one of the model`() {
        for phone in ARPAbet.table.values.joined() { #expect(ARPAbet.phones.contains(phone)) }
    }

    @Test func `a dictionary that is not there is named`() {
        #expect(throws: SpeechError.model(path: "/nowhere/x.dict")) {
            try PronunciationDictionary(path: "/nowhere/x.dict")
        }
        #expect(throws: SpeechError.model(path: "/nowhere/mdef")) {
            try PocketsphinxRecognizer(model: AcousticModel(folder: "/nowhere", dictionary: "/nowhere/x.dict"))
        }
        #expect(SpeechError.model(path: "/nowhere").description.contains("apt install pocketsphinx-en-us"))
    }
}
