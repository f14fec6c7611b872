// Chats in writing. Each line of standard input is a message; the answers appear as they are written.
//
//   REALTIME_URL=ws://127.0.0.1:8080/v1/realtime swift run text-chat

import Foundation
import RealtimeClient

await program {
    let client = Client(try .fromEnvironment())
    let session = RealtimeSession(
        instructions: "You are a kind tutor. Answer in one sentence.", outputModalities: [.text])

    try await client.startConversation(session) { conversation in
        while let line = readLine() {
            let updates = conversation.updates()
            conversation.send(line)
            for await update in updates {
                if case .words(let words, _) = update { FileHandle.standardOutput.write(Data(words.utf8)) }
                if case .refused(let error) = update { print(error.message) }
                if case .settled = update { break }
            }
            FileHandle.standardOutput.write(Data("\n".utf8))
        }
    }
}
