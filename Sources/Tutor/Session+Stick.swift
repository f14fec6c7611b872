// A memory stick that the marks are written to.
extension Session {
    /// Whether one is being written.
    enum Stick: Sendable, Hashable { case none, busy }

    /// The lamp alone, while nothing can be said.
    mutating func stickNoted(_ news: StickNews) -> [Action] {
        stick = news.isBusy ? .busy : .none
        return state == .idle ? [.show(restingMood)] : []
    }

    /// Tells by lamp and voice when it may be pulled out.
    mutating func stickChanged(_ news: StickNews) -> [Action] {
        let shown = stickNoted(news)
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
