import Audio
import Foundation
import Realtime
import Testing

@testable import RealtimeSocket

/// Sound that travels as G.711 and is 24 kHz PCM at both ends.
struct LineCodecTests {
    /// A second of a voice-like tone, in periods of 20 ms.
    private let second = (0..<50).map { period in
        AudioFrame(
            (0..<480).map { index in
                let time = Double(period * 480 + index) / 24_000
                return Int16(6_000 * sin(2 * .pi * 220 * time) + 3_000 * sin(2 * .pi * 1_300 * time))
            })
    }

    @Test(arguments: [LineCoding.pcmu, .pcma]) func `a second takes a sixth of the bytes and comes back the same`(
        coding: LineCoding
    ) {
        let codec = LineCodec(coding)
        let sent = second.flatMap { frame -> [UInt8] in
            guard
                case .inputAudioBufferAppend(let append) = codec.coded(
                    .inputAudioBufferAppend(.init(audio: AudioBytes(frame))))
            else { return [] }
            return append.audio.bytes
        }
        #expect((7_900...8_000).contains(sent.count), "\(sent.count) bytes instead of 48,000")

        var back: [Int16] = []
        func take(_ event: ServerEvent) {
            for case .received(.responseOutputAudioDelta(let delta)) in codec.decoded(.received(event)) {
                back += delta.delta.frame.samples
            }
        }
        for start in stride(from: 0, to: sent.count, by: 160) {
            take(
                .responseOutputAudioDelta(
                    .init(
                        responseID: "r", itemID: "i", outputIndex: 0, contentIndex: 0,
                        delta: AudioBytes(Array(sent[start..<min(sent.count, start + 160)])))))
        }
        take(.responseOutputAudioDone(.init(responseID: "r", itemID: "i", outputIndex: 0, contentIndex: 0)))
        #expect(abs(back.count - 24_000) < 240, "\(back.count) samples came back")

        let original = second.flatMap(\.samples)
        let count = min(original.count, back.count)
        var (product, left, right) = (0.0, 0.0, 0.0)
        for index in 240..<(count - 240) {
            product += Double(original[index]) * Double(back[index])
            left += Double(original[index]) * Double(original[index])
            right += Double(back[index]) * Double(back[index])
        }
        #expect(product / (left * right).squareRoot() > 0.98)
    }

    @Test func `settings ask for the coding, and sound inside of items has it, too`() {
        let codec = LineCodec(.pcmu)
        let update = codec.coded(.sessionUpdate(.init(session: .realtime(RealtimeSession(instructions: "Hi")))))
        guard case .sessionUpdate(let update) = update, case .realtime(let session) = update.session else {
            Issue.record("no session")
            return
        }
        #expect(session.audio?.input?.format == .muLaw && session.audio?.output?.format == .muLaw)
        #expect(session.instructions == "Hi")

        let part = ContentPart.inputAudio(audio: AudioBytes(AudioFrame.silence(samples: 24_000)), transcript: nil)
        let event = codec.coded(
            .conversationItemCreate(.init(item: .message(Message(role: .user, content: [part])))))
        guard case .conversationItemCreate(let create) = event, case .message(let message) = create.item,
            case .inputAudio(let audio?, _, _)? = message.content.first
        else {
            Issue.record("no audio")
            return
        }
        #expect(abs(audio.bytes.count - 8_000) < 100)
    }
}
