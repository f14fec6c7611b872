import Appliance
import Foundation
import Hardware
import Lessons

/// Whether this machine can be the board that a file describes.
enum LiveBoard {
    /// What cannot be, each at its place in the file; what to do is part of what is wrong.
    static func faults(of file: BoardFile) -> [Fault] {
        var faults = file.description.mismatches().map { file.fault($0.path, "\($0.error)", "") }
        for (key, device) in [
            ("microphone", file.description.sound.microphone), ("speaker", file.description.sound.speaker),
        ] {
            guard let missing = missingCard(device) else { continue }
            faults.append(file.fault("sound.\(key)", missing, ""))
        }
        return faults
    }

    /// Why a sound device that names a card cannot be had; nil where it can, or names none.
    private static func missingCard(_ device: String) -> String? {
        let cards = SoundCardList.all()
        let there =
            cards.isEmpty
            ? "this machine has no sound card" : "there are " + cards.map(\.description).joined(separator: ", ")
        let name: Substring
        if device.hasPrefix("card:") {
            name = device.dropFirst(5)
            guard !cards.contains(where: { $0.id == name || $0.name.localizedCaseInsensitiveContains(name) }) else {
                return nil
            }
        } else if let match = device.firstMatch(of: /CARD=([^,]+)/) {
            name = match.1
            guard !cards.contains(where: { $0.id == name }) else { return nil }
        } else {
            return nil
        }
        return "no sound card '\(name)': \(there); plug it in, or set the device in the board file"
    }
}
