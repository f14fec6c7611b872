/// Is told each minute that the gradebook has proved that it writes.
public struct WriteProof: Sendable {
    let wrote: @Sendable (Duration) -> Void

    /// - Parameter wrote: takes the time since boot, on the gradebook's thread.
    public init(_ wrote: @escaping @Sendable (Duration) -> Void) { self.wrote = wrote }
}
