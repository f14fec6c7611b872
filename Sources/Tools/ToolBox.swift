import Realtime

/// Runs what the model calls: within a time, and with a result of bounded size.
public struct ToolBox: Sendable {
    private let tools: [String: any Tool]
    private let clock: any Clock<Duration>

    public init(_ tools: [any Tool] = [], clock: any Clock<Duration> = ContinuousClock()) {
        self.tools = Dictionary(tools.map { ($0.declaration.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.clock = clock
    }

    public var declarations: [ToolDeclaration] {
        tools.values.map(\.declaration).sorted { $0.name < $1.name }
    }

    /// The result of a call, or what went wrong with it, as text for the model. Never throws: a model must be answered.
    /// - Parameters:
    ///   - arguments: JSON text of an object, as the model wrote it.
    ///   - key: names this call and no other.
    public func run(
        _ name: String, arguments: String, key: String = "", asking questioner: any Questioner = NoQuestioner()
    ) async -> String {
        guard let tool = tools[name] else { return ToolBox.fault("there is no tool named \(name)") }
        guard case .object(let given)? = JSONValue(text: arguments) else {
            return ToolBox.fault("the arguments are no JSON object")
        }
        // Not a task group: it would wait for a tool that does not heed its cancellation.
        let (results, result) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingOldest(1))
        let request = ToolRequest(arguments: given, key: key)
        let work = Task {
            do {
                result.yield(try await tool.run(request, asking: questioner).data.text)
            } catch {
                result.yield(ToolBox.fault("\(name) failed: \(error)"))
            }
        }
        let timeout = tool.declaration.timeout
        let alarm = Task {
            try await clock.sleep(for: timeout)
            result.yield(ToolBox.fault("\(name) did not finish within \(timeout)"))
            work.cancel()
        }
        defer {
            alarm.cancel()
            work.cancel()
        }
        var iterator = results.makeAsyncIterator()
        guard let text = await iterator.next() else { return ToolBox.fault("\(name) was cancelled") }
        let most = tool.declaration.mostBytes
        guard text.utf8.count > most else { return text }
        return ToolBox.fault("\(name) returned \(text.utf8.count) bytes; \(most) is the most")
    }

    private static func fault(_ text: String) -> String { JSONValue.object(["error": .string(text)]).text }
}
