public import Audio
public import Realtime

/// A conversation from the client's side: what was said, what is wanted, and what to send for it. Pure.
///
/// It survives its connections. What is sent while there is none is kept; a new one is given the settings, the words
/// of the conversation (``ConversationMemory``), and what the loss cut short. One response at a time (``ResponseQueue``),
/// results of tools together, late audio dropped, truncation by what was really heard (``PlaybackLedger``).
public struct TypedConversation: Sendable {
    public enum Order: Sendable, Hashable {
        case send(ClientEvent)
        /// A registered function is called. Answered by ``answer(_:output:)``.
        case run(FunctionCall)
        case tell(ConversationUpdate)
        /// Replace the connection by a new one.
        case renew
        /// The oldest change of settings was taken: this is in effect now.
        case taken(RealtimeSession)
        /// The oldest change of settings was refused; it is forgotten.
        case untaken(APIError)
    }

    public struct Limits: Sendable, Hashable {
        /// What a new connection is told of the conversation, in tokens.
        public var replayedTokens = 4_000
        /// Audio that is kept to be said again: said and not yet written down or answered.
        public var keptAudio = Duration.seconds(60)
        /// Messages that are kept while there is no connection.
        public var keptItems = 64

        public init() {}
    }

    enum Connection: Sendable, Hashable {
        case down
        /// `session.created` is due.
        case opening
        /// `session.update` was sent.
        case configuring
        case ready
    }

    /// What the settings are, as far as they are ours and the server has taken them.
    public internal(set) var session: RealtimeSession
    /// Updates that were sent and not yet taken, oldest first.
    var updates: [RealtimeSession] = []
    public internal(set) var history = ConversationHistory()
    /// Messages and pieces of sound that were dropped because there was no connection for too long.
    public internal(set) var dropped = 0
    let limits: Limits
    var connection = Connection.down
    var memory = ConversationMemory()
    var responses = ResponseQueue()
    var ledger = PlaybackLedger()
    var functions: Set<String> = []
    /// Hosted servers whose approvals somebody decides, and what they wait for.
    var approved: Set<String> = []
    var undecided: Set<ItemID> = []
    /// Requests of this connection that nobody has answered.
    var open: Set<ItemID> = []
    /// Items of ours that the server has not confirmed.
    var unconfirmed: [Item] = []
    /// Sound since the last commit, and sound that was committed and not yet written down or answered.
    var saying = SpokenAudio()
    var unanswered = SpokenAudio()
    /// How the next response differs from the session.
    var wishes: ResponseCreateParameters?
    /// How the one differs that was asked for and has not begun.
    var asked: ResponseCreateParameters?
    /// Whether the holder tells what was played.
    var tellsPlayed = Reports.never
    /// Requests that were approved and whose calls have not begun.
    var awaited: Set<ItemID> = []
    /// Calls of hosted servers that are under way, and whether the model is to speak of one that ended.
    var hostedCalls: Set<ItemID> = []
    var hosted = Hosted.nothing

    enum Reports: Sendable, Hashable { case never, played }
    enum Hosted: Sendable, Hashable { case nothing, ended }
    var answering: ItemID?
    var cutAnswer: ItemID?
    var created = 0
    var isSettled = true

    public init(session: RealtimeSession = RealtimeSession(), limits: Limits = Limits()) {
        self.session = session
        self.limits = limits
    }

    /// Whether events reach a server that knows the settings.
    public var isReady: Bool { connection == .ready }

    // MARK: What the holder wants

    /// Changes settings: what is absent stays as it is.
    public mutating func configure(_ update: RealtimeSession) -> [Order] {
        updates.append(update)
        switch connection {
        case .ready: return [sending(update)]
        // It goes out when the settings that were there before are taken.
        case .down, .opening, .configuring: return []
        }
    }

    func sending(_ update: RealtimeSession) -> Order {
        .send(.sessionUpdate(.init(session: .realtime(update), eventID: TypedConversation.update)))
    }

    /// The identifiers of events that set and change settings.
    static let update: EventID = "update"
    static let start: EventID = "start"

    /// The settings with what was sent and not yet taken.
    var wanted: RealtimeSession { updates.reduce(session) { $0.merging($1) ?? $1 } }

    /// Adds a function that the holder runs, or replaces the one of its name.
    public mutating func register(_ function: FunctionTool) -> [Order] {
        functions.insert(function.name)
        var tools = (wanted.tools ?? []).filter { tool in
            if case .function(let known) = tool { known.name != function.name } else { true }
        }
        tools.append(.function(function))
        return configure(RealtimeSession(tools: tools))
    }

    /// Adds a hosted MCP server, or replaces the one of its label.
    /// - Parameter isDecided: whether each of its requests will be answered: the conversation waits for that.
    public mutating func connect(_ server: MCPTool, isDecided: Bool = false) -> [Order] {
        if isDecided { approved.insert(server.serverLabel) }
        var tools = (wanted.tools ?? []).filter { tool in
            if case .mcp(let known) = tool { known.serverLabel != server.serverLabel } else { true }
        }
        tools.append(.mcp(server))
        return configure(RealtimeSession(tools: tools))
    }

    /// Adds an item to the conversation.
    public mutating func add(_ item: Item) -> [Order] {
        var item = item
        if item.id == nil {
            created += 1
            item.identify(ItemID(rawValue: "said_\(created)"))
        }
        unconfirmed.append(item)
        if unconfirmed.count > limits.keptItems {
            unconfirmed.removeFirst()
            dropped += 1
        }
        return sending([adding(item)])
    }

