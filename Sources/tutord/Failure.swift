import Appliance
import ArgumentParser
import Foundation
import Gradebook
import Hardware
import Interchange
import RealtimeSocket
import Signing
import Speech
import Sync
import Tools

/// What a command could not do, with the exit status that scripts can tell it by (sysexits.h).
enum Failure {
    static let faultFound = ExitCode(1)
    static let badData = ExitCode(65)
    static let noInput = ExitCode(66)
    static let unavailable = ExitCode(69)
    static let cannotWrite = ExitCode(73)
    static let noKey = ExitCode(77)
    static let wrongSettings = ExitCode(78)
    // `tutord doctor` has 11 to 15 for itself: 10 and the part that is broken (Diagnosis.exitStatus).

    /// Runs a command's work; what it throws is said in one line, and becomes an exit status.
    static func reported(_ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch let code as ExitCode {
            throw code
        } catch let error as ValidationError {
            // The parser says it with the usage, and exits with 64.
            throw error
        } catch is CancellationError {
            return
        } catch let error as CocoaError {
            let path = (error.userInfo[NSFilePathErrorKey] ?? error.userInfo[NSURLErrorKey]).map { "\($0)" } ?? "a file"
            say("tutord: \(path): \(error.localizedDescription) Check the path, its permissions and the free space.")
            throw status(of: error)
        } catch {
            say("tutord: \(error)")
            throw status(of: error)
        }
    }

    static func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    private static func status(of error: any Error) -> ExitCode {
        switch error {
        case is ConfigurationFault, is MissingKey: error is MissingKey ? noKey : wrongSettings
        case let fault as LessonLibrary.Fault:
            switch fault {
            case .faulty: badData
            case .noFolder, .empty, .noLesson, .noPack, .unreadable: noInput
            case .unverified(let error): status(of: error)
            }
        case let error as SigningError:
            switch error {
            case .exists, .notWritten: cannotWrite
            case .unreadable: noInput
            case .noKey, .unsigned, .wrongSignature, .badManifest, .altered, .notSignable: badData
            }
        case let failure as BoardFile.Failure:
            switch failure {
            case .faulty: badData
            case .unreadable: noInput
            }
        case let error as SocketError:
            if case .missingKey = error { noKey } else { unavailable }
        case let fault as MCPFault:
            switch fault {
            case .authorization, .unsafe, .http(401), .http(403): noKey
            case .http, .refused, .version, .notUnderstood, .sessionLost, .lost, .timedOut, .tooMuch, .redirected,
                .asksTooMuch:
                unavailable
            }
        case let fault as SyncFault:
            switch fault {
            case .credentials, .unreadable, .noToken: noKey
            case .address, .unreachable, .refusesAll: unavailable
            }
        case is ChildFault: unavailable
        case is SecretReader.Fault: noKey
        case is HardwareError, is SpeechError, is NoLoudspeaker: unavailable
        case let error as InterchangeError:
            switch error {
            case .faulty: badData
            case .unreadable: noInput
            case .notWritten, .exists: cannotWrite
            }
        case is RosterFaults, is OneRosterError, GradebookError.invalid: badData
        case let error as ZipError:
            switch error {
            case .unreadable: noInput
            case .notWritten: cannotWrite
            case .notAZip, .tooBig, .notAtTheRoot, .twice, .encrypted, .damaged: badData
            }
        case GradebookError.unknownPupil, GradebookError.unknownSession: noInput
        case GradebookError.busy: unavailable
        case is GradebookError: cannotWrite
        case let fault as DiaryReplay.Fault:
            if case .unreadable = fault { noInput } else { faultFound }
        case is CocoaError: cannotWrite
        case _: ExitCode(70)
        }
    }
}

/// A provider wants a key, and there is none.
struct MissingKey: Error, CustomStringConvertible {
    var provider: String
    var variable: String
    var description: String {
        "the provider \(provider) needs a key: put it into the environment as \(variable), or into a file named by "
            + "`key_file:` (a systemd credential `tutor.api-key` is found by itself). It is never an argument."
    }
}
