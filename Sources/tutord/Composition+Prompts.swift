import Appliance
import Foundation
import Hardware
import Lessons
import Speech
import Tutor

// The box's own voice.
extension Composition {
    /// The words that come with the program: beside it, in a checkout, or where the installer puts them.
    static var shippedPrompts: PromptFolder? {
        let program =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "/usr/bin/tutord"
        let prefix = URL(filePath: program).deletingLastPathComponent().deletingLastPathComponent().path
        return [prefix + "/share/tutor/prompts", "device/prompts", "/usr/share/tutor/prompts"]
            .map { PromptFolder(path: $0, origin: .shipped) }.first(where: \.isThere)
    }

    /// The folders of words, the later over the earlier. The school's standard one need not be there.
    var promptFolders: [PromptFolder] {
        let school = PromptFolder(path: configuration.prompts, origin: .school)
        let isExpected = school.isThere || configuration.prompts != PromptFolder.standardSchoolPath
        return [Composition.shippedPrompts, isExpected ? school : nil].compactMap { $0 }
    }

    /// The words of the box, as far as they can be read, and what is wrong with the rest.
    func prompts(hearing: Bool = false) -> (book: PromptBook, faults: [Fault]) {
        var book = PromptBook.builtIn
        let faults = promptFolders.flatMap { $0.lay(over: &book, hearing: hearing) }
        return (book, faults)
    }

    /// Where the sounds are that were made beforehand.
    var promptStore: PromptStore { PromptStore(folder: configuration.data + "/prompts") }

    /// The languages of the lessons, each once; English where there is no lesson.
    var lessonLanguages: [LanguageTag] {
        let lessons = (try? library())?.lessons ?? []
        let languages = Set(lessons.compactMap { LanguageTag($0.language) })
        return languages.isEmpty ? [.english] : languages.sorted { $0.description < $1.description }
    }

    /// The sound devices that the box speaks through.
    var sound: SoundDevices { (try? boardDescription())?.sound ?? (try? deskSound()) ?? SoundDevices() }

    /// How loud the box is set.
    var volume: Int { BoxMemory.volume(in: configuration.data) ?? configuration.volume }

    /// Faulty words are told, and do not stop the box: the next best are said.
    /// - Parameter names: what the pupil of an account is called.
    func announcer(names: @escaping @Sendable (String) -> String? = { _ in nil }) -> Announcer {
        let (book, faults) = prompts()
        for fault in faults { Failure.say("tutord: \(fault)") }
        return Announcer(book: book, store: promptStore, names: names, Composition.voices.makeVoice)
    }
}
