import Foundation
import Lessons

/// The file of a lesson's picture.
enum LessonPicture {
    /// What is wrong with a picture's file, in the words of a fault.
    struct Trouble: Error {
        var wrong: String
        var expected: String
    }

    /// The picture as a `data:` URL.
    /// - Parameter bytes: of its file; nil where there is none.
    static func url(_ bytes: [UInt8]?, of image: LessonImage) -> Result<String, Trouble> {
        guard let bytes else {
            return .failure(
                Trouble(
                    wrong: "there is no file `\(image.file)` that can be read",
                    expected: "expected the picture in the lesson's folder"))
        }
        guard bytes.count <= PictureFormat.mostBytes else {
            return .failure(
                Trouble(
                    wrong: "the picture `\(image.file)` has \((bytes.count + 1_023) / 1_024) KiB",
                    expected: "expected at most \(PictureFormat.mostBytes / 1_024)"))
        }
        guard let format = PictureFormat(bytes) else {
            return .failure(
                Trouble(
                    wrong: "`\(image.file)` is no picture by its first bytes", expected: "expected a PNG, JPEG or WebP")
            )
        }
        return .success("data:\(format.mediaType);base64," + Data(bytes).base64EncodedString())
    }
}

extension Lesson {
    /// The same lesson with its pictures read from their files. A picture that cannot be shown is left to its `alt`.
    /// - Parameter read: the bytes of a file, by its path beside the lesson's.
    func withPictures(_ read: (String) -> [UInt8]?) -> Lesson {
        guard !images.isEmpty else { return self }
        let images = images.map { image in
            LessonImage(
                id: image.id, file: image.file, alt: image.alt,
                url: try? LessonPicture.url(read(image.file), of: image).get())
        }
        return Lesson(
            id: id, title: title, language: language, ages: ages, voice: voice, speed: speed,
            reasoningEffort: reasoningEffort, objectives: objectives, exercises: exercises, instructions: instructions,
            greeting: greeting, closing: closing, license: license, sources: sources, style: style, tools: tools,
            servers: servers, budget: budget, guards: guards, images: images)
    }
}
