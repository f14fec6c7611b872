/// Finds out how far a pupil's sounds are warped against those of the adults whom the acoustic model has heard: the
/// shorter the throat, the higher its resonances.
///
/// It compares how well the same utterances fit with each warp, the last ones more than the first, so that it follows
/// when another pupil takes the seat.
struct Throat: Sendable, Hashable {
    /// The warps to choose from, as pocketsphinx takes them; 1 is an adult.
    static let warps = [1.0, 1.2, 1.55]
    /// What each warp fits better by, a frame, without being the pupil's: the more it is, the smoother all spectra become.
    private static let advantages = [0, 0.25, 0.75]
    /// Where it starts: between a child and an adult.
    static let middle = 1

    /// How much an utterance counts for when the next one is heard.
    private static let memory = 0.9
    /// How much better a frame must fit on the average before the pupil's warp is another one.
    private static let inertia = 0.1
    /// Utterances after which the warp is known well enough.
    private static let enough = 6

    private var fits = [Double](repeating: 0, count: warps.count)
    private var weight = 0.0
    private var utterances = 0
    /// The index of the warp that fits best so far.
    private(set) var best = middle

    /// Whether enough was heard to rely on ``best``.
    var isSettled: Bool { utterances >= Throat.enough }

    /// Learns how well an utterance fitted with each of ``warps``: scores a frame.
    mutating func learn(_ scores: [Double]) {
        guard scores.count == fits.count else { return }
        weight = weight * Throat.memory + 1
        for index in fits.indices {
            fits[index] += (scores[index] - Throat.advantages[index] - fits[index]) / weight
        }
        utterances += 1
        guard let fittest = fits.indices.max(by: { fits[$0] < fits[$1] }) else { return }
        if fits[fittest] > fits[best] + Throat.inertia { best = fittest }
    }
}
