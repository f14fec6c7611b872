// One spoken turn: what is on standard input is said, the answer comes out of standard output (16 bit, 24 kHz, mono).
//
//   arecord -q -d 4 -t raw -f S16_LE -r 24000 | swift run voice | aplay -q -t raw -f S16_LE -r 24000

import Foundation
import RealtimeClient

await program {
    let client = Client(try .fromEnvironment())
    // The program says whose turn it is, as a button would.
    let session = RealtimeSession(audio: AudioConfiguration(input: AudioInputConfiguration(turnDetection: .null)))

    try await client.startConversation(session) { conversation in
        let updates = conversation.updates()
        while let sound = try FileHandle.standardInput.read(upToCount: 4_800), !sound.isEmpty {
            conversation.send(audio: AudioFrame(PCM16.samples(of: [UInt8](sound))))
        }
        conversation.commit()
        for await update in updates {
            if case .audio(let frame, _) = update {
                try FileHandle.standardOutput.write(contentsOf: PCM16.bytes(of: frame.samples))
            }
            if case .words(let words, _) = update { FileHandle.standardError.write(Data(words.utf8)) }
            if case .settled = update { return }
        }
    }
}
