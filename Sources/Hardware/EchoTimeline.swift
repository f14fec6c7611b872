import Audio

/// What the loudspeaker gave off at which time: the played samples, laid along the clock that captured samples are
/// stamped with. Pure.
///
/// A device's word for when a sample is audible can be late (it tells its position in steps) but hardly early: an
/// earlier one is believed at once, a later one slowly.
struct EchoTimeline: Sendable {
    /// A run of samples without a gap.
    private struct Run: Sendable {
        /// Position of its first sample.
        var start: Int
        /// Position after its last; nil while more may come.
        var end: Int?
        /// Samples between a position and the time at which it is audible, counted from boot.
        var offset: Int
        /// Whether a device has told it, and not only its start.
        var isMeasured: Bool
    }

    /// Samples kept: 2.7 s.
    static let kept = 1 << 16
    /// Beyond this a device's word is believed at once (samples): 100 ms.
    static let tolerance = 2_400
    private static let mostRuns = 16

    private var samples = [Int16](repeating: 0, count: kept)
    private var runs: [Run] = []
    /// The position after the last sample that is known.
    private var known = 0

    /// Takes the samples from a position on.
    mutating func add(_ part: some Collection<Int16>, from position: Int) {
        var at = position
        for sample in part {
            samples[at & (EchoTimeline.kept - 1)] = sample
            at += 1
        }
        known = max(known, at)
    }

    /// The device was started with the sample of a position.
    mutating func began(_ position: Int, at time: Duration) {
        cut(position)
        if runs.count == EchoTimeline.mostRuns { runs.removeFirst() }
        runs.append(
            Run(start: position, end: nil, offset: AudioFrame.samples(in: time) - position, isMeasured: false))
    }

    /// The sample of a position became audible.
    mutating func audible(_ position: Int, at time: Duration) {
        guard let last = runs.indices.last else { return began(position, at: time) }
        let measured = AudioFrame.samples(in: time) - position
        let late = measured - runs[last].offset
        if !runs[last].isMeasured || late < 0 || late > EchoTimeline.tolerance {
            runs[last].offset = measured
            runs[last].isMeasured = true
        } else {
            runs[last].offset += late / 64
        }
    }

    /// What has this position or a later one was never heard.
    mutating func cut(_ position: Int) {
        guard let last = runs.indices.last else { return }
        runs[last].end = max(runs[last].start, min(runs[last].end ?? position, position))
    }

    /// What was audible from a time on (samples since boot); zero where nothing was.
    func samples(from index: Int, count: Int) -> [Int16] {
        var result = [Int16](repeating: 0, count: count)
        for run in runs {
            let end = run.end ?? known
            let first = max(index, run.start + run.offset, known - EchoTimeline.kept + run.offset)
            let last = min(index + count, end + run.offset)
            guard first < last else { continue }
            for at in first..<last { result[at - index] = samples[(at - run.offset) & (EchoTimeline.kept - 1)] }
        }
        return result
    }

    /// Whether something was audible between two times (samples since boot).
    func isAudible(from first: Int, to last: Int) -> Bool {
        runs.contains { run in
            run.start + run.offset < last && (run.end ?? known) + run.offset > first
        }
    }
}
