import Hardware

/// The room around a board under test: presses its buttons, speaks to its microphone, hears its loudspeaker and sees
/// its lamp.
protocol BoardWorld: Sendable {
    /// The buttons that can be pressed here; without any, checks of buttons are left out.
    var buttons: [Button] { get }
    func press(_ button: Button) async throws
    func release(_ button: Button) async throws

    /// Speaks 24 kHz samples to the microphone; returns when they have been said.
    func speak(_ samples: [Int16]) async throws

    /// What the loudspeaker gave off while `body` ran, at 24 kHz; nil where that cannot be heard.
    func listen(during body: () async throws -> Void) async throws -> [Int16]?

    /// Whether the recording lamp is lit; nil where it cannot be seen.
    func isRecordingLampLit() async throws -> Bool?
}
