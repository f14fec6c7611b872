import Appliance
import ArgumentParser
import Foundation
import Realtime
import RealtimeSocket
import Simulation
import Synchronization

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the offline tutor as a Realtime server.",
        discussion: """
            Any client of OpenAI's Realtime API can be pointed at it, as ws://127.0.0.1:8080/v1/realtime?model=offline.
            It listens on loopback unless told otherwise. TUTOR_SERVE_KEY in the environment makes it ask for that key.
            """)

    @Option(name: .long, help: "Where to listen: host:port. Port 0 takes a free one, which is printed.")
    var listen = "127.0.0.1:8080"

    @Option(name: .long, help: "How many clients at a time.")
    var clients = 8

    @Option(
        name: .long, help: "A host whose MCP servers clients may have called (may be repeated). None is, otherwise.")
    var mcpHost: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Something that is to go wrong, once (may be repeated), to see what a client makes of it.",
            discussion:
                "KIND[@EVENT[:N]]: abort@response.output_audio.delta:3, close-1012@response.created, stall-3000, …",
            valueName: "fault"))
    var fault: [String] = []

    func run() async throws {
        try await Failure.reported {
            guard let (host, port) = ServeCommand.parse(listen) else {
                throw ValidationError(
                    "--listen is '\(listen)': expected host:port, such as 127.0.0.1:8080 or [::1]:8080")
            }
            let key = ProcessInfo.processInfo.environment["TUTOR_SERVE_KEY"].flatMap { $0.isEmpty ? nil : Secret($0) }
            let server = WebSocketServer(
                configuration: .init(host: host, port: port, bearer: key, maximumConnections: max(1, clients)))
            let servers = HostedServers(allowing: mcpHost)
            let faults: [LineFault]
            do {
                faults = try fault.map { text throws(LineFault.Wrong) in try LineFault(text) }
            } catch {
                throw ValidationError("--fault: \(error)")
            }
            let meddler = faults.isEmpty ? nil : FaultBox(faults)
            let counter = Mutex(0)
            try await UntilSignal.run {
                try await server.run { port in
                    let shown = host.contains(":") ? "[\(host)]" : host
                    FileHandle.standardOutput.write(
                        Data("serving at ws://\(shown):\(port)/v1/realtime\n".utf8))
                } _: { peer in
                    let number = counter.withLock { count in
                        count += 1
                        return count
                    }
                    let identity = "\(UInt32.random(in: 0...(.max)))n\(number)"
                    await ServedConversation(
                        peer: peer, identity: identity, voices: Composition.voices, servers: servers, meddler: meddler
                    ).run()
                }
            }
        }
    }

    static func parse(_ text: String) -> (host: String, port: Int)? {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { return nil }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        return host.isEmpty ? nil : (host, port)
    }
}
