import Realtime

/// Tool calls that do not end with the tutor's turn: those that wait for the teacher, those that run beside the lesson,
/// those that ask the pupil something; and what of them the tutor is still to be told. All of it is bounded.
struct Errands: Sendable, Hashable {
    /// What waits for the teacher.
    enum Wish: Sendable, Hashable {
        /// One of the box's own tools.
        case run(ToolCall)
        /// A tool that the provider runs (`mcp_approval_request`).
        case hosted(ItemID)
    }

    struct Request: Sendable, Hashable {
        var number: Int
        var wish: Wish
        /// Whose wish it is.
        var tool: String
        /// What the teacher is told.
        var summary: String
        /// How often it was said.
        var told = 1
    }

    /// What a tool wants to know of the pupil.
    struct Question: Sendable, Hashable {
        var number: Int
        /// The call of the tool that asks.
        var call: CallID
        var text: String
        /// JSON Schema of the one value that it wants.
        var schema: JSONValue
        /// Answers that were none.
        var misses = 0
    }

    /// Where the result of a tool goes.
    enum Route: Sendable, Hashable {
        /// To a call that the model waits for: its own, or the one that answered its question.
        case turn(CallID)
        /// To the conversation, at the next pause.
        case pause(name: String)
    }

    /// What the tutor is told at the next pause.
    enum News: Sendable, Hashable {
        /// It is to be spoken of.
        case result(String)
        /// The teacher's answer to the provider.
        case decision(ItemID, isAllowed: Bool)
        /// It is to be known: of each source the newest.
        case update(source: String, String)
    }

    static let mostRequests = 4
    static let mostRunning = 8
    static let mostNews = 16

    private(set) var requests: [Request] = []
    private(set) var questions: [Question] = []
    private(set) var news: [News] = []
    private var routes: [CallID: Route] = [:]
    private var numbers = 0

    /// Whether nothing is under way, waits, or is still to be told.
    var isIdle: Bool { requests.isEmpty && questions.isEmpty && news.isEmpty && routes.isEmpty }

    // MARK: The teacher

    /// Notes a wish.
    /// - Returns: nil when too many wait already.
    mutating func ask(_ wish: Wish, of tool: String, _ summary: String) -> Request? {
        guard requests.count < Errands.mostRequests else { return nil }
        numbers += 1
        let request = Request(number: numbers, wish: wish, tool: tool, summary: summary)
        requests.append(request)
        return request
    }

    /// Says once more that it waits.
    /// - Returns: nil when it does not wait any more.
    mutating func tellAgain(_ number: Int) -> Request? {
        guard let index = requests.firstIndex(where: { $0.number == number }) else { return nil }
        requests[index].told += 1
        return requests[index]
    }

    mutating func decided(_ number: Int) -> Request? {
        requests.firstIndex { $0.number == number }.map { requests.remove(at: $0) }
    }

    // MARK: Beside the lesson

    /// Whether one more may run beside the lesson.
    var hasRoom: Bool { routes.count < Errands.mostRunning }

    mutating func route(_ call: CallID, _ route: Route) { routes[call] = route }

    /// The tool gave its result, or never will.
    mutating func ended(_ call: CallID) -> Route {
        questions.removeAll { $0.call == call }
        return routes.removeValue(forKey: call) ?? .turn(call)
    }

    func route(of call: CallID) -> Route { routes[call] ?? .turn(call) }

    // MARK: Questions

    mutating func asks(_ call: CallID, _ text: String, _ schema: JSONValue) -> Question {
        numbers += 1
        let question = Question(number: numbers, call: call, text: text, schema: schema)
        questions.append(question)
        return question
    }

    /// The question that an answer is to: the oldest.
    var question: Question? { questions.first }

    /// An answer that was none.
    mutating func missed(_ number: Int) {
        if let index = questions.firstIndex(where: { $0.number == number }) { questions[index].misses += 1 }
    }

    mutating func answered(_ number: Int) -> Question? {
        questions.firstIndex { $0.number == number }.map { questions.remove(at: $0) }
    }

    // MARK: News

    /// - Returns: whether older news was dropped for it.
    mutating func add(_ piece: News) -> Bool {
        if case .update(let source, _) = piece {
            news.removeAll { if case .update(source, _) = $0 { true } else { false } }
        }
        news.append(piece)
        guard news.count > Errands.mostNews else { return false }
        news.removeFirst()
        return true
    }

    mutating func takeNews() -> [News] {
        defer { news = [] }
        return news
    }
}
