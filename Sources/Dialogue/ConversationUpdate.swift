public import Audio
public import Realtime

/// What a conversation tells whoever holds it.
public enum ConversationUpdate: Sendable, Hashable {
    /// The server took the settings: the conversation can begin, or goes on after a loss.
    case ready(RealtimeSession)
    /// The connection is gone and is being made again; what is said meanwhile is kept.
    case lost(String)
    /// An item is new, or there is more of it.
    case item(HistoryItem)
    case removed(ItemID)
    /// More of what the model says or writes.
    case words(String, of: ItemID)
    /// More of its voice.
    case audio(AudioFrame, of: ItemID)
    /// The speaker is to be silent now: somebody talked over the model.
    case stopPlaying
    /// The model calls a function that nobody registered; answer it.
    case called(FunctionCall)
    /// A hosted MCP server wants to do something; approve or refuse it.
    case approvalWanted(MCPApprovalRequest)
    case responded(Response)
    /// Nothing is being said, run or asked for any more.
    case settled
    /// The server refused something, or reports a fault.
    case refused(APIError)
}
