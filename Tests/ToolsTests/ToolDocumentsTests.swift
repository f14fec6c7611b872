import Foundation
import Realtime
import Testing
import Tools

/// The table of keys and the editors' schema say what the reader knows.
@Suite struct ToolDocumentsTests {
    private func text(_ name: String) throws -> String {
        try String(contentsOfFile: ExampleToolsTests.folder + "/" + name, encoding: .utf8)
    }

    @Test func `the table and the schema hold every key and no other`() throws {
        let readme = try text("README.md")
        let rows = readme.split(separator: "\n").filter { $0.hasPrefix("| `") }
        let cells = rows.flatMap { row in
            row.split(separator: "|").first?.matches(of: /`([a-z_]+)`/).map { String($0.1) } ?? []
        }
        let schema = try #require(JSONValue(text: try text("tool.schema.json")))
        let properties = try #require(schema["properties"]?.objectValue)
        let known = Set(ToolFile.keys)
        #expect(Set(properties.keys) == known)
        #expect(known.isSubset(of: cells), "\(known.subtracting(cells)) are not in the table")
        for keyword in SchemaCheck.keywords {
            #expect(readme.contains("`\(keyword)`"), "\(keyword)")
            #expect(schema["$defs"]?["schema"]?["properties"]?[keyword] != nil, "\(keyword)")
        }
    }

    @Test func `each kind has the same keys in the schema as for the reader`() throws {
        let schema = try #require(JSONValue(text: try text("tool.schema.json")))
        for rule in try #require(schema["allOf"]?.arrayValue) {
            let kind = try #require(rule["if"]?["properties"]?["kind"]?["const"]?.stringValue)
            let allowed = rule["then"]?["propertyNames"]?["enum"]?.arrayValue?.compactMap(\.stringValue) ?? []
            #expect(Set(allowed) == Set(ToolFile.keys(of: kind)), "\(kind)")
        }
    }

    @Test func `every example in the README is read`() throws {
        let readme = try text("README.md")
        let examples = readme.split(separator: "```yaml\n").dropFirst().compactMap { $0.split(separator: "```").first }
        #expect(examples.count == 4)
        for example in examples {
            let name = try #require(example.firstMatch(of: /name: (\w+)/)?.1)
            #expect(throws: Never.self) { try ToolFile.parse(String(example), path: "\(name).yaml").get() }
        }
    }
}
