import Foundation
import Realtime
import Tutor

/// What must not be on a connection: accounts, and what the pupil of another session said or is remembered by.
enum Leak {
    /// The marks of sessions: 70001, 70002, …
    static func find(in event: ClientEvent, but mark: String, _ pupils: [Seat]) -> String? {
        if pupils.isEmpty { return nil }
        if case .inputAudioBufferAppend = event { return nil }
        let text = (try? event.json()).map { String(decoding: $0, as: UTF8.self) } ?? ""
        if pupils.contains(where: { text.contains($0.account) }) { return "an account is sent: \(text.prefix(300))" }
        let isForeign = text.matches(of: /\b7\d{4}\b/).contains { $0.0 != mark }
        return isForeign ? "what is of another session than \(mark) is sent: \(text.prefix(300))" : nil
    }
}
