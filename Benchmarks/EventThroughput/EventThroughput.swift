import Audio
import Foundation
import Realtime

/// How fast the events that make up nearly all traffic are read and written, beside plain `Codable`.
@main
struct EventThroughput {
    static func main() throws {
        let audio = AudioBytes((0..<4_800).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        let delta = ServerEvent.responseOutputAudioDelta(
            .init(
                responseID: "resp_CpV3vYdLkd2oQk1nJx8aP", itemID: "item_CpV3vTw9mBqPz4aTn0cRs", outputIndex: 0,
                contentIndex: 0, delta: audio, eventID: "event_CpV3wLr7yU2bHs6dEf1gK"))
        let append = ClientEvent.inputAudioBufferAppend(.init(audio: AudioBytes(Array(audio.bytes[..<960]))))
        let text = ServerEvent.responseOutputAudioTranscriptDelta(
            .init(
                responseID: "resp_CpV3vYdLkd2oQk1nJx8aP", itemID: "item_CpV3vTw9mBqPz4aTn0cRs", outputIndex: 0,
                contentIndex: 0, delta: " seven times", eventID: "event_CpV3wLr7yU2bHs6dEf1gK"))
        let deltaJSON = try delta.json()
        let appendJSON = try append.json()
        let textJSON = try text.json()

        print("event                                     bytes   µs/event     MB/s   × Codable")
        compare("read response.output_audio.delta", deltaJSON.count) {
            precondition((try? ServerEvent(json: deltaJSON)) != nil)
        } codable: {
            precondition((try? JSONDecoder().decode(PlainDelta.self, from: Data(deltaJSON))) != nil)
        }
        compare("write response.output_audio.delta", deltaJSON.count) {
            precondition((try? delta.json()) != nil)
        } codable: {
            precondition((try? JSONEncoder().encode(PlainDelta(delta: Data(audio.bytes)))) != nil)
        }
        compare("read input_audio_buffer.append", appendJSON.count) {
            precondition((try? ClientEvent(json: appendJSON)) != nil)
        } codable: {
            precondition((try? JSONDecoder().decode(PlainAppend.self, from: Data(appendJSON))) != nil)
        }
        compare("write input_audio_buffer.append", appendJSON.count) {
            precondition((try? append.json()) != nil)
        } codable: {
            precondition((try? JSONEncoder().encode(PlainAppend(audio: Data(audio.bytes[..<960])))) != nil)
        }
        compare("read …output_audio_transcript.delta", textJSON.count) {
            precondition((try? ServerEvent(json: textJSON)) != nil)
        } codable: {
            precondition((try? JSONDecoder().decode(PlainText.self, from: Data(textJSON))) != nil)
        }
    }

    private static func compare(_ name: String, _ bytes: Int, _ ours: () -> Void, codable: () -> Void) {
        // Interleaved, the best of several rounds: the machine is shared.
        var best = (ours: Double.infinity, codable: Double.infinity)
        for _ in 0..<15 {
            best.ours = min(best.ours, microseconds(ours))
            best.codable = min(best.codable, microseconds(codable))
        }
        let columns = [best.ours, Double(bytes) / best.ours, best.codable / best.ours].map {
            String(format: "%8.2f", $0)
        }
        print(name.padding(toLength: 40, withPad: " ", startingAt: 0), bytes, columns.joined(separator: "  "))
    }

    private static func microseconds(_ body: () -> Void) -> Double {
        let rounds = 5_000
        let clock = ContinuousClock()
        let time = clock.measure { for _ in 0..<rounds { body() } }
        return time / .microseconds(1) / Double(rounds)
    }
}

private struct PlainDelta: Codable {
    var type = "response.output_audio.delta"
    var event_id = "event_CpV3wLr7yU2bHs6dEf1gK"
    var response_id = "resp_CpV3vYdLkd2oQk1nJx8aP"
    var item_id = "item_CpV3vTw9mBqPz4aTn0cRs"
    var output_index = 0
    var content_index = 0
    var delta: Data
}

private struct PlainAppend: Codable {
    var type = "input_audio_buffer.append"
    var audio: Data
}

private struct PlainText: Codable {
    var type: String
    var event_id: String
    var response_id: String
    var item_id: String
    var output_index: Int
    var content_index: Int
    var delta: String
}
