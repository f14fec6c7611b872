/// Runs what the model calls: within a time, and with a result of bounded size.
public struct ToolBox: Sendable {
    private let tools: [String: any Tool]
    private let timeout: Duration
    private let clock: any Clock<Duration>
    /// UTF-8 bytes of a result; a model pays for what it reads.
    private let mostBytes: Int

    public init(
        _ tools: [any Tool] = [], timeout: Duration = .seconds(10), mostBytes: Int = 32 * 1024,
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.tools = Dictionary(tools.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.timeout = timeout
        self.mostBytes = mostBytes
        self.clock = clock
    }

    /// The result of a call, or what went wrong with it, as text for the model. Never throws: a model must be answered.
    public func run(_ name: String, arguments: String) async -> String {
        guard let tool = tools[name] else { return ToolBox.fault("there is no tool named \(name)") }
        // Not a task group: it would wait for a tool that does not heed its cancellation.
        let (results, result) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingOldest(1))
        let work = Task {
            do {
                result.yield(try await tool.run(arguments: arguments))
            } catch {
                result.yield(ToolBox.fault("\(name) failed: \(error)"))
            }
        }
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
        guard text.utf8.count > mostBytes else { return text }
        return ToolBox.fault("\(name) returned \(text.utf8.count) bytes; \(mostBytes) is the most")
    }

    private static func fault(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case _ where scalar.value < 0x20: " "
            case _: String(scalar)
            }
        }
        return #"{"error":""# + escaped.joined() + #""}"#
    }
}
