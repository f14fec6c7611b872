import Appliance
import Foundation
import Lessons
import Signing
import Testing

struct SignedLessonTests {
    private let key = SigningKey()

    private func signed() throws -> LessonFolders {
        let folder = try LessonFolders()
        try folder.put(LessonFolders.lesson("one"), in: "science/one.md")
        try folder.put("packs:\n  - {id: all, title: All, lessons: [one]}\n", in: "packs.yaml")
        try SignedFolder.sign(folder.path, with: key)
        return folder
    }

    @Test func `a signed folder is read as any other`() throws {
        let folder = try signed()
        let library = try LessonLibrary(path: folder.path, key: key.publicKey)
        #expect(library.lessons.map(\.id) == ["one"])
        #expect(try library.lessons(of: "all").map(\.id) == ["one"])
        #expect(try library.lesson("one").title == "The lesson one")
    }

    @Test func `without the school's key a signature is not asked for`() throws {
        let folder = try signed()
        try folder.put(LessonFolders.lesson("two"), in: "two.md")
        #expect(try LessonLibrary(path: folder.path).lessons.count == 2)
    }

    @Test(arguments: ["unsigned", "altered", "added", "another key", "a file alone"])
    func `what the school did not sign is refused with words that say what to do`(how: String) throws {
        let folder = try signed()
        var path = folder.path
        var key = key.publicKey
        switch how {
        case "unsigned": try FileManager.default.removeItem(at: folder.home.appending(path: "manifest.sig"))
        case "altered": try folder.put(LessonFolders.lesson("one", ask: "Which animal bites?"), in: "science/one.md")
        case "added": try folder.put(LessonFolders.lesson("two"), in: "two.md")
        case "another key": key = SigningKey().publicKey
        case _: path += "/science/one.md"
        }
        let fault = #expect(throws: LessonLibrary.Fault.self) { try LessonLibrary(path: path, key: key) }
        guard case .unverified? = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        let words = "\(fault!)"
        #expect(words.contains("sign") || words.contains("signature"), "\(words)")
    }

    @Test func `a picture that was exchanged after the lessons were read is not shown`() throws {
        let folder = try LessonFolders()
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        try folder.put(LessonFolders.pictured("one", files: ["cloud.png"]), in: "science/one.md")
        try folder.put(png, in: "science/cloud.png")
        try SignedFolder.sign(folder.path, with: key)
        let library = try LessonLibrary(path: folder.path, key: key.publicKey)
        #expect(try library.lesson("one").images[0].url != nil)
        try folder.put(png + [1], in: "science/cloud.png")
        #expect(try library.lesson("one").images[0].url == nil)
    }
}
