public import Realtime
public import RealtimeSocket

/// The way to the offline tutor inside the same process: a link like any other, without a network.
public struct OfflineLink: RealtimeLink {
    public let events: AsyncStream<LinkEvent>
    private let deliver: AsyncStream<LinkEvent>.Continuation
    private let conversation: OfflineConversation

    public init(voices: OfflineVoices, identity: String = "box") {
        (events, deliver) = AsyncStream.makeStream()
        conversation = OfflineConversation(voices: voices, identity: identity)
    }

    /// With ears and a voice that outlast this conversation.
    public init(engine: OfflineEngine, identity: String = "box") {
        (events, deliver) = AsyncStream.makeStream()
        conversation = OfflineConversation(engine: engine, identity: identity)
    }

    public func send(_ event: ClientEvent) { conversation.receive(event) }

    /// The session in the box does not grow old.
    public func renew() {}

    public func run() async throws {
        defer { deliver.finish() }
        deliver.yield(.up)
        try await withTaskCancellationHandler {
            try await conversation.run(model: nil) { deliver.yield(.received($0)) }
        } onCancel: {
            conversation.end()
        }
    }
}
