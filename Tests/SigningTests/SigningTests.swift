import Foundation
import Glibc
import Signing
import TestSupport
import Testing

/// A folder of lessons as a school would sign it.
private final class School {
    let folder: URL
    let home: URL
    let key = SigningKey()

    init() throws {
        home = FileManager.default.temporaryDirectory.appending(path: "signing-\(UUID().uuidString)")
        folder = home.appending(path: "lessons")
        try put("---\nid: one\n---\n", in: "science/one.md")
        try put("packs: []\n", in: "packs.yaml")
        try put("name: shop\n", in: "tools/shop.yaml")
        try put("print(1)\n", in: "tools/shop.py")
        try put("picture", in: "science/cloud.png")
        try put("", in: "empty.md")
    }

    deinit { try? FileManager.default.removeItem(at: home) }

    var path: String { folder.path }

    func put(_ text: String, in file: String) throws {
        let url = folder.appending(path: file)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func remove(_ file: String) throws { try FileManager.default.removeItem(at: folder.appending(path: file)) }

    /// What verifying finds; nil where all is well.
    func fault(_ key: VerifyingKey? = nil) -> SigningError? {
        do {
            _ = try SignedFolder(path: path, key: key ?? self.key.publicKey)
            return nil
        } catch {
            return error
        }
    }

    func manifest() throws -> String {
        try String(contentsOf: folder.appending(path: SignedFolder.manifestName), encoding: .utf8)
    }
}

struct SigningTests {
    @Test func `a folder that was signed is as it was signed`() throws {
        let school = try School()
        let manifest = try SignedFolder.sign(school.path, with: school.key)
        #expect(
            manifest.files.map(\.path) == [
                "empty.md", "packs.yaml", "science/cloud.png", "science/one.md", "tools/shop.py", "tools/shop.yaml",
            ])
        #expect(manifest.files[0].sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        let signed = try SignedFolder(path: school.path, key: school.key.publicKey) { $0.hasSuffix(".md") }
        #expect(signed.contents.keys.sorted() == ["empty.md", "science/one.md"])
        #expect(signed.contents["science/one.md"] == Array("---\nid: one\n---\n".utf8))
        #expect(signed.read("science/cloud.png") == Array("picture".utf8))
    }

    @Test func `what is kept is what was verified, and what is read later is held against the manifest again`() throws {
        let school = try School()
        try SignedFolder.sign(school.path, with: school.key)
        let signed = try SignedFolder(path: school.path, key: school.key.publicKey) { $0.hasSuffix("one.md") }
        try school.put("---\nid: other\n---\n", in: "science/one.md")
        try school.put("another picture", in: "science/cloud.png")
        #expect(signed.contents["science/one.md"] == Array("---\nid: one\n---\n".utf8))
        #expect(signed.read("science/cloud.png") == nil)
        #expect(signed.read("../secret") == nil)
    }

