import Foundation

/// The kernel's sound cards, as `/proc/asound/cards` lists them.
enum SoundCardList {
    struct Card: Encodable, CustomStringConvertible {
        var number: Int
        /// What `CARD=` takes.
        var id: String
        var name: String
        var description: String { "'\(id)' (\(name))" }
    }

    static func all() -> [Card] {
        guard let text = try? String(contentsOfFile: "/proc/asound/cards", encoding: .utf8) else { return [] }
        // ` 1 [Device         ]: USB-Audio - USB Audio Device`
        return text.matches(of: /(?m)^ *(\d+) \[(\S+) *\]: (?:\S+ - )?(.*)$/).compactMap { match in
            Int(match.1).map { Card(number: $0, id: String(match.2), name: String(match.3)) }
        }
    }
}
