/// A lesson that has every key that a lesson may have, and an exercise of every kind; the tests break it.
enum FullLesson {
    static let text = """
        ---
        id: full
        title: Everything at once
        language: en-GB
        ages: 8-10
        voice: marin
        speed: 0.9
        reasoning: low
        style: "Speak slowly, in short sentences."
        license: CC-BY-4.0
        sources: ["Common knowledge."]
        greeting: "Hello!"
        closing: "Goodbye!"
        tools: [calculator, school_shop]
        mcp:
          - server: market
            allow: [quote, get-rates]
            watch: ["market://rates"]
        budget: 0.5
        guard:
          - topic: violence
            phrases: [weapon, "how to fight"]
        images:
          - id: heart
            file: pictures/heart.png
            alt: "A heart, drawn in red."
        objectives:
          - id: counting
            title: Count
          - id: adding
            title: Add
            after: [counting]
          - id: words
            title: Words
            after: counting
        exercises:
          - id: pump
            objective: words
            kind: say
            image: heart
            ask: "What is this?"
            expect: [heart, the heart]
            confusions:
              - say: [lung, lungs]
                because: "Lungs take in air."
            hints: ["It beats.", "It pumps blood."]
            explain: "It is the heart."
            praise: "Yes!"
            in:
              es:
                ask: "¿Qué es esto?"
                expect: [corazón]
                confusions:
                  - say: [pulmón]
                    because: "Los pulmones toman aire."
                hints: ["Late."]
                explain: "Es el corazón."
                praise: "¡Sí!"
              pt-BR:
                ask: "O que é isto?"
          - id: cat-in-french
            objective: words
            kind: say
            answer_language: fr
            ask: "What is a cat in French?"
            expect: [chat, le chat]
            explain: "It is le chat."
          - id: length
            objective: counting
            kind: number
            ask: "How long is two and a half metres in centimetres?"
            expect: [250]
            tolerance: 0.5
            units: [centimetres, centimetre, cm]
            needs_unit: true
            confusions:
              - say: [25]
                because: "A metre has a hundred of them."
            explain: "It is two hundred and fifty."
          - id: decimal
            objective: counting
            kind: number
            ask: "What is half of five?"
            expect: [2.5, 5/2]
            explain: "Two point five."
          - id: bigger
            objective: counting
            kind: choice
            ask: "Which is more, five or six?"
            expect: [six]
            confusions:
              - say: [five]
                because: "Count on from five."
            explain: "Six is more."
          - id: growing
            objective: words
            kind: order
            ask: "Which comes first: flower, seed or sprout?"
            expect: [seed, sprout, flower]
            confusions:
              - say: "sprout, seed, flower"
                because: "What does a sprout come from?"
            hints: ["It begins in the earth."]
            explain: "Seed, sprout, flower."
          - id: rabbit
            objective: words
            kind: spell
            ask: "Spell rabbit."
            expect: rabbit
            confusions:
              - say: rabit
                because: "One letter comes twice."
            hints: ["It begins with an r."]
            explain: "R, a, b, b, i, t."
          - id: greeting
            objective: words
            kind: repeat
            ask: "Say after me: good morning, how are you?"
            expect: ["Good morning, how are you?"]
            confusions:
              - say: "Good evening"
                because: "It is morning."
            explain: "Good morning, how are you?"
          - id: take-away
            objective: adding
            kind: generated
            make:
              a: 10-30
              b: 2-9
            formula: "a - b"
            when: "a > b and a % 2 == 0"
            count: 4
            ask: "What is {a} minus {b}?"
            tolerance: 0
            units: [apples]
            confusions:
              - say: ["{a + b}"]
                because: "That is {a} and {b} together."
              - say: ["{a - b - 1}", "{a - b + 1}"]
                because: "Only one off."
            hints: ["Start at {a} and go back {b} steps."]
            explain: "{a} minus {b} is {answer}."
            praise: "Yes, {answer}!"
            in:
              es:
                ask: "¿Cuánto es {a} menos {b}?"
                explain: "Es {answer}."
        ---

        # The tutor

        Be kind.

        """

    /// The text with one part exchanged, which must stand in it once.
    static func with(_ part: String, _ other: String) -> String {
        precondition(text.ranges(of: part).count == 1, "\(part) stands once in the lesson")
        return text.replacing(part, with: other)
    }
}
