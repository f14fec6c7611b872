import Appliance
import Foundation
import Testing

/// Recordings are held against the protocol, and what is wrong is named with its line.
struct RecordingCheckTests {
    private func findings(_ lines: [String]) throws -> [String] {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "r.jsonl").path
        try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
        return try RecordingCheck.run(path: path).findings.map { "\($0.line): \($0.message)" }
    }

    private static let opening = [
        #"{"type":"session.created","event_id":"s","session":{"type":"realtime"}}"#,
        #"{"type":"response.create"}"#,
        #"{"type":"response.created","event_id":"e1","response":{"id":"r1","conversation_id":"c"}}"#,
        #"{"type":"response.output_item.added","event_id":"e2","response_id":"r1","output_index":0,"#
            + #""item":{"type":"message","id":"i1","role":"assistant","content":[]}}"#,
        #"{"type":"response.output_audio.delta","event_id":"e3","response_id":"r1","item_id":"i1","output_index":0,"#
            + #""content_index":0,"delta":"\#(String(repeating: "AAAA", count: 320))"}"#,
    ]

    @Test func `a conversation as it must be has no findings`() throws {
        let rest = [
            #"{"sent":{"type":"conversation.item.truncate","item_id":"i1","content_index":0,"audio_end_ms":20}}"#,
            #"{"received":{"type":"response.done","event_id":"e4","response":{"id":"r1"}}}"#, "",
        ]
        #expect(try findings(RecordingCheckTests.opening + rest) == [])
    }

    @Test(arguments: [
        (#"{"type":"response.create"}"#, "response.create asks for a response while r1 is active: it will be refused"),
        (
            #"{"type":"response.created","event_id":"x","response":{"id":"r2","conversation_id":"c"}}"#,
            "response.created creates r2 while r1 is active"
        ),
        (
            #"{"type":"response.created","event_id":"x","response":{"id":"r1","conversation_id":"c"}}"#,
            "response.created creates r1 a second time"
        ),
        (
            #"{"type":"response.done","event_id":"x","response":{"id":"r9"}}"#,
            "response.done ends r9, which was not created"
        ),
        (
            #"{"type":"conversation.item.truncate","item_id":"i1","content_index":0,"audio_end_ms":21}"#,
            "conversation.item.truncate truncates i1 at 21 ms: only 20 ms were received"
        ),
        (
            #"{"type":"conversation.item.truncate","item_id":"i2","content_index":0,"audio_end_ms":1}"#,
            "conversation.item.truncate truncates i2, of which no audio was received"
        ),
        (
            #"{"type":"conversation.item.delete","item_id":"i7"}"#,
            "conversation.item.delete is about i7, which the conversation does not have"
        ),
        (
            #"{"type":"input_audio_buffer.commit"}"#,
            "input_audio_buffer.commit commits 0 ms of audio: less than 100 ms are refused"
        ),
        (
            #"{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"c1","output":""}}"#,
            "conversation.item.create has an output of c1, which nobody called"
        ),
        (#"{"type":"response.audio.delta","delta":""}"#, "response.audio.delta is no event of the Realtime API"),
        (#"{"type":"response.done"}"#, "event `response.done` is malformed at `response`: the field is missing"),
        ("nonsense", "event is not JSON: The given data was not valid JSON."),
    ]) func `a fault is named with its line`(line: String, message: String) throws {
        #expect(try findings(RecordingCheckTests.opening + [line]) == ["6: \(message)"])
    }

    @Test func `what comes before the session, or after its response, is out of order`() throws {
        #expect(try findings([RecordingCheckTests.opening[2]]) == ["1: response.created comes before session.created"])
        let done = #"{"type":"response.done","event_id":"e4","response":{"id":"r1"}}"#
        #expect(
            try findings(RecordingCheckTests.opening + [done, RecordingCheckTests.opening[4]]) == [
                "7: response.output_audio.delta comes after the response.done of r1"
            ])
    }

    @Test(arguments: ReplayTests.diaries) func `a recorded lesson keeps to the protocol, on both sides`(
        diary: String
    ) throws {
        let path = try #require(Bundle.module.url(forResource: "Replays", withExtension: nil)).appending(path: diary)
            .path
        let summary = try RecordingCheck.run(path: path)
        #expect(summary.events > 1_000)
        #expect(summary.findings == [])
    }
}
