import Foundation
import Lessons
import RealtimeSocket
import Testing
import Tools

@testable import Appliance

@Suite struct ToolFolderTests {
    private static let shipped = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../lessons/tools").standardizedFileURL.path(percentEncoded: false)

    @Test func `the tools that ship are read without a fault`() {
        let folder = ToolFolder(path: Self.shipped)
        #expect(folder.faults.isEmpty)
        #expect(folder.declarations.count == folder.entries.count && folder.entries.count >= 9)
        #expect(folder.path.hasPrefix("/") && !folder.path.hasSuffix("/"))
    }

    @Test func `a folder that is not there has no tools`() {
        let folder = ToolFolder(path: "/nowhere/tools")
        #expect(folder.entries.isEmpty && folder.faults.isEmpty)
    }

    @Test func `a faulty file is an entry with its place`() throws {
        let path = NSTemporaryDirectory() + "tool-folder-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("name: one\nkind: dice\n".utf8).write(to: URL(filePath: path + "/one.yaml"))
        try FileManager.default.createDirectory(atPath: path + "/two.yaml", withIntermediateDirectories: true)
        let folder = ToolFolder(path: path)
        #expect(folder.declarations.isEmpty && folder.faults.count == 2)
        #expect(folder.faults[0].description.contains("one.yaml:2:7: `kind` is \"dice\""))
        #expect(folder.faults[1].description.contains("two.yaml:1:1: the file cannot be read"))
    }

    @Test func `a request that cannot be made says which host, and no header`() async throws {
        let requester = ExchangeRequester(HTTPExchange())
        let request = HTTPToolRequest(
            url: "http://127.0.0.1:1/", method: "GET", headers: [.init(name: "X-Key", value: "s3cret")], body: [],
            timeout: .seconds(2), mostBytes: 1000)
        do {
            _ = try await requester.send(request)
            Issue.record("nothing listens there")
        } catch {
            #expect("\(error)".contains("127.0.0.1") && !"\(error)".contains("s3cret"))
        }
    }
}
