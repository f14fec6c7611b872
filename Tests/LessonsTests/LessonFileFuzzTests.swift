import Lessons
import TestSupport
import Testing

@Suite struct LessonFileFuzzTests {
    private static let pieces: [[UInt8]] =
        [
            "---\n", "\t", "&a ", "*a ", "[", "]", "{", "}", ": ", "- ", "\"", "'", "|\n", ">\n", "!!", "? ", "\u{0}",
            "é", "\u{FEFF}", "\r", "\u{2028}", "id: x\n", "#", "%", "@", "`", "~", "<<: ", "...\n", "- - - - ",
        ].map { [UInt8]($0.utf8) } + [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80]]

    private func mutate(_ bytes: [UInt8], using random: inout SplitMix) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            let end = min(bytes.count, place + Int.random(in: 0...40, using: &random))
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes.removeSubrange(place..<end)
            case 1: bytes.insert(contentsOf: Self.pieces.randomElement(using: &random) ?? [], at: place)
            case 2 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 3: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
            case 4: bytes.removeSubrange(place...)
            default:
                // Exchange a line for another.
                var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
                lines.swapAt(
                    Int.random(in: 0..<lines.count, using: &random), Int.random(in: 0..<lines.count, using: &random))
                bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
            }
        }
        return bytes
    }

    @Test func `10,000 mutated files are read or told a place within the file`() throws {
        var random = SplitMix(seed: 2_026)
        let seeds =
            [[UInt8](LessonFileTests.sample.utf8)]
            + (try ShippedLessons.paths.map { path in
                // The first part of a shipped lesson keeps the run short and has every key.
                let lines = try ShippedLessons.bytes(path).split(
                    separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                return Array(
                    (lines.prefix(70) + [Array("---".utf8)[...], Array("Body.".utf8)[...]])
                        .joined(separator: [UInt8(ascii: "\n")]))
            })
        var refused = 0
        for round in 0..<10_000 {
            let bytes = mutate(seeds[round % seeds.count], using: &random)
            guard case .failure(let error) = LessonFile.parse(bytes, path: "f.md") else { continue }
            refused += 1
            let lines = bytes.reduce(2) { $0 + ($1 == 10 || $1 == 13 ? 1 : 0) } + bytes.count / 3
            #expect(!error.faults.isEmpty)
            for fault in error.faults {
                #expect(fault.line >= 1 && fault.line <= lines && fault.column >= 1, "round \(round): \(fault)")
                #expect(!fault.wrong.isEmpty && !fault.expected.isEmpty)
            }
        }
        #expect(refused > 5_000, "the mutations break something")
    }
}
