import Appliance
import ArgumentParser
import Foundation
import Hardware
import Lessons

struct BoardCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check board files: every fault at once, with its place.",
        discussion: """
            Exits with 0 when all are good, with 1 when one is not, with 66 when there is none to check.

            With --live it also looks at this machine: are the chip, the lines, the LEDs and the cards there, does
            somebody else hold them, may they be opened. The running service holds its own lines: stop it first.
            """)

    @Argument(help: "Board files, or folders of them. (default: the board file of the settings)")
    var paths: [String] = []
    @OptionGroup var option: BoardFileOption
    @Flag(name: .long, help: "Look whether this machine can be that board, too.")
    var live = false
    @Flag(name: .long, help: "Print the faults as JSON.")
    var json = false

    func run() async throws {
        try await Failure.reported {
            let files = try BoardCheckCommand.files(paths.isEmpty ? [try option.path()] : paths)
            var faults: [Fault] = []
            var good: [BoardFile] = []
            for path in files {
                let (file, found) = try BoardCheckCommand.read(path)
                if let file { good.append(file) }
                // A file that others extend is told once.
                faults += found.filter { !faults.contains($0) }
            }
            if live { for file in good { faults += LiveBoard.faults(of: file) } }
            if json {
                print(try JSONText.of(faults))
            } else {
                for fault in faults { print(BoardCheckCommand.line(fault)) }
                if faults.isEmpty {
                    for file in good { print(BoardCheckCommand.summary(file)) }
                } else {
                    print(faults.count == 1 ? "1 fault" : "\(faults.count) faults")
                }
            }
            if !faults.isEmpty { throw Failure.faultFound }
        }
    }

    private static func read(_ path: String) throws -> (BoardFile?, [Fault]) {
        do {
            return (try BoardFile.read(path: path), [])
        } catch {
            guard case .faulty(let faults) = error else { throw error }
            return (nil, faults)
        }
    }

    private static func line(_ fault: Fault) -> String {
        let place = "\(fault.path):\(fault.line):\(fault.column): "
        return place + fault.wrong + (fault.expected.isEmpty ? "" : ", " + fault.expected)
    }

    /// What a good file comes to, and which states no lamp of it tells.
    private static func summary(_ file: BoardFile) -> String {
        let board = file.description
        let told = board.lamps.reduce(into: Set<Lamp>()) { $0.formUnion($1.states) }
        let dark = Lamp.allCases.filter { $0 != .off && !told.contains($0) }.map(\.rawValue)
        let buttons = board.buttons.map(\.button.rawValue).joined(separator: ", ")
        return "\(file.path): \(board.name) is good: " + (buttons.isEmpty ? "no buttons" : "buttons \(buttons)")
            + "; \(board.lamps.count == 1 ? "1 lamp" : "\(board.lamps.count) lamps")"
            + (board.lamps.isEmpty || dark.isEmpty ? "" : ", dark in \(dark.joined(separator: ", "))")
            + "; \(board.sound.microphone), \(board.sound.speaker)"
    }

    private static func files(_ paths: [String]) throws -> [String] {
        var files: [String] = []
        for path in paths {
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            guard exists, isFolder.boolValue else {
                files.append(path)
                continue
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".yaml") }
            files += names.sorted().map { path.hasSuffix("/") ? path + $0 : path + "/" + $0 }
            if names.isEmpty {
                throw BoardFile.Failure.unreadable(path: path, reason: "there is no .yaml file in this folder")
            }
        }
        return files
    }
}
