import Lessons
import Testing

@Suite struct FullLessonTests {
    @Test func `every key of a lesson is read`() throws {
        let lesson = try LessonFile.parse(FullLesson.text, path: "f.md").get()
        #expect(lesson.style == "Speak slowly, in short sentences.")
        #expect(lesson.tools == ["calculator", "school_shop"])
        #expect(
            lesson.servers == [MCPUse(server: "market", allow: ["quote", "get-rates"], watch: ["market://rates"])])
        #expect(lesson.budget == 0.5)
        #expect(lesson.guards == [GuardTopic(topic: "violence", phrases: ["weapon", "how to fight"])])
        #expect(
            lesson.images == [LessonImage(id: "heart", file: "pictures/heart.png", alt: "A heart, drawn in red.")])
        #expect(lesson.objectives.map(\.after) == [[], ["counting"], ["counting"]])
        #expect(Set(lesson.exercises.map(\.kind)) == Set(Exercise.Kind.allCases))

        let pump = try #require(lesson.exercise("pump"))
        #expect(pump.image == "heart")
        #expect(pump.forms["pt-BR"] == ExerciseForms(ask: "O que é isto?"))
        #expect(pump.forms["es"]?.confusions?.map(\.say) == [["pulmón"]])
        #expect(lesson.exercise("cat-in-french")?.answerLanguage == "fr")
        #expect(
            lesson.exercise("length")?.number
                == NumberRule(tolerance: 0.5, units: ["centimetres", "centimetre", "cm"], needsUnit: true))
        #expect(lesson.exercise("growing")?.expect == ["seed", "sprout", "flower"])
        #expect(lesson.exercise("rabbit")?.expect == ["rabbit"])
        #expect(
            lesson.exercise("take-away")?.generator
                == Generator(
                    variables: [.init(name: "a", range: 10...30), .init(name: "b", range: 2...9)], formula: "a - b",
                    condition: "a > b and a % 2 == 0", count: 4))
    }

    private static let table: [(right: String, wrong: String, place: String, told: String)] = [
        ("style:", "styl:", "9:1", "unknown key `styl` in the front matter, expected `style`"),
        (
            "calculator, school_shop", "calculator, School shop", "14:21",
            "`tools` is \"School shop\", expected the name of a tool: lower-case letters, digits and underscores, such as school_shop"
        ),
        (
            "[calculator, school_shop]", "[dice, dice]", "14:15", "`tools` has \"dice\" a second time, expected it once"
        ),
        ("allow:", "alow:", "17:5", "unknown key `alow` in an MCP server, expected `allow`"),
        ("market://rates", "rates", "18:13", "`watch` is \"rates\", expected a URI such as market://rates"),
        ("server: market", "name: market", "16:5", "an MCP server has no `server`, expected the key `server`"),
        ("budget: 0.5", "budget: 0", "19:9", "`budget` is \"0\", expected a number above 0, at most 1000"),
        ("budget: 0.5", "budget: nan", "19:9", "`budget` is \"nan\", expected a number above 0, at most 1000"),
        ("[weapon, \"how to fight\"]", "[]", "22:14", "`phrases` is empty, expected 1 to 50"),
        (
            "pictures/heart.png", "../heart.png", "25:11",
            "`file` is \"../heart.png\", expected a path that stays in the lesson's folder, such as heart.png"
        ),
        (
            "pictures/heart.png", "/etc/heart.png", "25:11",
            "`file` is \"/etc/heart.png\", expected a path that stays in the lesson's folder, such as heart.png"
        ),
        (
            "pictures/heart.png", "heart.gif", "25:11",
            "`file` is \"heart.gif\", expected a file of type .png, .jpg, .jpeg, .webp"
        ),
        ("    image: heart", "    image: hart", "40:12", "the image `hart` is not declared, expected `heart`"),
        ("    image: heart\n", "", "24:9", "the image `heart` is not shown, expected an exercise with `image: heart`"),
        (
            "after: [counting]", "after: [countng]", "32:13",
            "the objective `countng` is not declared, expected `counting`"
        ),
        (
            "title: Count\n", "title: Count\n    after: adding\n", "33:13",
            "objectives wait for one another: `counting` after `adding` after `counting`, expected `after` to name what comes before"
        ),
        (
            "after: [counting]", "after: [adding]", "32:13",
            "objectives wait for one another: `adding` after `adding`, expected `after` to name what comes before"
        ),
        ("kind: order", "kind: ordr", "97:11", "`kind` is \"ordr\", expected `order`"),
        (
            "answer_language: fr", "answer_language: french", "64:22",
            "`answer_language` is \"french\", expected a BCP 47 tag such as en, en-GB or pt-BR"
        ),
        (
            "      es:\n        ask: \"¿Qué", "      en-GB:\n        ask: \"¿Qué", "50:7",
            "`in` names en-GB, the lesson's own language, expected another language"
        ),
        (
            "        ask: \"¿Qué es esto?\"\n", "", "50:7",
            "`expect` in es without `ask`, expected the question in es, too"
        ),
        (
            "ask: \"O que é isto?\"", "aks: \"O que é isto?\"", "60:9",
            "unknown key `aks` in a form of `in`, expected `ask`"
        ),
        (
            "expect: [corazón]", "expect: [pulmón]", "54:19",
            "the confusion \"pulmón\" of `pump` cannot be told from another answer, expected a wrong answer that is said in no other place of the exercise"
        ),
        ("tolerance: 0.5", "tolerance: -1", "73:16", "`tolerance` is \"-1\", expected a number from 0 to 1000000"),
        ("needs_unit: true", "needs_unit: yes", "75:17", "`needs_unit` is \"yes\", expected true or false"),
        (
            "    units: [centimetres, centimetre, cm]\n", "", "74:17",
            "`needs_unit` without `units`, expected the key `units` with the ways to say the unit"
        ),
        (
            "say: [25]", "say: [250.5]", "77:15",
            "the confusion \"250.5\" of `length` lies within the tolerance, expected a number further from the answer, or a smaller `tolerance`"
        ),
        (
            "expect: [2.5, 5/2]", "expect: [2.5, 5/0]", "84:19",
            "`expect` of a number exercise is \"5/0\", expected a number from -1000000 to 1000000, such as 54, -3, 2.5 or 3/4"
        ),
        (
            "expect: [2.5, 5/2]", "expect: [2000000]", "84:14",
            "`expect` of a number exercise is \"2000000\", expected a number from -1000000 to 1000000, such as 54, -3, 2.5 or 3/4"
        ),
        (
            "expect: [2.5, 5/2]", "expect: 2.5\n    make: {a: 1-2}", "85:5",
            "a `number` exercise takes no `make`, expected the kind `generated`"
        ),
        (
            "expect: [six]", "expect: [six]\n    units: [cm]", "91:5",
            "a `choice` exercise takes no `units`, expected the kind `number` or `generated`"
        ),
        ("expect: [seed, sprout, flower]", "expect: [seed]", "99:13", "`expect` has 1 entry, expected 2 to 10"),
        (
            "expect: [seed, sprout, flower]", "expect: [seed, Seed, flower]", "99:20",
            "the item \"seed\" a second time, expected items that differ"
        ),
        (
            "say: \"sprout, seed, flower\"", "say: sprout", "101:14",
            "`say` is \"sprout\", expected the items in their wrong order, with commas between them"
        ),
        (
            "say: \"sprout, seed, flower\"", "say: \"seed, sprout, flower\"", "101:14",
            "the confusion \"seed, sprout, flower\" of `growing` cannot be told from another answer, expected a wrong answer that is said in no other place of the exercise"
        ),
        (
            "It begins in the earth.", "The seed, then a sprout, then a flower.", "103:13",
            "a hint of `growing` says the whole answer in its order, expected a hint that leaves something to find"
        ),
        (
            "expect: rabbit", "expect: two rabbits", "109:13",
            "`expect` of a spell exercise is \"two rabbits\", expected one word of letters, such as rabbit"
        ),
        (
            "say: rabit", "say: Rabbit", "111:14",
            "the confusion \"Rabbit\" of `rabbit` cannot be told from another answer, expected a wrong answer that is said in no other place of the exercise"
        ),
        (
            "It begins with an r.", "R, a, b, b, i and t.", "113:13",
            "a hint of `rabbit` says the whole answer in its order, expected a hint that leaves something to find"
        ),
        (
            "say: \"Good evening\"", "say: \"Good morning how are you\"", "121:14",
            "the confusion \"Good morning how are you\" of `greeting` cannot be told from another answer, expected a wrong answer that is said in no other place of the exercise"
        ),
        ("formula: \"a - b\"", "expect: 4", "130:5", "a `generated` exercise takes no `expect`, expected `formula`"),
        (
            "formula: \"a - b\"", "expect: 4", "124:5",
            "a `generated` exercise has no `formula`, expected the key `formula`"
        ),
    ]

    @Test(arguments: table)
    func `a fault of any key has its place and what would be right`(
        right: String, wrong: String, place: String, told: String
    ) {
        let found = faults(FullLesson.with(right, wrong))
        #expect(found.contains("f.md:\(place): \(told)"), "\(found)")
    }

    private func faults(_ text: String) -> [String] {
        switch LessonFile.parse(text, path: "f.md") {
        case .success: []
        case .failure(let error): error.faults.map(\.description)
        }
    }
}
