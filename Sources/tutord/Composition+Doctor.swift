import Appliance
import Doctor
import Hardware
import Lessons
import RealtimeSocket
import Tools

extension Composition {
    /// Where lessons are held, for the doctor: also where the key is missing, which it is to say.
    func tutorPlace() -> TutorPlace {
        do {
            guard let endpoint = try endpoint() else { return .here }
            return .there(NetworkTarget(endpoint: endpoint, knowsModels: configuration.provider == "openai"))
        } catch let missing as MissingKey {
            return withoutKey(because: missing)
        } catch {
            return .unusable(reason: "\(error)")
        }
    }

    private func withoutKey(because missing: MissingKey) -> TutorPlace {
        do {
            // The way there can be gone without the key; it is not asked for anything.
            let none = Secret("none")
            let url =
                switch configuration.provider {
                case "azure":
                    try RealtimeEndpoint.azure(
                        resource: configuration.endpoint ?? "", deployment: configuration.model, key: none
                    ).url
                case _: try RealtimeEndpoint.openAI(key: none, model: configuration.model).url
                }
            return .there(
                NetworkTarget(endpoint: RealtimeEndpoint(url: url), keyFault: "\(missing)", knowsModels: true))
        } catch {
            return .unusable(reason: "\(error)")
        }
    }

    /// What is taught, for the doctor.
    func lessonsForDoctor() -> LessonsFinding {
        let path = configuration.lessons
        do {
            let library = try library()
            let folder = toolFolder(library)
            let wanted = try wanted(in: library)
            let programs = folder.declarations.contains { declaration in
                switch declaration.kind {
                case .command: true
                case .mcp(let server): if case .stdio = server.transport { true } else { false }
                case .builtin, .http: false
                }
            }
            return LessonsFinding(
                path: path, lessons: library.lessons.count,
                faults: library.faults.map(\.description) + folder.faults.map(\.description),
                hasWanted: wanted == nil || library.lessons.contains { $0.id.rawValue == wanted },
                tools: folder.declarations.count, confinement: programs ? Confinement.ofThisMachine.summary : nil)
        } catch {
            return LessonsFinding(path: path, failure: "\(error)")
        }
    }

    /// What the board is, for the doctor: at a desk it has sound and no lines.
    func boardForDoctor() -> BoardFinding.Description {
        do {
            switch configuration.board {
            case .linux:
                guard let board = try board() as? LinuxBoard else { return .unusable(reason: "the board has no lines") }
                return .read(board.description)
            case .keyboard, .simulated:
                return .read(BoardDescription(name: configuration.board.rawValue, sound: try deskSound()))
            }
        } catch {
            return .unusable(reason: "\(error)")
        }
    }
}
