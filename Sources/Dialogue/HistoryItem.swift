import Audio
public import Realtime

/// An item of a conversation as a person would read it, growing while it is said.
public struct HistoryItem: Sendable, Hashable, Identifiable {
    public enum Status: Sendable, Hashable {
        /// More of it is to come.
        case inProgress
        case completed
        /// Cut short: this much of its sound was heard, or `nil` where it had none or nobody said how much.
        case interrupted(heard: Duration?)
    }

    public let id: ItemID
    /// As the server last gave it: kind, role, parts, call, MCP. It carries no sound.
    public internal(set) var item: Item
    public internal(set) var status: Status
    /// What it says in words: its text, or the transcript of its sound, as far as it is known.
    public internal(set) var words: String
    /// Samples of its sound that were received (24 kHz).
    public internal(set) var samples: Int

    /// Who said it; `nil` for calls, their outputs, and MCP items.
    public var role: MessageRole? { if case .message(let message) = item { message.role } else { nil } }

    /// How long its sound lasts, as far as it was received.
    public var duration: Duration { AudioFrame.duration(ofSamples: samples) }

    init(id: ItemID, item: Item) {
        self.id = id
        self.item = item
        status = HistoryItem.status(of: item)
        words = HistoryItem.words(of: item)
        samples = 0
    }

    static func status(of item: Item) -> Status {
        let status: ItemStatus?
        switch item {
        case .message(let message): status = message.status
        case .functionCall(let call): status = call.status
        case .functionCallOutput(let output): status = output.status
        case .mcpCall(let call): status = call.output == nil && call.error == nil ? .inProgress : .completed
        case .mcpListTools, .mcpApprovalRequest, .mcpApprovalResponse, .unknown: status = .completed
        }
        return switch status {
        case ItemStatus.inProgress: .inProgress
        case ItemStatus.incomplete: .interrupted(heard: nil)
        case nil, .some: .completed
        }
    }

    static func words(of item: Item) -> String {
        switch item {
        case .message(let message): message.content.compactMap(\.words).joined(separator: " ")
        case .functionCall(let call): call.arguments
        case .functionCallOutput(let output): output.output
        case .mcpCall(let call): call.output ?? call.error?.message ?? ""
        case .mcpListTools(let list): list.tools.map(\.name).joined(separator: ", ")
        case .mcpApprovalRequest(let request): request.arguments
        case .mcpApprovalResponse(let response): response.reason ?? ""
        case .unknown: ""
        }
    }
}
