import Gradebook
import Lessons
import Statements

extension ExportFiles {
    func page() throws -> String {
        try file(.html) { file in
            let page = ReportPage(title: title, madeAt: madeAt, origin: store.origin)
            try file.write(page.head)
            var group: [PupilProgress] = []
            var groups = 0
            func writeGroup() throws {
                guard !group.isEmpty else { return }
                try file.write(page.section(group, isFirst: groups == 0))
                groups += 1
                group = []
            }
            try eachPupil { pupil in
                if let first = group.first, first.classID != pupil.classID { try writeGroup() }
                group.append(pupil)
            }
            try writeGroup()
            try file.write(groups == 0 ? page.nothing + page.foot : page.foot)
        }
    }

    func summary() throws -> String {
        try file(.csv) { file in
            try file.write(CSV.head(ProgressReport.summaryColumns))
            try eachSummaryRow { cells in try file.write { CSV.append(cells, to: &$0) } }
        }
    }

    func report() throws -> String {
        try file(.json) { file in
            try file.write(ProgressReport.jsonHead(madeAt: madeAt, answers: []))
            var isFirst = true
            try eachPupil { pupil in
                try file.write(ProgressReport.json(pupil, isFirst: isFirst))
                isFirst = false
            }
            try file.write(ProgressReport.jsonTail + "\n")
        }
    }

    func answers() throws -> String {
        let device = try store.deviceName()
        return try file(.answers) { file in
            try file.write(CSV.head(AnswerRow.columns))
            try eachAnswer(.answers) { row in
                let cells = row.cells(device: device)
                try file.write { CSV.append(cells, to: &$0) }
            }
        }
    }

    func statements() throws -> String {
        try file(.jsonl) { file in
            try eachStatement { statement in
                try file.write {
                    $0.append(contentsOf: statement.utf8)
                    $0.append(0x0A)
                }
            }
        }
    }

    func workbook() throws -> String {
        let device = try store.deviceName()
        let path = try newPath(.xlsx)
        let book = try Spreadsheet(path: path)
        try book.begin("Class summary", columns: ProgressReport.summaryColumns)
        try eachSummaryRow { try book.add($0) }
        try book.begin("Answers", columns: AnswerRow.columns)
        try eachAnswer(.xlsx) { try book.add($0.cells(device: device)) }
        try book.finish()
        return path
    }

    func oneRoster() throws -> String {
        let path = try newPath(.oneroster)
        let report = try store.report(
            of: scope.pupil, inClass: scope.inClass, lessons: lessons, madeAt: madeAt, answers: 0)
        let file = try OneRosterFile(report, classes: store.classes(), by: store.origin)
        try file.write(to: path)
        progress(Format.oneroster.fileName, file.summary.results, file.summary.results)
        return path
    }

    private func eachSummaryRow(_ body: ([TableCell]) throws -> Void) throws {
        try eachPupil { pupil in
            for objective in pupil.objectives {
                try body(ProgressReport.cells(of: objective, pupil, by: store.origin))
            }
        }
    }

    private func file(_ format: Format, _ body: (AsideFile) throws -> Void) throws -> String {
        let file = try AsideFile(path: newPath(format))
        try body(file)
        try file.finish()
        return file.path
    }
}
