import Foundation
import RealtimeSocket
public import Tools

extension ToolSite {
    /// Where the tools of a box run.
    /// - Parameters:
    ///   - lessons: the folder of lessons, whose `tools` holds their files; or one lesson file.
    ///   - data: the folder of the gradebook. Tools that keep something have their folders in it, and see nothing else of
    ///     it.
    public static func box(
        lessons: String, data: String, clock: any Clock<Duration> = ContinuousClock()
    ) -> ToolSite {
        func absolute(_ path: String) -> String { URL(filePath: path).standardizedFileURL.path(percentEncoded: false) }
        let environment = ProcessInfo.processInfo.environment
        return ToolSite(
            folder: ToolFolder(path: ToolFolder.path(of: lessons)).path, stateFolder: absolute(data) + "/tools",
            hidden: [environment["CREDENTIALS_DIRECTORY"]].compactMap { $0 }
                + [absolute(data), "/etc/tutor", "/etc/credstore"],
            secrets: SecretReader(environment: environment),
            requester: ExchangeRequester(HTTPExchange(configuration: .init(proxies: .fromEnvironment))), clock: clock)
    }
}

extension ToolFolder {
    /// Where the files of tools are, beside lessons.
    public static func path(of lessons: String) -> String {
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: lessons, isDirectory: &isFolder)
        guard isThere, !isFolder.boolValue else { return lessons + "/tools" }
        // A lesson's file lies in a folder of its subject, in the folder of lessons.
        var folder = URL(filePath: lessons).standardizedFileURL.deletingLastPathComponent()
        for _ in 0..<3 {
            let tools = folder.appending(path: "tools").path(percentEncoded: false)
            if FileManager.default.fileExists(atPath: tools) { return tools }
            folder.deleteLastPathComponent()
        }
        return lessons + "/tools"
    }
}
