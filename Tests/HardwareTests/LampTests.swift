import Hardware
import Testing

struct LampTests {
    @Test(arguments: Lamp.allCases)
    func `every lamp but the recording lamp is shown whatever the microphone does`(lamp: Lamp) {
        #expect(lamp.honest(microphone: .running) == lamp)
        #expect(lamp.honest(microphone: .lost("unplugged")) == (lamp == .listening ? .trouble : lamp))
    }
}
