public import Audio

/// Speaks text.
public protocol Voice: Sendable {
    /// Speaks plain text, handing over frames as they are made, the first as early as can be. Returns when all is made,
    /// or soon after `deliver` returned false. Blocks: call it on a thread of its own.
    func speak(_ text: String, style: VoiceStyle, _ deliver: (AudioFrame) -> Bool) throws
}
