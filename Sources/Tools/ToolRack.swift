import Synchronization

/// The tools of a box: those that are there from the beginning, and those of servers, which come and go.
final class ToolRack: Sendable {
    private struct Content {
        var own: [String: any Tool]
        var served: [String: [String: any Tool]] = [:]
    }

    private let content: Mutex<Content>

    init(_ tools: [any Tool]) { content = Mutex(Content(own: ToolRack.named(tools))) }

    /// A server cannot take the name of a tool that is there from the beginning.
    subscript(name: String) -> (any Tool)? {
        content.withLock { content in
            content.own[name] ?? content.served.sorted { $0.key < $1.key }.lazy.compactMap { $0.value[name] }.first
        }
    }

    var all: [any Tool] {
        content.withLock { Array($0.own.values) + $0.served.values.flatMap(\.values) }
    }

    func replace(by tools: [any Tool]) {
        let named = ToolRack.named(tools)
        content.withLock { $0.own = named }
    }

    func put(_ tools: [any Tool], of server: String) {
        let named = ToolRack.named(tools)
        content.withLock { $0.served[server] = named }
    }

    func names(besidesThoseOf server: String) -> Set<String> {
        content.withLock { content in
            content.served.filter { $0.key != server }.values.reduce(into: Set(content.own.keys)) {
                $0.formUnion($1.keys)
            }
        }
    }

    private static func named(_ tools: [any Tool]) -> [String: any Tool] {
        Dictionary(tools.map { ($0.declaration.name, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
