public import Tools
public import Tutor

extension ToolCard {
    /// What a session is told of a declared tool. Its description ends with what pupils say to have it called: that is
    /// how a model, and the offline tutor, know.
    public init(_ declaration: ToolDeclaration) {
        self.init(
            function: declaration.function, approval: Approval(declaration.approval), summary: declaration.summary,
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
