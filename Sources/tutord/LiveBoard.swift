import Appliance
import Hardware
import Lessons

/// Whether this machine can be the board that a file describes.
enum LiveBoard {
    /// What cannot be, each at its place in the file; what to do is part of what is wrong.
    static func faults(of file: BoardFile) -> [Fault] {
        (file.description.mismatches() + file.description.sound.mismatches()).map {
            file.fault($0.path, "\($0.error)", "")
        }
    }
}
