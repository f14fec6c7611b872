extension Evidence {
    /// What a pass and the loop over all sounds tell about what the pass heard. The scores over the whole utterance are
    /// those of the first hearing, which alone can be compared with the loop's.
    init(
        _ path: [SphinxDecoder.Segment], first: [SphinxDecoder.Segment], beside loop: [SphinxDecoder.Segment],
        loudFrames: Int, agreement: Int?, pronunciations: [String: [String]]
    ) {
        // The loop's score up to each frame, a phone's score being spread evenly over its frames.
        let end = max((path + first).map(\.frames.upperBound).max() ?? 0, loop.last?.frames.upperBound ?? 0)
        var sums = [0.0]
        sums.reserveCapacity(end + 1)
        for phone in loop {
            let each = Double(phone.score) / Double(max(1, phone.frames.count))
            while sums.count <= phone.frames.lowerBound { sums.append(sums[sums.count - 1]) }
            for _ in phone.frames { sums.append(sums[sums.count - 1] + each) }
        }
        while sums.count <= end { sums.append(sums[sums.count - 1]) }
        let total = Double(max(1, end))
        self.init(
            words: [], silentFrames: 0, frames: 0, loudFrames: loudFrames,
            totalScore: first.isEmpty ? Pass.misfit : Double(first.reduce(0) { $0 + $1.score }) / total,
            totalLoopScore: sums[end] / total, agreement: agreement)
        for segment in path {
            frames += segment.frames.count
            guard segment.isWord else {
                silentFrames += segment.frames.count
                continue
            }
            let count = Double(max(1, segment.frames.count))
            let phones = pronunciations[segment.word]?.map { $0.split(separator: " ").count }.min() ?? 1
            words.append(
                Evidence.Word(
                    word: segment.word, frames: segment.frames.count, score: Double(segment.score) / count,
                    loopScore: (sums[segment.frames.upperBound] - sums[segment.frames.lowerBound]) / count,
                    phones: phones))
        }
    }
}
