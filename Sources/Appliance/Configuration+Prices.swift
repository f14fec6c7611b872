import Realtime
import Tutor
import Yams

extension Configuration {
    private static let priceKeys: [(name: String, path: any WritableKeyPath<Prices, Double> & Sendable)] = [
        ("text_in", \.textIn), ("text_cached", \.textCached), ("text_out", \.textOut), ("audio_in", \.audioIn),
        ("audio_cached", \.audioCached), ("audio_out", \.audioOut), ("image_in", \.imageIn),
        ("image_cached", \.imageCached), ("transcription_in", \.transcriptionIn),
        ("transcription_out", \.transcriptionOut), ("transcription_minute", \.transcriptionMinute),
    ]

    /// The price table of the settings file.
    static func prices(_ node: Node, at place: String, path: String) throws(ConfigurationFault) -> Prices {
        guard let mapping = node.mapping else {
            throw .invalid(
                place: place, what: "'prices' is no mapping",
                expected: "lines such as `  audio_in: 10`, per million tokens")
        }
        var prices = Prices()
        for (name, value) in mapping {
            let place = "\(path):\(name.mark?.line ?? 1):\(name.mark?.column ?? 1)"
            guard let text = name.string, let key = priceKeys.first(where: { $0.name == text }) else {
                throw .invalid(
                    place: place, what: "unknown price '\(name.string ?? "?")'",
                    expected: "one of \(priceKeys.map(\.name).joined(separator: ", "))")
            }
            guard let number = value.string.flatMap(Double.init), number >= 0, number.isFinite else {
                throw .invalid(
                    place: place, what: "the price '\(text)' is '\(value.string ?? "?")'", expected: "0 or more")
            }
            prices[keyPath: key.path] = number
        }
        return prices
    }
}
