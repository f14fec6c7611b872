import Foundation

/// Runs the main part of a small program: what it throws is said in one line on standard error, and the exit status is 1.
public func program(isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Void) async {
    do {
        try await body()
    } catch {
        FileHandle.standardError.write(Data("\(error)\n".utf8))
        exit(1)
    }
}
