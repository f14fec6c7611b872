extension LessonFile {
    /// How much a lesson file may hold. A lesson is loaded whole into a small box and spoken aloud.
    package enum Bounds {
        package static let fileBytes = 262_144
        /// Characters of one line of the front matter.
        package static let line = 4_000
        package static let id = 64
        package static let title = 120
        package static let language = 35
        package static let voice = 64
        /// Characters of a greeting, closing, question, hint, explanation, praise, `because` or `alt`.
        package static let spoken = 600
        /// Characters of one accepted answer or confusion.
        package static let answer = 120
        package static let instructions = 20_000
        package static let source = 400
        package static let license = 64
        package static let style = 400
        package static let ages = 3...99
        package static let speed = 0.25...1.5
        package static let objectives = 1...12
        package static let after = 0...11
        package static let exercises = 1...200
        package static let expect = 1...24
        /// The items of an exercise of kind `order`.
        package static let items = 2...10
        package static let confusions = 0...24
        package static let say = 1...12
        package static let hints = 0...5
        package static let sources = 0...20
        /// Languages beside the lesson's own.
        package static let forms = 1...12
        /// The numbers that an exercise may ask for.
        package static let numbers = -1_000_000...1_000_000
        package static let sayable =
            "a whole number or one of at most 3 decimals, within \(numbers.lowerBound) to \(numbers.upperBound)"
        package static let tolerance = 0.0...1_000_000
        package static let units = 0...12
        package static let unit = 40
        package static let efforts = ["minimal", "low", "medium", "high", "xhigh"]

        /// The most that one sitting may cost; more than 0.
        package static let budget = 1_000.0
        package static let tools = 0...16
        package static let servers = 0...4
        /// Tools that a lesson allows of one MCP server.
        package static let allow = 0...32
        package static let allowedTool = 128
        package static let watch = 0...8
        package static let resource = 400
        package static let guards = 0...20
        package static let topic = 80
        package static let phrases = 1...50
        package static let phrase = 80
        package static let images = 0...20
        package static let imageFile = 200
        package static let imageTypes = ["png", "jpg", "jpeg", "webp"]

        package static let variables = 1...4
        package static let variable = 20
        package static let drawn = -10_000...10_000
        /// Characters of a formula or a condition.
        package static let formula = 200
        package static let draws = 1...20
        package static let defaultDraws = 3
    }
}
