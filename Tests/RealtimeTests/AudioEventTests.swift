import Audio
import Foundation
import TestSupport
import Testing

@testable import Realtime

/// The hand-written path of the two audio events against the general one.
struct AudioEventTests {
    private let random = { (count: Int, generator: inout SplitMix) -> [UInt8] in
        (0..<count).map { _ in .random(in: 0...255, using: &generator) }
    }

    @Test func `base64 agrees with Foundation on every length`() {
        var generator = SplitMix(seed: 3)
        for count in Array(0...200) + [4_800, 4_801, 4_802] {
            let bytes = random(count, &generator)
            let text = Data(bytes).base64EncodedString()
            let letters = [UInt8](unsafeUninitializedCapacity: Base64.encodedCount(of: count)) { buffer, length in
                length = Base64.encodedCount(of: count)
                guard let place = buffer.baseAddress else { return }
                bytes.withUnsafeBytes { Base64.encode($0, to: place) }
            }
            #expect(String(decoding: letters, as: UTF8.self) == text)
            let decoded = Array(text.utf8).withUnsafeBytes { Base64.decode(prefixOf: $0) }
            #expect(decoded?.bytes == bytes)
            #expect(decoded?.letters == text.utf8.count)
        }
    }

    @Test func `base64 that is taken is taken as Foundation takes it`() {
        var generator = SplitMix(seed: 4)
        var taken = 0
        for _ in 0..<5_000 {
            let count = Int.random(in: 0...40, using: &generator)
            var text = Array(Data(random(count, &generator)).base64EncodedString().utf8)
            for _ in 0..<Int.random(in: 0...2, using: &generator) where !text.isEmpty {
                text[Int.random(in: text.indices, using: &generator)] = .random(in: 0...255, using: &generator)
            }
            let whole = Data(base64Encoded: Data(text)).map { [UInt8]($0) }
            let run = text.withUnsafeBytes { Base64.decode(prefixOf: $0) }
            guard let run, run.letters == text.count else { continue }
            #expect(run.bytes == whole)
            taken += 1
        }
        #expect(taken > 1_000)
    }

    @Test func `every last group is judged strictly`() {
        let alphabet = Array("ABZaz09+/=\"".utf8)
        for first in alphabet {
            for second in alphabet {
                for third in alphabet {
                    for fourth in alphabet {
                        let text = [first, second, third, fourth]
                        let run = text.withUnsafeBytes { Base64.decode(prefixOf: $0) }
                        guard let run, run.letters == 4 else { continue }
                        #expect(Data(base64Encoded: Data(text)).map { [UInt8]($0) } == run.bytes)
                    }
                }
            }
        }
    }

    /// What the general path makes of the text; `nil` if it is an error.
    private func general<Event: TaggedUnion>(_ type: Event.Type, _ json: [UInt8]) -> Event? {
        json.withUnsafeBufferPointer { try? EventJSON.decode(type, from: $0) }
    }

    @Test func `both paths read the same, whatever the text looks like`() {
        var generator = SplitMix(seed: 5)
        var scanned = 0
        for _ in 0..<4_000 {
            let audio = Data(random(Int.random(in: 0...30, using: &generator), &generator)).base64EncodedString()
            let delta = variant(
                [
                    ("type", "\"response.output_audio.delta\""), ("event_id", "\"event_1\""),
                    ("response_id", "\"resp_1\""),
                    ("item_id", "\"item_1\""), ("output_index", "0"), ("content_index", "12"),
                    ("delta", "\"\(audio)\""),
                ], &generator)
            #expect((try? ServerEvent(json: delta)) == general(ServerEvent.self, delta))
            if delta.withUnsafeBufferPointer({ ServerEvent.ResponseOutputAudioDelta(scanning: $0) }) != nil {
                scanned += 1
            }

            let append = variant(
                [("type", "\"input_audio_buffer.append\""), ("event_id", "\"event_1\""), ("audio", "\"\(audio)\"")],
                &generator)
            #expect((try? ClientEvent(json: append)) == general(ClientEvent.self, append))
            if append.withUnsafeBufferPointer({ ClientEvent.InputAudioBufferAppend(scanning: $0) }) != nil {
                scanned += 1
            }
        }
        #expect((2_000..<6_000).contains(scanned), "both paths are taken, but \(scanned) of 8000 were scanned")
    }

    /// The fields in any order, with white space, and mostly with something unexpected somewhere.
    private func variant(_ fields: [(String, String)], _ generator: inout SplitMix) -> [UInt8] {
        var fields = fields.shuffled(using: &generator)
        let index = Int.random(in: fields.indices, using: &generator)
        let (key, value) = fields[index]
        switch Int.random(in: 0..<16, using: &generator) {
        case 0: fields.append(("news", "[1]"))
        case 1: fields.append((key, value))
        case 2: fields.remove(at: index)
        case 3: fields[index].1 = "null"
        case 4: fields[index].1 = "\"\\u0041BCD\""
        case 5: fields[index].1 = "\"é\""
        case 6: fields[index].0 = "\\u0074ype"
        case 7: fields[index].1 = ["-1", "01", "1.0", "1e1", "12345678901", "true"].randomElement(using: &generator)!
        case 8:
            fields[index].1 = ["\"AA==\"", "\"A\"", "\"AB==\"", "\"AAAA\nAAAA\"", "\"=\"", "\"AAA\"", "\"\\/w==\""]
                .randomElement(using: &generator)!
        case _: break
        }
        let spaces = ["", "", "", " ", "\n\t", "\r"]
        func space() -> String { spaces.randomElement(using: &generator)! }
        let inner = fields.map { "\(space())\"\($0)\"\(space()):\(space())\($1)\(space())" }.joined(separator: ",")
        var text = Array("\(space()){\(inner)}\(space())".utf8)
        if Int.random(in: 0..<10, using: &generator) == 0 {
            text[Int.random(in: text.indices, using: &generator)] = .random(in: 0...255, using: &generator)
        }
        if Int.random(in: 0..<20, using: &generator) == 0 {
            text.removeLast(Int.random(in: 1...text.count, using: &generator))
        }
        return text
    }

    @Test func `both paths write the same`() throws {
        var generator = SplitMix(seed: 6)
        let ids = ["", "item_1", "a\"b", "a\\b", "a/b", "é", "\u{7F}", "\n"]
        for round in 0..<2_000 {
            let audio = AudioBytes(random(round % 50, &generator))
            func id() -> String { ids.randomElement(using: &generator)! }
            var delta = ServerEvent.ResponseOutputAudioDelta(
                responseID: ResponseID(id()), itemID: ItemID(id()),
                outputIndex: Int.random(in: -1...12, using: &generator),
                contentIndex: round, delta: audio, eventID: EventID(id()))
            if round.isMultiple(of: 7) { delta.extra = ["news": 1] }
            let server = ServerEvent.responseOutputAudioDelta(delta)
            #expect(try server.json() == [UInt8](EventJSON.encode(server)))

            let eventID = round.isMultiple(of: 3) ? nil : EventID(id())
            let client = ClientEvent.inputAudioBufferAppend(.init(audio: audio, eventID: eventID))
            #expect(try client.json() == [UInt8](EventJSON.encode(client)))
        }
    }
}
