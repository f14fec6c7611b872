import Synchronization
import Testing

@testable import Hardware

struct HonestLampTests {
    @Test func `the recording lamp is lit only while the microphone runs`() {
        let drawn = Drawn()
        let lamp = HonestLamp { drawn.append($0) }
        lamp.show(.listening)
        lamp.notice(.microphone(.running))
        lamp.notice(.microphone(.running))
        lamp.notice(.microphone(.lost("pulled")))
        lamp.show(.thinking)
        lamp.notice(.microphone(.running))
        lamp.show(.listening)
        lamp.notice(.speaker(.lost("pulled")))
        lamp.show(.off)
        #expect(drawn.lamps == [.trouble, .listening, .trouble, .thinking, .listening, .off])
    }

    private final class Drawn: Sendable {
        private let content = Mutex<[Lamp]>([])
        var lamps: [Lamp] { content.withLock { $0 } }
        func append(_ lamp: Lamp) { content.withLock { $0.append(lamp) } }
    }
}
