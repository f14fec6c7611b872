import Audio
import Dialogue
import Foundation
import Realtime
import TestSupport
import Testing
import Tutor

@testable import Appliance

/// A recorded lesson whose server sends damaged frames: nothing may crash, and the session must come back to rest.
struct FrameFuzzTests {
    @Test(.timeLimit(.minutes(10))) func `no damaged frame of the server stops a lesson`() throws {
        let path = try #require(
            Bundle.module.path(forResource: "first-words", ofType: "jsonl", inDirectory: "Replays"))
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        let decoder = JSONDecoder()
        decoder.userInfo[.elidesAudio] = true
        let head = try decoder.decode(DiaryHead.self, from: Data(lines[0].utf8))
        let steps = try lines.dropFirst().map { try decoder.decode(Step.self, from: Data($0.utf8)) }
        var random = SplitMix(seed: 4)
        var frames = 0
        var survivors = 0
        while frames < Thoroughness.scaled(4_000, to: 1_000_000) {
            var session = head.session
            var conversation = TypedConversation()
            conversation.connected()
            for step in steps {
                guard case .received(let event) = step.event else {
                    _ = session.handle(step.event, at: step.time)
                    continue
                }
                frames += 1
                let damaged = FrameFuzzTests.damaged(Array(try event.json()), using: &random)
                do throws(RealtimeError) {
                    let event = try ServerEvent(json: damaged)
                    survivors += 1
                    _ = session.handle(.received(event), at: step.time)
                    _ = conversation.received(event)
                } catch {
                    _ = session.handle(.malformed("\(error)"), at: step.time)
                }
            }
        }
        #expect(survivors > frames / 10 && survivors < frames, "\(survivors) of \(frames) frames were still events")
    }

    /// One to three damages: bits, bytes, numbers, words that other events have.
    private static func damaged(_ original: [UInt8], using random: inout SplitMix) -> [UInt8] {
        let words = ["null", "-1", "1e308", "18446744073709551616", "\"\"", "[]", "{}", "true", "\"response.done\""]
        var bytes = original
        for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
            let at = Int.random(in: bytes.indices, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1: bytes.remove(at: at)
            case 2: bytes.removeSubrange(at..<min(bytes.endIndex, at + Int.random(in: 1...40, using: &random)))
            case 3: bytes.insert(bytes[Int.random(in: bytes.indices, using: &random)], at: at)
            case 4:
                // A value becomes another.
                guard let colon = bytes[at...].firstIndex(of: UInt8(ascii: ":")) else { break }
                let end =
                    bytes[(colon + 1)...].firstIndex { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "}") }
                    ?? bytes.endIndex
                bytes.replaceSubrange((colon + 1)..<end, with: Array(words.randomElement(using: &random)!.utf8))
            case _: bytes.swapAt(at, Int.random(in: bytes.indices, using: &random))
            }
        }
        return bytes
    }
}
