/// What can go wrong with listening and speaking on the box.
public enum SpeechError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A shared library is not installed, or not usable.
    case library(String, package: String, reason: String)
    /// The acoustic model or dictionary is not where it was looked for.
    case model(path: String)
    /// The model is there, but the decoder refuses it.
    case refusedModel(path: String)
    /// The decoder refuses a grammar of so many phrases.
    case grammar(phrases: Int)
    /// A word has no pronunciation.
    case unpronounceable(word: String)
    /// The decoder stopped decoding.
    case decoder(doing: String)
    /// There is no such voice.
    case voice(String, known: [String])
    /// The voice refuses a text.
    case text(String)

    public var description: String {
        switch self {
        case .library(let name, let package, let reason):
            "\(name) cannot be used (\(reason)): install it with 'apt install \(package)'"
        case .model(let path):
            "no speech model at \(path): install it with 'apt install pocketsphinx-en-us', or set its folder"
        case .refusedModel(let path):
            "pocketsphinx refuses the speech model at \(path): reinstall it with "
                + "'apt install --reinstall pocketsphinx-en-us'"
        case .grammar(let phrases):
            "pocketsphinx refuses a grammar of \(phrases) phrases: make the exercise's answers plainer"
        case .unpronounceable(let word):
            "nobody knows how '\(word)' is pronounced: spell it in another way, or take it out of the answers"
        case .decoder(let doing):
            "pocketsphinx failed to \(doing) an utterance: say it again"
        case .voice(let name, let known):
            "espeak-ng has no voice '\(name)': choose one of \(known.joined(separator: ", ")), with a variant such as "
                + "'+f3' where wanted, or install its data with 'apt install espeak-ng-data'"
        case .text(let text):
            "espeak-ng refuses to say '\(text.prefix(40))'"
        }
    }
}
