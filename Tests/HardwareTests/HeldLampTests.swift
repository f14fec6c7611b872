import Testing

@testable import Hardware

/// What becomes of lamps that fail.
struct HeldLampTests {
    /// Lamps of which each may break; what is drawn is kept in order.
    private final class Shelf {
        var drawn: [String] = []
        /// The lamp that is held at present, by its LED's name.
        var lamps: [String: FaultyLamp] = [:]
        /// Why none can be opened at present.
        var closed: HardwareError?

        func open(_ row: LampLine) throws(HardwareError) -> any LampDriver {
            if let closed { throw closed }
            guard case .led(let name) = row.source else { throw FaultyLamp.error }
            let lamp = FaultyLamp { self.drawn.append("\(name) \($0)") }
            lamps[name] = lamp
            return lamp
        }
    }

    private static let rows = [
        LampLine(.led("ready"), lit: [.ready: 15]), LampLine(.led("thinking"), lit: [.thinking: 100]),
        LampLine(.led("rec"), lit: [.listening: 100]),
    ]

    /// For the time of one test, on one thread.
    private struct Unsafe: @unchecked Sendable { let shelf: Shelf }

    private func held(_ shelf: Shelf) throws -> HeldLamps {
        let unsafe = Unsafe(shelf: shelf)
        return try HeldLamps(HeldLampTests.rows) { row, _ throws(HardwareError) in try unsafe.shelf.open(row) }
    }

    @Test func `the recording lamp is drawn first, then what is to be dark, then what is to be lit`() throws {
        let shelf = Shelf()
        var lamps = try held(shelf)
        lamps.show(.ready, at: .zero)
        lamps.show(.listening, at: .zero)
        lamps.show(.thinking, at: .zero)
        lamps.show(.ready, at: .zero)
        #expect(
            shelf.drawn == [
                "ready 15", "rec 100", "ready 0", "rec 0", "thinking 100", "thinking 0", "ready 15",
            ])
    }

    @Test func `a recording lamp that cannot be darkened is opened anew, which darkens it`() throws {
        let shelf = Shelf()
        var lamps = try held(shelf)
        lamps.show(.listening, at: .zero)
        shelf.lamps["rec"]?.failures = 1
        lamps.show(.thinking, at: .zero)
        #expect(lamps.recording == .running)
        #expect(shelf.drawn.last(where: { $0.hasPrefix("rec") }) == "rec 0")
    }

    @Test func `a recording lamp that is lost is told, tried again each second, and told when it is back`() throws {
        let shelf = Shelf()
        var lamps = try held(shelf)
        lamps.show(.listening, at: .zero)
        shelf.lamps["rec"]?.failures = 1_000
        shelf.closed = .noLED("rec", found: [])
        lamps.show(.thinking, at: .seconds(1))
        guard case .lost(let reason) = lamps.recording else {
            Issue.record("it was not told")
            return
        }
        #expect(reason.contains("no LED 'rec'"))
        #expect(lamps.turn(at: .seconds(1)) == .seconds(2))
        #expect(lamps.turn(at: .seconds(2)) == .seconds(3))
        shelf.closed = nil
        #expect(lamps.turn(at: .seconds(3)) == nil)
        #expect(lamps.recording == .running)
        #expect(shelf.drawn.last == "rec 0")
    }

    @Test func `another lamp that fails does not make the recording lamp fail`() throws {
        let shelf = Shelf()
        var lamps = try held(shelf)
        shelf.lamps["ready"]?.failures = 1_000
        shelf.closed = FaultyLamp.error
        lamps.show(.ready, at: .zero)
        #expect(lamps.recording == .running)
        #expect(lamps.faults == [FaultyLamp.error])
        lamps.show(.listening, at: .zero)
        #expect(shelf.drawn.last == "rec 100")
    }

    @Test func `what is drawn already is not drawn again`() throws {
        let shelf = Shelf()
        var lamps = try held(shelf)
        for _ in 0..<3 { lamps.show(.ready, at: .zero) }
        #expect(shelf.drawn == ["ready 15"])
    }

    @Test func `a lost recording lamp is an event, once, and its return another`() async throws {
        let (events, told) = AsyncStream.makeStream(of: BoardEvent.self)
        let unsafe = Unsafe(shelf: Shelf())
        let lamps = try Lamps(HeldLampTests.rows, notice: { told.yield($0) }) { row, _ throws(HardwareError) in
            try unsafe.shelf.open(row)
        }
        try lamps.open()
        unsafe.shelf.lamps["rec"]?.failures = 1_000
        unsafe.shelf.closed = FaultyLamp.error
        lamps.show(.listening)
        lamps.show(.thinking)
        unsafe.shelf.closed = nil
        lamps.show(.listening)
        unsafe.shelf.lamps["rec"]?.failures = 1_000
        unsafe.shelf.closed = FaultyLamp.error
        lamps.show(.thinking)
        lamps.close()
        told.finish()
        var all: [BoardEvent] = []
        for await event in events { all.append(event) }
        let lost = BoardEvent.lamp(.lost(FaultyLamp.error.description))
        #expect(all == [lost, .lamp(.running), lost])
    }
}
