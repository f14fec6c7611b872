package import Yams

/// A file that is YAML from end to end, as nodes with their places.
package enum YAMLFile {
    /// - Parameters:
    ///   - path: how the faults name the file; nothing is read from there.
    ///   - faults: is told tabs, anchors, keys that are given twice, and what is no YAML.
    /// - Returns: nil where it cannot be read at all.
    package static func compose(_ text: String, path: String, faults: inout [Fault]) -> Node? {
        FrontMatter(yaml: text, path: path, faults: &faults).compose(path: path, faults: &faults)
    }

    /// The known word nearest to the one written, nil where none is near.
    package static func nearest(to written: String, among known: [String]) -> String? {
        Nearest.word(to: written, among: known)
    }
}
