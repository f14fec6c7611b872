/// The options with which the decoders are made.
enum SphinxOptions {
    /// For grammars: wide beams, no second pass over the lattice (it would cost time at the end), and every sound
    /// scored in every frame, so that scores can be compared.
    static let grammar = [
        "beam": "1e-60", "wbeam": "1e-45", "pbeam": "1e-60", "wip": "0.1", "fillprob": "1e-8", "bestpath": "no",
        "remove_silence": "no", "compallsen": "yes", "lw": "6.5", "remove_noise": "no",
    ]

    /// For grammars, with one of the warps of a ``Throat``.
    static func grammar(_ warp: Int, _ settings: RecognizerSettings) -> [String: String] {
        var options = grammar.merging(settings.options) { $1 }
        options["warp_params"] = String(Throat.warps[warp])
        return options
    }

    /// For the loop over all phones, each without its neighbours: small, and enough to compare with.
    static let loop = [
        "allphone_ci": "yes", "remove_silence": "no", "remove_noise": "no", "compallsen": "yes", "beam": "1e-40",
    ]
}
