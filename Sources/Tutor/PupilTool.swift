import Realtime

/// The tools by which a pupil says who they are: offered where the pupils of the box have numbers, to a cloud model and
/// to the offline tutor alike. A number chooses, a yes confirms; nobody is known by the voice, and no name is told.
public enum PupilTool: String, Sendable, Hashable, CaseIterable {
    case change = "change_pupil"
    case confirm = "confirm_pupil"

    /// What the offline tutor listens for after the box has said a name.
    static let answers = ["yes", "yes that is me", "no", "no that is not me"]

    /// - Parameter highest: the highest number in the class.
    func declaration(highest: Int) -> FunctionTool {
        switch self {
        case .change:
            FunctionTool(
                name: rawValue,
                description: "Begin to hand the box to another pupil. Call it when somebody says that they are number "
                    + "so-and-so, and only then. The box says the name itself; you are not told it. "
                    + #"Pupils say: "i am number {number}", "my number is {number}""#,
                parameters: [
                    "type": "object",
                    "properties": [
                        "number": [
                            "type": "integer", "minimum": 1, "maximum": .integer(highest),
                            "description": "The pupil's number in the class.",
                        ]
                    ],
                    "required": ["number"], "additionalProperties": false,
                ])
        case .confirm:
            FunctionTool(
                name: rawValue,
                description:
                    "Hand over what the pupil answered to \"Is that you?\". Call it only after change_pupil asked "
                    + "for it; never answer yourself. With a yes the box is handed over at once.",
                parameters: [
                    "type": "object",
                    "properties": [
                        "yes": ["type": "boolean", "description": "Whether the pupil said yes."],
                        "answer": [
                            "type": "string",
                            "description": "In the place of `yes`: what the pupil answered, word for word.",
                        ],
                        "declined": ["type": "boolean", "description": "Whether the pupil does not want to say."],
                    ],
                    "additionalProperties": false,
                ])
        }
    }
}

extension SessionSettings {
    /// The tools by which pupils say who they are; none where nobody has a number.
    var pupilTools: [FunctionTool] {
        guard let highest = pupils.compactMap(\.number).max() else { return [] }
        return PupilTool.allCases.map { $0.declaration(highest: highest) }
    }
}
