import CXLSXWriter
import Foundation
import Statements

/// A workbook for Excel and its like (ECMA-376), written row by row: what was written is not kept in memory.
final class Spreadsheet {
    /// Rows of a sheet; more go on in another one.
    static let mostRows = 1_048_576
    /// Characters of a cell.
    static let mostCharacters = 32_767
    /// Days from Excel's zero to 1970.
    private static let epoch = 25_569.0

    private let path: String
    private let rowsOfSheet: Int
    private var book: UnsafeMutablePointer<lxw_workbook>?
    private let scratch: UnsafeMutablePointer<CChar>?
    private let bold: UnsafeMutablePointer<lxw_format>?
    private let day: UnsafeMutablePointer<lxw_format>?
    private let moment: UnsafeMutablePointer<lxw_format>?
    private var sheet: UnsafeMutablePointer<lxw_worksheet>?
    private var columns: [TableColumn] = []
    private var title = ""
    private var row: UInt32 = 0
    private var sheets = 0

    /// - Parameter rowsOfSheet: at the most, with the head; more than Excel takes makes no sense.
    init(path: String, rowsOfSheet: Int = mostRows) throws(InterchangeError) {
        self.path = path
        self.rowsOfSheet = rowsOfSheet
        // The library opens it at the end; that it cannot be written is better known at the beginning, and whose it is, too.
        let file = open(AsideFile.aside(path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw AsideFile.failure(path) }
        close(file)
        var options = lxw_workbook_options()
        options.constant_memory = 1
        // Beside the file: /tmp is memory on many boxes.
        scratch = strdup(URL(filePath: path).deletingLastPathComponent().path)
        options.tmpdir = scratch
        guard let book = workbook_new_opt(AsideFile.aside(path), &options) else {
            free(scratch)
            unlink(AsideFile.aside(path))
            throw .notWritten(path: path, reason: "no room for a workbook")
        }
        self.book = book
        bold = workbook_add_format(book)
        format_set_bold(bold)
        day = workbook_add_format(book)
        format_set_num_format(day, "yyyy-mm-dd")
        moment = workbook_add_format(book)
        format_set_num_format(moment, "yyyy-mm-dd hh:mm:ss")
    }

    func begin(_ title: String, columns: [TableColumn]) throws(InterchangeError) {
        finishSheet()
        self.title = title
        self.columns = columns
        sheets = 0
        try continueSheet()
    }

    func add(_ cells: [TableCell]) throws(InterchangeError) {
        if Int(row) >= rowsOfSheet {
            finishSheet()
            try continueSheet()
        }
        for (column, cell) in cells.enumerated() {
            let column = UInt16(column)
            let result: lxw_error
            switch cell {
            case .number(let number): result = worksheet_write_number(sheet, row, column, number, nil)
            // A string cell stays what it is, whatever it looks like.
            case .text(let text), .word(let text):
                guard !text.isEmpty else { continue }
                result = worksheet_write_string(sheet, row, column, Spreadsheet.clean(text), nil)
            case .day(let date):
                guard let midnight = WallTime(precise: date + "T00:00:00.000Z") else { continue }
                result = worksheet_write_number(sheet, row, column, Spreadsheet.serial(midnight), day)
            case .moment(let time):
                result = worksheet_write_number(sheet, row, column, Spreadsheet.serial(time), moment)
            case .empty: continue
            }
            guard result == LXW_NO_ERROR else { throw failed(result) }
        }
        row += 1
    }

    /// Packs the sheets, which takes as long as writing their rows did, and gives the file its name.
    func finish() throws(InterchangeError) {
        finishSheet()
        let result = workbook_close(book)
        // It is freed whatever came of it.
        book = nil
        guard result == LXW_NO_ERROR else {
            unlink(AsideFile.aside(path))
            throw failed(result)
        }
        let file = open(AsideFile.aside(path), O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw AsideFile.failure(path) }
        let isFlushed = fsync(file) == 0
        close(file)
        guard isFlushed else { throw AsideFile.failure(path) }
        try AsideFile.name(path)
    }

    deinit {
        if let book {
            lxw_workbook_free(book)
            unlink(AsideFile.aside(path))
        }
        free(scratch)
    }

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

    private static func serial(_ time: WallTime) -> Double {
        Double(time.milliseconds / 1_000) / 86_400 + epoch
    }

    /// XML knows no control characters; a cell has its bound in UTF-16.
    private static func clean(_ text: String) -> String {
        // No more UTF-16 than UTF-8; the two scalars that XML forbids begin with EF.
        if text.utf8.count <= mostCharacters, !text.utf8.contains(where: { $0 < 0x20 || $0 == 0xEF }) { return text }
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
