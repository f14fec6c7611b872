/// One lamp that is held, what it shall look like, and what is still to be done for that.
struct HeldLamp {
    let row: LampLine
    private let opening: @Sendable (LampLine, _ patience: Duration) throws(HardwareError) -> any LampDriver
    private var hold: Hold
    private var look = LampLook.dark

    private enum Hold {
        /// It looks as it shall.
        case still(any LampDriver)
        /// The kernel blinks it by a pattern of its own, and may take ours yet.
        case settling(any LampDriver, triesLeft: Int, again: Duration)
        /// We blink it.
        case blinking(any LampDriver, since: Duration, until: Duration)
        /// It could not be drawn.
        case lost(HardwareError, again: Duration)
        case released
    }

    /// How long a device may take to be handed over by udev when the board starts.
    static let patience = Duration.seconds(2)
    /// How long after a failure it is taken again.
    static let pause = Duration.seconds(1)
    /// How often, and how long after another, the kernel is asked for a pattern.
    static let settling = (tries: 10, pause: Duration.milliseconds(100))

    /// Takes it, dark.
    init(
        _ row: LampLine,
        opening: @escaping @Sendable (LampLine, _ patience: Duration) throws(HardwareError) -> any LampDriver
    ) throws(HardwareError) {
        self.row = row
        self.opening = opening
        hold = .still(try opening(row, HeldLamp.patience))
    }

    /// Why it does not look as it shall; nil when it does.
    var fault: HardwareError? { if case .lost(let error, _) = hold { error } else { nil } }

    /// When ``turn(at:)`` has something to do.
    var deadline: Duration? {
        switch hold {
        case .still, .released: nil
        case .settling(_, _, let again), .lost(_, let again): again
        case .blinking(_, _, let until): until
        }
    }

    mutating func draw(_ look: LampLook, at now: Duration) {
        guard look != self.look || fault != nil else { return }
        self.look = look
        switch hold {
        case .still(let driver), .settling(let driver, _, _), .blinking(let driver, _, _): apply(to: driver, at: now)
        case .lost: takeAgain(at: now)
        case .released: break
        }
    }

    mutating func turn(at now: Duration) {
        guard let deadline, deadline <= now else { return }
        switch hold {
        case .still, .released: break
        case .lost: takeAgain(at: now)
        case .settling(let driver, let triesLeft, _): settle(driver, triesLeft: triesLeft, at: now)
        case .blinking(let driver, let since, _): blink(driver, since: since, at: now)
        }
    }

    mutating func release() {
        switch hold {
        case .still(let driver), .settling(let driver, _, _), .blinking(let driver, _, _):
            driver.release()
            hold = .released
        // Being put away does not make it well.
        case .lost, .released: break
        }
    }

    private mutating func apply(to driver: any LampDriver, at now: Duration) {
        do throws(HardwareError) {
            try start(driver, at: now)
        } catch {
            // Opened anew it is dark, and a device that was taken away and came back has another file.
            driver.release()
            hold = .lost(error, again: now)
            takeAgain(at: now)
        }
    }

    private mutating func takeAgain(at now: Duration) {
        do throws(HardwareError) {
            // The threads that draw do not wait for it: it is tried again soon.
            try start(try opening(row, .zero), at: now)
        } catch {
            hold = .lost(error, again: now + HeldLamp.pause)
        }
    }

    private mutating func start(_ driver: any LampDriver, at now: Duration) throws(HardwareError) {
        switch look {
        case .dark: try driver.set(percent: 0)
        case .steady(let percent): try driver.set(percent: percent)
        case .blinking(let percent, let pattern):
            switch try driver.blink(percent: percent, pattern) {
            case .blinks: break
            case .blinksOtherwise:
                hold = .settling(driver, triesLeft: HeldLamp.settling.tries, again: now + HeldLamp.settling.pause)
                return
            case .cannot:
                blink(driver, since: now, at: now)
                return
            }
        }
        hold = .still(driver)
    }

    private mutating func settle(_ driver: any LampDriver, triesLeft: Int, at now: Duration) {
        guard case .blinking(let percent, let pattern) = look else { return }
        let answer = try? driver.blink(percent: percent, pattern)
        switch answer {
        case .blinks?: hold = .still(driver)
        case .blinksOtherwise? where triesLeft > 1:
            hold = .settling(driver, triesLeft: triesLeft - 1, again: now + HeldLamp.settling.pause)
        case .blinksOtherwise?, .cannot?, nil: blink(driver, since: now, at: now)
        }
    }

    private mutating func blink(_ driver: any LampDriver, since: Duration, at now: Duration) {
        guard case .blinking(let percent, let pattern) = look else { return }
        let phase = pattern.phase(at: now - since)
        do throws(HardwareError) {
            try driver.set(percent: phase.isLit ? percent : 0)
            hold = .blinking(driver, since: since, until: since + phase.until)
        } catch {
            driver.release()
            hold = .lost(error, again: now + HeldLamp.pause)
        }
    }
}
