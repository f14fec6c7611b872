import Realtime

extension BuiltinTool {
    /// The schema of the arguments, where the file gives no narrower one.
    func parameters(words: [String: String]) -> JSONValue {
        switch self {
        case .calculator:
            [
                "type": "object",
                "properties": [
                    "a": ["type": "integer", "minimum": 1, "maximum": 12],
                    "operation": ["type": "string", "enum": ["plus", "minus", "times", "divided_by"]],
                    "b": ["type": "integer", "minimum": 1, "maximum": 12],
                    "expression": [
                        "type": "string", "maxLength": 200,
                        "description": "Anything else, such as (3 + 4) * 2.5; instead of a, operation and b.",
                    ],
                ],
            ]
        case .timer:
            [
                "type": "object",
                "properties": [
                    "seconds": ["type": "integer", "minimum": 5, "maximum": 3600],
                    "minutes": [
                        "type": "integer", "minimum": 1, "maximum": 60, "description": "Instead of seconds.",
                    ],
                ],
            ]
        case .dice:
            [
                "type": "object",
                "properties": [
                    "count": ["type": "integer", "minimum": 1, "maximum": 10, "description": "1 unless said."],
                    "sides": ["type": "integer", "minimum": 2, "maximum": 100, "description": "6 unless said."],
                ],
            ]
        case .dictionary:
            [
                "type": "object",
                "properties": [
                    "word": ["type": "string", "enum": .array(words.keys.sorted().map { .string($0) })]
                ],
                "required": ["word"],
            ]
        }
    }
}
