import Foundation
import Interchange
import Lessons
import TestSupport
import Testing

@Suite struct CSVReaderTests {
    static func rows(_ bytes: [UInt8], limits: CSVReader.Limits = .init()) throws(Fault) -> [[String]] {
        var reader = try CSVReader(bytes, path: "t.csv", limits: limits)
        var rows: [[String]] = []
        while let record = try reader.next() { rows.append((0..<record.count).map { record[$0] }) }
        return rows
    }

    static func rows(_ text: String) throws(Fault) -> [[String]] { try rows(Array(text.utf8)) }

    static func fault(_ bytes: [UInt8], limits: CSVReader.Limits = .init()) -> String? {
        do {
            _ = try rows(bytes, limits: limits)
            return nil
        } catch {
            return error.description
        }
    }

    @Test(
        arguments: [
            ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]), ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
            ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]), ("\u{FEFF}a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]),
            ("a\tb\n1;2\t3,4\n", [["a", "b"], ["1;2", "3,4"]]), ("sep=;\r\na;b,c,d,e\r\n", [["a", "b,c,d,e"]]),
            ("a,b\n\n\r\n1,2\n", [["a", "b"], ["1", "2"]]), ("\"a,\"\"x\"\"\",b\n", [["a,\"x\"", "b"]]),
            ("a,b\n\"one\r\ntwo\nthree\",2\n", [["a", "b"], ["one\r\ntwo\nthree", "2"]]),
            ("\"a,b;c\";d\n", [["a,b;c", "d"]]), ("a,\n,\n", [["a", ""], ["", ""]]), ("\"\"\n", [[""]]), ("", []),
            ("\"\"\"\u{301}x\",b\n", [["\"\u{301}x", "b"]]), ("näme,🦉\n", [["näme", "🦉"]]),
        ] as [(String, [[String]])]
    )
    func `tables are read as spreadsheets write them`(text: String, rows: [[String]]) throws {
        #expect(try CSVReaderTests.rows(text) == rows)
    }

    @Test(
        arguments: [
            ("a,b\nMäx,x\"y\n", "t.csv:2:6: a quotation mark inside a field"),
            ("a,b\n1,\"two\n3\n", "t.csv:2:3: a quotation mark that is never closed"),
            ("a\n\"x\ny\" z\n", "t.csv:3:3: text behind a closing quotation mark"),
            ("a\nb\0c\n", "t.csv:2:2: a zero byte"),
        ]
    )
    func `what is wrong is told with its place`(text: String, fault: String) {
        #expect(CSVReaderTests.fault(Array(text.utf8))?.hasPrefix(fault) == true)
    }

    @Test func `what is no UTF-8 is told, and how to save it`() {
        // “Müller” by a spreadsheet that saves in Windows-1252.
        let fault = CSVReaderTests.fault(Array("name\nAnn\nM".utf8) + [0xFC] + Array("ller\n".utf8))
        #expect(fault == "t.csv:3:2: bytes that are not UTF-8, “CSV UTF-8” when it is saved")
        #expect(CSVReaderTests.fault([0xFF, 0xFE, 0x61, 0])?.contains("UTF-16") == true)
    }

    @Test func `tables are bounded`() {
        var limits = CSVReader.Limits()
        limits.columns = 3
        limits.rows = 2
        limits.fieldBytes = 4
        limits.fileBytes = 40
        #expect(CSVReaderTests.fault(Array("a,b,c\n1,2,3\n".utf8), limits: limits) == nil)
        #expect(CSVReaderTests.fault(Array("a,b,c,d\n".utf8), limits: limits)?.contains("3 columns") == true)
        #expect(CSVReaderTests.fault(Array("a\nb\nc\n".utf8), limits: limits)?.contains("2 lines") == true)
        #expect(CSVReaderTests.fault(Array("abcde\n".utf8), limits: limits)?.contains("4 bytes") == true)
        #expect(CSVReaderTests.fault(Array("\"abcde\"\n".utf8), limits: limits)?.contains("4 bytes") == true)
        #expect(CSVReaderTests.fault(Array("\"ab\n\n\n\n\n\n".utf8), limits: limits)?.contains("4 bytes") == true)
        #expect(CSVReaderTests.fault([UInt8](repeating: 97, count: 41), limits: limits)?.contains("41 bytes") == true)
    }

    @Test func `any bytes are read or refused, and places are in the file`() {
        let alphabet: [UInt8] = Array("a,;\t\"\r\n'é".utf8) + [0, 0xFF, 0xEF, 0xBB, 0xBF]
        for seed in 0..<UInt64(Thoroughness.scaled(20_000, to: 1_000_000)) {
            var random = SplitMix(seed: seed)
            let count = Int.random(in: 0...40, using: &random)
            let bytes = (0..<count).map { _ in alphabet.randomElement(using: &random)! }
            do {
                let rows = try CSVReaderTests.rows(bytes)
                #expect(rows.reduce(0) { $0 + $1.count } <= count + 1)
            } catch {
                #expect(error.line >= 1 && error.line <= count + 1 && error.column >= 1 && error.column <= count + 1)
            }
        }
    }

    /// Tables that Python's csv writes in every dialect, read here; by the standard library's own reader they are the same.
    @Test func `what Python writes is read as Python reads it`() throws {
        let letters = ["a", "ü", "🦉", ",", ";", "\t", "\"", "\n", "\r\n", "'", " ", "=", "\u{301}"]
        var tables: [[[String]]] = []
        for seed in 0..<UInt64(Thoroughness.scaled(300, to: 5_000)) {
            var random = SplitMix(seed: seed)
            let columns = Int.random(in: 1...5, using: &random)
            let head = (0..<columns).map { "column \($0)" }
            tables.append(
                [head]
                    + (0..<Int.random(in: 0...5, using: &random)).map { _ in
                        (0..<columns).map { _ in
                            (0..<Int.random(in: 0...6, using: &random)).map { _ in
                                letters.randomElement(using: &random)!
                            }
                            .joined()
                        }
                    })
        }
        let output = try python(
            """
            import csv, io, json, sys
            told = []
            for number, table in enumerate(json.load(sys.stdin)):
                text = io.StringIO(newline="")
                # A table of one column shows no separator.
                mark = [",", ";", "\\t"][number % 3] if len(table[0]) > 1 else ","
                ends = ["\\r\\n", "\\n"][number // 3 % 2]
                quoting = [csv.QUOTE_MINIMAL, csv.QUOTE_ALL][number // 6 % 2]
                csv.writer(text, delimiter=mark, lineterminator=ends, quoting=quoting).writerows(table)
                rows = [row for row in csv.reader(io.StringIO(text.getvalue(), newline=""), delimiter=mark) if row]
                told.append([text.getvalue(), rows])
            json.dump(told, sys.stdout)
            """, input: try JSONEncoder().encode(tables))
        struct Told: Decodable {
            let text: String
            let rows: [[String]]
            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                text = try list.decode(String.self)
                rows = try list.decode([[String]].self)
            }
        }
        let told = try JSONDecoder().decode([Told].self, from: output)
        #expect(told.count == tables.count)
        for (table, one) in zip(tables, told) {
            #expect(one.rows == table)
            #expect(try CSVReaderTests.rows(one.text) == one.rows, "\(one.text.debugDescription)")
        }
    }
}
