extension LessonFile {
    /// The bytes of a lesson file and how its faults name it.
    public struct Source: Sendable {
        public let path: String
        public let bytes: [UInt8]

        public init(path: String, bytes: [UInt8]) {
            self.path = path
            self.bytes = bytes
        }
    }

    /// Reads many lessons on all cores.
    ///
    /// - Returns: as many results as there are sources, in their order.
    public static func parse(_ sources: [Source]) async -> [Result<Lesson, LessonFaults>] {
        // A few files at a time, so that a task is worth its start.
        let step = 8
        return await withTaskGroup(of: (start: Int, results: [Result<Lesson, LessonFaults>]).self) { group in
            for start in stride(from: 0, to: sources.count, by: step) {
                group.addTask {
                    let part = sources[start..<min(start + step, sources.count)]
                    return (start, part.map { parse($0.bytes, path: $0.path) })
                }
            }
            var parts: [Int: [Result<Lesson, LessonFaults>]] = [:]
            for await part in group { parts[part.start] = part.results }
            return stride(from: 0, to: sources.count, by: step).flatMap { parts[$0] ?? [] }
        }
    }
}
