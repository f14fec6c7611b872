import Foundation
import Realtime
public import RealtimeSocket

/// One client of a server that serves the offline tutor: its messages in, the tutor's events out.
public struct ServedConversation: Sendable {
    private let peer: WebSocketPeer
    private let conversation: OfflineConversation
    private let meddler: (any Meddler)?

    /// - Parameters:
    ///   - identity: distinguishes the identifiers of this conversation: letters and digits.
    ///   - meddler: spoils what passes, for those who want to know what a client makes of it.
    public init(
        peer: WebSocketPeer, identity: String, voices: OfflineVoices, servers: HostedServers = HostedServers(),
        meddler: (any Meddler)? = nil
    ) {
        self.peer = peer
        self.meddler = meddler
        conversation = OfflineConversation(voices: voices, identity: identity, servers: servers)
    }

    /// Lives until the client is gone.
    public func run() async {
        meddler?.connected()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await message in peer.messages {
                    switch message {
                    case .text(let text): await receive(text)
                    case .binary(let bytes):
                        conversation.receive(
                            malformed: "a binary frame of \(bytes.count) bytes: events are JSON in text frames")
                    case .closed: break
                    }
                }
                conversation.end()
            }
            group.addTask {
                // It ends when the client is gone, or does not read any more.
                try? await conversation.run(model: peer.request.query("model")) { event in
                    guard let meddler else { return try await peer.send(event.jsonText()) }
                    for delivery in meddler.sending(event) { try await deliver(delivery) }
                }
                peer.close(Task.isCancelled ? .goingAway : .normal)
            }
            await group.waitForAll()
        }
    }

    private func deliver(_ delivery: Delivery) async throws {
        switch delivery {
        case .event(let event): try await peer.send(event.jsonText())
        case .text(let text): try await peer.send(text)
        case .pause(let time): try await Task.sleep(for: time)
        case .close(let code, let reason): peer.close(code, reason: reason)
        case .abort: peer.abort()
        }
    }

    private func receive(_ text: String) async {
        do throws(RealtimeError) {
            let event = try ClientEvent(json: text)
            guard let meddler else { return conversation.receive(event) }
            let (passes, answers) = meddler.receiving(event)
            if passes { conversation.receive(event) }
            for answer in answers { try? await deliver(answer) }
        } catch .malformed(let event, let path, let reason) {
            let label = try? JSONDecoder().decode(Label.self, from: Data(text.utf8))
            conversation.receive(
                malformed: "\(RealtimeError.malformed(event: event, path: path, reason: reason))",
                param: path.isEmpty ? nil : path,
                event: label?.eventID.map { EventID(rawValue: $0) })
        } catch {
            conversation.receive(malformed: "\(error)")
        }
    }

    /// What a client calls an event that is otherwise wrong.
    private struct Label: Decodable {
        var eventID: String?

        enum CodingKeys: String, CodingKey {
            case eventID = "event_id"
        }
    }
}
