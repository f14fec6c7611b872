import ArgumentParser
import Signing

struct LessonsVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Tell whether a folder of lessons is as the school signed it.",
        discussion: """
            Names every file that was altered, that is missing, or that was added. Exits with 0 when the folder is as it
            was signed, with 1 when it is not, or was never signed, or by somebody else.
            """)

    @Argument(help: "The folder of lessons.")
    var folder: String
    @Option(name: .long, help: "The public key.")
    var key: String
    @Flag(name: .long, help: "Print the files that are not as they were signed as JSON: [{path, kind}].")
    var json = false

    func run() async throws {
        try await Failure.reported {
            let key = try VerifyingKey(path: key)
            do {
                let signed = try SignedFolder(path: folder, key: key)
                print(
                    json
                        ? "[]"
                        : "\(signed.manifest.files.count) files of \(folder) are as \(key.fingerprint) signed them")
            } catch let error as SigningError {
                switch error {
                case .altered(_, let findings):
                    if json {
                        print(try JSONText.of(findings))
                    } else {
                        for finding in findings { print("\(folder): \(finding)") }
                        print(findings.count == 1 ? "1 file is wrong" : "\(findings.count) files are wrong")
                    }
                    throw Failure.faultFound
                case .unsigned, .wrongSignature, .badManifest:
                    Failure.say("tutord: \(error)")
                    throw Failure.faultFound
                case .exists, .notWritten, .unreadable, .noKey, .notSignable: throw error
                }
            }
        }
    }
}