    @Test(arguments: [
        "altered", "one byte", "missing", "added", "hidden", "renamed", "moved", "link", "link to the same",
        "folder link",
        "pipe",
    ])
    func `a file that is not as it was signed is told`(tampering: String) throws {
        let school = try School()
        try SignedFolder.sign(school.path, with: school.key)
        let one = school.folder.appending(path: "science/one.md")
        let expected: [FileFinding]
        switch tampering {
        case "altered":
            try school.put("---\nid: two\n---\n", in: "science/one.md")
            expected = [.init(path: "science/one.md", kind: .altered)]
        case "one byte":
            try school.put("print(2)\n", in: "tools/shop.py")
            expected = [.init(path: "tools/shop.py", kind: .altered)]
        case "missing":
            try school.remove("packs.yaml")
            expected = [.init(path: "packs.yaml", kind: .missing)]
        case "added":
            try school.put("---\n---\n", in: "science/more.md")
            expected = [.init(path: "science/more.md", kind: .added)]
        case "hidden":
            try school.put("", in: "tools/.shop.py")
            expected = [.init(path: "tools/.shop.py", kind: .added)]
        case "renamed":
            try FileManager.default.moveItem(at: one, to: school.folder.appending(path: "science/uno.md"))
            expected = [.init(path: "science/one.md", kind: .missing), .init(path: "science/uno.md", kind: .added)]
        case "moved":
            try FileManager.default.moveItem(at: one, to: school.folder.appending(path: "one.md"))
            expected = [.init(path: "one.md", kind: .added), .init(path: "science/one.md", kind: .missing)]
        case "link":
            try school.remove("science/one.md")
            try FileManager.default.createSymbolicLink(atPath: one.path, withDestinationPath: "/etc/passwd")
            expected = [.init(path: "science/one.md", kind: .link)]
        case "link to the same":
            // The bytes are right today; tomorrow they are whatever the other file holds.
            let other = school.home.appending(path: "other.md")
            try FileManager.default.moveItem(at: one, to: other)
            try FileManager.default.createSymbolicLink(at: one, withDestinationURL: other)
            expected = [.init(path: "science/one.md", kind: .link)]
        case "folder link":
            let other = school.home.appending(path: "science")
            try FileManager.default.moveItem(at: school.folder.appending(path: "science"), to: other)
            try FileManager.default.createSymbolicLink(
                at: school.folder.appending(path: "science"), withDestinationURL: other)
            expected = [
                .init(path: "science", kind: .link), .init(path: "science/cloud.png", kind: .missing),
                .init(path: "science/one.md", kind: .missing),
            ]
        case _:
            try school.remove("science/one.md")
            #expect(mkfifo(one.path, 0o644) == 0)
            expected = [.init(path: "science/one.md", kind: .special)]
        }
        let fault = try #require(school.fault())
        #expect(fault.findings == expected)
        #expect(fault.description.contains(school.path) && fault.description.contains("sign"))
    }

    @Test(arguments: [
        "none", "no signature", "no manifest", "truncated", "longer", "empty", "flipped", "of a newer one",
    ])
    func `a signature that is not the manifest's is refused`(tampering: String) throws {
        let school = try School()
        if tampering != "none" { try SignedFolder.sign(school.path, with: school.key) }
        let file = school.folder.appending(path: SignedFolder.signatureName)
        var signature = (try? Data(contentsOf: file)) ?? Data()
        switch tampering {
        case "none", "no signature": try? FileManager.default.removeItem(at: file)
        case "no manifest": try school.remove(SignedFolder.manifestName)
        case "truncated": try signature.dropLast().write(to: file)
        case "longer": try (signature + [0]).write(to: file)
        case "empty": try Data().write(to: file)
        case "flipped":
            signature[17] ^= 1
            try signature.write(to: file)
        case _:
            try school.put("more", in: "more.md")
            try SignedFolder.sign(school.path, with: school.key)
            try signature.write(to: file)
        }
        let isUnsigned = ["none", "no signature", "no manifest"].contains(tampering)
        let expected: SigningError =
            isUnsigned
            ? .unsigned(folder: school.path)
            : .wrongSignature(folder: school.path, fingerprint: school.key.publicKey.fingerprint)
        #expect(school.fault() == expected)
    }

    @Test func `another school's key is refused`() throws {
        let school = try School()
        try SignedFolder.sign(school.path, with: school.key)
        let other = SigningKey().publicKey
        #expect(school.fault(other) == .wrongSignature(folder: school.path, fingerprint: other.fingerprint))
    }

    @Test(arguments: ["../../etc/passwd", "/etc/passwd", "science/../../one.md", "./one.md", "a//b", "", "a\\u0000b"])
    func `a manifest that leads out of the folder is refused, though it be signed`(path: String) throws {
        let school = try School()
        try SignedFolder.sign(school.path, with: school.key)
        let text = try school.manifest().replacing("science/one.md", with: path)
        try resign(text, school)
        guard case .badManifest? = school.fault() else {
            Issue.record("\(path): \(String(describing: school.fault()))")
            return
        }
    }

