import Appliance
import Audio
import Dialogue
import Realtime
import RealtimeClient
import RealtimeSocket
import Speech
import Testing

/// The client against the offline tutor in the same process: a real server session, without a network.
struct ClientTests {
    private var client: Client {
        Client {
            OfflineLink(
                voices: OfflineVoices(
                    makeRecognizer: { try PocketsphinxRecognizer() }, makeVoice: { try EspeakVoice() }))
        }
    }

    private static let quiz =
        #"{"say": "What is the capital of France?", "listen_for": {"phrases": ["paris", "rome"]}}"#

    @Test(.timeLimit(.minutes(1))) func `a question in writing is answered through a function`() async throws {
        let answer = try await client.startConversation(RealtimeSession(outputModalities: [.text])) { conversation in
            conversation.registerTool(FunctionTool(name: "next_exercise")) { _ in ClientTests.quiz }
            return try await conversation.ask("I am ready.")
        }
        #expect(answer.contains("capital of France"))
    }

    @Test(.timeLimit(.minutes(1))) func `what a function throws is told to the model, and the turn goes on`()
        async throws
    {
        let history = try await client.startConversation(RealtimeSession(outputModalities: [.text])) { conversation in
            conversation.registerTool(FunctionTool(name: "next_exercise")) { _ in throw ClientError.ended }
            _ = try await conversation.ask("I am ready.")
            return conversation.history
        }
        #expect(
            history.items.contains { item in
                if case .functionCallOutput(let output) = item.item {
                    output.output.contains("the conversation was ended")
                } else {
                    false
                }
            })
    }

    @Test(.timeLimit(.minutes(1))) func `the voice, its words and its item come in streams of their own`() async throws
    {
        let session = RealtimeSession(
            audio: AudioConfiguration(input: AudioInputConfiguration(turnDetection: .null)))
        let (words, samples, item) = try await client.startConversation(session) { conversation in
            let audio = conversation.audio()
            let words = conversation.words()
            let updates = conversation.updates()
            conversation.registerTool(FunctionTool(name: "next_exercise")) { _ in ClientTests.quiz }
            conversation.send("I am ready.")
            _ = try await Conversation.answer(in: updates)
            let item = conversation.history.items.last { $0.role == .assistant }
            var samples = 0
            for await frame in audio {
                samples += frame.samples.count
                if samples >= item?.samples ?? 0 { break }
            }
            var said = ""
            for await more in words {
                said += more
                if said.count >= item?.words.count ?? 0 { break }
            }
            return (said, samples, item)
        }
        #expect(words.contains("capital of France"))
        #expect(item?.words.contains("capital of France") == true)
        #expect(samples > 24_000)
        #expect(item?.samples == samples)
    }

    @Test(.timeLimit(.minutes(1))) func `settings are confirmed, and refused ones are an error`() async throws {
        try await client.connect { conversation in
            let taken = try await conversation.updateSession(RealtimeSession(instructions: "Be brief."))
            #expect(taken.instructions == "Be brief.")
            await #expect(throws: ClientError.self) {
                try await conversation.updateSession(
                    RealtimeSession(audio: AudioConfiguration(output: AudioOutputConfiguration(speed: 9))))
            }
            let again = try await conversation.updateSession(RealtimeSession(outputModalities: [.text]))
            #expect(again.instructions == "Be brief.")
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a change of settings is answered for itself, whatever was changed before it`()
        async throws
    {
        try await client.connect { conversation in
            conversation.registerTool(FunctionTool(name: "next_exercise")) { _ in ClientTests.quiz }
            await #expect(throws: ClientError.self) {
                try await conversation.updateSession(
                    RealtimeSession(audio: AudioConfiguration(output: AudioOutputConfiguration(speed: 9))))
            }
        }
    }

    @Test(.timeLimit(.minutes(1))) func `what the body throws is thrown, a cancellation too`() async {
        await #expect(throws: CancellationError.self) { try await client.connect { _ in throw CancellationError() } }
    }

    @Test(.timeLimit(.minutes(1))) func `a function that nobody registered can be answered by hand`() async throws {
        let session = RealtimeSession(
            outputModalities: [.text], tools: [.function(FunctionTool(name: "next_exercise"))])
        let answer = try await client.startConversation(session) { conversation in
            let updates = conversation.updates()
            let calls = conversation.functionCalls()
            conversation.send("I am ready.")
            for await call in calls {
                conversation.answer(call, output: ClientTests.quiz)
                break
            }
            return try await Conversation.answer(in: updates)
        }
        #expect(answer.contains("capital of France"))
    }

    @Test(.timeLimit(.minutes(1))) func `raw events come beside the typed ones`() async throws {
        let types = try await client.startConversation(RealtimeSession(outputModalities: [.text])) { conversation in
            let events = conversation.events()
            conversation.registerTool(FunctionTool(name: "next_exercise")) { _ in ClientTests.quiz }
            _ = try await conversation.ask("I am ready.")
            var types: [String] = []
            for await event in events {
                types.append(event.type)
                if case .responseDone = event { break }
            }
            return types
        }
        #expect(types.contains("response.created"))
        #expect(types.last == "response.done")
    }

    @Test(.timeLimit(.minutes(1))) func `a server that is not there is an error that says so`() async throws {
        var link = WebSocketLink.Configuration()
        link.policy.backoff = Backoff(base: .milliseconds(1), limit: .milliseconds(1))
        let client = Client(
            try .url("ws://127.0.0.1:9/v1/realtime"), configuration: Client.Configuration(link: link))
        do {
            _ = try await client.connect { _ in Issue.record("nothing listens there") }
            Issue.record("it connected")
        } catch {
            #expect("\(error)".contains("127.0.0.1:9 refuses connections"))
        }
    }
}
