public import RealtimeSocket

/// The server that lessons are held with, as far as the settings name it.
public struct NetworkTarget: Sendable {
    public var endpoint: RealtimeEndpoint
    /// Why there is no key; nil where there is one, or none is needed.
    public var keyFault: String?
    /// Whether the server is known to answer `GET …/models/MODEL` for every model.
    public var knowsModels: Bool

    public init(endpoint: RealtimeEndpoint, keyFault: String? = nil, knowsModels: Bool) {
        self.endpoint = endpoint
        self.keyFault = keyFault
        self.knowsModels = knowsModels
    }
}

/// Where lessons are held.
public enum TutorPlace: Sendable {
    /// In the box.
    case here
    case there(NetworkTarget)
    /// The settings name no place.
    case unusable(reason: String)
}
