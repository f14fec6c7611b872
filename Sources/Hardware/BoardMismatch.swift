/// Something in a board's description that this machine cannot be.
public struct BoardMismatch: Sendable, Hashable {
    /// As in ``BoardFault/path``.
    public var path: String
    public var error: HardwareError

    public init(path: String, error: HardwareError) {
        self.path = path
        self.error = error
    }
}
