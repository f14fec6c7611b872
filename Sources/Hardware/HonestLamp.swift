import Synchronization

/// The lamp that was asked for, drawn as far as it is true: the recording lamp goes dark in the moment the microphone
/// fails, on the microphone's own thread.
final class HonestLamp: Sendable {
    private let shown: Mutex<(asked: Lamp, microphone: DeviceState)>
    private let draw: @Sendable (Lamp) -> Void

    /// - Parameter draw: shows a state; called under a lock, in order, only when something changes.
    init(draw: @escaping @Sendable (Lamp) -> Void) {
        shown = Mutex((.off, .lost("not started")))
        self.draw = draw
    }

    func show(_ lamp: Lamp) { change { $0.asked = lamp } }

    /// Takes the microphone's state from its events, before they are told to anybody else.
    func notice(_ event: BoardEvent) {
        switch event {
        case .microphone(let state): change { $0.microphone = state }
        case .pressed, .released, .held, .heard, .played, .silenced, .speaker, .lamp: break
        }
    }

    /// Draws the present state again, after the lines were opened.
    func redraw() { shown.withLock { draw($0.asked.honest(microphone: $0.microphone)) } }

    private func change(_ body: (inout (asked: Lamp, microphone: DeviceState)) -> Void) {
        shown.withLock { shown in
            let before = shown.asked.honest(microphone: shown.microphone)
            body(&shown)
            let after = shown.asked.honest(microphone: shown.microphone)
            if after != before { draw(after) }
        }
    }
}
