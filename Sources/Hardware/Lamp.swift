/// What the lamp tells the room. A board draws it with the lines or colours that it has.
public enum Lamp: String, Sendable, Hashable, CaseIterable, Codable {
    case off
    /// A press would be heard.
    case ready
    /// The microphone is being recorded. No board shows this while its microphone does not run.
    case listening
    case thinking
    case speaking
    /// The network is away; the box still teaches by itself.
    case offline
    /// Something needs a grown-up.
    case trouble
    /// A teacher has turned the microphone off: a press is told so.
    case muted
    /// The box is being changed and must not be unplugged.
    case updating
}

extension Lamp {
    /// What may really be shown when this was asked for: the recording lamp cannot lie, so without a running
    /// microphone `listening` becomes `trouble`.
    public func honest(microphone: DeviceState) -> Lamp {
        switch (self, microphone) {
        case (.listening, .lost): .trouble
        case (_, .running), (_, .lost): self
        }
    }
}
