import Glibc

/// What the kernel says of its clock.
public enum KernelClock {
    /// Whether a time server keeps it (adjtimex(2) without modes, which changes nothing); nil where it is not told.
    public static var isSynchronised: Bool? {
        typealias Function = @convention(c) (UnsafeMutableRawPointer) -> CInt
        // Not in Swift's module of the C library. `struct timex` is 208 bytes; all zero asks and sets nothing.
        guard let symbol = dlsym(nil, "adjtimex") else { return nil }
        return withUnsafeTemporaryAllocation(byteCount: 512, alignment: 16) { room in
            room.initializeMemory(as: UInt8.self, repeating: 0)
            guard let address = room.baseAddress else { return nil }
            let state = unsafeBitCast(symbol, to: Function.self)(address)
            let isNotSynchronised: CInt = 5
            return state < 0 ? nil : state != isNotSynchronised
        }
    }
}
