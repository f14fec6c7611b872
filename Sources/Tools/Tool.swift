/// Something that the model can call and the box runs, other than the lesson's own tools.
public protocol Tool: Sendable {
    /// As the model calls it.
    var name: String { get }
    /// Runs it. The result is text for the model, mostly JSON. An error's description goes to the model, too.
    func run(arguments: String) async throws -> String
}
