/// What a look at a gradebook found, all of it measured on the file itself.
public struct GradebookExamination: Sendable, Hashable {
    public var journalMode: String
    /// `PRAGMA synchronous`: 2 is FULL.
    public var synchronous: Int
    /// What `PRAGMA quick_check` says: `ok`, or the first thing that is wrong.
    public var check: String
    /// How long a committed write took, with its flush to the disk.
    public var commit: Duration
    /// Answers that are kept.
    public var answers: Int
    /// Of the file, without its log (bytes).
    public var size: Int

    public init(
        journalMode: String, synchronous: Int, check: String, commit: Duration, answers: Int, size: Int
    ) {
        self.journalMode = journalMode
        self.synchronous = synchronous
        self.check = check
        self.commit = commit
        self.answers = answers
        self.size = size
    }
}
