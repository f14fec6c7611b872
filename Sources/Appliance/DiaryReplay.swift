import Audio
import Foundation
import Realtime
import Tutor

/// Plays a diary through the session again and says where it decides otherwise than it did.
public struct DiaryReplay: Sendable {
    public enum Fault: Error, Sendable, CustomStringConvertible {
        case unreadable(path: String, reason: String)
        case noHead(path: String, reason: String)
        case badLine(path: String, line: Int, reason: String)
        case differs(path: String, line: Int, was: String, is: String)

        public var description: String {
            switch self {
            case .unreadable(let path, let reason): "\(path): cannot be read: \(reason)"
            case .noHead(let path, let reason):
                "\(path):1: not a diary: expected a line with the lesson and the settings (\(reason))"
            case .badLine(let path, let line, let reason): "\(path):\(line): not a step of a diary: \(reason)"
            case .differs(let path, let line, let was, let now):
                "\(path):\(line): the session decides otherwise now\n  then: \(was)\n  now:  \(now)"
            }
        }
    }

    /// What a replay went through.
    public struct Summary: Sendable, Hashable, Codable {
        public var steps = 0
        public var turns = 0
        public var actions = 0
        /// From the first step to the last, in seconds.
        public var seconds = 0.0
    }

    /// - Parameter watch: is told each step that was the same.
    /// - Throws: ``Fault`` at the first line that is broken or that differs, byte for byte.
    public static func run(path: String, watch: (Step) -> Void = { _ in }) throws(Fault) -> Summary {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw .unreadable(path: path, reason: error.localizedDescription)
        }
        let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)
        let decoder = JSONDecoder()
        decoder.userInfo[.elidesAudio] = true
        var session: Session
        do {
            session = try decoder.decode(DiaryHead.self, from: lines.first ?? Data()).session
        } catch {
            throw .noHead(path: path, reason: short(error))
        }
        var summary = Summary()
        var first: Duration?
        for (index, line) in lines.enumerated().dropFirst() {
            let step: Step
            do {
                step = try decoder.decode(Step.self, from: line)
            } catch {
                throw .badLine(path: path, line: index + 1, reason: short(error))
            }
            // A diary that keeps audio has no elided frame in it; the bytes tell which of the two was written.
            let keepsAudio = line.range(of: Data(#""pcm":"#.utf8)) != nil
            var again = Step(at: step.time, event: step.event, actions: session.handle(step.event, at: step.time))
            // Measured, not decided.
            again.lamp = step.lamp
            guard let text = try? DiaryCoding.encoder(keepsAudio: keepsAudio).encode(again), text == Data(line) else {
                throw .differs(
                    path: path, line: index + 1, was: describe(step.actions), is: describe(again.actions))
            }
            summary.steps += 1
            summary.actions += again.actions.count
            summary.turns += again.actions.count { action in
                if case .send(.inputAudioBufferCommit) = action { true } else { false }
            }
            first = first ?? step.time
            summary.seconds = (step.time - (first ?? step.time)).inMilliseconds / 1000
            watch(again)
        }
        return summary
    }

    private static func describe(_ actions: [Session.Action]) -> String {
        guard let data = try? DiaryCoding.encoder(keepsAudio: false).encode(actions) else { return "?" }
        return String(decoding: data.prefix(600), as: UTF8.self)
    }

    private static func short(_ error: any Error) -> String { String("\(error)".prefix(300)) }
}
