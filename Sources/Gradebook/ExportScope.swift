public import Statements

/// What an export is about.
public struct ExportScope: Sendable, Hashable {
    /// One pupil only.
    public var pupil: PupilID?
    /// One class only, by its id.
    public var inClass: String?
    /// Done at this moment or later, and before that one; what has no time is left out where one is given.
    public var since: WallTime?
    public var until: WallTime?

    public init(
        pupil: PupilID? = nil, inClass: String? = nil, since: WallTime? = nil, until: WallTime? = nil
    ) {
        self.pupil = pupil
        self.inClass = inClass
        self.since = since
        self.until = until
    }

    var pupils: ProgressStore.Pupils { pupil.map { .pupil($0) } ?? inClass.map { .inClass($0) } ?? .all }
}
