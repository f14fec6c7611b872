import Appliance
import Audio
import Realtime
import RealtimeClient
import RealtimeSocket
import Simulation
import Speech
import Testing

/// The client over real sockets, with a server that fails by the book.
struct FaultyServerTests {
    private static let quiz = #"{"say": "What is the capital of France?", "ask": "What is the capital of France?"}"#

    /// Serves the offline tutor, with faults, while the closure runs.
    private func serving<Result: Sendable>(
        _ faults: FaultBox, _ body: @escaping @Sendable (Client) async throws -> Result
    ) async throws -> Result {
        let voices = OfflineVoices(
            makeRecognizer: { try PocketsphinxRecognizer() }, makeVoice: { try EspeakVoice() })
        let server = WebSocketServer(configuration: .init(host: "127.0.0.1", port: 0))
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                try await server.run {
                    listening.yield($0)
                } _: { peer in
                    await ServedConversation(
                        peer: peer, identity: "f\(UInt32.random(in: 0...(.max)))", voices: voices, meddler: faults
                    ).run()
                }
                return nil
            }
            group.addTask {
                var iterator = ports.makeAsyncIterator()
                let port = await iterator.next() ?? 0
                var link = WebSocketLink.Configuration()
                link.policy.backoff = Backoff(base: .milliseconds(20), limit: .milliseconds(100))
                return try await body(
                    Client(
                        try .url("ws://127.0.0.1:\(port)/v1/realtime"), configuration: Client.Configuration(link: link))
                )
            }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                if let result { return result }
            }
            throw ClientError.ended
        }
    }

    @Test(
        .timeLimit(.minutes(2)),
        arguments: [
            "close-1001@session.created", "close-1012@response.created", "abort@response.output_text.delta:2",
            "expire@response.output_item.added", "close-1011@response.done", "stall-300@session.updated",
            "half@response.output_text.delta", "duplicate@response.done", "swap@response.output_text.delta:2",
            "huge@response.output_text.delta", "slow-50000@session.created", "busy", "abort@conversation.item.done",
            "close-1013@response.function_call_arguments.done",
        ]) func `a question is answered, whatever happens to the line`(fault: String) async throws
    {
        let faults = FaultBox([try LineFault(fault)])
        let (first, second) = try await serving(faults) { client in
            try await client.startConversation(RealtimeSession(outputModalities: [.text])) { conversation in
                conversation.registerTool(FunctionTool(name: "next_exercise")) { _ in FaultyServerTests.quiz }
                return (try await conversation.ask("I am ready."), try await conversation.ask("Repeat the question."))
            }
        }
        #expect(faults.happened.count == 1)
        #expect(first.contains("capital of France"), "\(fault): \(first)")
        #expect(second.contains("capital of France"), "\(fault): \(second)")
    }
}
