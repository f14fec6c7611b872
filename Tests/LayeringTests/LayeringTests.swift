import Foundation
import Testing

/// SwiftPM lets a target import any sibling that happens to be built. These tests do not.
struct LayeringTests {
    static let ours: [String: Set<String>] = [
        "Audio": [], "Lessons": [],
        "Realtime": ["Audio"], "Tools": ["Lessons", "Realtime"],
        "Statements": ["Lessons", "Realtime"], "Mastery": ["Lessons", "Statements"],
        "Sync": ["Statements"],
        "Dialogue": ["Audio", "Realtime"],
        "Tutor": ["Audio", "Dialogue", "Lessons", "Mastery", "Realtime", "Statements"],
        "OfflineTutor": ["Audio", "Realtime"],
        "Hardware": ["Audio"], "Speech": ["Audio"], "RealtimeSocket": ["Audio", "Realtime"],
        "Gradebook": ["Lessons", "Mastery", "Realtime", "Statements"], "Signing": [],
        "Interchange": ["Gradebook", "Lessons", "Mastery", "Realtime", "Statements"],
        "RealtimeClient": ["Audio", "Dialogue", "Realtime", "RealtimeSocket"],
        "Appliance": [
            "Audio", "Realtime", "Lessons", "Tutor", "OfflineTutor", "Hardware", "Speech", "RealtimeSocket", "Tools",
            "Gradebook", "Mastery", "Signing", "Statements", "Sync",
        ],
        "Doctor": [
            "Appliance", "Audio", "Gradebook", "Hardware", "Realtime", "RealtimeSocket", "Speech", "Statements",
            "Tutor",
        ],
        "Simulation": [
            "Appliance", "Audio", "Gradebook", "Hardware", "Lessons", "Mastery", "OfflineTutor", "Realtime",
            "RealtimeSocket", "Statements", "Tutor",
        ],
    ]

    /// What is not ours, and who may import it.
    static let foreign: [String: Set<String>] = [
        "CSpeexDSP": ["Audio"], "CALSA": ["Hardware"], "CGPIO": ["Hardware"], "CPocketsphinx": ["Speech"],
        "CEspeak": ["Speech"], "CSpawn": ["Tools"], "GRDB": ["Gradebook"],
        "GRDBSQLite": ["Gradebook"],
        "Yams": ["Lessons", "Tools", "Appliance", "tutord"],
        "ArgumentParser": ["tutord"], "NIOCore": ["RealtimeSocket"], "NIOPosix": ["RealtimeSocket"],
        "NIOHTTP1": ["RealtimeSocket"], "NIOWebSocket": ["RealtimeSocket"], "NIOSSL": ["RealtimeSocket"],
        "NIOTLS": ["RealtimeSocket"], "Crypto": ["Signing", "Gradebook", "Interchange"], "CXLSXWriter": ["Interchange"],
        "CZip": ["Interchange"],
    ]

    /// Decisions and values do no I/O and read no clock: they get by with the half of Foundation that has neither.
    static let pure = [
        "Audio", "Dialogue", "Lessons", "Mastery", "Realtime", "Statements", "Sync", "Tutor", "OfflineTutor",
    ]

    static let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources")

    /// What each target imports, read once.
    private static let imports: [String: Result<[(file: String, module: String)], any Error>] =
        Dictionary(
            (Array(ours.keys) + ["tutord"]).map { target in (target, Result { try read(target) }) },
            uniquingKeysWith: { first, _ in first })

    static func imports(of target: String) throws -> [(file: String, module: String)] {
        try imports[target]?.get() ?? []
    }

    private static func read(_ target: String) throws -> [(file: String, module: String)] {
        let folder = sources.appending(path: target)
        return try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
            .flatMap { file in
                try String(contentsOf: folder.appending(path: file), encoding: .utf8).split(separator: "\n")
                    // Matching is slow, and few lines can be imports.
                    .filter { !$0.hasPrefix(" ") && $0.contains("import ") }
                    .compactMap {
                        $0.firstMatch(
                            of: /^(?:@\w+ )*(?:public |internal |package |private )?import (?:struct |class )?(\w+)/)?
                            .1
                    }
                    .map { (file, String($0)) }
            }
    }

    @Test func `every target is in the map`() throws {
        let found = try FileManager.default.contentsOfDirectory(atPath: LayeringTests.sources.path)
        let known = Set(LayeringTests.ours.keys).union(LayeringTests.foreign.keys).union(["tutord"])
        #expect(Set(found).isSubset(of: known), "\(Set(found).subtracting(known)) are not in the map")
    }

    @Test(arguments: ours.keys.sorted()) func `a target imports only the layers below it`(target: String) throws {
        let siblings = Set(LayeringTests.ours.keys)
        for (file, module) in try LayeringTests.imports(of: target) where siblings.contains(module) {
            #expect(LayeringTests.ours[target]!.contains(module), "\(target)/\(file) imports \(module)")
        }
    }

    @Test(arguments: foreign.keys.sorted()) func `a library is imported where it is wrapped`(module: String) throws {
        for target in Array(LayeringTests.ours.keys) + ["tutord"] {
            for (file, imported) in try LayeringTests.imports(of: target) where imported == module {
                #expect(LayeringTests.foreign[module]!.contains(target), "\(target)/\(file) imports \(module)")
            }
        }
    }

    @Test(arguments: pure) func `what decides does no input or output`(target: String) throws {
        for (file, module) in try LayeringTests.imports(of: target) {
            #expect(
                !["Foundation", "Dispatch", "Synchronization"].contains(module), "\(target)/\(file) imports \(module)")
        }
    }

    @Test func `no file is longer than 400 lines`() throws {
        for target in Array(LayeringTests.ours.keys) + ["tutord"] {
            let folder = LayeringTests.sources.appending(path: target)
            for file in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where file.hasSuffix(".swift")
            {
                let lines = try String(contentsOf: folder.appending(path: file), encoding: .utf8).split(
                    separator: "\n", omittingEmptySubsequences: false)
                #expect(lines.count <= 400, "\(target)/\(file) has \(lines.count) lines: split it along its parts")
            }
        }
    }
}