    /// Named after the item, so that a refusal can be told from a loss.
    func adding(_ item: Item) -> ClientEvent {
        .conversationItemCreate(.init(item: item, eventID: item.id.map(TypedConversation.adding)))
    }

    static func adding(_ id: ItemID) -> EventID { EventID(rawValue: "add_\(id.rawValue)") }

    /// Adds sound to the turn.
    public mutating func append(_ audio: AudioBytes) -> [Order] {
        // Where the server finds the turns, what is said into a loss is not kept: nobody knows what of it is a turn.
        if session.audio?.input?.turnDetection == .null { dropped += saying.add(audio, within: limits.keptAudio) }
        return sending([.inputAudioBufferAppend(.init(audio: audio))])
    }

    /// Ends the turn; it is not answered before ``respond(_:)``.
    public mutating func commit() -> [Order] {
        unanswered = saying
        saying = SpokenAudio()
        return sending([.inputAudioBufferCommit(.init())])
    }

    /// Forgets the turn.
    public mutating func clear() -> [Order] {
        saying = SpokenAudio()
        return sending([.inputAudioBufferClear(.init())])
    }

    /// Asks for a response: now, or when the one that goes on is over.
    public mutating func respond(_ wishes: ResponseCreateParameters? = nil) -> [Order] {
        if var wishes, wishes.conversation == .outOfBand {
            // It stands beside the conversation: nothing waits for it, and it waits for nothing.
            wishes.metadata = (wishes.metadata ?? [:]).merging([TypedConversation.aside: "1"]) { old, _ in old }
            return sending([.responseCreate(.init(response: wishes))])
        }
        isSettled = false
        self.wishes = wishes
        return carryOut(responses.want())
    }

    /// Marks a response that is in no conversation: the server gives it back.
    static let aside = "out_of_band"

    /// Silence: what is being said is cancelled, and the model is told how much of it was heard.
    public mutating func interrupt() -> [Order] {
        let orders = carryOut(responses.interrupt())
        return [.tell(.stopPlaying)] + orders + tellHeard() + settle()
    }

    /// The speaker made this many more samples audible.
    public mutating func played(samples: Int) {
        tellsPlayed = .played
        ledger.played(samples: samples)
    }

    /// The result of a function.
    public mutating func answer(_ call: CallID, output: String) -> [Order] {
        carryOut(responses.finished(call, output: output)) + settle()
    }

    /// Lets a hosted MCP server do what it asked for, or does not.
    public mutating func approve(_ request: ItemID, _ isApproved: Bool, reason: String? = nil) -> [Order] {
        // A request does not outlive its conversation: the new one does not know it.
        guard open.remove(request) != nil else { return settle() }
        undecided.remove(request)
        created += 1
        let response = MCPApprovalResponse(
            id: ItemID(rawValue: "approval_\(created)"), approvalRequestID: request, approve: isApproved, reason: reason
        )
        let told = sending([.conversationItemCreate(.init(item: .mcpApprovalResponse(response)))])
        // What was approved is done first: the model speaks of it when it has come to its end.
        if isApproved { awaited.insert(request) }
        return isApproved ? told : told + respond()
    }

    // MARK: How it is done

    /// What cannot be sent now is told to the next connection from what is kept.
    func sending(_ events: [ClientEvent]) -> [Order] { connection == .ready ? events.map { .send($0) } : [] }

    mutating func carryOut(_ orders: [ResponseQueue.Order]) -> [Order] {
        sending(
            orders.map { order in
                switch order {
                case .create(let event):
                    asked = wishes ?? asked
                    wishes = nil
                    return .responseCreate(.init(response: asked, eventID: event))
                case .cancel(let response):
                    return .responseCancel(.init(responseID: response, eventID: benign("cancel", response.rawValue)))
                case .output(let call, let output):
                    memory.add(output, of: call)
                    return .conversationItemCreate(
                        .init(item: .functionCallOutput(FunctionCallOutput(callID: call, output: output))))
                }
            })
    }

    /// Makes the model forget what was not heard of it.
    ///
    /// Where nobody ever told what was played, nothing is known of what was heard, and nothing is taken back.
    mutating func tellHeard() -> [Order] {
        var events: [ClientEvent] = []
        guard tellsPlayed == .played else {
            ledger = PlaybackLedger()
            return []
        }
        for (item, heard) in ledger.heard() {
            switch heard {
            case .whole: break
            case .part(let milliseconds):
                let received = AudioFrame.milliseconds(ofSamples: ledger.samples(of: item))
                memory.cut(item, toShare: Double(milliseconds) / Double(max(1, received)))
                guard memory.hasSound(item) else { break }
                events.append(
                    .conversationItemTruncate(
                        .init(
                            itemID: item, contentIndex: 0, audioEndMilliseconds: milliseconds,
                            eventID: benign("truncate", item.rawValue))))
            case .nothing:
                memory.remove(item)
                events.append(.conversationItemDelete(.init(itemID: item, eventID: benign("delete", item.rawValue))))
            }
        }
        ledger = PlaybackLedger()
        return sending(events)
    }

    /// Marks an event whose refusal changes nothing.
    private func benign(_ what: String, _ id: String) -> EventID { EventID(rawValue: "benign_\(what)_\(id)") }

    mutating func settle() -> [Order] {
        guard responses.isQuiet, undecided.isEmpty, awaited.isEmpty, hostedCalls.isEmpty,
            connection == .ready
        else { return [] }
        if hosted == .ended {
            hosted = .nothing
            return carryOut(responses.want())
        }
        guard !isSettled else { return [] }
        isSettled = true
        return [.tell(.settled)]
    }
}
