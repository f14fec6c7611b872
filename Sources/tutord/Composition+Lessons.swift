import Appliance
import Signing

extension Composition {
    /// The school's key, where the settings ask for signed lessons.
    func lessonsKey() throws -> VerifyingKey? { try configuration.lessonsKey.map { try VerifyingKey(path: $0) } }

    /// The lessons of the settings: only as the school signed them, where it says so.
    func library() throws -> LessonLibrary { try LessonLibrary(path: configuration.lessons, key: lessonsKey()) }
}
