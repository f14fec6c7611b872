/// Says nothing: twice without a sound, then with one, and so on; and goes away at last.
struct SilentMind: WrittenMind {
    static let turns = 9
    private var taken = 0

    mutating func move(in situation: Situation) -> WrittenMove {
        taken += 1
        guard taken <= SilentMind.turns else { return .leave("it said nothing \(SilentMind.turns) times") }
        return taken.isMultiple(of: 3) ? .cough : .hold
    }
}
