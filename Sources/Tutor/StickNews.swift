/// What becomes of a memory stick that was plugged in for the marks.
public enum StickNews: Sendable, Hashable, Codable {
    /// It has the folder `tutor-export`, and is being opened.
    case found
    /// The marks are being written: it must not be pulled out.
    case writing
    /// All of it is on the stick, which may be pulled out.
    case done
    case failed(StickFailure)

    /// Whether it must stay where it is.
    public var isBusy: Bool {
        switch self {
        case .found, .writing: true
        case .done, .failed: false
        }
    }
}

/// Why the marks are not on a stick.
public enum StickFailure: String, Sendable, Hashable, Codable, CaseIterable {
    case full
    /// It was pulled out too early.
    case pulled
    /// It cannot be written to: a lock, or a broken file system.
    case readOnly = "read-only"
    /// The marks could not be written, whatever the stick.
    case other
}
