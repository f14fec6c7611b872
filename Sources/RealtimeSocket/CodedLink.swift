import Audio
import Realtime
import Synchronization

/// A link whose sound is coded on the way: whoever holds it sees 24 kHz PCM in both directions.
final class CodedLink: RealtimeLink {
    let events: AsyncStream<LinkEvent>
    private let link: any RealtimeLink
    private let codec: LineCodec

    init(_ link: any RealtimeLink, as coding: LineCoding) {
        let codec = LineCodec(coding)
        self.link = link
        self.codec = codec
        let reader = Reader(link.events.makeAsyncIterator(), codec)
        events = AsyncStream { await reader.next() }
    }

    func send(_ event: ClientEvent) { link.send(codec.coded(event)) }
    func renew() { link.renew() }
    func run() async throws { try await link.run() }

    /// The one consumer's place in the stream. An event may become two.
    private final class Reader: @unchecked Sendable {
        private var events: AsyncStream<LinkEvent>.Iterator
        private var waiting: [LinkEvent] = []
        private let codec: LineCodec

        init(_ events: AsyncStream<LinkEvent>.Iterator, _ codec: LineCodec) {
            self.events = events
            self.codec = codec
        }

        func next() async -> LinkEvent? {
            if !waiting.isEmpty { return waiting.removeFirst() }
            guard let event = await events.next(isolation: nil) else { return nil }
            waiting = codec.decoded(event)
            return waiting.removeFirst()
        }
    }
}
