import Foundation
import RealtimeClient

/// The whole way of a voice: from a socket through the connection and the conversation to samples.
///
///     event-stream serve 4000        a server that answers each response.create with so many tenths of a second
///     event-stream receive URL       the library's client, which takes them; prints its figures
@main
struct EventStream {
    static func main() async {
        await program {
            let arguments = CommandLine.arguments.dropFirst()
            switch (arguments.first, arguments.dropFirst().first) {
            case ("serve", let count?): try await serve(Int(count) ?? 1)
            case ("receive", let url?): try await receive(url)
            case _: print("usage: event-stream serve COUNT | event-stream receive URL")
            }
        }
    }

    /// A tenth of a second, in the event that Benchmarks/peers/decode.py reads, too.
    private static func delta() throws -> String {
        try ServerEvent.responseOutputAudioDelta(
            .init(
                responseID: "resp_1", itemID: "item_1", outputIndex: 0, contentIndex: 0,
                delta: AudioBytes((0..<4_800).map { UInt8(truncatingIfNeeded: $0 &* 31) }),
                eventID: "event_CpV3wLr7yU2bHs6dEf1gK")
        ).jsonText()
    }

    private static func serve(_ count: Int) async throws {
        let text = try delta()
        let session = SessionConfiguration.realtime(RealtimeSession(id: "sess_1", object: "realtime.session"))
        let message = Item.message(
            Message(role: .assistant, content: [], id: "item_1", status: .inProgress, object: "realtime.item"))
        @Sendable func response(_ status: Response.Status) -> Response {
            Response(id: "resp_1", status: status, output: [], object: "realtime.response")
        }
        let begin: [ServerEvent] = [
            .responseCreated(.init(response: response(.inProgress), eventID: "event_1")),
            .conversationItemAdded(.init(item: message, eventID: "event_2")),
            .responseOutputItemAdded(.init(responseID: "resp_1", outputIndex: 0, item: message, eventID: "event_3")),
        ]
        try await WebSocketServer(configuration: .init(port: 0)).run { port in
            FileHandle.standardOutput.write(Data("ws://127.0.0.1:\(port)/v1/realtime\n".utf8))
        } _: { client in
            func send(_ event: ServerEvent) async throws { try await client.send(event.jsonText()) }
            do {
                try await send(.sessionCreated(.init(session: session, eventID: "event_0")))
                for await case .text(let received) in client.messages {
                    switch try ClientEvent(json: received) {
                    case .sessionUpdate: try await send(.sessionUpdated(.init(session: session, eventID: "event_0")))
                    case .responseCreate:
                        for event in begin { try await send(event) }
                        for _ in 0..<count { try await client.send(text) }
                        try await send(.responseDone(.init(response: response(.completed), eventID: "event_9")))
                    case _: break
                    }
                }
            } catch {
                client.close(.internalError, reason: "\(error)")
            }
        }
    }

    private static func receive(_ url: String) async throws {
        let bytes = try delta().utf8.count
        let clock = ContinuousClock()
        let (samples, seconds) = try await Client(.url(url)).connect { conversation in
            let updates = conversation.updates()
            conversation.respond()
            var samples = 0
            var start: ContinuousClock.Instant?
            for await update in updates {
                if case .audio(let frame, _) = update {
                    start = start ?? clock.now
                    samples += frame.samples.count
                }
                if case .settled = update { break }
            }
            return (samples, (start.map { clock.now - $0 } ?? .zero) / .seconds(1))
        }
        let count = samples / 2_400
        print(#"{"events": \#(count), "bytes": \#(count * bytes), "seconds": \#(seconds)}"#)
    }
}
