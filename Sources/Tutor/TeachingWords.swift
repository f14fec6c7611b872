/// What the tutor says between a lesson's own sentences.
struct TeachingWords: Sendable, Hashable {
    var right: [String]
    var notQuite: [String]
    var tryAgain: String
    var unclear: String
    var hint: String
    var noHints: String
    var noQuestion: String
    var skipped: String
    var over: String
    var notSaved: String

    static let english = TeachingWords(
        right: ["Yes, that's right!", "Well done!", "Exactly!", "Correct, good thinking!"],
        notQuite: ["Not quite.", "Not yet.", "Nearly, but not quite."],
        tryAgain: "Try again.",
        unclear: "I did not catch your answer.",
        hint: "Here is a hint.",
        noHints: "I have no more hints for this one.",
        noQuestion: "There is no question yet.",
        skipped: "All right, we leave that one.",
        over: "That was the last question. You worked hard. Goodbye!",
        notSaved: "I could not save that answer. Please tell your teacher.")
}
