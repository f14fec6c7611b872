import TestSupport
import Testing

@testable import RealtimeSocket

@Suite struct OutboxTests {
    @Test func `the oldest audio gives way, control events and the order stay`() {
        var outbox = Outbox(limit: 10)
        #expect(outbox.append("a1a1", as: .audio) == .queued)
        #expect(outbox.append("C1", as: .control) == .queued)
        #expect(outbox.append("a2a2", as: .audio) == .queued)
        #expect(outbox.append("a3a3", as: .audio) == .droppedAudio(1))
        #expect(outbox.append("C2C2", as: .control) == .droppedAudio(1))
        #expect(drained(&outbox) == ["C1", "a3a3", "C2C2"])
        #expect(outbox.bytes == 0)
    }

    @Test func `control events that alone fill it are refused, and what waits stays`() {
        var outbox = Outbox(limit: 4)
        #expect(outbox.append("CC", as: .control) == .queued)
        #expect(outbox.append("CCC", as: .control) == .overflow)
        #expect(drained(&outbox) == ["CC"])
    }

    @Test func `one event larger than the outbox is taken where nothing of its kind waits`() {
        var outbox = Outbox(limit: 4)
        #expect(outbox.append("large control", as: .control) == .queued)
        #expect(outbox.append("c", as: .control) == .overflow)
        #expect(outbox.append("large audio", as: .audio) == .queued)
        #expect(outbox.append("newer audio", as: .audio) == .droppedAudio(1))
        #expect(drained(&outbox) == ["large control", "newer audio"])
    }

    /// Against a model: an array searched from its front.
    @Test func `random use keeps order, bound and counts`() {
        var generator = SplitMix(seed: 42)
        for _ in 0..<300 {
            var outbox = Outbox(limit: 100)
            var model: [(text: String, kind: Outbox.Kind)] = []
            for number in 0..<200 {
                if generator.next() % 3 == 0 {
                    #expect(outbox.take()?.text == (model.isEmpty ? nil : model.removeFirst().text))
                    continue
                }
                let kind: Outbox.Kind = generator.next() % 4 == 0 ? .control : .audio
                let text = "\(number)" + String(repeating: ".", count: Int(generator.next() % 40))
                func bytes(_ kinds: [Outbox.Kind]) -> Int {
                    model.filter { kinds.contains($0.kind) }.map(\.text.utf8.count).reduce(0, +)
                }
                let outcome = outbox.append(text, as: kind)
                if kind == .control, bytes([.control]) > 0, bytes([.control]) + text.utf8.count > 100 {
                    #expect(outcome == .overflow)
                    continue
                }
                model.append((text, kind))
                var dropped = 0
                while bytes([.control, .audio]) > 100,
                    let index = model.dropLast(kind == .audio ? 1 : 0).firstIndex(where: { $0.kind == .audio })
                {
                    model.remove(at: index)
                    dropped += 1
                }
                #expect(outcome == (dropped == 0 ? .queued : .droppedAudio(dropped)))
                #expect(outbox.audioCount == model.filter { $0.kind == .audio }.count)
                #expect(outbox.controlCount == model.filter { $0.kind == .control }.count)
                #expect(outbox.bytes == bytes([.control, .audio]))
            }
            #expect(drained(&outbox) == model.map(\.text))
        }
    }

    private func drained(_ outbox: inout Outbox) -> [String] {
        var texts: [String] = []
        while let next = outbox.take() { texts.append(next.text) }
        return texts
    }
}
