import ArgumentParser
import Signing

struct LessonsKeygenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keygen", abstract: "Make the key that a school signs its lessons with.",
        discussion: """
            Makes two files: NAME.key, which signs, and NAME.pub, which only verifies. Keep NAME.key where the lessons are
            written, on no box; whoever has it can sign lessons in the school's name. Copy NAME.pub to the boxes and name
            it in their settings: `lessons_key: /etc/tutor/school.pub`.

            Ed25519 (RFC 8032) in PEM (RFC 8410): `openssl pkey -in NAME.pub -pubin -text` reads it. A key that is there
            already is never written over (73).
            """)

    @Option(name: .long, help: "The name of the two files, without .key and .pub.")
    var out = "school"

    func run() async throws {
        try await Failure.reported {
            let key = SigningKey()
            try key.write(to: out + ".key")
            try key.publicKey.write(to: out + ".pub")
            print("\(out).key signs lessons. Keep it safe, and on no box: its owner alone may read it.")
            print("\(out).pub verifies them (\(key.publicKey.fingerprint)).")
            print("Next: tutord lessons sign lessons --key \(out).key")
        }
    }
}
