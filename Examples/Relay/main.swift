// A relay: clients on this machine talk to a Realtime server without having its key, but with one of the relay's own.
//
//   OPENAI_API_KEY=… RELAY_KEY=secret swift run relay      (then point any client at the address that it prints)

import Foundation
import RealtimeClient

await program {
    let upstream = try RealtimeEndpoint.fromEnvironment()
    // Without it any page in this machine's browser could talk, too.
    let key = Secret(ProcessInfo.processInfo.environment["RELAY_KEY"] ?? UUID().uuidString)
    let server = WebSocketServer(configuration: .init(host: "127.0.0.1", port: 8081, bearer: key))

    try await server.run { port in
        print("relaying ws://127.0.0.1:\(port)/v1/realtime to \(upstream)")
    } _: { client in
        do {
            try await WebSocketClient(configuration: .init(proxies: .fromEnvironment)).connect(to: upstream) { server in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        for await case .text(let event) in client.messages { try await server.send(event) }
                    }
                    group.addTask {
                        for await case .text(let event) in server.messages { try await client.send(event) }
                    }
                    try await group.next()
                    group.cancelAll()
                }
            }
            client.close()
        } catch {
            client.close(.internalError, reason: "\(error)")
        }
    }
}
