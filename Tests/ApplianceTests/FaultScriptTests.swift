import Appliance
import Realtime
import RealtimeSocket
import Simulation
import Testing

struct FaultScriptTests {
    @Test(arguments: [
        "abort", "expire@response.output_audio.delta:3", "close-1012@response.created", "stall-3000@response.done",
        "half@response.output_audio.delta", "duplicate@response.created", "swap@response.output_audio.delta:2",
        "late-audio", "refuse-truncate", "busy", "huge@response.output_audio.delta", "slow-20000", "clock--31536000",
    ]) func `a fault is written and read`(text: String) throws {
        #expect(try LineFault(text).description == text)
    }

    @Test(arguments: [
        "", "explode", "close-", "close-1006", "close-99999", "stall-0", "stall-x", "slow--1", "abort@x:0",
        "abort@x:many",
    ]) func `what is no fault is an error that says what is`(text: String) {
        #expect(throws: LineFault.Wrong(text: text)) { try LineFault(text) }
        #expect("\(LineFault.Wrong(text: text))".contains("stall-MS"))
    }

    private func text(_ delta: String) -> ServerEvent {
        .responseOutputTextDelta(.init(responseID: "r", itemID: "i", outputIndex: 0, contentIndex: 0, delta: delta))
    }

    @Test func `it happens at its event, once`() {
        var script = FaultScript([LineFault(.abort, at: "response.output_text.delta", number: 2)])
        #expect(script.sending(text("one")) == [.event(text("one"))])
        #expect(script.sending(text("two")) == [.abort])
        #expect(script.sending(text("three")) == [.event(text("three"))])
        #expect(script.happened.count == 1)
    }

    @Test func `two events change places, and one comes twice`() {
        var script = FaultScript([
            LineFault(.swap, at: "response.output_text.delta"),
            LineFault(.duplicate, at: "response.output_text.delta", number: 2),
        ])
        #expect(script.sending(text("one")) == [])
        #expect(script.sending(text("two")) == [.event(text("two")), .event(text("one"))])
        #expect(script.sending(text("three")) == [.event(text("three")), .event(text("three"))])
    }

    @Test func `half an event is no event`() throws {
        var script = FaultScript([LineFault(.half)])
        let deliveries = script.sending(text("one"))
        guard case .text(let half)? = deliveries.first else {
            Issue.record("nothing was halved")
            return
        }
        #expect(throws: RealtimeError.self) { try ServerEvent(json: half) }
        #expect(deliveries.last == .event(text("one")))
    }

    @Test func `a huge event is the same event with a field that nobody knows`() throws {
        var script = FaultScript([LineFault(.huge)])
        guard case .text(let huge)? = script.sending(text("one")).first else {
            Issue.record("nothing was padded")
            return
        }
        #expect(huge.utf8.count > 15 << 20)
        guard case .responseOutputTextDelta(let delta) = try ServerEvent(json: huge) else {
            Issue.record("it became another event")
            return
        }
        #expect(delta.delta == "one")
    }

    @Test func `what a client asks is refused as the API refuses it`() {
        var script = FaultScript([LineFault(.busy), LineFault(.refuseTruncate)])
        let (passes, answers) = script.receiving(.responseCreate(.init(eventID: "mine")))
        #expect(!passes)
        guard case .event(.error(let error))? = answers.first else {
            Issue.record("no error")
            return
        }
        #expect(error.error.code == .conversationAlreadyHasActiveResponse)
        #expect(error.error.eventID == "mine")
        #expect(script.receiving(.responseCreate(.init())).passes)
        #expect(
            !script.receiving(
                .conversationItemTruncate(.init(itemID: "i", contentIndex: 0, audioEndMilliseconds: 10))
            ).passes)
    }
}
