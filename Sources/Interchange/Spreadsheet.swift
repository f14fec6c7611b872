import CXLSXWriter
import Foundation

/// A workbook for Excel and its like (ECMA-376), written row by row: what was written is not kept in memory.
final class Spreadsheet {
    enum Cell {
        /// A string cell: it stays what it is, whatever it looks like.
        case text(String)
        case number(Double)
        case empty
    }

    /// Rows of a sheet; more go on in another one.
    static let mostRows = 1_048_576
    /// Characters of a cell.
    static let mostCharacters = 32_767

    private let path: String
    private let book: UnsafeMutablePointer<lxw_workbook>
    private let scratch: UnsafeMutablePointer<CChar>?
    private let bold: UnsafeMutablePointer<lxw_format>?
    private var sheet: UnsafeMutablePointer<lxw_worksheet>?
    private var columns: [(title: String, width: Double)] = []
    private var title = ""
    private var row: UInt32 = 0
    private var sheets = 0

    init(path: String) throws(InterchangeError) {
        self.path = path
        var options = lxw_workbook_options()
        options.constant_memory = 1
        // Beside the file: /tmp is memory on many boxes.
        scratch = strdup(URL(filePath: path).deletingLastPathComponent().path)
        options.tmpdir = scratch
        guard let book = workbook_new_opt(path + ".part", &options) else {
            free(scratch)
            throw .notWritten(path: path, reason: "no room for a workbook")
        }
        self.book = book
        bold = workbook_add_format(book)
        format_set_bold(bold)
    }

    /// - Parameter columns: with their widths in characters.
    func begin(_ title: String, columns: [(title: String, width: Double)]) throws(InterchangeError) {
        finishSheet()
        self.title = title
        self.columns = columns
        sheets = 0
        try continueSheet()
    }

    func add(_ cells: [Cell]) throws(InterchangeError) {
        if Int(row) >= Spreadsheet.mostRows {
            finishSheet()
            try continueSheet()
        }
        for (column, cell) in cells.enumerated() {
            let result: lxw_error
            switch cell {
            case .empty: continue
            case .number(let number): result = worksheet_write_number(sheet, row, UInt16(column), number, nil)
            case .text(let text):
                result = worksheet_write_string(sheet, row, UInt16(column), Spreadsheet.clean(text), nil)
            }
            guard result == LXW_NO_ERROR else { throw failed(result) }
        }
        row += 1
    }

    func finish() throws(InterchangeError) {
        finishSheet()
        let result = workbook_close(book)
        guard result == LXW_NO_ERROR else {
            unlink(path + ".part")
            throw failed(result)
        }
        let file = open(path + ".part", O_RDONLY | O_CLOEXEC)
        if file >= 0 {
            fsync(file)
            close(file)
        }
        guard rename(path + ".part", path) == 0 else {
            throw .notWritten(path: path, reason: String(cString: strerror(errno)))
        }
    }

    deinit { free(scratch) }

    private func continueSheet() throws(InterchangeError) {
        sheets += 1
        let name = sheets == 1 ? title : "\(title) \(sheets)"
        guard let sheet = workbook_add_worksheet(book, name) else {
            throw .notWritten(path: path, reason: "no sheet named \(name)")
        }
        self.sheet = sheet
        for (index, column) in columns.enumerated() {
            worksheet_set_column(sheet, UInt16(index), UInt16(index), column.width, nil)
            worksheet_write_string(sheet, 0, UInt16(index), column.title, bold)
        }
        worksheet_freeze_panes(sheet, 1, 0)
        row = 1
    }

    private func finishSheet() {
        guard let sheet, row > 1 else { return }
        worksheet_autofilter(sheet, 0, 0, row - 1, UInt16(max(1, columns.count) - 1))
    }

    private func failed(_ error: lxw_error) -> InterchangeError {
        .notWritten(path: path, reason: String(cString: lxw_strerror(error)))
    }

    /// XML knows no control characters; a cell has its bound in UTF-16.
    private static func clean(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        var units = 0
        for scalar in text.unicodeScalars {
            let isLegal = scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
            units += scalar.value > 0xFFFF ? 2 : 1
            guard units <= mostCharacters else { break }
            kept.append(isLegal || scalar == "\n" || scalar == "\t" ? scalar : " ")
        }
        return String(kept)
    }
}
