extension SoundDevices {
    /// The sound cards that are named and are not in this machine; whether a card can be opened is not tried.
    public func mismatches() -> [BoardMismatch] {
        let devices: [(String, String, ALSADevice.Direction)] = [
            ("sound.microphone", microphone, .capture), ("sound.speaker", speaker, .playback),
        ]
        return devices.compactMap { path, device, direction in
            do throws(HardwareError) {
                let cards = SoundCard.all()
                if let id = SoundDevices.cardID(in: device),
                    !cards.contains(where: { $0.id == id || "\($0.index)" == id })
                {
                    throw .noCard(id, found: cards.map(\.description))
                }
                _ = try SoundDeviceName(device).card(for: direction, among: cards)
                return nil
            } catch {
                return BoardMismatch(path: path, error: error)
            }
        }
    }

    /// `Device` of alsa-lib's `plughw:CARD=Device,DEV=0`.
    private static func cardID(in device: String) -> String? {
        guard let start = device.firstRange(of: "CARD=")?.upperBound else { return nil }
        return String(device[start...].prefix { $0 != "," })
    }
}
