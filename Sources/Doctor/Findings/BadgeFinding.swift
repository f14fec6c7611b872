public import Hardware
import Tutor

/// Whether badges can be read.
public enum BadgeFinding: Finding, Hashable {
    /// The settings name no reader.
    case notSetUp
    case ready(path: String)
    case unusable(HardwareError)

    /// Opens the reader of the settings and lets it go again.
    public init(_ reader: EvdevBadgeReader?) {
        guard let reader else {
            self = .notSetUp
            return
        }
        do throws(HardwareError) {
            self = .ready(path: try reader.check())
        } catch {
            self = .unusable(error)
        }
    }

    public func judged() -> Judgement {
        switch self {
        case .notSetUp: .skipped("The settings name no badge reader (`badge_reader:`).")
        case .ready(let path): .fine("The badge reader \(path) can be read.")
        // A tutor that runs has it for itself.
        case .unusable(.badgeReaderBusy(let path)):
            .fine("The badge reader \(path) is in use: by the tutor, if it runs.")
        case .unusable(let error):
            .broken(.lineGone, "\(error)", "Plug the badge reader in, or set `badge_reader:` in the settings.")
        }
    }
}
