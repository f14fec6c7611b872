/// Lamps that are held, and how they are drawn. Belongs to a lock.
struct HeldLamps {
    private var lamps: [HeldLamp] = []

    /// - Throws: when one cannot be had; those before it are given back.
    init(
        _ rows: [LampLine],
        opening: @escaping @Sendable (LampLine, _ patience: Duration) throws(HardwareError) -> any LampDriver
    ) throws(HardwareError) {
        do throws(HardwareError) {
            // Recording lamps first: they are drawn in this order.
            for row in rows.filter(\.isRecordingLamp) + rows.filter({ !$0.isRecordingLamp }) {
                lamps.append(try HeldLamp(row, opening: opening))
            }
        } catch {
            release()
            throw error
        }
    }

    /// Whether the recording lamps could be drawn as they should be.
    var recording: DeviceState {
        let fault = lamps.first { $0.row.isRecordingLamp && $0.fault != nil }?.fault
        return fault.map { .lost($0.description) } ?? .running
    }

    var faults: [HardwareError] { lamps.compactMap(\.fault) }

    /// Draws the recording lamps, then darkens, then lights.
    ///
    /// The others may be slow: the kernel waits some milliseconds when a LED stops to blink.
    mutating func show(_ state: Lamp, at now: Duration) {
        for index in lamps.indices where lamps[index].row.isRecordingLamp {
            lamps[index].draw(lamps[index].row.look(in: state), at: now)
        }
        for lights in [false, true] {
            for index in lamps.indices where !lamps[index].row.isRecordingLamp {
                let look = lamps[index].row.look(in: state)
                if (look != .dark) == lights { lamps[index].draw(look, at: now) }
            }
        }
    }

    /// Does what is due: the next half of a blink, another try.
    /// - Returns: when something is due again.
    mutating func turn(at now: Duration) -> Duration? {
        for index in lamps.indices { lamps[index].turn(at: now) }
        return lamps.compactMap(\.deadline).min()
    }

    mutating func release() {
        for index in lamps.indices { lamps[index].release() }
    }
}
