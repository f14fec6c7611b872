/// Chooses between what several decoders heard.
struct Ballot: Sendable, Hashable {
    /// The text that has most votes, and the first who voted for it.
    private(set) var text: String?
    private(set) var voter = 0
    /// How many voted for it.
    private(set) var agreement = 0

    /// The first voter has two and a half votes, so that only three others outvote it; nil is no vote.
    init(_ texts: [String?]) {
        var votes: [String: Double] = [:]
        for (index, text) in texts.enumerated() {
            if let text { votes[text, default: 0] += index == 0 ? 2.5 : 1 }
        }
        var most = 0.0
        for (index, text) in texts.enumerated() {
            guard let text, let count = votes[text], count > most else { continue }
            most = count
            (self.text, voter) = (text, index)
        }
        if let text { agreement = texts.count { $0 == text } }
    }
}
