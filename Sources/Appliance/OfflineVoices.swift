import OfflineTutor
public import Speech

/// The ears and the voice of the offline tutor, as it is given them.
public struct OfflineVoices: Sendable {
    /// Makes a recogniser; called on the thread that will use it.
    public var makeRecognizer: @Sendable () throws -> any Recognizer
    public var makeVoice: @Sendable () throws -> any Voice

    public init(
        makeRecognizer: @escaping @Sendable () throws -> any Recognizer,
        makeVoice: @escaping @Sendable () throws -> any Voice
    ) {
        self.makeRecognizer = makeRecognizer
        self.makeVoice = makeVoice
    }
}
