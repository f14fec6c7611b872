import Realtime
public import Tools
public import Tutor

extension ToolCard {
    /// What a session is told of a declared tool. Its description ends with what pupils say to have it called: that is
    /// how a model, and the offline tutor, know.
    public init(_ declaration: ToolDeclaration) {
        var description = declaration.description
        if !declaration.phrases.isEmpty {
            let phrases = declaration.phrases.map { "\"\($0)\"" }.joined(separator: ", ")
            description += " Pupils say: \(phrases)."
        }
        self.init(
            function: FunctionTool(
                name: declaration.name, description: description, parameters: declaration.parameters),
            approval: Approval(declaration.approval), summary: declaration.summary,
            waiting: Waiting(declaration.waiting))
    }
}

extension ToolCard.Approval {
    init(_ approval: ToolDeclaration.Approval) {
        switch approval {
        case .none: self = .none
        case .teacher: self = .teacher
        }
    }
}

extension ToolCard.Waiting {
    init(_ waiting: ToolDeclaration.Waiting) {
        switch waiting {
        case .turn: self = .turn
        case .background: self = .background
        }
    }
}
