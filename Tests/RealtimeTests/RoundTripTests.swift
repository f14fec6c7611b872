import Audio
import Foundation
import Realtime
import Testing

struct RoundTripTests {
    @Test func `there are samples of every event`() {
        let client = Set(Sample.all.filter { $0.side == .client }.map(\.type))
        let server = Set(Sample.all.filter { $0.side == .server }.map(\.type))
        #expect(client.sorted() == ClientEvent.knownTypes)
        #expect(server.sorted() == ServerEvent.knownTypes)
        #expect((client.count, server.count) == (11, 46))
    }

    @Test(arguments: Sample.types) func `every sample survives decoding and encoding`(type: String) throws {
        for sample in Sample.all where sample.type == type {
            let event = try Event(sample.side, json: sample.event.json())
            #expect(!event.isUnknown, "\(sample.name)")
            #expect(event.type == type)
            let written = try event.json()
            #expect(try JSONValue(json: written).withoutNulls == sample.event.withoutNulls, "\(sample.name)")
            #expect(try Event(sample.side, json: written) == event, "\(sample.name)")
        }
    }

    @Test(arguments: Sample.types) func `a field that is null reads like one that is absent`(type: String) throws {
        for sample in Sample.all where sample.type == type && sample.name.hasPrefix("null") {
            // The known objects must agree; an unknown one keeps its nulls.
            let event = try Event(sample.side, json: sample.event.json())
            let absent = try Event(sample.side, json: sample.event.withoutNulls.json())
            #expect(
                try JSONValue(json: event.json()).withoutNulls == JSONValue(json: absent.json()).withoutNulls,
                "\(sample.name)")
        }
    }

    @Test(arguments: Sample.types) func `every field of a whole sample has a property`(type: String) throws {
        for sample in Sample.all where sample.type == type && sample.isWhole {
            switch try Event(sample.side, json: sample.event.json()) {
            case .client(let event): #expect(leftovers(of: event, at: type).isEmpty, "\(sample.name)")
            case .server(let event): #expect(leftovers(of: event, at: type).isEmpty, "\(sample.name)")
            }
        }
    }

    /// Where a value keeps fields or objects that it does not understand.
    private func leftovers(of value: Any, at path: String) -> [String] {
        if value is JSONValue { return [] }
        if value is UnknownObject { return ["\(path): \(value)"] }
        return Mirror(reflecting: value).children.flatMap { child -> [String] in
            if let extra = child.value as? JSONObject, child.label == "extra" || child.label == ".2" {
                return extra.isEmpty ? [] : ["\(path): \(extra)"]
            }
            return leftovers(of: child.value, at: "\(path).\(child.label ?? "")")
        }
    }

    @Test func `null, absent and a value stay apart where the API tells them apart`() throws {
        for field in ["turn_detection", "noise_reduction", "transcription"] {
            for (value, expected) in [("null", "null"), ("{}", "{}")] {
                let json =
                    #"{"session":{"audio":{"input":{"\#(field)":\#(value)}},"type":"realtime"},"type":"session.update"}"#
                #expect(try ClientEvent(json: json).jsonText() == json, "\(field) \(expected)")
            }
        }
        let off = ClientEvent.sessionUpdate(
            .init(session: .realtime(.init(audio: .init(input: .init(turnDetection: .null)), tracing: .null))))
        #expect(
            try off.jsonText()
                == #"{"session":{"audio":{"input":{"turn_detection":null}},"tracing":null,"type":"realtime"},"type":"session.update"}"#
        )
    }

    @Test func `events read well in Swift`() throws {
        let done = ServerEvent.responseDone(
            .init(
                response: Response(
                    id: "resp_1", status: .completed,
                    output: [
                        .message(.init(role: .assistant, content: [.outputAudio(audio: nil, transcript: "Yes!")]))
                    ], usage: Usage(totalTokens: 12)), eventID: "event_1"))
        let json = try done.json()
        guard case .responseDone(let event) = try ServerEvent(json: json) else {
            Issue.record("not a response.done")
            return
        }
        #expect(event.response.usage?.totalTokens == 12)
        #expect(event.response.status == .completed)
        #expect(event.eventID == "event_1")
        guard case .message(let message)? = event.response.output?.first else {
            Issue.record("not a message")
            return
        }
        #expect(message.role == .assistant)
        #expect(message.content.map(\.words) == ["Yes!"])
    }

    @Test func `a diary can leave the audio out`() throws {
        let event = ClientEvent.inputAudioBufferAppend(.init(audio: AudioBytes([1, 2, 3, 4])))
        let encoder = JSONEncoder()
        encoder.userInfo[.elidesAudio] = true
        encoder.outputFormatting = .sortedKeys
        let line = try encoder.encode(event)
        #expect(String(decoding: line, as: UTF8.self) == #"{"audio":{"bytes":4},"type":"input_audio_buffer.append"}"#)
        let decoder = JSONDecoder()
        #expect(throws: DecodingError.self, "a server has no business to leave audio out") {
            try decoder.decode(ClientEvent.self, from: line)
        }
        decoder.userInfo[.elidesAudio] = true
        #expect(
            try decoder.decode(ClientEvent.self, from: line)
                == .inputAudioBufferAppend(.init(audio: AudioBytes([0, 0, 0, 0]))))
    }
}
