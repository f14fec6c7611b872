/// The lesson format: YAML front matter between two `---` lines, then the tutor's instructions in Markdown.
///
/// `lessons/README.md` lists every key, its type, default and bound.
public enum LessonFile {
    /// Reads a lesson, or says everything that is wrong with it at once.
    ///
    /// - Parameter path: how the faults name the file; nothing is read from there.
    public static func parse(_ text: String, path: String) -> Result<Lesson, LessonFaults> {
        .failure(LessonFaults([Fault(path: path, line: 1, column: 1, wrong: "not read", expected: "a lesson")]))
    }
}
