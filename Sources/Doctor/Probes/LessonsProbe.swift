/// Reads what is taught, as the box would.
public struct LessonsProbe: Probe {
    private let read: @Sendable () -> LessonsFinding

    /// - Parameter read: blocks; called on a thread of its own.
    public init(_ read: @escaping @Sendable () -> LessonsFinding) { self.read = read }

    public var checks: [Check] { [.lessons] }

    public func run(_ journal: Journal) async {
        await journal.measure(.lessons, within: .seconds(20)) { [read] in await Race.onThread { [read()] } }
    }
}
