public import Lessons

/// The text of a new lesson: one that can be taught as it is, with comments that teach the format.
public struct LessonTemplate: Sendable {
    public var id: LessonID
    public var title: String
    /// A BCP 47 tag. The examples are written in English all the same: they are there to be replaced.
    public var language: String
    public var ages: ClosedRange<Int>
    /// One exercise of each.
    public var kinds: [Exercise.Kind]

    /// The kinds that most lessons are made of.
    public static let common: [Exercise.Kind] = [.say, .number, .choice]

    public init(
        id: LessonID, title: String? = nil, language: String = "en-GB", ages: ClosedRange<Int> = 7...9,
        kinds: [Exercise.Kind] = LessonTemplate.common
    ) {
        self.id = id
        self.title =
            title ?? (id.rawValue.prefix(1).uppercased() + id.rawValue.dropFirst()).replacing("-", with: " ")
        self.language = language
        self.ages = ages
        self.kinds = kinds
    }

    public var text: String {
        """
        ---
        # A lesson is this one file. Between the two lines --- stands what is asked and how it is marked; the text below
        # them is for the tutor. Look at it again after each change:
        #   tutord lessons check \(id).md     every fault, with its line
        #   tutord lessons try \(id).md       six scripted pupils take it, without key or sound
        id: \(id)
        title: \(LessonTemplate.quoted(title))
        language: \(language)      # what the pupil hears and answers, as a BCP 47 tag: en-GB, es, fr-CA
        ages: \(ages.lowerBound)-\(ages.upperBound)
        license: CC-BY-4.0
        greeting: "Hello! Let us begin."
        closing: "That was all for today. Well done, goodbye!"

        # What a pupil can do afterwards. The teacher's report is made of these.
        objectives:
          - id: first-steps
            title: "What this lesson is about"

        # Each exercise: `ask` is said, `expect` is right, `confusions` are the wrong answers that children really give,
        # `hints` go from a nudge to nearly the answer, `explain` is said when nothing has helped.
        exercises:
        \(kinds.map { LessonTemplate.exercise($0) }.joined(separator: "\n"))
        ---

        You are a calm, friendly tutor. Speak in short sentences and ask one question at a time.
        Praise effort and method. Give the hints before an answer, one after the other.

        """
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    private static func exercise(_ kind: Exercise.Kind) -> String {
        let lines: String
        switch kind {
        case .say:
            lines = """
                # say: a word or a phrase. Case, articles, plurals and "um, I think" make no difference, so list what
                # is really another word.
                - id: animal-that-barks
                  objective: first-steps
                  kind: say
                  ask: "Which animal barks?"
                  expect: [dog, puppy, hound]
                  confusions:
                    - say: [cat, kitten]
                      because: "That one purrs."
                  hints:
                    - "It wags its tail."
                    - "It chases cats."
                    - "It lives in a kennel, and its name begins with a D."
                  explain: "A dog barks."
                  praise: "Yes, a dog!"
                """
        case .number:
            lines = """
                # number: whole numbers, decimals, fractions like "3/4". `tolerance: 0.5` takes what is nearly right;
                # with `units`, the first is the one that the tutor names.
                - id: length-of-two-rods
                  objective: first-steps
                  kind: number
                  ask: "One rod is thirty centimetres long. How long are two of them together?"
                  expect: [60]
                  units: [centimetres, centimeters, cm]
                  confusions:
                    - say: [32]
                      because: "That is thirty and two. There are two rods of thirty."
                  hints:
                    - "Lay one rod behind the other."
                    - "What is thirty and thirty?"
                    - "Three and three are six. So thirty and thirty are …?"
                  explain: "Thirty and thirty are sixty: sixty centimetres."
                """
        case .choice:
            lines = """
                # choice: the question names the choices; the wrong ones are the confusions.
                - id: heavier-of-two
                  objective: first-steps
                  kind: choice
                  ask: "Which is heavier: a feather or a stone?"
                  expect: [stone]
                  confusions:
                    - say: [feather]
                      because: "A feather flies away when you blow."
                  hints:
                    - "Think of holding one in each hand."
                    - "Which of them would hurt your toe?"
                    - "It lies on the ground and is hard."
                  explain: "A stone is heavier than a feather."
                """
        case .order:
            lines = """
                # order: `expect` are the things in their order; the pupil names them one after the other.
                - id: meals-of-a-day
                  objective: first-steps
                  kind: order
                  ask: "Put the meals of a day in order: dinner, breakfast, lunch."
                  expect: [breakfast, lunch, dinner]
                  confusions:
                    - say: ["breakfast, dinner, lunch"]
                      because: "Which of them is at noon?"
                  hints:
                    - "Which one do you have in the morning?"
                    - "Lunch is in the middle."
                    - "First breakfast, then lunch. What is left?"
                  explain: "Breakfast in the morning, lunch at noon, dinner in the evening."
                """
        case .spell:
            lines = """
                # spell: a word, letter by letter.
                - id: spell-tree
                  objective: first-steps
                  kind: spell
                  ask: "How do you spell the word tree?"
                  expect: [tree]
                  hints:
                    - "It has four letters."
                    - "It ends with a double letter."
                    - "T, R, and then the same letter twice."
                  explain: "Tree is spelled T, R, double E."
                """
        case .repeat:
            lines = """
                # repeat: a sentence that the pupil says after the tutor.
                - id: say-after-me
                  objective: first-steps
                  kind: repeat
                  ask: "Say after me: the sun rises in the east."
                  expect: ["the sun rises in the east"]
                  hints:
                    - "Begin with: the sun."
                    - "The sun rises."
                    - "Slowly: the sun rises, in the east."
                  explain: "We say: the sun rises in the east."
                """
        case .generated:
            lines = """
                # generated: a question that is drawn from ranges, never twice the same. {a} stands for a number,
                # {answer} for the answer, {a - b} for what that comes to.
                - id: take-away
                  objective: first-steps
                  kind: generated
                  make: {a: 5-9, b: 2-4}
                  formula: a - b
                  when: a > b
                  count: 3
                  ask: "You have {a} apples and give away {b}. How many are left?"
                  hints:
                    - "Count back from {a}."
                    - "Hold up {a} fingers, and fold {b} of them."
                    - "It is one more than {answer - 1}."
                  explain: "{a} take away {b} is {answer}."
                """
        }
        return lines.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }.joined(separator: "\n")
    }
}
