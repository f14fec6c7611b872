/// A picture that goes with an exercise, for models that can see.
public struct LessonImage: Sendable, Hashable, Codable, Identifiable {
    public let id: ImageID
    /// Relative to the lesson's file: a `.png`, `.jpg`, `.jpeg` or `.webp` in its folder.
    public let file: String
    /// What is to be seen, in a sentence: said by a tutor that cannot see, or show.
    public let alt: String
    /// The picture as a `data:` URL; nil until it was read from its file.
    public let url: String?

    public init(id: ImageID, file: String, alt: String, url: String? = nil) {
        self.id = id
        self.file = file
        self.alt = alt
        self.url = url
    }
}
