import FoundationEssentials
import Realtime

/// The arguments of a function call: a JSON object as text, written by a model, so not to be trusted to be one.
enum ToolArguments {
    /// Why arguments cannot be read; the text goes back to the model.
    struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        var description: String
    }

    static func parse(_ text: String) -> Result<[String: JSONValue], Fault> {
        guard text.contains(where: { !$0.isWhitespace }) else { return .success([:]) }
        guard text.utf8.count <= 64 * 1024 else {
            return .failure(Fault(description: "the arguments are longer than 64 KiB"))
        }
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) else {
            return .failure(Fault(description: "the arguments are not JSON"))
        }
        guard case .object(let object) = value else {
            return .failure(Fault(description: "the arguments are not a JSON object"))
        }
        return .success(object)
    }

    static func number(_ value: JSONValue?) -> Double? {
        switch value {
        case .number(let number)?: number
        case .integer(let number)?: Double(number)
        case .null?, .bool?, .string?, .array?, .object?, nil: nil
        }
    }
}
