import TestSupport
import Testing

@testable import RealtimeSocket

@Suite struct WebSocketMachineTests {
    private let bye = CloseReason(.normal, "bye")

    @Test func `a ping that is answered keeps it open`() {
        var machine = WebSocketMachine(role: .client)
        #expect(machine.handle(.pingDue) == [.sendPing])
        #expect(machine.handle(.pingSent) == [.awaitPong])
        #expect(machine.handle(.heard) == [.stopAwaitingPong])
        #expect(machine.handle(.pongDue(reading: .going)) == [])
        #expect(machine.handle(.pingDue) == [.sendPing])
    }

    @Test func `a peer that is silent after a ping is given up`() {
        var machine = WebSocketMachine(role: .client)
        _ = machine.handle(.pingDue)
        _ = machine.handle(.pingSent)
        #expect(
            machine.handle(.pongDue(reading: .going)) == [
                .deliver(CloseReason(.abnormal, "the peer does not answer pings")), .abandonTransport,
            ])
        #expect(machine.handle(.inactive("x")) == [])
    }

    @Test func `a peer is not blamed while our own consumer holds up reading`() {
        var machine = WebSocketMachine(role: .client)
        _ = machine.handle(.pingDue)
        _ = machine.handle(.pingSent)
        #expect(machine.handle(.pongDue(reading: .held)) == [.awaitPong])
        #expect(machine.isOpen)
    }

    @Test func `our close waits for the peer's, and the server ends the TCP connection`() {
        var machine = WebSocketMachine(role: .server)
        #expect(machine.handle(.close(bye)) == [.sendClose(bye), .awaitClose])
        #expect(machine.handle(.close(bye)) == [])
        #expect(machine.handle(.peerClosed(bye)) == [.deliver(bye), .closeTransport])
        machine = WebSocketMachine(role: .client)
        _ = machine.handle(.close(bye))
        #expect(machine.handle(.peerClosed(bye)) == [.deliver(bye)])
        #expect(machine.handle(.closeDue) == [.abandonTransport])
    }

    @Test func `the peer's close is answered`() {
        var machine = WebSocketMachine(role: .client)
        #expect(machine.handle(.peerClosed(bye)) == [.deliver(bye), .sendClose(bye), .awaitClose])
        machine = WebSocketMachine(role: .server)
        #expect(machine.handle(.peerClosed(bye)) == [.deliver(bye), .sendClose(bye), .closeTransport, .awaitClose])
    }

    @Test func `a close that is never answered ends in 1006`() {
        var machine = WebSocketMachine(role: .client)
        _ = machine.handle(.close(bye))
        #expect(machine.handle(.closeDue) == [.abandonTransport])
        #expect(machine.handle(.inactive("gone")) == [.deliver(CloseReason(.abnormal, "gone"))])
    }

    @Test func `closed is delivered exactly once in every order of events`() {
        let events: [WebSocketMachine.Event] = [
            .heard, .pingDue, .pingSent, .pongDue(reading: .going), .pongDue(reading: .held), .close(bye),
            .peerClosed(bye), .violation(bye), .closeDue, .inactive("x"),
        ]
        var generator = SplitMix(seed: 3)
        for _ in 0..<20_000 {
            var machine = WebSocketMachine(role: generator.next() % 2 == 0 ? .client : .server)
            var delivered = 0
            var closes = 0
            for step in 0..<12 {
                let event = step == 11 ? .inactive("end") : events[Int(generator.next() % UInt64(events.count))]
                for action in machine.handle(event) {
                    if case .deliver = action { delivered += 1 }
                    if case .sendClose = action { closes += 1 }
                }
            }
            #expect(delivered == 1)
            #expect(closes <= 1)
        }
    }
}
