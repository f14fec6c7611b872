import FoundationEssentials

/// 16-bit little-endian PCM as bytes and as base64, the form in which audio travels inside Realtime events.
public enum PCM16 {
    /// The samples as little-endian bytes, two to a sample.
    public static func bytes(of samples: [Int16]) -> [UInt8] {
        #if _endian(little)
        samples.withUnsafeBytes { Array($0) }
        #else
        samples.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        #endif
    }

    /// The samples in little-endian bytes; an odd last byte is dropped.
    public static func samples(of bytes: some Collection<UInt8>) -> [Int16] {
        let count = bytes.count / 2
        if let samples = bytes.withContiguousStorageIfAvailable({ buffer in
            [Int16](unsafeUninitializedCapacity: count) { target, initialized in
                UnsafeMutableRawBufferPointer(target).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<(count * 2)]))
                initialized = count
            }
        }) {
            #if _endian(little)
            return samples
            #else
            return samples.map { Int16(littleEndian: $0) }
            #endif
        }
        return samples(of: Array(bytes))
    }

    /// The samples as base64 of their little-endian bytes.
    public static func base64(of samples: [Int16]) -> String {
        samples.withUnsafeBytes { Data($0) }.base64EncodedString()
    }

    /// The samples in base64 text, or `nil` when the text is not base64 of a whole number of samples.
    public static func samples(base64 text: String) -> [Int16]? {
        guard let data = Data(base64Encoded: text), data.count.isMultiple(of: 2) else { return nil }
        return samples(of: data)
    }
}
