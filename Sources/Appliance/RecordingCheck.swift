import Audio
import Foundation
import Realtime
import Tutor

/// Checks a recording of events, line by line, against the Realtime protocol.
///
/// A line is an event as it was on the wire, from either side, or `{"sent": …}` and `{"received": …}` around one, or a
/// step of a diary.
public struct RecordingCheck: Sendable {
    public struct Finding: Sendable, Hashable, Codable, CustomStringConvertible {
        public var path: String
        public var line: Int
        public var message: String

        public var description: String { "\(path):\(line): \(message)" }
    }

    public struct Summary: Sendable, Hashable, Codable {
        public var events = 0
        public var findings: [Finding] = []
    }

    private struct Wrapper: Decodable {
        var type: String?
        var sent: ClientEvent?
        var received: ServerEvent?
    }

    /// - Throws: ``DiaryReplay/Fault/unreadable(path:reason:)``.
    public static func run(path: String) throws(DiaryReplay.Fault) -> Summary {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw .unreadable(path: path, reason: error.localizedDescription)
        }
        var check = ProtocolCheck()
        var summary = Summary()
        for (index, line) in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            guard line.contains(where: { $0 > UInt8(ascii: " ") }) else { continue }
            for message in examine(Data(line), index: index, &check, &summary.events) {
                summary.findings.append(Finding(path: path, line: index + 1, message: message))
            }
        }
        return summary
    }

    private static func examine(
        _ line: Data, index: Int, _ check: inout ProtocolCheck, _ events: inout Int
    ) -> [String] {
        let decoder = JSONDecoder()
        decoder.userInfo[.elidesAudio] = true
        if let step = try? decoder.decode(Step.self, from: line) { return examine(step, &check, &events) }
        if index == 0, (try? decoder.decode(DiaryHead.self, from: line)) != nil { return [] }
        events += 1
        do {
            if let wrapper = try? decoder.decode(Wrapper.self, from: line), wrapper.type == nil {
                if let sent = wrapper.sent { return named(sent.type, check.sent(sent)) }
                if let received = wrapper.received { return named(received.type, check.received(received)) }
            }
            let server = try ServerEvent(json: line)
            guard case .unknown(let object) = server else { return named(server.type, check.received(server)) }
            let client = try ClientEvent(json: line)
            if case .unknown = client { return ["\(object.type) is no event of the Realtime API"] }
            return named(client.type, check.sent(client))
        } catch {
            return ["\(error)"]
        }
    }

    private static func examine(_ step: Step, _ check: inout ProtocolCheck, _ events: inout Int) -> [String] {
        var faults: [String] = []
        if case .linkUp = step.event { check.reconnect() }
        if case .received(let event) = step.event {
            events += 1
            faults += named(event.type, check.received(event))
        }
        for case .send(let event) in step.actions {
            events += 1
            faults += named(event.type, check.sent(event))
        }
        return faults
    }

    private static func named(_ type: String, _ faults: [String]) -> [String] { faults.map { "\(type) \($0)" } }
}
