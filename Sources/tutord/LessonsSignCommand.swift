import Appliance
import ArgumentParser
import Signing

struct LessonsSignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Sign a folder of lessons with the school's key.",
        discussion: """
            Writes manifest.json, which lists every file of the folder with its size and SHA-256, and manifest.sig, the
            signature of it. Everything counts: lessons, packs, tools, scripts, pictures. Sign again after each change. A
            folder with faults is not signed (1), nor one with links or devices in it (65).
            """)

    @Argument(help: "The folder of lessons.")
    var folder: String
    @Option(name: .long, help: "The private key, as `tutord lessons keygen` makes it.")
    var key: String

    func run() async throws {
        try await Failure.reported {
            let key = try SigningKey(path: key)
            let check = try LessonCheck(paths: [folder], home: folder) { [] }
            guard check.faults.isEmpty else {
                for fault in check.faults { print(fault) }
                Failure.say("tutord: \(folder) has faults, and is not signed")
                throw Failure.faultFound
            }
            let manifest = try SignedFolder.sign(folder, with: key)
            print("\(manifest.files.count) files of \(folder) are signed by \(key.publicKey.fingerprint)")
        }
    }
}
