/// What a picture is, by its first bytes: its name may say something else.
enum PictureFormat: String, CaseIterable {
    case png, jpeg, webp

    /// Bytes of a picture at the most: it is sent to a model in one event.
    static let mostBytes = 512 * 1_024

    init?(_ bytes: [UInt8]) {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if bytes.count >= 12, bytes.starts(with: Array("RIFF".utf8)), bytes[8..<12].elementsEqual("WEBP".utf8) {
            self = .webp
        } else {
            return nil
        }
    }

    var mediaType: String { "image/" + rawValue }
}
