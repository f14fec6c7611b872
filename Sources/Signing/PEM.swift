import FoundationEssentials

/// Text armour around bytes (RFC 7468), as `openssl` writes and reads it.
enum PEM {
    static func text(_ bytes: [UInt8], label: String) -> String {
        let lines = Data(bytes).base64EncodedString().split(every: 64)
        return "-----BEGIN \(label)-----\n" + lines.map { $0 + "\n" }.joined() + "-----END \(label)-----\n"
    }

    /// The bytes of the one block of that label; nil where there is none or it is not base64.
    static func bytes(_ text: String, label: String) -> [UInt8]? {
        let lines = text.split(whereSeparator: \.isNewline).map { $0.filter { !$0.isWhitespace } }
        let begin = "-----BEGIN \(label)-----".filter { !$0.isWhitespace }
        let end = "-----END \(label)-----".filter { !$0.isWhitespace }
        guard let first = lines.firstIndex(of: begin), let last = lines[first...].firstIndex(of: end) else {
            return nil
        }
        return Data(base64Encoded: lines[(first + 1)..<last].joined()).map { [UInt8]($0) }
    }
}

extension String {
    fileprivate func split(every length: Int) -> [String] {
        var pieces: [String] = []
        var rest = self[...]
        while !rest.isEmpty {
            pieces.append(String(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return pieces
    }
}
