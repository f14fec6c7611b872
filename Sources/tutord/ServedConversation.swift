import Appliance
import Foundation
import Realtime
import RealtimeSocket

/// One client of `tutord serve`: its messages in, the offline tutor's events out.
struct ServedConversation: Sendable {
    var peer: WebSocketPeer
    var identity: String
    var servers: HostedServers

    func run() async {
        let conversation = OfflineConversation(voices: Composition.voices, identity: identity, servers: servers)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await message in peer.messages {
                    switch message {
                    case .text(let text): receive(text, conversation)
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
                    try await peer.send(event.jsonText())
                }
                peer.close(Task.isCancelled ? .goingAway : .normal)
            }
            await group.waitForAll()
        }
    }

    private func receive(_ text: String, _ conversation: OfflineConversation) {
        do throws(RealtimeError) {
            conversation.receive(try ClientEvent(json: text))
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
