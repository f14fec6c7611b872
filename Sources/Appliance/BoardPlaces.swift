import Yams

/// Where the values of a board description stand in its files.
struct BoardPlaces: Sendable {
    struct Place: Sendable, Hashable {
        var file: String
        var line: Int
        var column: Int
    }

    private var places: [String: Place] = [:]

    mutating func note(_ path: String, _ node: Node, in file: String) {
        places[path] = Place(file: file, line: max(1, node.mark?.line ?? 1), column: max(1, node.mark?.column ?? 1))
    }

    /// The place of a value, or of the nearest thing around it that has one: `lamps[0].lit`, `lamps[0]`, `lamps`.
    func place(of path: String) -> Place? {
        var path = Substring(path)
        while true {
            if let place = places[String(path)] { return place }
            guard let end = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { return nil }
            path = path[..<end]
        }
    }
}
