import Foundation
import Tools

/// The weather server that ships, on a port of its own.
struct WeatherServer {
    private let process = Process()
    let port: Int

    struct NotStarted: Error {}

    init(lessons: String) throws {
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", lessons + "/tools/servers/weather_server.py", "--port", "0"]
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        // Nothing of ours is held open by it: whoever waits for our output would wait for it.
        process.standardError = FileHandle.nullDevice
        try process.run()
        // It says where it listens, once it does.
        var line = Data()
        while let byte = try output.fileHandleForReading.read(upToCount: 1), byte != Data("\n".utf8) { line += byte }
        guard let port = Int(String(decoding: line, as: UTF8.self)) else { throw NotStarted() }
        self.port = port
    }

    /// A signal that cannot be blocked: it must not outlive the tests.
    func stop() { kill(process.processIdentifier, SIGKILL) }

    /// The declaration as it would be with this server's port in its file.
    func serving(_ declaration: ToolDeclaration) -> ToolDeclaration {
        guard case .http(var request) = declaration.kind else { return declaration }
        var declaration = declaration
        request.url = request.url.replacing(":8099", with: ":\(port)")
        request.hosts = request.hosts.map { $0.replacing(":8099", with: ":\(port)") }
        declaration.kind = .http(request)
        return declaration
    }
}
