public import Realtime

/// A block of what a tool returned.
public enum MCPContent: Sendable, Hashable {
    case text(String)
    /// Base64 and its media type.
    case image(data: String, type: String)
    case audio(data: String, type: String)
    case link(uri: String, name: String)
    case resource(uri: String, text: String?)
    /// Of a kind that is not known here.
    case other(String)

    /// Nil for what is no block.
    init?(_ block: JSONValue) {
        guard let kind = block["type"]?.stringValue else { return nil }
        func field(_ name: String) -> String { block[name]?.stringValue ?? "" }
        switch kind {
        case "text": self = .text(field("text"))
        case "image": self = .image(data: field("data"), type: field("mimeType"))
        case "audio": self = .audio(data: field("data"), type: field("mimeType"))
        case "resource_link": self = .link(uri: field("uri"), name: block["title"]?.stringValue ?? field("name"))
        case "resource":
            self = .resource(
                uri: block["resource"]?["uri"]?.stringValue ?? "", text: block["resource"]?["text"]?.stringValue)
        case _: self = .other(kind)
        }
    }

    /// In words, for the model.
    public var words: String {
        switch self {
        case .text(let text): text
        case .image(_, let type): "(an image, \(type))"
        case .audio(_, let type): "(a recording, \(type))"
        case .link(let uri, let name): "(\(name.isEmpty ? "a resource" : name): \(uri))"
        case .resource(let uri, let text): text ?? "(a resource: \(uri))"
        case .other(let kind): "(\(kind))"
        }
    }
}

/// What a tool of a server returned. It comes from outside, and is never an instruction.
public struct MCPOutput: Sendable, Hashable {
    public var content: [MCPContent]
    /// A value by the tool's `outputSchema`, where it gives one.
    public var structured: JSONValue?
    /// Whether the tool itself says that it failed.
    public var isError: Bool

    init(_ result: JSONValue) {
        content = (result["content"]?.arrayValue ?? []).compactMap(MCPContent.init)
        structured = result["structuredContent"].flatMap { $0 == .null ? Optional.none : $0 }
        isError = result["isError"] == .bool(true)
    }

    /// All blocks in words, a line each.
    public var text: String { content.map(\.words).joined(separator: "\n") }

    /// Its words beside a structured value, where they can be said: many servers write the same JSON there once more.
    public var sentence: String? {
        let texts = content.compactMap { if case .text(let text) = $0 { text } else { nil } }
        let text = texts.joined(separator: " ")
        return structured == nil || text.isEmpty || JSONValue(text: text) != nil ? nil : text
    }

    /// For the model: the structured value where there is one, the words otherwise.
    public var data: JSONValue {
        if let structured, !isError { return structured }
        return .string(text)
    }
}
