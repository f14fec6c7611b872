import Audio
import Foundation
public import Lessons
public import Tutor

/// A folder of words and recordings for the box's own voice:
///
///     fr.yaml               sentences (and fr-CA.yaml, for what is said otherwise there)
///     fr/network.wav        a recording in the place of a sentence
public struct PromptFolder: Sendable, Hashable {
    public let path: String
    /// What its words are marked with.
    public let origin: VoicePrompt.Origin

    /// Where a school's own words are looked for when the settings name no other folder.
    public static let standardSchoolPath = "/etc/tutor/prompts"
    /// The longest recording that is played (s).
    static let longestRecording = 15
    /// A recording that nowhere gets louder than this (dBFS) is none.
    static let quietest = -40.0

    public init(path: String, origin: VoicePrompt.Origin) {
        self.path = path.hasSuffix("/") ? String(path.dropLast()) : path
        self.origin = origin
    }

    public var isThere: Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// Lays what is in the folder over a book. What is faulty is passed over, so that the words below it are said.
    ///
    /// - Parameter hearing: whether recordings are read through, too; otherwise only their names are looked at.
    /// - Returns: every fault, in the order of the files.
    public func lay(over book: inout PromptBook, hearing: Bool = false) -> [Fault] {
        guard isThere else { return [fault(path, "there is no such folder", "expected a folder of words")] }
        var faults: [Fault] = []
        for name in entries(of: path) {
            let place = "\(path)/\(name)"
            if name.hasSuffix(".yaml") {
                faults += words(at: place, of: String(name.dropLast(5)), over: &book)
            } else if name.hasSuffix(".yml") {
                faults.append(fault(place, "a file of words ends in .yaml", "expected \(name.dropLast(4)).yaml"))
            } else if PromptFolder(path: place, origin: origin).isThere {
                faults += recordings(in: place, of: name, over: &book, hearing: hearing)
            }
        }
        return faults
    }

    private func words(at place: String, of name: String, over book: inout PromptBook) -> [Fault] {
        guard let language = LanguageTag(name) else { return [notALanguage(place, name)] }
        let bytes: [UInt8]
        do {
            bytes = [UInt8](try Data(contentsOf: URL(filePath: place)))
        } catch {
            return [
                fault(place, "cannot be read (\(error.localizedDescription))", "expected a file that anyone may read")
            ]
        }
        let file = PromptFile(bytes, path: place)
        for (key, words) in file.sentences { book.set(words, for: key, in: language, from: origin) }
        if let number = file.number { book.set(number: number, in: language) }
        return file.faults
    }

    private func recordings(
        in folder: String, of name: String, over book: inout PromptBook, hearing: Bool
    ) -> [Fault] {
        var faults: [Fault] = []
        for file in entries(of: folder) where file.lowercased().hasSuffix(".wav") {
            let place = "\(folder)/\(file)"
            guard let language = LanguageTag(name) else { return [notALanguage(folder, name)] }
            let written = String(file.dropLast(4))
            guard let key = PromptKey(rawValue: written) else {
                let meant = Nearest.word(to: written, among: PromptKey.allCases.map(\.rawValue))
                faults.append(
                    fault(
                        place, "a recording of no known key",
                        meant.map { "did you mean '\($0).wav'?" }
                            ?? "`tutord prompts list` shows the keys that there are"))
                continue
            }
            if hearing, let problem = PromptFolder.problem(ofRecording: place) {
                faults.append(fault(place, problem, "expected a sentence as WAV, 16-bit PCM, mono or stereo"))
                continue
            }
            book.set(
                VoicePrompt.Recording(path: place, fingerprint: PromptFolder.fingerprint(of: place)), for: key,
                in: language)
        }
        return faults
    }

    /// What is wrong with a recording; nil when it can be played.
    static func problem(ofRecording path: String) -> String? {
        do {
            let file = try WAVFile(bytes: [UInt8](Data(contentsOf: URL(filePath: path))))
            let frame = file.frame()
            guard frame.samples.count <= longestRecording * AudioFrame.sampleRate else {
                return "lasts \(frame.samples.count / AudioFrame.sampleRate) s, more than \(longestRecording)"
            }
            guard Level(of: frame.samples).peak > quietest else { return "nothing can be heard in it" }
            return nil
        } catch let error as WAVError {
            return "\(error)"
        } catch {
            return "cannot be read (\(error.localizedDescription))"
        }
    }

    /// Size and time of a file: another file has others.
    private static func fingerprint(of path: String) -> String {
        let facts = try? FileManager.default.attributesOfItem(atPath: path)
        let size = (facts?[.size] as? NSNumber)?.intValue ?? 0
        let time = (facts?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        return "\(size) bytes of \(Int64(time))"
    }

    /// Names without a dot in front, in a steady order.
    private func entries(of folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }

    private func notALanguage(_ place: String, _ name: String) -> Fault {
        fault(place, "'\(name)' is no language", "expected a tag such as de or pt-BR")
    }

    private func fault(_ place: String, _ wrong: String, _ expected: String) -> Fault {
        Fault(path: place, line: 1, column: 1, wrong: wrong, expected: expected)
    }
}
