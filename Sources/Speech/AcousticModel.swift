import Glibc

/// The files that pocketsphinx listens with.
public struct AcousticModel: Sendable, Hashable {
    /// The folder of the acoustic model (`mdef`, `means`, …).
    public var folder: String
    /// The pronouncing dictionary.
    public var dictionary: String

    public init(folder: String, dictionary: String) {
        self.folder = folder
        self.dictionary = dictionary
    }

    /// The American English model as Debian and pocketsphinx itself install it; the Debian place where there is none,
    /// so that an error names it.
    public static var installed: AcousticModel {
        let roots = ["/usr/share/pocketsphinx/model", "/usr/local/share/pocketsphinx/model"]
        return roots.map(AcousticModel.init(root:)).first(where: \.isReadable) ?? AcousticModel(root: roots[0])
    }

    /// The American English model in a `model` folder of pocketsphinx.
    public init(root: String) {
        self.init(folder: root + "/en-us/en-us", dictionary: root + "/en-us/cmudict-en-us.dict")
    }

    private var isReadable: Bool { access(folder + "/mdef", R_OK) == 0 && access(dictionary, R_OK) == 0 }

    /// - Throws: ``SpeechError/model(path:)`` naming the first file that cannot be read.
    func check() throws(SpeechError) {
        for path in [folder + "/mdef", folder + "/means", dictionary] where access(path, R_OK) != 0 {
            throw .model(path: path)
        }
    }
}
