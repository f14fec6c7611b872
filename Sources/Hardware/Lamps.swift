import Synchronization

/// A board's lamps: lines, LEDs and PWM channels, each lit in the states that the board's description says.
public final class Lamps: Sendable {
    private let rows: [LampLine]
    private let opening: @Sendable (LampLine, _ patience: Duration) throws(HardwareError) -> any LampDriver
    private let notice: @Sendable (BoardEvent) -> Void
    /// Nil while they are not held.
    private let held = Mutex<HeldLamps?>(nil)
    /// Raised when something else is to be done on the thread of ``run()``.
    private let turned: Wakeup

    /// - Parameters:
    ///   - sysfs: where sysfs is mounted.
    ///   - notice: is told ``BoardEvent/lamp(_:)``, on the thread that draws; must return at once.
    /// - Throws: ``HardwareError/noResources(operation:code:)``; devices are opened by ``open()``.
    public convenience init(
        _ description: BoardDescription, sysfs: String = "/sys",
        notice: @escaping @Sendable (BoardEvent) -> Void = { _ in }
    ) throws(HardwareError) {
        let chip = description.chip ?? ""
        try self.init(description.lamps, notice: notice) { row, patience throws(HardwareError) in
            switch row.source {
            case .line(let line): try GPIOLamp(line, activeLow: row.activeLow, on: GPIOChip(chip))
            case .led(let name): try LEDLamp(name, sysfs: sysfs)
            case .pwm(let channel): try PWMLamp(channel, activeLow: row.activeLow, sysfs: sysfs, patience: patience)
            }
        }
    }

    init(
        _ rows: [LampLine], notice: @escaping @Sendable (BoardEvent) -> Void,
        opening: @escaping @Sendable (LampLine, _ patience: Duration) throws(HardwareError) -> any LampDriver
    ) throws(HardwareError) {
        self.rows = rows
        self.notice = notice
        self.opening = opening
        turned = try Wakeup()
    }

    /// Takes them, dark.
    /// - Throws: ``HardwareError`` when one cannot be had; then none is held.
    public func open() throws(HardwareError) {
        let result: Result<Void, HardwareError> = held.withLock { held in
            do throws(HardwareError) {
                held = try HeldLamps(rows, opening: opening)
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }

    /// Draws a state: the recording lamp first, then what is to be dark, then what is to be lit. Returns when that is
    /// done; blinking goes on in ``run()``. What cannot be drawn is tried again there, and told for the recording lamp.
    public func show(_ lamp: Lamp) {
        change { $0.show(lamp, at: MonotonicClock.now) }
        turned.signal()
    }

    /// Blinks what the kernel does not blink, and takes lamps again that were lost, until cancelled. Sleeps otherwise.
    public func run() async throws(HardwareError) {
        let stop = try Wakeup()
        try await DeviceThread.run(named: "lamps", stop: stop) { () throws(HardwareError) in
            while true {
                let next = self.change { $0.turn(at: MonotonicClock.now) } ?? nil
                let ready = Wakeup.wait(
                    for: [stop.descriptor, self.turned.descriptor],
                    atMost: next.map { max(.zero, $0 - MonotonicClock.now) })
                if ready[0] { return }
                self.turned.clear()
            }
        }
    }

    /// Darkens all and gives them back.
    public func close() {
        change { $0.release() }
        held.withLock { $0 = nil }
    }

    /// What cannot be drawn at present, for whoever looks after the box.
    public var faults: [HardwareError] { held.withLock { $0?.faults ?? [] } }

    @discardableResult
    private func change<Result: Sendable>(_ body: @Sendable (inout HeldLamps) -> Result) -> Result? {
        held.withLock { held in
            guard var lamps = held else { return nil }
            let before = lamps.recording
            let result = body(&lamps)
            // Within the lock, so that what is told has the order of what was drawn.
            if lamps.recording != before { notice(.lamp(lamps.recording)) }
            held = lamps
            return result
        }
    }
}
