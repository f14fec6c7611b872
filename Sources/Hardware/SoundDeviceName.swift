/// How a board file names a sound device: by a name of alsa-lib's, or by the card that it is on.
///
/// `usb:1-1.2` is the card in that USB port, `card:Jabra` the one with that id, or that in its name; `,DEV=1` after it is
/// another device of the card than its first.
struct SoundDeviceName: Sendable, Hashable {
    enum Place: Sendable, Hashable {
        /// alsa-lib finds it.
        case named
        case usb(port: String)
        case card(String)
    }

    let text: String
    let place: Place
    /// The device on the card, from 0.
    let device: Int

    init(_ text: String) {
        self.text = text
        guard text.hasPrefix("usb:") || text.hasPrefix("card:") else {
            place = .named
            device = 0
            return
        }
        var wanted = text.dropFirst(text.hasPrefix("usb:") ? 4 : 5)
        var number = 0
        if let comma = wanted.lastIndex(of: ","), wanted[comma...].hasPrefix(",DEV="),
            let value = Int(wanted[comma...].dropFirst(5)), value >= 0
        {
            number = value
            wanted = wanted[..<comma]
        }
        device = number
        place = text.hasPrefix("usb:") ? .usb(port: String(wanted)) : .card(String(wanted))
    }

    /// The card that it names now; nil where alsa-lib finds it by name. Of several that fit, one that can what is wanted:
    /// a loudspeaker and a microphone may have the same name.
    /// - Throws: ``HardwareError/noCard(_:found:)``.
    func card(
        for direction: ALSADevice.Direction, among cards: @autoclosure () -> [SoundCard] = SoundCard.all()
    ) throws(HardwareError) -> SoundCard? {
        let fitting: [SoundCard]
        let cards = place == .named ? [] : cards()
        switch place {
        case .named: return nil
        case .usb(let port): fitting = cards.filter { $0.usbPort == port && !port.isEmpty }
        case .card(let name):
            // The id itself comes before a part of a name.
            fitting =
                cards.filter { $0.id == name }
                + cards.filter { card in
                    card.id != name
                        && [card.id, card.name, card.longName].contains { SoundDeviceName.has(name, in: $0) }
                }
        }
        let able = fitting.first { card in
            switch direction {
            case .capture: card.hasCapture
            case .playback: card.hasPlayback
            }
        }
        guard let found = able ?? fitting.first else { throw .noCard(text, found: cards.map(\.description)) }
        return found
    }

    /// Whether a text is part of another, whatever the case.
    private static func has(_ part: String, in whole: String) -> Bool {
        let part = Array(part.lowercased().utf8)
        let whole = Array(whole.lowercased().utf8)
        guard !part.isEmpty, part.count <= whole.count else { return false }
        return (0...(whole.count - part.count)).contains { whole[$0..<($0 + part.count)].elementsEqual(part) }
    }
}
