/// What one decoder heard in an utterance.
struct Pass {
    /// The score a frame where nothing fits at all.
    static let misfit = -200.0

    /// In order of time; empty where nothing of the grammar fits at all.
    var path: [SphinxDecoder.Segment]

    /// The words of the grammar in it.
    var words: [String] { path.filter(\.isWord).map(\.word) }

    /// The score a frame.
    var fit: Double {
        guard let first = path.first, let last = path.last else { return Pass.misfit }
        let frames = last.frames.upperBound - first.frames.lowerBound
        return Double(path.reduce(0) { $0 + $1.score }) / Double(max(1, frames))
    }
}
