public import Realtime

/// What the model is told of a call, as JSON text:
/// `{"from":"tool weather","untrusted":true,"data":…,"say":"…"}`, or `{"error":"…"}`.
public enum ToolReport {
    /// Characters of what is said, and of an error.
    public static let mostSpoken = 400

    /// - Returns: an error where the result has more bytes than the declaration allows: half a JSON would be a lie.
    static func text(of output: ToolOutput, _ request: ToolRequest, _ declaration: ToolDeclaration) -> String {
        let size = output.data.text.utf8.count
        guard size <= declaration.mostBytes else {
            return fault(
                "\(declaration.name) returned \(size) bytes; \(declaration.mostBytes) is the most: ask for less")
        }
        if output.isError { return failure(output.data.stringValue ?? output.data.text, of: declaration) }
        var report: JSONObject = [
            "from": .string("tool \(declaration.name)"), "untrusted": true, "data": output.data,
        ]
        let said = spoken(output.data, request.arguments, declaration) ?? output.words.map(cut)
        report["say"] = said.map { .string($0) }
        return JSONValue.object(report).text
    }

    /// What went wrong, in the box's own words.
    static func fault(_ text: String) -> String { JSONValue.object(["error": .string(text)]).text }

    /// What a tool says went wrong: its words come from outside, too.
    static func failure(_ text: String, of declaration: ToolDeclaration) -> String {
        JSONValue.object([
            "error": .string("\(declaration.name) failed: \(cut(text))"), "from": .string("tool \(declaration.name)"),
            "untrusted": true,
        ]).text
    }

    /// What the pupil hears: the declaration's sentence with the result's fields and the call's parameters in it, or the
    /// result itself where it is a text. Nil where neither is, or a field is not there.
    public static func spoken(_ data: JSONValue, _ arguments: JSONObject, _ declaration: ToolDeclaration) -> String? {
        guard let result = declaration.result else { return data.stringValue.map(cut) }
        guard let template = try? ToolTemplate(result) else { return nil }
        return template.filled { name in
            (data[name] ?? arguments[name] ?? declaration.parameters["properties"]?[name]?["default"]).flatMap(words)
        }.map(cut)
    }

    /// What the teacher is asked, with the call's parameters in it; the tool's name where one of them was left out.
    public static func summary(_ arguments: JSONObject, _ declaration: ToolDeclaration) -> String {
        let name = declaration.name.replacing("_", with: " ")
        guard let summary = declaration.summary, let template = try? ToolTemplate(summary) else { return name }
        return template.filled { arguments[$0].flatMap(words) }.map(cut) ?? name
    }

    /// A value as it is said: `_` is a space, so that an enum can be words.
    private static func words(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text.replacing("_", with: " ")
        case .integer, .number: value.text
        case .bool(let flag): flag ? "yes" : "no"
        case .array(let values):
            values.allSatisfy { $0.stringValue != nil || $0.doubleValue != nil }
                ? values.prefix(20).compactMap(words).joined(separator: ", ") : nil
        case .null, .object: nil
        }
    }

    /// One line of bounded length, without control characters.
    private static func cut(_ text: String) -> String {
        let line = text.unicodeScalars.map { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) ? " " : Character($0) }
        let words = String(line).trimmingPrefix(while: \.isWhitespace)
        return words.count > mostSpoken ? words.prefix(mostSpoken - 1) + "…" : String(words)
    }
}
