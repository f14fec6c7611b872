import Audio
import Realtime
import Testing

@testable import RealtimeSocket

@Suite(.timeLimit(.minutes(2))) struct WebSocketLinkTests {
    private static let created =
        #"{"type":"rate_limits.updated","event_id":"e","rate_limits":[]}"#

    /// Runs a link beside `body`, and stops it afterwards.
    private func linked(
        _ endpoint: RealtimeEndpoint, _ configuration: WebSocketLink.Configuration = .init(),
        _ body: @Sendable (WebSocketLink) async throws -> Void
    ) async throws {
        let link = WebSocketLink(endpoint: endpoint, configuration: configuration, random: { 0 })
        try await withThrowingTaskGroup { group in
            group.addTask { try await link.run() }
            try await body(link)
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    private func next(_ link: WebSocketLink) async -> LinkEvent? {
        var events = link.events.makeAsyncIterator()
        return await events.next()
    }

    @Test(arguments: [[0x88, 0x02, 0x03, 0xE9], []] as [[UInt8]])
    func `it comes back after 1001 and after a loss without a close frame`(goodbye: [UInt8]) async throws {
        try await RawServer.run { client, number in
            try await client.accept(client.head(), then: RawServer.text(WebSocketLinkTests.created))
            if number < 3 { try await client.send(goodbye) } else { _ = try await client.rest() }
        } _: { port in
            try await linked(local(port)) { link in
                for _ in 1...2 {
                    #expect(await next(link) == .connecting)
                    #expect(await next(link) == .up)
                    guard case .received(.rateLimitsUpdated) = await next(link) else { return #expect(Bool(false)) }
                    guard case .down(let text, .zero, _) = await next(link) else { return #expect(Bool(false)) }
                    #expect(text.contains(goodbye.isEmpty ? "1006" : "1001"))
                }
                #expect(await next(link) == .connecting)
                #expect(await next(link) == .up)
            }
        }
    }

    @Test func `events go out in order, and what is no event is malformed and not fatal`() async throws {
        try await serving({ peer in
            var heard: [String] = []
            for await message in peer.messages {
                guard case .text(let text) = message else { return }
                heard.append(text)
                guard heard.count == 3 else { continue }
                #expect(heard[0].contains("input_audio_buffer.append"))
                #expect(heard[1].contains("input_audio_buffer.commit"))
                #expect(heard[2].contains("response.create"))
                try? await peer.send("{broken")
                try? await peer.send(WebSocketLinkTests.created)
            }
        }) { port in
            try await linked(local(port)) { link in
                #expect(await next(link) == .connecting)
                #expect(await next(link) == .up)
                link.send(.inputAudioBufferAppend(.init(audio: AudioBytes([1, 2]))))
                link.send(.inputAudioBufferCommit(.init()))
                link.send(.responseCreate(.init()))
                guard case .malformed = await next(link) else { return #expect(Bool(false)) }
                guard case .received = await next(link) else { return #expect(Bool(false)) }
            }
        }
    }

    @Test func `a binary frame is malformed and not fatal`() async throws {
        try await RawServer.run { client, _ in
            try await client.accept(
                client.head(), then: RawServer.frame(2, [1, 2, 3]) + RawServer.text(WebSocketLinkTests.created))
            _ = try await client.rest()
        } _: { port in
            try await linked(local(port)) { link in
                #expect(await next(link) == .connecting)
                #expect(await next(link) == .up)
                #expect(await next(link) == .malformed("a binary frame of 3 bytes: the API has none"))
                guard case .received = await next(link) else { return #expect(Bool(false)) }
            }
        }
    }

    @Test func `what is sent while nothing is up is dropped, and told`() async throws {
        try await RawServer.run { client, _ in
            _ = try await client.head()
            try await client.send("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")
        } _: { port in
            let link = WebSocketLink(endpoint: try local(port), random: { 0 })
            link.send(.responseCreate(.init()))
            #expect(await next(link) == .dropped(audio: 0, control: 1))
        }
    }

    @Test func `a wrong key is told and not hammered`() async throws {
        try await serving(with: .init(bearer: Secret("right")), echo) { port in
            try await linked(local(port, key: Secret("wrong"))) { link in
                #expect(await next(link) == .connecting)
                guard case .down(let text, let retryIn, _) = await next(link) else { return #expect(Bool(false)) }
                #expect(text.contains("does not accept the key"))
                #expect(retryIn == .seconds(300))
                // A renewal cuts the wait short.
                link.renew()
                #expect(await next(link) == .connecting)
            }
        }
    }

    @Test func `a renewal replaces the connection at once`() async throws {
        try await serving(echo) { port in
            try await linked(local(port)) { link in
                #expect(await next(link) == .connecting)
                #expect(await next(link) == .up)
                link.renew()
                #expect(await next(link) == .down("the connection is renewed", retryIn: .zero, nil))
                #expect(await next(link) == .connecting)
                #expect(await next(link) == .up)
            }
        }
    }

    @Test func `a network that stands still drops the oldest audio, then fails on control events`() async throws {
        var configuration = WebSocketLink.Configuration()
        configuration.client.limits.outboxBytes = 1 << 20
        let begun = Mailbox<Void>(capacity: 1)
        try await RawServer.run { client, _ in
            try await client.accept(client.head())
            _ = try await client.bytes()
            begun.push(())
            // Reads nothing more; the test's end cancels it.
            try await Task.never()
        } _: { [configuration] port in
            try await linked(local(port), configuration) { link in
                #expect(await next(link) == .connecting)
                #expect(await next(link) == .up)
                // More than the socket buffers of both ends take.
                link.send(.inputAudioBufferAppend(.init(audio: AudioBytes([UInt8](repeating: 7, count: 12 << 20)))))
                await begun.next()
                let audio = AudioBytes([UInt8](repeating: 7, count: 300_000))
                for _ in 0..<10 { link.send(.inputAudioBufferAppend(.init(audio: audio))) }
                guard case .dropped(audio: 1, control: 0) = await next(link) else { return #expect(Bool(false)) }
                let text = String(repeating: "x", count: 300_000)
                for _ in 0..<4 {
                    link.send(
                        .conversationItemCreate(.init(item: .message(.init(role: .user, content: [.inputText(text)])))))
                }
                while let event = await next(link) {
                    guard case .down(let why, _, _) = event else { continue }
                    #expect(why.contains("bytes of events were waiting"))
                    #expect(why.contains("3 control and 1 audio events were queued and not sent"))
                    return
                }
            }
        }
    }

    @Test func `settings that cannot work end the run`() async throws {
        let endpoint = try RealtimeEndpoint.url("wss://127.0.0.1:1/")
        let configuration = WebSocketLink.Configuration(client: .init(authorities: ["/nowhere.pem"]))
        let link = WebSocketLink(endpoint: endpoint, configuration: configuration)
        await #expect(throws: SocketError.badAuthorities(path: "/nowhere.pem")) { try await link.run() }
    }
}

extension Task where Success == Never, Failure == Never {
    /// Returns, by throwing, when the task is cancelled.
    static func never() async throws {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        for await _ in stream {}
        continuation.finish()
        try Task.checkCancellation()
    }
}
