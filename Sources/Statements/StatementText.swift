/// What the texts of a statement look like. Bytes are looked at, not characters: each answer passes here.
enum StatementText {
    static let noUUID = "no UUID in lower case"

    static func noIRI(_ text: String) -> String { "“\(text)” is no absolute IRI" }

    static func noLanguage(_ text: String) -> String { "“\(text)” is no language tag" }

    /// A UUID (RFC 9562) in lower case: some record stores give it back so, others as it was sent.
    static func isUUID(_ text: String) -> Bool {
        bytes(of: text) { bytes in
            guard bytes.count == 36 else { return false }
            for (index, byte) in bytes.enumerated() {
                switch index {
                case 8, 13, 18, 23: guard byte == UInt8(ascii: "-") else { return false }
                case 14: guard (UInt8(ascii: "1")...UInt8(ascii: "8")).contains(byte) else { return false }
                case 19: guard "89ab".utf8.contains(byte) else { return false }
                case _:
                    guard isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte) else { return false }
                }
            }
            return true
        }
    }

    /// A scheme, a colon and something that belongs to no one else (RFC 3987, section 2.2); with `http` and `https`, a host.
    static func isIRI(_ text: String) -> Bool {
        let isASCII: Bool? = bytes(of: text) { bytes in
            guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0, colon + 1 < bytes.count,
                isLetter(bytes[0])
            else { return nil }
            let scheme = bytes[..<colon]
            guard scheme.allSatisfy({ isLetter($0) || isDigit($0) || "+-.".utf8.contains($0) }) else { return nil }
            if isWeb(scheme) {
                let host = colon + 3
                guard host < bytes.count, bytes[colon + 1] == UInt8(ascii: "/"), bytes[colon + 2] == UInt8(ascii: "/"),
                    !"/?#:@".utf8.contains(bytes[host])
                else { return nil }
            }
            var isASCII = true
            var hashes = 0
            var index = colon + 1
            while index < bytes.count {
                switch bytes[index] {
                case 0...0x20, 0x7F: return nil
                case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "}"),
                    UInt8(ascii: "|"), UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "`"):
                    return nil
                // Only around an address of IPv6: no host of ours.
                case UInt8(ascii: "["), UInt8(ascii: "]"): return nil
                case UInt8(ascii: "#"):
                    hashes += 1
                    guard hashes == 1 else { return nil }
                case UInt8(ascii: "%"):
                    guard index + 2 < bytes.count, isHex(bytes[index + 1]), isHex(bytes[index + 2]) else { return nil }
                case 0x80...: isASCII = false
                case _: break
                }
                index += 1
            }
            return isASCII
        }
        guard let isASCII else { return false }
        return isASCII || text.unicodeScalars.allSatisfy(isInIRI)
    }

    /// `ucschar` of RFC 3987, and ASCII, which was looked at before.
    private static func isInIRI(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x80, 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
        case 0x1_0000...0xD_FFFD: scalar.value & 0xFFFF <= 0xFFFD
        case 0xE_1000...0xE_FFFD: true
        case _: false
        }
    }

    private static func isWeb(_ scheme: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let small = scheme.map { $0 | 0x20 }
        return small.elementsEqual("http".utf8) || small.elementsEqual("https".utf8)
    }

    /// A well-formed language tag (RFC 5646, section 2.1).
    static func isLanguageTag(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.allSatisfy({ (1...8).contains($0.count) && $0.allSatisfy { isLetter($0) || isDigit($0) } }) else {
            return false
        }
        if irregularTags.contains(text.lowercased()) { return true }
        var rest = parts[...]
        /// Takes parts off the front as long as they fit.
        func take(_ most: Int = .max, where fits: (Substring.UTF8View) -> Bool) -> Int {
            var count = 0
            while count < most, let part = rest.first, fits(part) {
                rest.removeFirst()
                count += 1
            }
            return count
        }
        func isWord(_ part: Substring.UTF8View) -> Bool { part.allSatisfy(isLetter) }
        if take(1, where: { (2...3).contains($0.count) && isWord($0) }) == 1 {
            _ = take(3) { $0.count == 3 && isWord($0) }
        } else if take(1, where: { (4...8).contains($0.count) && isWord($0) }) == 0 {
            return isPrivate(rest)
        }
        _ = take(1) { $0.count == 4 && isWord($0) }
        _ = take(1) { $0.count == 2 && isWord($0) || $0.count == 3 && $0.allSatisfy(isDigit) }
        _ = take { $0.count >= 5 || $0.count == 4 && isDigit($0.first ?? 0) }
        while take(1, where: { $0.count == 1 && !isX($0) }) == 1 {
            guard take(where: { $0.count >= 2 }) > 0 else { return false }
        }
        return rest.isEmpty || isPrivate(rest)
    }

    private static func isPrivate(_ parts: ArraySlice<Substring.UTF8View>) -> Bool {
        parts.count >= 2 && parts.first.map(isX) == true
    }

    private static func isX(_ part: Substring.UTF8View) -> Bool {
        part.elementsEqual("x".utf8) || part.elementsEqual("X".utf8)
    }

    /// Registered before there were rules; those that follow the rules all the same are not named here.
    private static let irregularTags: Set<String> = [
        "en-gb-oed", "i-ami", "i-bnn", "i-default", "i-enochian", "i-hak", "i-klingon", "i-lux", "i-mingo", "i-navajo",
        "i-pwn", "i-tao", "i-tay", "i-tsu", "sgn-be-fr", "sgn-be-nl", "sgn-ch-de",
    ]

    /// A duration of ISO 8601 with two decimals at the most, and those at its seconds (Data 4.6).
    static func isDuration(_ text: String) -> Bool {
        guard
            let match = text.wholeMatch(
                of: /P(?:(\d+W)|(\d+Y)?(\d+M)?(\d+D)?(?:(T)(\d+H)?(\d+M)?(\d+(?:\.\d{1,2})?S)?)?)/)
        else { return false }
        let time = match.6 ?? match.7 ?? match.8
        guard match.5 == nil || time != nil else { return false }
        return (match.1 ?? match.2 ?? match.3 ?? match.4 ?? time) != nil
    }

    static func bytes<Value>(of text: String, _ look: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        if let value = text.utf8.withContiguousStorageIfAvailable(look) { return value }
        return ContiguousArray(text.utf8).withUnsafeBufferPointer(look)
    }

    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
    private static func isHex(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }
}