    @Test func `a signed file that is no manifest is refused`() throws {
        let school = try School()
        try SignedFolder.sign(school.path, with: school.key)
        for text in ["\n", "{}", "[]", #"{"format":"tutor-lessons/9","files":[]}"#, "\u{FF}"] {
            try resign(text, school)
            guard case .badManifest? = school.fault() else {
                Issue.record("\(text): \(String(describing: school.fault()))")
                continue
            }
        }
    }

    /// Signs a text of ours as the manifest, with the one tool that signs anything.
    private func resign(_ text: String, _ school: School) throws {
        let key = school.home.appending(path: "k-\(UUID().uuidString)").path
        try school.key.write(to: key)
        let manifest = school.folder.appending(path: SignedFolder.manifestName).path
        try Data(text.utf8).write(to: URL(filePath: manifest))
        try openssl([
            "pkeyutl", "-sign", "-rawin", "-inkey", key, "-in", manifest, "-out",
            school.folder.appending(path: SignedFolder.signatureName).path,
        ])
    }

    @discardableResult
    private func openssl(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "openssl \(arguments): \(text)")
        return text
    }

    @Test func `a folder with a link is not signed`() throws {
        let school = try School()
        try FileManager.default.createSymbolicLink(
            atPath: school.folder.appending(path: "science/other.md").path, withDestinationPath: "one.md")
        #expect(
            throws: SigningError.notSignable(folder: school.path, [.init(path: "science/other.md", kind: .link)])
        ) { try SignedFolder.sign(school.path, with: school.key) }
    }

    @Test func `the private key is its owner's alone, and is not written over`() throws {
        let school = try School()
        let path = school.home.appending(path: "school.key").path
        umask(0o022)
        try school.key.write(to: path)
        var facts = stat()
        #expect(stat(path, &facts) == 0 && facts.st_mode & 0o777 == 0o600)
        #expect(throws: SigningError.exists(path: path)) { try SigningKey().write(to: path) }
        #expect(try SigningKey(path: path).publicKey.fingerprint == school.key.publicKey.fingerprint)
        let open = school.home.appending(path: "school.pub").path
        try school.key.publicKey.write(to: open)
        #expect(try VerifyingKey(path: open).fingerprint == school.key.publicKey.fingerprint)
        // The one for the other is told.
        let signing = #expect(throws: SigningError.self) { try SigningKey(path: open) }
        #expect(signing?.description.contains("the private key") == true)
        let verifying = #expect(throws: SigningError.self) { try VerifyingKey(path: path) }
        #expect(verifying?.description.contains("belongs on no box") == true)
        #expect(throws: SigningError.self) { try VerifyingKey(path: school.home.appending(path: "none").path) }
    }

    @Test func `keys and signatures are those that openssl knows`() throws {
        let school = try School()
        try SignedFolder.sign(school.path, with: school.key)
        let open = school.home.appending(path: "school.pub").path
        try school.key.publicKey.write(to: open)
        #expect(try openssl(["pkey", "-pubin", "-in", open, "-noout", "-text"]).contains("ED25519"))
        try openssl([
            "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", open, "-in",
            school.folder.appending(path: SignedFolder.manifestName).path, "-sigfile",
            school.folder.appending(path: SignedFolder.signatureName).path,
        ])
    }

    @Test func `a key file that is damaged anywhere is told, and never a crash`() throws {
        let school = try School()
        let path = school.home.appending(path: "school.pub").path
        try school.key.publicKey.write(to: path)
        let text = Array(try Data(contentsOf: URL(filePath: path)))
        var random = SplitMix(seed: 5)
        for _ in 0..<500 {
            var damaged = text
            switch Int.random(in: 0..<3, using: &random) {
            case 0: damaged.removeLast(Int.random(in: 1...text.count, using: &random))
            case 1: damaged[Int.random(in: 0..<text.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            case _: damaged.insert(UInt8.random(in: 0...255, using: &random), at: 30)
            }
            try Data(damaged).write(to: URL(filePath: path))
            // Another letter within the key is another key; everything else is none.
            if let key = try? VerifyingKey(path: path), damaged != text {
                try SignedFolder.sign(school.path, with: school.key)
                if key.fingerprint != school.key.publicKey.fingerprint { #expect(school.fault(key) != nil) }
            }
        }
    }
}
