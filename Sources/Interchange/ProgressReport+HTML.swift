public import Gradebook

extension ProgressReport {
    /// The page of ``ReportPage`` about everybody in the report.
    ///
    /// - Parameter title: the heading of those who are in no class.
    public func html(title: String = "What was learned", by origin: Origin = Origin()) -> String {
        let page = ReportPage(title: title, madeAt: madeAt, origin: origin)
        var groups: [[PupilProgress]] = []
        for pupil in pupils {
            if let last = groups.last?.last, last.classID == pupil.classID {
                groups[groups.count - 1].append(pupil)
            } else {
                groups.append([pupil])
            }
        }
        let sections = groups.enumerated().map { page.section($1, isFirst: $0 == 0) }.joined()
        return page.head + (groups.isEmpty ? page.nothing : sections) + page.foot
    }
}
