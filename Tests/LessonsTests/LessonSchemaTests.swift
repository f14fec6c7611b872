import Foundation
import Lessons
import Testing
import Yams

/// `lessons/lesson.schema.json` tells editors what the reader takes; here it is held to the reader.
@Suite struct LessonSchemaTests {
    private let schema: JSONSchemaSubset

    init() throws {
        let text = try String(contentsOf: ShippedLessons.folder.appending(path: "lesson.schema.json"), encoding: .utf8)
        // JSON is YAML; so numbers and truth come as Swift's own.
        schema = JSONSchemaSubset(root: try #require(try load(yaml: text) as? [String: Any]))
    }

    /// The mapping of the schema that is a key set of the reader.
    private func part(_ set: KeySet) throws -> [String: Any] {
        let names = [
            "an objective": "objective", "an MCP server": "server", "a guarded topic": "topic", "an image": "image",
            "an exercise": "exercise", "a confusion": "confusion", "a form of `in`": "form",
        ]
        guard let name = names[set.name] else { return schema.root }
        return try #require((schema.root["$defs"] as? [String: Any])?[name] as? [String: Any])
    }

    @Test(arguments: LessonKeys.all)
    func `every mapping has the keys of the reader and no other`(set: KeySet) throws {
        let part = try part(set)
        let properties = try #require(part["properties"] as? [String: Any])
        #expect(Set(properties.keys) == Set(set.known), "\(set.name)")
        #expect(Set(part["required"] as? [String] ?? []) == Set(set.required), "\(set.name)")
        #expect(part["additionalProperties"] as? Bool == false, "\(set.name)")
        for (key, rule) in properties {
            let words = try #require(rule as? [String: Any])
            #expect(words["description"] is String, "\(key) is explained to who writes it")
        }
    }

    @Test(arguments: Exercise.Kind.allCases)
    func `every kind needs and takes the keys that the reader lets it`(kind: Exercise.Kind) throws {
        let rules = try #require(try part(LessonKeys.exercise)["allOf"] as? [[String: Any]])
        let rule = try #require(
            rules.first { rule in
                let properties = (rule["if"] as? [String: Any])?["properties"] as? [String: Any]
                return (properties?["kind"] as? [String: Any])?["const"] as? String == kind.rawValue
            })
        let then = try #require(rule["then"] as? [String: Any])
        let more = kind == .choice ? ["confusions"] : []
        #expect(Set(then["required"] as? [String] ?? []) == Set(LessonKeys.required(of: kind) + more))
        let refused = (then["properties"] as? [String: Any] ?? [:]).filter { $0.value as? Bool == false }.keys
        #expect(
            Set(refused) == Set(LessonKeys.exercise.optional.filter { LessonKeys.misplaced($0, in: kind) != nil }))
    }

    private typealias Bounds = LessonFile.Bounds

    /// Where a bound stands in the schema, and what it is in the reader.
    private static let bounds: [(path: String, bound: Double)] =
        [
            ("properties/title/maxLength", Bounds.title), ("properties/voice/maxLength", Bounds.voice),
            ("properties/style/maxLength", Bounds.style), ("properties/license/maxLength", Bounds.license),
            ("properties/sources/anyOf/0/maxLength", Bounds.source), ("$defs/name/maxLength", Bounds.id),
            ("$defs/tag/maxLength", Bounds.language), ("$defs/tool/maxLength", Bounds.id),
            ("$defs/spoken/maxLength", Bounds.spoken), ("$defs/answer/maxLength", Bounds.answer),
            ("$defs/objective/properties/title/maxLength", Bounds.title),
            ("$defs/server/properties/allow/anyOf/0/maxLength", Bounds.allowedTool),
            ("$defs/server/properties/watch/anyOf/0/maxLength", Bounds.resource),
            ("$defs/topic/properties/topic/maxLength", Bounds.topic),
            ("$defs/topic/properties/phrases/anyOf/0/maxLength", Bounds.phrase),
            ("$defs/image/properties/file/maxLength", Bounds.imageFile),
            ("$defs/exercise/properties/units/anyOf/0/maxLength", Bounds.unit),
            ("$defs/exercise/properties/formula/maxLength", Bounds.formula),
            ("$defs/exercise/properties/when/maxLength", Bounds.formula),
            ("$defs/exercise/properties/make/propertyNames/maxLength", Bounds.variable),
        ].map { ($0.0, Double($0.1)) } + [
            ("properties/speed/minimum", Bounds.speed.lowerBound),
            ("properties/speed/maximum", Bounds.speed.upperBound),
            ("properties/budget/maximum", Bounds.budget), ("properties/budget/exclusiveMinimum", 0),
            ("$defs/exercise/properties/tolerance/minimum", Bounds.tolerance.lowerBound),
            ("$defs/exercise/properties/tolerance/maximum", Bounds.tolerance.upperBound),
        ]

    /// Where a list stands in the schema, and how long it may be in the reader.
    private static let counts: [(path: String, bounds: ClosedRange<Int>)] = [
        ("properties/sources/anyOf/1/*Items", Bounds.sources), ("properties/tools/anyOf/1/*Items", Bounds.tools),
        ("properties/mcp/anyOf/1/*Items", Bounds.servers), ("properties/guard/anyOf/1/*Items", Bounds.guards),
        ("properties/images/anyOf/1/*Items", Bounds.images),
        ("properties/objectives/anyOf/1/*Items", Bounds.objectives),
        ("properties/exercises/anyOf/1/*Items", Bounds.exercises),
        ("$defs/objective/properties/after/anyOf/1/*Items", Bounds.after),
        ("$defs/server/properties/allow/anyOf/1/*Items", Bounds.allow),
        ("$defs/server/properties/watch/anyOf/1/*Items", Bounds.watch),
        ("$defs/topic/properties/phrases/anyOf/1/*Items", Bounds.phrases),
        ("$defs/confusion/properties/say/anyOf/1/*Items", Bounds.say),
        ("$defs/exercise/properties/expect/anyOf/1/*Items", Bounds.expect),
        ("$defs/exercise/properties/confusions/anyOf/1/*Items", Bounds.confusions),
        ("$defs/exercise/properties/hints/anyOf/1/*Items", Bounds.hints),
        ("$defs/exercise/properties/units/anyOf/1/*Items", Bounds.units),
        ("$defs/exercise/properties/in/*Properties", Bounds.forms),
        ("$defs/exercise/properties/make/*Properties", Bounds.variables),
        ("$defs/exercise/properties/count/*imum", Bounds.draws),
        ("$defs/exercise/allOf/3/then/properties/expect/*Items", Bounds.items),
    ]

    @Test(
        arguments: bounds
            + counts.flatMap { path, bounds in
                [
                    (path.replacing("*", with: "min"), Double(bounds.lowerBound)),
                    (path.replacing("*", with: "max"), Double(bounds.upperBound)),
                ]
            })
    func `a bound is that of the reader`(path: String, bound: Double) {
        var value: Any? = schema.root
        for step in path.split(separator: "/") {
            value = (value as? [String: Any])?[String(step)] ?? Int(step).flatMap { (value as? [Any])?[$0] }
        }
        #expect((value as? Int).map(Double.init) ?? value as? Double == bound)
    }

    @Test func `words are those of the reader`() throws {
        let exercise = try #require(try part(LessonKeys.exercise)["properties"] as? [String: [String: Any]])
        #expect(exercise["kind"]?["enum"] as? [String] == Exercise.Kind.allCases.map(\.rawValue))
        let lesson = try #require(schema.root["properties"] as? [String: [String: Any]])
        #expect(lesson["reasoning"]?["enum"] as? [String] == LessonFile.Bounds.efforts)
    }

    private func faults(_ text: String) throws -> [String] {
        let matter = text.split(separator: "\n---", maxSplits: 1)[0].dropFirst(4)
        return schema.faults(of: try #require(try load(yaml: String(matter))))
    }

    @Test func `a lesson with every key is valid`() throws { #expect(try faults(FullLesson.text) == []) }

    @Test(arguments: ShippedLessons.paths)
    func `a shipped lesson is valid`(path: String) throws {
        #expect(try faults(String(decoding: ShippedLessons.bytes(path), as: UTF8.self)) == [])
    }

    @Test(arguments: [
        ("kind: order", "kind: sort"), ("after: [counting]", "before: [counting]"), ("speed: 0.9", "speed: 9"),
        ("pictures/heart.png", "../heart.png"), ("pictures/heart.png", "/heart.png"), ("heart.png", "heart.gif"),
        ("count: 4", "count: 40"), ("b: 2-9", "B: 2-9"), ("b: 2-9", "b: two"), ("budget: 0.5", "budget: 0"),
        ("expect: [six]", "expect: [six]\n    units: [cm]"), ("expect: [seed, sprout, flower]", "expect: [seed]"),
        ("    formula: \"a - b\"\n", ""), ("answer_language: fr", "answer_language: french!"), ("id: pump", "id: Pump"),
        ("title: Everything at once\n", ""), ("server: market", "server: Market"), ("      pt-BR:", "      p:"),
    ])
    func `what the reader refuses is not valid`(right: String, wrong: String) throws {
        let text = FullLesson.with(right, wrong)
        #expect(throws: LessonFaults.self) { try LessonFile.parse(text, path: "f.md").get() }
        #expect(try !faults(text).isEmpty)
    }
}
