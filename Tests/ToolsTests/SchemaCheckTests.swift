import Realtime
import Testing
import Tools

@Suite struct SchemaCheckTests {
    /// A schema, a value, and what becomes of it: a corrected value, or a fault.
    static let table: [(schema: JSONValue, given: JSONValue, kept: JSONValue?, fault: String)] = [
        (["type": "string"], "a", "a", ""),
        (["type": "string"], 3, "3", ""),
        (["type": "string"], true, nil, "`x` is true: expected a text"),
        (["type": "integer"], 3, 3, ""),
        (["type": "integer"], "3", 3, ""),
        (["type": "integer"], 3.0, 3, ""),
        (["type": "integer"], 3.5, nil, "`x` is 3.5: expected a whole number"),
        (["type": "integer"], "three", nil, "`x` is \"three\": expected a whole number"),
        (["type": "number"], 3, 3, ""),
        (["type": "number"], "2.5", 2.5, ""),
        (["type": "number"], "1e999", nil, "expected a number"),
        (["type": "number"], "nan", nil, "expected a number"),
        (["type": "boolean"], "true", true, ""),
        (["type": "boolean"], 1, nil, "expected true or false"),
        (["type": ["string", "null"]], nil, JSONValue.null, ""),
        (["type": "null"], nil, JSONValue.null, ""),
        (["enum": ["lagos", "lima", "oslo"]], "Rome", nil, "`x` is \"Rome\": expected one of lagos, lima, oslo"),
        (["type": "string", "enum": ["lagos", "lima"]], "Lima", "lima", ""),
        (["enum": [1, 2]], 3, nil, "`x` is 3: expected one of 1, 2"),
        (["type": "integer", "enum": [1, 2]], "2", 2, ""),
        (["const": "a"], "b", nil, "`x` is \"b\": expected \"a\""),
        (["type": "integer", "minimum": 1], 0, nil, "`x` is 0: expected at least 1"),
        (["type": "integer", "maximum": 5], 6, nil, "`x` is 6: expected at most 5"),
        (["type": "number", "exclusiveMinimum": 0], 0, nil, "expected more than 0"),
        (["type": "number", "exclusiveMaximum": 1], 1.0, nil, "expected less than 1"),
        (["type": "string", "minLength": 2], "a", nil, "`x` has 1 characters: expected at least 2"),
        (["type": "string", "maxLength": 1], "👍a", nil, "`x` has 2 characters: expected at most 1"),
        (["type": "string", "pattern": "^[a-z]{2,3}$"], "abcd", nil, "expected the form ^[a-z]{2,3}$"),
        (["type": "string", "pattern": "^[a-z]{2,3}$"], "abc", "abc", ""),
        (["type": "array", "items": ["type": "integer"]], ["1", 2], [1, 2], ""),
        (["type": "array", "items": ["type": "integer"]], [1, "b"], nil, "`x[1]` is \"b\""),
        (["type": "array", "minItems": 1], [], nil, "`x` has 0 entries: expected at least 1"),
        (["type": "array", "maxItems": 1], [1, 2], nil, "expected at most 1"),
        (["type": "array", "uniqueItems": true], [1, 1], nil, "has an entry twice"),
        (["anyOf": [["type": "integer"], ["type": "string", "enum": ["all"]]]], "all", "all", ""),
        (
            ["anyOf": [["type": "integer"], ["type": "string", "enum": ["all"]]]], "none", nil,
            "expected a whole number, or `x`"
        ),
        (["type": "object", "properties": ["a": ["type": "integer"]]], ["a": "1", "b": 2], ["a": 1, "b": 2], ""),
        (
            ["type": "object", "properties": ["a": [:]], "additionalProperties": false], ["b": 2], nil,
            "`b` is not known: expected `a`"
        ),
        (["type": "object", "additionalProperties": ["type": "integer"]], ["b": "2"], ["b": 2], ""),
        (
            ["type": "object", "properties": ["a": ["enum": [1]]], "required": ["a"]], [:], nil,
            "`a` is missing: expected one of 1"
        ),
        (
            ["type": "object", "properties": ["a": ["type": "integer", "default": 7]], "required": ["a"]], [:],
            ["a": 7], ""
        ),
        (["type": "object", "properties": ["a": ["type": "integer"]]], ["a": nil], [:], ""),
        (
            ["type": "object", "properties": ["a": ["type": "object", "properties": ["b": ["type": "integer"]]]]],
            ["a": ["b": "x"]], nil, "`a.b` is \"x\""
        ),
        (true, [1], [1], ""),
    ]

    @Test(arguments: table.indices) func `a value is kept, corrected or refused`(index: Int) {
        let row = Self.table[index]
        switch SchemaCheck(row.schema).check(row.given, name: "x") {
        case .success(let value): #expect(value == row.kept, "row \(index)")
        case .failure(let faults):
            #expect(row.kept == nil && faults.description.contains(row.fault), "row \(index): \(faults)")
        }
    }

