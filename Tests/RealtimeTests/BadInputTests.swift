import Audio
import Realtime
import TestSupport
import Testing

struct BadInputTests {
    @Test(arguments: [
        ("", "event is not JSON"), ("{", "event is not JSON"), ("nil", "event is not JSON"),
        ("\u{0}", "event is not JSON"), (#"{"type":"response.done","response":{"#, "event is not JSON"),
        ("[]", "JSON is not an event"), ("7", "JSON is not an event"), ("null", "JSON is not an event"),
        ("{}", "JSON is not an event"), (#"{"type":7}"#, "JSON is not an event"),
        (#"{"type":null}"#, "JSON is not an event"),
        (#"{"type":"response.done"}"#, "event `response.done` is malformed at `response`: the field is missing"),
        (
            #"{"type":"response.done","response":{"output":[{"type":"message","role":"user","content":7}]}}"#,
            "event `response.done` is malformed at `response.output[0].content`: "
        ),
        (
            #"{"type":"error","error":{"type":"t","message":null}}"#, "event `error` is malformed at `error.message`: "
        ),
        (
            #"{"type":"response.output_audio.delta","response_id":"r","item_id":"i","output_index":0,"content_index":0,"delta":"*"}"#,
            "event `response.output_audio.delta` is malformed at `delta`: audio is not base64"
        ),
    ]) func `what is wrong is said, and where`(json: String, expected: String) {
        let error = #expect(throws: RealtimeError.self) { try ServerEvent(json: json) }
        #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "")")
    }

    @Test func `an event beyond the limit is refused unread`() {
        let huge = [UInt8](repeating: UInt8(ascii: " "), count: 32 << 20 + 1)
        #expect(throws: RealtimeError.tooLarge(bytes: huge.count, limit: 32 << 20)) { try ServerEvent(json: huge) }
    }

    @Test func `deep nesting is refused, and braces in strings do not nest`() throws {
        for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
            let deep = String(repeating: open, count: 1_000_000) + "1" + String(repeating: close, count: 1_000_000)
            #expect(throws: RealtimeError.tooDeep(limit: 100)) {
                try ServerEvent(json: #"{"type":"x","deep":"# + deep + "}")
            }
        }
        let nested = String(repeating: "[", count: 99) + String(repeating: "]", count: 99)
        #expect(try ServerEvent(json: #"{"type":"x","deep":\#(nested)}"#).type == "x")
        let text = String(repeating: #"[{\"\\"#, count: 200)
        #expect(try ServerEvent(json: #"{"type":"x","text":"\#(text)"}"#).type == "x")
    }

    @Test func `a number that is not finite cannot be written`() {
        let event = ServerEvent.rateLimitsUpdated(.init(rateLimits: [.init(name: .tokens, resetSeconds: .nan)]))
        let error = #expect(throws: RealtimeError.self) { try event.json() }
        guard case .notEncodable(let type, let path, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(type == "rate_limits.updated")
        #expect(path == "rate_limits[0].reset_seconds")
    }

    @Test func `random bytes are an error, not a crash`() {
        var generator = SplitMix(seed: 1)
        let alphabet = Array(#"{}[]",:\truefalsnl0123456789.-eE "#.utf8)
        for round in 0..<10_000 {
            let bytes = (0..<Int.random(in: 0...120, using: &generator)).map { _ in
                round.isMultiple(of: 2)
                    ? UInt8.random(in: 0...255, using: &generator) : alphabet.randomElement(using: &generator)!
            }
            let side: Sample.Side = round % 4 < 2 ? .client : .server
            do throws(RealtimeError) {
                let event = try Event(side, json: bytes)
                Issue.record("random bytes are the event \(event)")
            } catch {
                #expect(!error.description.isEmpty)
            }
        }
    }

    @Test func `a damaged event is an error or an event that can be written`() throws {
        var generator = SplitMix(seed: 2)
        let originals = try Sample.all.filter { $0.isWhole }.map { ($0.side, try $0.event.json()) }
        var survivors = 0
        let rounds = Thoroughness.scaled(10_000, to: 1_000_000)
        for round in 0..<rounds {
            let (side, original) = originals[round % originals.count]
            let bytes = damaged(original, using: &generator)
            do throws(RealtimeError) {
                let event = try Event(side, json: bytes)
                survivors += 1
                // A number may have become too large to be one, which writing reports.
                let again = try Event(side, json: event.json())
                #expect(again == event)
            } catch {
                #expect(!error.description.isEmpty)
            }
        }
        #expect((rounds / 10..<rounds / 10 * 9).contains(survivors), "the damage is neither nothing nor all")
    }

    private func damaged(_ bytes: [UInt8], using generator: inout SplitMix) -> [UInt8] {
        var bytes = bytes
        for _ in 0...Int.random(in: 0...2, using: &generator) {
            guard !bytes.isEmpty else { return bytes }
            let place = Int.random(in: bytes.indices, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: bytes[place] = .random(in: 0...255, using: &generator)
            case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 2: bytes.remove(at: place)
            case 3: bytes.insert(bytes.randomElement(using: &generator)!, at: place)
            case 4: bytes.swapAt(place, Int.random(in: bytes.indices, using: &generator))
            case _: bytes.removeSubrange(place..<min(bytes.endIndex, place + Int.random(in: 0...20, using: &generator)))
            }
        }
        return bytes
    }
}
