// A memory stick that the marks are written to.
extension Session {
    /// Whether a memory stick is being written.
    enum Stick: Sendable, Hashable { case none, busy }

    /// Tells by lamp and voice when it may be pulled out.
    mutating func stickChanged(_ news: StickNews) -> [Action] {
        stick = news.isBusy ? .busy : .none
        let shown: [Action] = state == .idle ? [.show(restingMood)] : []
        let told: [Action] =
            switch news {
            case .found: []
            case .writing: [.announce(.stickWriting)]
            case .done: [.announce(.stickDone)]
            case .failed(.full): [.announce(.stickFull)]
            case .failed(.pulled), .failed(.readOnly), .failed(.other): [.announce(.stickFailed)]
            }
        return shown + [.tell(.stick(news))] + told
    }
}
