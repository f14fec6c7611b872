/// The words of a language that say nothing about the answer: fillers, carriers, articles, commands.
struct Lexicon: Sendable {
    /// Whether number words are known.
    let countsInWords: Bool
    let articles: Set<String>
    /// Openings without meaning, each as words; by the first word, the longest first.
    let openings: [String: [[String]]]
    /// The same at the end, by the last word.
    let endings: [String: [[String]]]
    /// Words that turn an answer round, so that naming the right answer is not giving it.
    let negations: Set<String>
    /// Words that join others to a sentence; an answer with none of them may be a list of guesses.
    let glue: Set<String>
    /// Answers that are none, each as words.
    let nothings: Set<[String]>
    /// Words that begin a question or a command to the tutor.
    let asides: [[String]]
    /// Spellings and plurals that no rule finds.
    let same: [String: String]

    static func of(_ language: String) -> Lexicon {
        LanguageTag.language(of: language) == "en" ? english : other
    }

    private static let other = Lexicon(
        countsInWords: false, articles: [], openings: [:], endings: [:], negations: [], glue: [], nothings: [],
        asides: [], same: [:])

    private static func phrases(_ text: String) -> [[String]] {
        text.split(separator: ",").map { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
            .sorted { $0.count > $1.count }
    }

    private static func words(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    private static let english = Lexicon(
        countsInWords: true,
        articles: ["a", "an", "the"],
        openings: Dictionary(
            grouping: phrases(
                """
                um, umm, uh, uhm, er, erm, ah, eh, hm, hmm, mm, mmm, oh, so, well, ok, okay, like, right, yeah, yes, please, \
                it is, its, it was, that is, thats, this is, these are, those are, they are, theyre, there is, theres, \
                the answer is, answer is, the answer, my answer is, the answers, answers, i say, i would say, id say, \
                i think, i think its, i guess, i believe, i know, i know it, i mean, it must be, it could be, it might be, \
                it has to be, it will be, maybe, perhaps, probably, is it, is that, would it be, could it be, we call it, \
                it is called, its called, they are called, that is called, you say, we say, i choose, i pick, let me see, \
                let me think, easy, the word is, it makes, it equals, equals
                """)
        ) { $0[0] },
        endings: Dictionary(
            grouping: phrases(
                """
                please, i think, i guess, i believe, maybe, right, miss, sir, teacher, um, uh, er, erm, is it, isnt it, \
                is that right, of course, i know, thank you, thanks, ok, okay, too
                """)
        ) { $0[$0.count - 1] },
        negations: words("not no isnt arent dont doesnt didnt wasnt cant cannot never nor without neither"),
        glue: words(
            """
            is are was it its they that this there these i we you he she to into in on of from up down at by with \
            for because when and then goes go turns turn becomes become makes make see have has can called
            """),
        nothings: Set(
            phrases(
                """
                i dont know, dont know, i do not know, dunno, i dunno, no idea, i have no idea, not sure, im not sure, \
                i am not sure, pass, skip, next, help, help me, hint, a hint, give me a hint, can i have a hint, repeat, \
                again, say it again, repeat the question, say that again, stop, wait, slower, what, pardon, sorry, \
                hello, hi, yes, no, yeah, nope, nothing, i give up, i forgot, i forget, i cant remember, tell me, \
                i didnt hear, i did not hear, the question, the answer, my answer, question, answer
                """)),
        asides: phrases(
            """
            what is, whats, what do, what does, what did, what was, why, how do, how does, can you, could you, can i, \
            could i, would you, will you, please say, please repeat, say it, say the, tell me, i dont, i do not, \
            i cant, i didnt, i did not, who, where is, when is, do you, are you, my name
            """),
        same: Dictionary(
            uniqueKeysWithValues: phrases(
                """
                colour color, colours colors, coloured colored, vapour vapor, vapours vapors, grey gray, litre liter, \
                litres liters, metre meter, metres meters, centimetre centimeter, centimetres centimeters, \
                kilometre kilometer, kilometres kilometers, centre center, favourite favorite, neighbour neighbor, \
                neighbours neighbors, harbour harbor, flavour flavor, odour odor, mum mom, mummy mommy, theatre theater, \
                plough plow, travelling traveling, travelled traveled, sulphur sulfur, aluminium aluminum, fibre fiber, \
                maths math, tyre tire, cheque check, pyjamas pajamas, aeroplane airplane, mould mold, \
                jewellery jewelry, children child, men man, women woman, feet foot, teeth tooth, mice mouse, \
                people person, leaves leaf, knives knife, lives life, wolves wolf, geese goose, icecap ice cap
                """
            ).map { ($0[0], $0.dropFirst().joined(separator: " ")) }))
}
