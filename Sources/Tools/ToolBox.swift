import Realtime

/// Runs what the model calls: with arguments that fit, within a time, a few at once, and with a result of bounded size that
/// is marked as coming from outside.
public struct ToolBox: Sendable {
    /// Calls of programs and servers that run at once; more wait for their turn.
    static let mostRunning = 4
    static let mostWaiting = 16
    /// Calls of what is built in, which cost nothing while they wait (timers).
    static let mostBuiltin = 16

    private let rack: ToolRack
    private let clock: any Clock<Duration>
    private let gate = CallGate(ToolBox.mostRunning, waiting: ToolBox.mostWaiting)
    private let builtinGate = CallGate(ToolBox.mostBuiltin, waiting: 0)

    public init(_ tools: [any Tool] = [], clock: any Clock<Duration> = ContinuousClock()) {
        rack = ToolRack(tools)
        self.clock = clock
    }

    public var declarations: [ToolDeclaration] {
        rack.all.map(\.declaration).sorted { $0.name < $1.name }
    }

    /// Puts a server's tools in the place of those that it had before.
    public func put(_ tools: [any Tool], of server: String) { rack.put(tools, of: server) }

    /// Puts other tools in the place of those that were there from the beginning.
    public func replace(by tools: [any Tool]) { rack.replace(by: tools) }

    /// Names that are taken, whatever a server's own are.
    public func names(besidesThoseOf server: String) -> Set<String> { rack.names(besidesThoseOf: server) }

    /// The result of a call, or what went wrong with it, as JSON text for the model (``ToolReport``). Never throws: a model
    /// must be answered. Where the calling task is cancelled, the tool is too, with all that it has started.
    /// - Parameters:
    ///   - arguments: JSON text of an object, as the model wrote it.
    ///   - key: names this call and no other.
    public func run(
        _ name: String, arguments: String, key: String = "", asking questioner: any Questioner = NoQuestioner()
    ) async -> String {
        guard let tool = rack[name] else { return ToolReport.fault("there is no tool named \(name)") }
        guard case .object(let given)? = JSONValue(text: arguments.isEmpty ? "{}" : arguments) else {
            return ToolReport.fault("the arguments are no JSON object")
        }
        let checked: JSONObject
        switch SchemaCheck(tool.declaration.parameters).check(given) {
        case .success(let corrected): checked = corrected
        case .failure(let faults): return ToolReport.fault(faults.description)
        }
        let gate: CallGate
        switch tool.declaration.kind {
        case .builtin: gate = builtinGate
        case .command, .http, .mcp: gate = self.gate
        }
        switch await gate.enter() {
        case .full:
            return ToolReport.fault("too many tools run already: wait for their results, then call \(name) again")
        case .cancelled: return ToolReport.fault("\(name) was cancelled")
        case .admitted: break
        }
        defer { gate.leave() }
        return await ToolBox.run(tool, ToolRequest(arguments: checked, key: key), questioner, clock)
    }

    private static func run<C: Clock>(
        _ tool: any Tool, _ request: ToolRequest, _ questioner: any Questioner, _ clock: C
    ) async -> String where C.Duration == Duration {
        let declaration = tool.declaration
        // Not a task group: it would wait for a tool that does not heed its cancellation.
        let (results, result) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingOldest(1))
        let timed = TimedQuestioner(questioner, clock: clock)
        let work = Task {
            do {
                let output = try await tool.run(request, asking: timed)
                result.yield(ToolReport.text(of: output, request, declaration))
            } catch {
                result.yield(ToolReport.failure("\(error)", of: declaration))
            }
        }
        let limit = tool.timeLimit(for: request)
        let alarm = Task {
            try await timed.sleep(for: limit)
            result.yield(ToolReport.fault("\(declaration.name) did not finish within \(limit)"))
            work.cancel()
        }
        defer {
            alarm.cancel()
            work.cancel()
        }
        var iterator = results.makeAsyncIterator()
        return await iterator.next() ?? ToolReport.fault("\(declaration.name) was cancelled")
    }
}
