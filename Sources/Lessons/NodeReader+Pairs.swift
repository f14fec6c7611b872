package import Yams

extension NodeReader {
    /// The pairs of a mapping whose keys are not known beforehand, in the order of the file; none where the node is
    /// missing or no mapping.
    package mutating func pairs(
        _ node: Node?, _ key: String, count bounds: ClosedRange<Int>
    ) -> [(name: String, key: Node, value: Node)] {
        guard let node else { return [] }
        guard case .mapping(let mapping) = node else {
            fault("`\(key)` is no mapping", "lines of `name: value`", at: node)
            return []
        }
        var pairs: [(name: String, key: Node, value: Node)] = []
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else {
                fault("a key that is no text", "a name", at: key)
                continue
            }
            if !scalar.string.hasPrefix(FrontMatter.duplicate) { pairs.append((scalar.string, key, value)) }
        }
        if !bounds.contains(pairs.count) {
            fault(
                pairs.isEmpty ? "`\(key)` is empty" : "`\(key)` has \(pairs.count) entries",
                "\(bounds.lowerBound) to \(bounds.upperBound)", at: node)
        }
        return Array(pairs.prefix(bounds.upperBound))
    }
}
