import Lessons
import Realtime

/// `builtin: timer`: tells when a time is up.
struct Stopwatch: Tool {
    let declaration: ToolDeclaration
    let clock: any Clock<Duration>

    func run(_ call: ToolRequest, asking questioner: any Questioner) async throws -> ToolOutput {
        let seconds = try Stopwatch.seconds(call)
        try await clock.sleep(for: .seconds(seconds))
        return ToolOutput(["seconds": .integer(seconds), "length": .string(Stopwatch.words(seconds))])
    }

    func timeLimit(for call: ToolRequest) -> Duration {
        declaration.timeout + .seconds((try? Stopwatch.seconds(call)) ?? 0)
    }

    private static func seconds(_ call: ToolRequest) throws -> Int {
        let minutes = call.arguments["minutes"]?.integerValue
        let seconds = call.arguments["seconds"]?.integerValue
        guard (minutes != nil) != (seconds != nil) else {
            throw ToolFault.badArguments("give `seconds` or `minutes`, one of them")
        }
        let length = seconds ?? (minutes.map { min($0, 1000) * 60 } ?? 0)
        guard (5...3600).contains(length) else { throw ToolFault.badArguments("a timer runs 5 to 3600 seconds") }
        return length
    }

    /// "two minutes and thirty seconds"
    static func words(_ seconds: Int) -> String {
        func part(_ count: Int, _ unit: String) -> String {
            "\(SpokenNumber.words(for: count)) \(unit)\(count == 1 ? "" : "s")"
        }
        let parts =
            (seconds >= 60 ? [part(seconds / 60, "minute")] : [])
            + (seconds % 60 > 0 ? [part(seconds % 60, "second")] : [])
        return parts.joined(separator: " and ")
    }
}
