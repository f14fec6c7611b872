import Synchronization

/// A board's lamps: GPIO lines, each lit in the states that the board's description says.
public final class GPIOLamps: Sendable {
    private let chip: String
    private let rows: [LampLine]
    /// In the order of `rows`; empty while they are not held.
    private let lines = Mutex<[GPIOLine]>([])

    /// - Parameter chip: label, name or path of the GPIO chip.
    public init(chip: String, lamps: [LampLine]) {
        self.chip = chip
        rows = lamps
    }

    /// Takes the lines, dark.
    /// - Throws: ``HardwareError`` when one cannot be had.
    public func open() throws(HardwareError) {
        guard !rows.isEmpty else { return }
        let result: Result<Void, HardwareError> = lines.withLock { lines in
            do throws(HardwareError) {
                let chip = try GPIOChip(chip)
                var opened: [GPIOLine] = []
                for row in rows { opened.append(try GPIOLine(lamp: row, on: chip)) }
                lines = opened
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }

    /// Lights the lines that belong to a state and darkens the others, dark ones first.
    public func show(_ lamp: Lamp) {
        lines.withLock { lines in
            for lit in [false, true] {
                for (line, row) in zip(lines, rows) where row.lit.contains(lamp) == lit {
                    // A line that is gone takes the board down through its buttons or the next start; a lamp alone
                    // is not worth it.
                    do { try line.set(lit) } catch { continue }
                }
            }
        }
    }

    /// Darkens all lines and gives them back.
    public func close() {
        lines.withLock { lines in
            for line in lines { do { try line.set(false) } catch { continue } }
            lines = []
        }
    }
}
