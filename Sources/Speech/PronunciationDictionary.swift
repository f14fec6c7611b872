import Glibc

/// The pronunciations in a file in the CMU dictionary's format ("word(2) W ER D"), read without loading it.
///
/// The file is mapped, and searched by halving: it is sorted but for a few lines, which a second look from its start
/// finds. Not `Sendable`: it belongs to the thread of its recogniser.
final class PronunciationDictionary {
    private let bytes: UnsafeRawBufferPointer

    /// - Throws: ``SpeechError/model(path:)``.
    init(path: String) throws(SpeechError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .model(path: path) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_size > 0,
            let base = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, file, 0), base != MAP_FAILED
        else { throw .model(path: path) }
        bytes = UnsafeRawBufferPointer(start: base, count: Int(status.st_size))
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }

    /// The pronunciations of a lower-case word, each as phones separated by spaces; empty where it is not there.
    func pronunciations(of word: String) -> [String] {
        let wanted = Array(word.utf8)
        guard !wanted.isEmpty else { return [] }
        var low = 0
        var high = bytes.count
        while low < high {
            let start = lineStart(before: (low + high) / 2)
            if isBelow(start, wanted) { low = lineEnd(from: start) + 1 } else { high = start }
        }
        let found = entries(from: low, for: wanted)
        return found.isEmpty ? scan(for: wanted) : found
    }

    private func lineStart(before at: Int) -> Int {
        var at = at
        while at > 0, bytes[at - 1] != 0x0A { at -= 1 }
        return at
    }

    private func lineEnd(from at: Int) -> Int {
        guard let base = bytes.baseAddress, at < bytes.count, let found = memchr(base + at, 0x0A, bytes.count - at)
        else {
            return bytes.count
        }
        return UnsafeRawPointer(found) - base
    }

    /// Whether the line's word comes before the wanted one, byte by byte; a space ends a word.
    private func isBelow(_ line: Int, _ wanted: [UInt8]) -> Bool {
        for index in 0... {
            let byte = line + index < bytes.count ? bytes[line + index] : 0x0A
            let ended = byte == 0x20 || byte == 0x0A
            guard index < wanted.count else { return false }
            if ended { return true }
            if byte != wanted[index] { return byte < wanted[index] }
        }
        return false
    }

    private func matches(_ line: Int, _ wanted: [UInt8]) -> Bool {
        guard line + wanted.count < bytes.count else { return false }
        for (index, byte) in wanted.enumerated() where bytes[line + index] != byte { return false }
        return bytes[line + wanted.count] == 0x20 || bytes[line + wanted.count] == 0x28
    }

    private func entries(from start: Int, for wanted: [UInt8]) -> [String] {
        var found: [String] = []
        var line = start
        while line < bytes.count, matches(line, wanted) {
            let end = lineEnd(from: line)
            var phones = bytes[line..<end].drop { $0 != 0x20 }
            phones = phones.dropFirst()
            found.append(String(decoding: phones, as: UTF8.self))
            line = end + 1
        }
        return found
    }

    private func scan(for wanted: [UInt8]) -> [String] {
        var line = 0
        while line < bytes.count {
            if bytes[line] == wanted[0], matches(line, wanted) { return entries(from: line, for: wanted) }
            line = lineEnd(from: line) + 1
        }
        return []
    }
}
