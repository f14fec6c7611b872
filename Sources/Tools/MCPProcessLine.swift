/// A server that is a program beside the tutor: one message a line over its standard input and output; its standard error
/// is a log.
public struct MCPProcessLine: MCPDuplex {
    private let child: ChildProcess

    /// Starts it.
    /// - Parameter confinement: nil takes what this machine can.
    /// - Throws: ``ChildFault``.
    public init(_ plan: ChildPlan, confinement: Confinement? = nil) async throws {
        var plan = plan
        plan.lineBytes = 1 << 20
        // It serves for as long as the box is on.
        plan.cpuSeconds = max(plan.cpuSeconds, 3_600)
        child = try await ChildProcess(plan, confinement: confinement)
    }

    public func send(_ text: String) async throws { try child.write(text) }

    public func receive() async -> String? { await child.nextLine() }

    public var ending: String {
        get async {
            let ending = await child.ending()
            let complaint = child.lastComplaint
            return "the program ended, \(ending)" + (complaint.isEmpty ? "" : ": \(complaint)")
        }
    }

    public func close() async { await child.terminate() }
}
