import Tutor

/// Whether what is taught can be read, and what holds the tools back that lessons use.
public struct LessonsFinding: Finding, Hashable {
    /// The folder, or the one file.
    public var path: String
    public var lessons: Int
    /// What is wrong in the files, each with its place.
    public var faults: [String]
    /// Why nothing could be read.
    public var failure: String?
    /// Whether the lesson of the settings is among the good ones.
    public var hasWanted: Bool
    public var tools: Int
    /// What command tools are held back by on this machine; nil where there is none.
    public var confinement: String?

    public init(
        path: String, lessons: Int = 0, faults: [String] = [], failure: String? = nil, hasWanted: Bool = true,
        tools: Int = 0, confinement: String? = nil
    ) {
        self.path = path
        self.lessons = lessons
        self.faults = faults
        self.failure = failure
        self.hasWanted = hasWanted
        self.tools = tools
        self.confinement = confinement
    }

    public var measured: [String: Double] {
        ["lessons": Double(lessons), "faults": Double(faults.count), "tools": Double(tools)]
    }

    public func judged() -> Judgement {
        if let failure { return .broken(.lessonFile, failure) }
        let first = faults.first.map { "\(faults.count) faults, the first: \($0)" }
        guard lessons > 0, hasWanted else {
            return .broken(
                .lessonFile, first ?? "The lesson of the settings is not in \(path).",
                "Run `tutord lessons check`, or set `lesson:` to one that `tutord lessons list` shows.")
        }
        if let first {
            return .warning(
                "\(lessons) lessons are good; \(first)", "Run `tutord lessons check`: it tells each with its line.")
        }
        let confined = confinement.map { " On this machine \($0)." } ?? ""
        return .fine("\(lessons) lessons and \(tools) tools are good (\(path)).\(confined)")
    }
}
