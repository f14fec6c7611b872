extension Lexicon {
    /// How a language names its letters.
    struct Spelling: Sendable {
        /// The names of letters, as one or more letters.
        var names: [String: String] = [:]
        /// Words that say the next letter so many times: "double l".
        var multiples: [String: Int] = [:]
        /// Names of two words, by the first and the second: "double u".
        var pairs: [String: [String: String]] = [:]
        /// Words between a letter and a word that begins with it: "c for cat".
        var examples: [[String]] = []
        /// Words that are no letter and may stand among them.
        var carriers: Set<String> = []
        /// The accents, by the word that names them, with the letters that bear them.
        var accents: [String: Character] = [:]

        static let english = Spelling(
            names: letters(
                """
                a ay eh, b be bee, c see sea cee, d dee, e ee he, f ef eff, g gee jee, h aitch haitch, i eye aye, j jay, \
                k kay cay, l el ell, m em, n en, o oh owe, p pee pea, q cue queue kew, r are ar, s es ess, t tea tee, \
                u you ewe, v vee, w doubleyou doubleu, x ex, y why wye, z zed zee, \
                a alpha alfa, b bravo, c charlie, d delta, e echo, f foxtrot, g golf, h hotel, i india, j juliet juliett, \
                k kilo, l lima, m mike, n november, o oscar, p papa, q quebec, r romeo, s sierra, t tango, u uniform, \
                v victor, w whiskey whisky, x xray, y yankee, z zulu
                """),
            multiples: ["double": 2, "triple": 3],
            pairs: ["double": ["u": "w", "you": "w"], "x": ["ray": "x"]],
            examples: [["as", "in"], ["is", "for"], ["for"], ["four"], ["4"], ["like"]],
            carriers: Lexicon.words(
                "and then the word is its it spelled spelt spells spell capital letter um uh er erm with so ok okay think"
            ))

        static let spanish = Spelling(
            names: letters(
                """
                b be, c ce, ch che, d de, f efe, g ge, h hache, j jota, k ka, l ele, ll elle, m eme, n ene, ñ eñe enye, \
                p pe, q cu, r ere erre, s ese, t te, v uve ve, x equis, y ye, z zeta ceta
                """),
            multiples: ["doble": 2],
            pairs: ["doble": ["u": "w", "ve": "w", "uve": "w"], "uve": ["doble": "w"], "i": ["griega": "y"]],
            examples: [["de"], ["como"], ["como", "en"]],
            carriers: Lexicon.words(
                "y luego la el palabra es se deletrea escribe letra eh pues con acento tilde acentuada mayuscula asi"))

        static let french = Spelling(
            names: letters(
                """
                b be, c ce, d de, e eu, f effe, g ge, h hache, j ji, k ka, l elle el, m emme em, n enne en, p pe, q cu ku, \
                r erre, s esse, t te, v ve, x ixe, z zede
                """),
            multiples: ["deux": 2, "double": 2, "2": 2],
            pairs: ["double": ["ve": "w", "v": "w"], "i": ["grec": "y"]],
            examples: [["comme"], ["comme", "dans"]],
            carriers: Lexicon.words("et puis le la mot est c ca s ecrit epelle lettre euh alors accent majuscule avec"),
            accents: ["aigu": "´", "grave": "`", "circonflexe": "^", "trema": "¨", "cedille": "¸"])

        private static func letters(_ text: String) -> [String: String] {
            Dictionary(
                Lexicon.phrases(text).flatMap { row in row.dropFirst().map { ($0, row[0]) } }
            ) { first, _ in first }
        }
    }
}
