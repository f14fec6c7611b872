import Foundation
import Testing
import Tutor

struct HandbookTests {
    @Test func `the handbook explains every number as the program does`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../device/README.md")
        let lines = Set(try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init))
        for code in TroubleCode.allCases {
            let row = "| \(code.rawValue) | \(code.meaning) | \(code.remedy) |"
            #expect(lines.contains(row), "device/README.md has no row '\(row)'")
        }
    }
}
