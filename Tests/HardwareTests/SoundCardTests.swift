import Foundation
import Testing

@testable import Hardware

struct SoundCardTests {
    /// A machine with a headphone jack, a USB headset on a hub, and a HAT, as a Raspberry Pi shows them.
    private func machine() throws -> URL {
        let root = FileManager.default.temporaryDirectory.appending(path: "cards-\(UUID().uuidString)")
        let files = FileManager.default
        func card(_ index: Int, id: String, device: String, streams: [String]) throws {
            let folder = root.appending(path: "sys/devices/\(device)/sound/card\(index)")
            try files.createDirectory(at: folder, withIntermediateDirectories: true)
            try "\(id)\n".write(to: folder.appending(path: "id"), atomically: true, encoding: .utf8)
            try files.createSymbolicLink(
                atPath: folder.appending(path: "device").path,
                withDestinationPath: "../../../\(URL(filePath: device).lastPathComponent)")
            let list = root.appending(path: "sys/class/sound")
            try files.createDirectory(at: list, withIntermediateDirectories: true)
            try files.createSymbolicLink(
                atPath: list.appending(path: "card\(index)").path, withDestinationPath: folder.path)
            for stream in streams { try Data().write(to: list.appending(path: "pcmC\(index)\(stream)")) }
        }
        try card(0, id: "Headphones", device: "platform/bcm2835_audio", streams: ["D0p"])
        try card(1, id: "Device", device: "platform/usb1/1-1/1-1.2/1-1.2:1.0", streams: ["D0p", "D0c"])
        try card(10, id: "sndrpiwm8960", device: "platform/soc-sound", streams: ["D0c"])
        let proc = root.appending(path: "proc/asound")
        try files.createDirectory(at: proc, withIntermediateDirectories: true)
        try """
         0 [Headphones     ]: bcm2835_headpho - bcm2835 Headphones
                              bcm2835 Headphones
         1 [Device         ]: USB-Audio - Jabra Speak - 410
                              GN Netcom Jabra Speak 410 at usb-3f980000.usb-1.2, full speed
        10 [sndrpiwm8960   ]: wm8960 - wm8960-soundcard

        """.write(to: proc.appending(path: "cards"), atomically: true, encoding: .utf8)
        return root
    }

    @Test func `cards are listed with their port, names and directions`() throws {
        let cards = SoundCard.all(root: try machine().path)
        #expect(cards.map(\.index) == [0, 1, 10])
        #expect(cards.map(\.id) == ["Headphones", "Device", "sndrpiwm8960"])
        #expect(cards.map(\.usbPort) == [nil, "1-1.2", nil])
        #expect(cards.map(\.hasPlayback) == [true, true, false])
        #expect(cards.map(\.hasCapture) == [false, true, true])
        #expect(cards[1].name == "Jabra Speak - 410" && cards[1].longName.hasSuffix("full speed"))
        #expect(cards[1].description == "'card:Device' or 'usb:1-1.2' (Jabra Speak - 410)")
    }

    @Test(arguments: [
        ("usb:1-1.2", 1, 0), ("usb:1-1.2,DEV=1", 1, 1), ("card:Device", 1, 0), ("card:jabra", 1, 0),
        ("card:WM8960,DEV=2", 10, 2), ("card:usb-3f980000", 1, 0), ("card:Headphones", 0, 0),
    ]) func `a card is found by what does not change`(text: String, index: Int, device: Int) throws {
        let root = try machine().path
        let name = SoundDeviceName(text)
        #expect(try name.card(for: .capture, among: SoundCard.all(root: root))?.index == index)
        #expect(name.device == device)
    }

    @Test(arguments: ["default", "plughw:CARD=Device,DEV=1", "hw:0,0"])
    func `other names are left to alsa-lib`(text: String) throws {
        #expect(try SoundDeviceName(text).card(for: .playback, among: []) == nil)
    }

    @Test(arguments: ["usb:1-1", "usb:", "card:", "card:Yeti", "usb:1-1.2.3"])
    func `a card that is not there is an error that lists those that are`(text: String) throws {
        let cards = SoundCard.all(root: try machine().path)
        let error = HardwareError.noCard(text, found: cards.map(\.description))
        #expect(throws: error) { try SoundDeviceName(text).card(for: .capture, among: cards) }
        #expect(
            error.description.contains("'usb:1-1.2' (Jabra Speak - 410)") && error.description.contains("plug it in"))
    }

    @Test func `of two cards of one name each direction takes the one that can`() throws {
        func card(_ index: Int, capture: Bool) -> SoundCard {
            SoundCard(
                index: index, id: "Device_\(index)", name: "USB Audio", longName: "", hasCapture: capture,
                hasPlayback: !capture)
        }
        let cards = [card(1, capture: false), card(2, capture: true)]
        #expect(try SoundDeviceName("card:usb").card(for: .capture, among: cards)?.index == 2)
        #expect(try SoundDeviceName("card:usb").card(for: .playback, among: cards)?.index == 1)
    }

    @Test func `a machine without cards has none`() {
        #expect(SoundCard.all(root: "/nowhere").isEmpty)
        #expect(HardwareError.noCard("usb:1-1", found: []).description.contains("this machine has none"))
    }
}
