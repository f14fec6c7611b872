import Foundation
import Testing

/// Runs a program of Python's standard library; its output.
func python(_ program: String, _ arguments: [String] = [], input: Data = Data()) throws -> Data {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program] + arguments
    let (standardInput, output) = (Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = output
    try process.run()
    // Programs here read all before they write.
    try standardInput.fileHandleForWriting.write(contentsOf: input)
    try standardInput.fileHandleForWriting.close()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return data
}

/// A zip file made by Python: entries in order, a name may stand twice.
func makeZip(_ files: [(String, String)], at path: String) throws {
    let list = try JSONEncoder().encode(files.map { [$0.0, $0.1] })
    _ = try python(
        """
        import json, sys, warnings, zipfile
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in json.load(sys.stdin):
                archive.writestr(name, text)
        """, [path], input: list)
}