    @Test func `faults are bounded`() {
        let many = JSONObject(uniqueKeysWithValues: (0..<50).map { ("k\($0)", JSONValue.integer($0)) })
        guard case .failure(let faults) = SchemaCheck(["type": "object", "additionalProperties": false]).check(many)
        else {
            Issue.record("accepted")
            return
        }
        #expect(faults.faults.count == 8)
    }

    @Test func `arguments beyond measure are refused`() {
        let large = JSONObject(uniqueKeysWithValues: [("a", JSONValue.string(String(repeating: "x", count: 40_000)))])
        #expect(throws: SchemaFaults.self) { try SchemaCheck(["type": "object"]).check(large).get() }
        var deep: JSONValue = [:]
        var schema: JSONValue = ["type": "object"]
        for _ in 0..<40 {
            deep = ["a": deep]
            schema = ["type": "object", "properties": ["a": schema]]
        }
        #expect(throws: SchemaFaults.self) { try SchemaCheck(schema).check(deep.objectValue ?? [:]).get() }
    }

    @Test func `a schema is cleaned for the model`() {
        let schema: JSONValue = [
            "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "title": "T", "x-mine": 1,
            "$defs": [
                "City": ["type": "string", "enum": ["lima"]],
                "Loop": ["properties": ["next": ["$ref": "#/$defs/Loop"]]],
            ],
            "properties": [
                "city": ["$ref": "#/$defs/City", "description": "where"], "loop": ["$ref": "#/$defs/Loop"],
                "far": ["$ref": "https://example.com/s.json"],
                "one": ["oneOf": [["type": "string"], ["type": "null"]]],
                "all": ["allOf": [["type": "object", "properties": ["a": ["type": "string"]]], ["required": ["a"]]]],
                "tuple": ["type": "array", "items": [["type": "string"]]],
            ],
        ]
        #expect(
            SchemaCleaner.clean(schema) == [
                "type": "object", "title": "T",
                "properties": [
                    "city": ["type": "string", "enum": ["lima"], "description": "where"],
                    "loop": ["properties": ["next": [:]]], "far": [:],
                    "one": ["anyOf": [["type": "string"], ["type": "null"]]],
                    "all": ["type": "object", "properties": ["a": ["type": "string"]], "required": ["a"]],
                    "tuple": ["type": "array", "items": [:]],
                ],
            ])
        #expect(SchemaCleaner.clean(["type": "string"]) == ["type": "object", "properties": [:]])
        #expect(SchemaCleaner.clean(nil) == ["type": "object", "properties": [:]])
    }

    /// Pattern, text, whether it fits (as JSON Schema has it: anywhere, unless `^` and `$` say otherwise).
    static let patterns: [(String, String, Bool)] = [
        ("abc", "xabcx", true), ("^abc$", "xabc", false), ("^a*$", "aaa", true), ("^a+$", "", false),
        ("^a?b$", "b", true),
        ("^(ab|cd)+$", "abcdab", true), ("^(ab|cd|)$", "", true), ("^[^a-c]$", "b", false), ("^[a-c-]$", "-", true),
        ("^\\d{2}-\\d{2}$", "12-34", true), ("^\\d{2,}$", "1", false), ("^\\w\\W\\s\\S$", "a- b", true),
        ("^.$", "\n", false),
        ("^\\.$", "a", false), ("^(?:x(y(z)))$", "xyz", true), ("a|^b", "zzza", true), ("x$", "xa", false),
        ("", "", true),
    ]

    @Test(arguments: patterns.indices) func `a pattern matches as it should`(index: Int) throws {
        let (pattern, text, fits) = Self.patterns[index]
        // `^` in a branch is not known.
        guard pattern != "a|^b" else {
            #expect(throws: (any Error).self) { try SchemaCheck.matches(pattern, text) }
            return
        }
        #expect(try SchemaCheck.matches(pattern, text) == fits, "\(pattern) on \(text)")
    }

    @Test(arguments: [
        "(", ")", "[", "a{", "a{101}", "a**", "*", "\\b", "\\1", "(?=a)", "[z-a]", "a{2,1}", "((a{100}){100}){100}",
    ])
    func `a pattern that cannot be bounded is refused`(pattern: String) {
        #expect(throws: (any Error).self) { try SchemaCheck.matches(pattern, "") }
    }

    @Test func `a pattern that ruins backtracking matchers is harmless`() throws {
        let text = String(repeating: "a", count: 5_000) + "b"
        #expect(try !SchemaCheck.matches("^(a+)+$", text))
        #expect(try !SchemaCheck.matches("^(a|a|a|a)*$", text))
    }
}
