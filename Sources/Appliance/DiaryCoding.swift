import Audio
public import Foundation

/// How a diary is written: one JSON object a line, keys sorted, so that the same steps are the same bytes.
public enum DiaryCoding {
    /// - Parameter keepsAudio: whether the pupil's and the tutor's voices are written, too. Voices of children are not
    ///   kept unless a teacher turned it on.
    public static func encoder(keepsAudio: Bool) -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.userInfo[.elidesAudio] = !keepsAudio
        return encoder
    }
}
