import Appliance
import Foundation
import Lessons
import TestSupport
import Testing

struct LessonCheckTests {
    private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0]

    private func check(_ paths: [String], home: String = ".", input: String = "") throws -> LessonCheck {
        try LessonCheck(paths: paths, home: home) { Array(input.utf8) }
    }

    /// The faults without the folder before the path.
    private func faults(_ check: LessonCheck, _ folder: LessonFolders) -> [String] {
        check.faults.map { "\($0)".replacing(folder.path + "/", with: "") }
    }

    @Test func `a folder of good lessons has no fault`() throws {
        let folder = try LessonFolders()
        try folder.put(LessonFolders.lesson("one"), in: "one.md")
        try folder.put(LessonFolders.lesson("two"), in: "science/two.md")
        try folder.put("no lesson", in: "README.md")
        try folder.put("packs:\n  - id: all\n    title: All\n    lessons: [two, one]\n", in: "packs.yaml")
        let check = try check([folder.path])
        #expect(check.faults.isEmpty)
        #expect(check.lessons == 2)
        #expect(check.packs == 1)
    }

    @Test func `every fault of every file is told at once, in their order`() throws {
        let folder = try LessonFolders()
        try folder.put(LessonFolders.lesson("one").replacing("ages: 6-8", with: "ages: 8-6"), in: "b.md")
        try folder.put(
            LessonFolders.lesson("two").replacing("kind: say", with: "kind: sing").replacing("hints:", with: "hint:"),
            in: "a.md")
        let check = try check([folder.path])
        #expect(
            check.faults.map { "\($0.path.split(separator: "/").last ?? ""):\($0.line)" } == [
                "a.md:12", "a.md:18", "b.md:5",
            ])
    }

    @Test func `two lessons with one id are told at the second`() throws {
        let folder = try LessonFolders()
        try folder.put(LessonFolders.lesson("one"), in: "a.md")
        try folder.put(LessonFolders.lesson("one"), in: "z/b.md")
        #expect(
            faults(try check([folder.path]), folder) == [
                "z/b.md:2:5: the lesson `one` a second time: it stands in a.md, too, expected an id of its own"
            ])
        // A file that is named twice is one file.
        let file = folder.path + "/a.md"
        #expect(try check([file, file]).faults.isEmpty)
    }

    @Test func `a tool or server that nobody declares is told with the nearest name`() throws {
        let folder = try LessonFolders()
        try folder.put(
            LessonFolders.lesson("one", keys: "tools: [dice, wether]\nmcp:\n  - server: market\n"), in: "science/a.md")
        try folder.put(
            "name: weather\ndescription: The weather.\nkind: http\nurl: \"http://127.0.0.1:8099/\"\nhosts: [127.0.0.1:8099]\n",
            in: "tools/weather.yaml")
        try folder.put("name: dice\ndescription: Throw dice.\nkind: builtin\nbuiltin: dice\n", in: "tools/dice.yaml")
        let expected = [
            "science/a.md:6:15: no file declares the tool `wether`, expected `weather`",
            "science/a.md:8:13: no file declares the MCP server `market`, expected one of dice, weather",
        ]
        #expect(faults(try check([folder.path]), folder) == expected)
        // One file, or one folder of them, is held against the same tools.
        #expect(faults(try check([folder.path + "/science"]), folder) == expected)
        #expect(faults(try check([folder.path + "/science/a.md"]), folder) == expected)
    }

    @Test func `a picture that is missing, too large or none is told`() throws {
        let folder = try LessonFolders()
        let files = ["good.png", "none.png", "large.png", "text.jpg"]
        try folder.put(LessonFolders.pictured("one", files: files), in: "science/a.md")
        try folder.put(LessonCheckTests.png, in: "science/good.png")
        try folder.put(LessonCheckTests.png + [UInt8](repeating: 0, count: 600_000), in: "science/large.png")
        try folder.put("not a picture", in: "science/text.jpg")
        #expect(
            faults(try check([folder.path]), folder) == [
                "science/a.md:8:26: there is no file `none.png` that can be read, expected the picture in the lesson's "
                    + "folder",
                "science/a.md:9:27: the picture `large.png` has 586 KiB, expected at most 512",
                "science/a.md:10:26: `text.jpg` is no picture by its first bytes, expected a PNG, JPEG or WebP",
            ])
    }

    @Test func `a pack that names a lesson which is not there is told with the nearest`() throws {
        let folder = try LessonFolders()
        try folder.put(LessonFolders.lesson("water-cycle"), in: "water-cycle.md")
        try folder.put(
            """
            packs:
              - id: summer
                title: "Summer"
                lessons: [water-cycle, watercycle]
              - id: summer
                title: "Again"
                lesons: [water-cycle]
              - id: Winter
                title: "Winter"
                ages: 9-7
                lessons: []
            """, in: "packs.yaml")
        let found = faults(try check([folder.path]), folder)
        #expect(
            found == [
                "packs.yaml:4:28: the pack `summer` names the lesson `watercycle`, which is not there, expected "
                    + "`water-cycle`",
                "packs.yaml:5:5: a pack has no `lessons`, expected the key `lessons`",
                "packs.yaml:5:9: the pack `summer` a second time, expected an id of its own",
                "packs.yaml:7:5: unknown key `lesons` in a pack, expected `lessons`",
                "packs.yaml:8:9: `id` is \"Winter\", expected lower-case letters, digits and hyphens, such as summer-term",
                "packs.yaml:10:11: `ages` is \"9-7\", expected a range like 7-9 within 3 to 99",
                "packs.yaml:11:14: `lessons` is empty, expected 1 to 200",
            ])
        // The file alone is held against the same lessons.
        #expect(faults(try check([folder.path + "/packs.yaml"]), folder) == found)
    }

    @Test func `a lesson that is not saved yet is read from the standard input`() throws {
        let folder = try LessonFolders()
        #expect(try check(["-"], home: folder.path, input: LessonFolders.lesson("one")).faults.isEmpty)
        let broken = LessonFolders.lesson("one").replacing("objective: animals", with: "objective: animal")
        let check = try check(["-"], home: folder.path, input: broken)
        #expect(
            check.faults.map(\.description) == ["-:11:16: the objective `animal` is not declared, expected `animals`"])
        #expect(check.lessons == 1)
    }

    @Test func `nothing to check is an error, not a success`() throws {
        let folder = try LessonFolders()
        #expect(throws: LessonLibrary.Fault.self) { try check([folder.path]) }
        #expect(throws: LessonLibrary.Fault.self) { try check([folder.path + "/none"]) }
    }

    @Test func `the lessons of a pack come in its order, without those that are broken`() throws {
        let folder = try LessonFolders()
        try folder.put(LessonFolders.lesson("one"), in: "one.md")
        try folder.put(LessonFolders.lesson("two"), in: "two.md")
        try folder.put(LessonFolders.lesson("bad").replacing("ages: 6-8", with: "ages: x"), in: "bad.md")
        try folder.put(
            "packs:\n  - {id: all, title: All, ages: 6-8, lessons: [two, bad, one]}\n", in: "packs.yaml")
        let library = try LessonLibrary(path: folder.path)
        #expect(library.packs.map(\.ages) == [6...8])
        #expect(try library.lessons(of: "all").map(\.id) == ["two", "one"])
        let fault = #expect(throws: LessonLibrary.Fault.self) { try library.lessons(of: "al") }
        #expect("\(fault!)" == "there is no pack 'al'; there are: all")
    }

    @Test func `a lesson is given its pictures as data URLs`() throws {
        let folder = try LessonFolders()
        try folder.put(LessonFolders.pictured("one", files: ["cloud.png", "gone.png"]), in: "science/a.md")
        try folder.put(LessonCheckTests.png, in: "science/cloud.png")
        let lesson = try LessonLibrary(path: folder.path).lesson("one")
        #expect(lesson.images[0].url == "data:image/png;base64," + Data(LessonCheckTests.png).base64EncodedString())
        // What cannot be shown is left to its words.
        #expect(lesson.images[1].url == nil)
        #expect(lesson.images[1].alt == "A picture.")
    }

    @Test func `a damaged file of packs is told with a place, and never a crash`() {
        let text = Array("packs:\n  - id: all\n    title: \"All\"\n    ages: 6-8\n    lessons: [one, two]\n".utf8)
        var random = SplitMix(seed: 11)
        for _ in 0..<2_000 {
            var damaged = text
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<damaged.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: damaged.remove(at: place)
                case 1: damaged[place] = UInt8.random(in: 0...255, using: &random)
                case _: damaged.insert(contentsOf: damaged[place...].prefix(9), at: place)
                }
            }
            let file = LessonPackFile(damaged, path: "packs.yaml")
            #expect(!file.packs.isEmpty || !file.faults.isEmpty, "\(String(decoding: damaged, as: UTF8.self))")
            #expect(file.faults.allSatisfy { $0.line > 0 && $0.column > 0 && $0.path == "packs.yaml" })
        }
    }
}
