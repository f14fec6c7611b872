import Realtime

/// The functions that a session gives, as the drill master knows them.
struct KnownTools: Sendable, Hashable {
    let names: Set<String>
    private let calls: [String: SpokenCall]

    static let none = KnownTools([])

    init(_ tools: [FunctionTool]) {
        names = Set(tools.map(\.name))
        calls = Dictionary(SpokenCall.all(of: tools).map { ($0.phrase, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func contains(_ name: String) -> Bool { names.contains(name) }

    /// What can be said, in a fixed order.
    var phrases: [String] { calls.keys.sorted() }

    /// The call that words are, alone or with a "please" around them.
    func call(for words: String) -> SpokenCall? {
        if let call = calls[words] { return call }
        let polite = words.split(separator: " ").filter { $0 != "please" }.joined(separator: " ")
        return calls[polite]
    }
}
