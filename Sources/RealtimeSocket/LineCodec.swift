import Audio
import Realtime
import Synchronization

/// Codes the sound of both directions: 24 kHz PCM here, G.711 at 8 kHz there.
final class LineCodec: Sendable {
    private struct Filters {
        var up = Resampler(from: 24_000, to: 8_000)
        var down = Resampler(from: 8_000, to: 24_000)
        /// Whose sound the tail in `down` belongs to.
        var item: ItemID?
    }

    private let coding: LineCoding
    private let filters = Mutex(Filters())

    init(_ coding: LineCoding) { self.coding = coding }

    /// An event of ours as it goes on the line.
    func coded(_ event: ClientEvent) -> ClientEvent {
        switch event {
        case .inputAudioBufferAppend(var append):
            let samples = append.audio.frame.samples
            append.audio = AudioBytes(filters.withLock { encode($0.up.process(samples)) })
            return .inputAudioBufferAppend(append)
        case .inputAudioBufferCommit, .inputAudioBufferClear:
            filters.withLock { $0.up.reset() }
            return event
        case .sessionUpdate(var update):
            guard case .realtime(var session) = update.session else { return event }
            var audio = session.audio ?? AudioConfiguration()
            audio.input = audio.input ?? AudioInputConfiguration()
            audio.output = audio.output ?? AudioOutputConfiguration()
            audio.input?.format = coding.format
            audio.output?.format = coding.format
            session.audio = audio
            update.session = .realtime(session)
            return .sessionUpdate(update)
        case .conversationItemCreate(var create):
            guard case .message(var message) = create.item else { return event }
            message.content = message.content.map { part in
                guard case .inputAudio(let audio?, let transcript, let extra) = part else { return part }
                let filter = Resampler(from: 24_000, to: 8_000)
                let samples = filter.process(audio.frame.samples) + filter.flush()
                return .inputAudio(audio: AudioBytes(encode(samples)), transcript: transcript, extra: extra)
            }
            create.item = .message(message)
            return .conversationItemCreate(create)
        case .conversationItemRetrieve, .conversationItemTruncate, .conversationItemDelete,
            .responseCreate, .responseCancel, .outputAudioBufferClear, .unknown:
            return event
        }
    }

    /// What came on the line as it is here; at the end of an item the filter's tail comes before the event.
    func decoded(_ event: LinkEvent) -> [LinkEvent] {
        switch event {
        case .received(.responseOutputAudioDelta(var delta)):
            let bytes = delta.delta.bytes
            let samples = filters.withLock { filters in
                if filters.item != delta.itemID {
                    filters.item = delta.itemID
                    filters.down.reset()
                }
                return filters.down.process(decode(bytes))
            }
            delta.delta = AudioBytes(AudioFrame(samples))
            return [.received(.responseOutputAudioDelta(delta))]
        case .received(.responseOutputAudioDone(let done)):
            let tail: [Int16] = filters.withLock { filters in
                guard filters.item == done.itemID else { return [] }
                filters.item = nil
                return filters.down.flush()
            }
            guard !tail.isEmpty else { return [event] }
            let last = ServerEvent.ResponseOutputAudioDelta(
                responseID: done.responseID, itemID: done.itemID, outputIndex: done.outputIndex,
                contentIndex: done.contentIndex, delta: AudioBytes(AudioFrame(tail)))
            return [.received(.responseOutputAudioDelta(last)), event]
        case .connecting, .up, .received, .malformed, .dropped, .down:
            return [event]
        }
    }

    private func encode(_ samples: [Int16]) -> [UInt8] {
        switch coding {
        case .pcm: AudioBytes(AudioFrame(samples)).bytes
        case .pcmu: G711.muLaw(samples)
        case .pcma: G711.aLaw(samples)
        }
    }

    private func decode(_ bytes: [UInt8]) -> [Int16] {
        switch coding {
        case .pcm: AudioBytes(bytes).frame.samples
        case .pcmu: G711.samples(muLaw: bytes)
        case .pcma: G711.samples(aLaw: bytes)
        }
    }
}
