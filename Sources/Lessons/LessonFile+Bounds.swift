extension LessonFile {
    /// How much a lesson file may hold. A lesson is loaded whole into a small box and spoken aloud.
    enum Bounds {
        static let fileBytes = 262_144
        /// Characters of one line of the front matter.
        static let line = 4_000
        static let id = 64
        static let title = 120
        static let voice = 64
        /// Characters of a greeting, closing, question, hint, explanation, praise or `because`.
        static let spoken = 600
        /// Characters of one accepted answer or confusion.
        static let answer = 120
        static let instructions = 20_000
        static let source = 400
        static let license = 64
        static let ages = 3...99
        static let speed = 0.25...1.5
        static let objectives = 1...12
        static let exercises = 1...200
        static let expect = 1...24
        static let confusions = 0...24
        static let say = 1...12
        static let hints = 0...5
        static let sources = 0...20
        /// The numbers that an exercise of kind `number` may ask for.
        static let numbers = 0...1_000_000
        static let efforts = ["minimal", "low", "medium", "high", "xhigh"]
    }
}
