/// How alike a recording is to what was played, wherever in the recording it begins.
enum Likeness {
    /// Loudest-quarter onset: the first sample above this counts as the beginning.
    private static let threshold = 600
    /// Samples tried around the onset.
    private static let slack = 400

    /// The best normalised correlation, 0…1, of `wanted` with the part of `recording` that begins where it becomes loud.
    static func of(_ wanted: [Int16], in recording: [Int16]) -> Double {
        guard let here = onset(of: wanted), let there = onset(of: recording) else { return 0 }
        let from = max(0, there - here - slack)
        let to = min(recording.count - wanted.count / 2, there - here + slack)
        guard from <= to else { return 0 }
        return (from...to).reduce(0) { max($0, correlation(wanted, recording, lag: $1)) }
    }

    static func onset(of samples: [Int16]) -> Int? { samples.firstIndex { abs(Int($0)) > threshold } }

    private static func correlation(_ wanted: [Int16], _ recording: [Int16], lag: Int) -> Double {
        wanted.withUnsafeBufferPointer { wanted in
            recording.withUnsafeBufferPointer { recording in
                var product = 0.0
                var power = (wanted: 0.0, recording: 0.0)
                var index = 0
                while index < wanted.count {
                    let a = Double(wanted[index])
                    let b = lag + index < recording.count ? Double(recording[lag + index]) : 0
                    product += a * b
                    power.wanted += a * a
                    power.recording += b * b
                    index += 1
                }
                guard power.wanted > 0, power.recording > 0 else { return 0 }
                return product / (power.wanted * power.recording).squareRoot()
            }
        }
    }
}
