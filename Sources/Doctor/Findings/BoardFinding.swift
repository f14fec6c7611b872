public import Hardware
import Tutor

/// Whether there is a description of the board, and what it says.
public struct BoardFinding: Finding, Hashable {
    public enum Description: Sendable, Hashable {
        case read(BoardDescription)
        case unusable(reason: String)
    }

    public var description: Description

    public init(_ description: Description) { self.description = description }

    public func judged() -> Judgement {
        switch description {
        case .read(let board):
            let buttons = board.buttons.map(\.button.rawValue).joined(separator: ", ")
            return .fine(
                "'\(board.name)': \(board.buttons.isEmpty ? "no button" : "button \(buttons)"), "
                    + "\(board.lamps.count) lamp\(board.lamps.count == 1 ? "" : "s"), microphone "
                    + "\(board.sound.microphone), loudspeaker \(board.sound.speaker).")
        case .unusable(let reason): return .broken(.boardFile, "\(reason).")
        }
    }
}
