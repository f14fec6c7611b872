import Audio
import Dialogue
import Realtime

// Tools beyond the lesson's own: run within the turn, beside it, or after the teacher has agreed.
extension Session {
    /// How often the teacher is asked, how long apart; then it is a no.
    static let teacherAsked = (times: 3, apart: Duration.seconds(20))
    /// How long a tool waits for the pupil's answer.
    static let questionPatience = Duration.seconds(90)
    static let mostMisses = 2

    /// By which the pupil's answer to a tool's question comes back.
    static let answerTool = FunctionTool(
        name: "answer_question",
        description:
            "Hand over what the pupil answered to the question of another tool. Call it only when a result has "
            + "`answer_with`: ask the pupil first, never answer yourself.",
        parameters: [
            "type": "object",
            "properties": [
                "answer": ["type": "string", "description": "What the pupil answered, word for word."],
                "declined": ["type": "boolean", "description": "Whether the pupil does not want to say."],
            ],
            "additionalProperties": false,
        ])

    // MARK: Calls

    /// A call of a tool that is none of the lesson's.
    mutating func start(_ call: ToolCall, at now: Duration) -> [Action] {
        if call.name == Session.answerTool.name { return answerQuestion(call, at: now) }
        if let actions = pupilTool(call, at: now) { return actions }
        guard let card = cards.first(where: { $0.function.name == call.name }) else { return [.run(call)] }
        switch (card.approval, card.waiting) {
        case (.none, .turn): return [.run(call)]
        case (.none, .background):
            guard errands.hasRoom else { return answer(call.id, Report(error: words.tooManyErrands), at: now) }
            errands.route(call.id, .pause(name: call.name))
            return [.run(call)] + answer(call.id, Report(say: words.running, status: "running"), at: now)
        case (.teacher, _):
            guard settings.canApprove else { return answer(call.id, Report(error: words.nobodyApproves), at: now) }
            let summary = Report.fill(card.summary, with: call.arguments)
            guard errands.hasRoom, let request = errands.ask(.run(call), of: call.name, summary) else {
                return answer(call.id, Report(error: words.tooManyErrands), at: now)
            }
            return tellTeacher(request)
                + answer(call.id, Report(say: words.askingTeacher, status: "waiting_for_the_teacher"), at: now)
        }
    }

    /// A tool that the provider runs wants to be allowed.
    mutating func hostedWish(_ wish: MCPApprovalRequest) -> [Action] {
        let summary = "\(wish.serverLabel): \(wish.name) \(wish.arguments.prefix(200))"
        let tool = "\(wish.serverLabel).\(wish.name)"
        guard settings.canApprove, let request = errands.ask(.hosted(wish.id), of: tool, summary) else {
            return addNews(.decision(wish.id, isAllowed: false))
        }
        return tellTeacher(request)
    }

    private func tellTeacher(_ request: Errands.Request) -> [Action] {
        [
            .tell(.approvalWanted(request.summary)), .announce(.approval(request.summary)),
            .wake(.approval(number: request.number), after: Session.teacherAsked.apart),
        ]
    }

    /// The teacher has not answered for a while.
    mutating func approvalDue(_ number: Int) -> [Action] {
        guard let request = errands.tellAgain(number) else { return [] }
        guard request.told <= Session.teacherAsked.times else { return decide(number, isAllowed: false) }
        return tellTeacher(request)
    }

    /// The teacher's word.
    mutating func decide(_ number: Int, isAllowed: Bool) -> [Action] {
        guard let request = errands.decided(number) else { return [] }
        let told: [Action] = [
            .tell(.approval(request.summary, isAllowed: isAllowed)),
            .keep(.approval(tool: request.tool, isAllowed: isAllowed)),
        ]
        switch (request.wish, isAllowed) {
        case (.run(let call), true):
            errands.route(call.id, .pause(name: call.name))
            return told + [.run(call)]
        case (.run(let call), false):
            return told + addNews(.result(Report(say: words.refused, status: "refused").note(about: call.name)))
        case (.hosted(let id), let isAllowed):
            return told + addNews(.decision(id, isAllowed: isAllowed))
        }
    }

    // MARK: Results

    mutating func toolFinished(_ call: CallID, _ output: String, at now: Duration) -> [Action] {
        switch errands.ended(call) {
        case .turn(let call): answer(call, output, at: now)
        case .pause(let name): addNews(.result(Report.note(output, about: name)))
        }
    }

    /// The result of a call, as the model is told it.
    mutating func answer(_ call: CallID, _ output: String, at now: Duration) -> [Action] {
        touch(now)
        return carryOut(responses.finished(call, output: output)) + settle()
    }

    private mutating func answer(_ call: CallID, _ report: Report, at now: Duration) -> [Action] {
        answer(call, report.text, at: now)
    }

    // MARK: Questions of tools

    /// A tool cannot go on before it has asked the pupil.
    mutating func toolAsks(_ call: CallID, _ text: String, _ schema: JSONValue, at now: Duration) -> [Action] {
        let question = errands.asks(call, text, schema)
        let wake = Action.wake(.question(number: question.number), after: Session.questionPatience)
        let report = Report(asking: question, opening: nil)
        switch errands.route(of: call) {
        case .turn(let waiting): return [wake] + answer(waiting, report, at: now)
        case .pause(let name): return [wake] + addNews(.result(report.note(about: name)))
        }
    }

    private mutating func answerQuestion(_ call: ToolCall, at now: Duration) -> [Action] {
        guard let question = errands.question else { return answer(call.id, Report(error: words.noQuestion), at: now) }
        let given: [String: JSONValue]
        switch ToolArguments.parse(call.arguments) {
        case .success(let value): given = value
        case .failure(let fault): return answer(call.id, Report(error: fault.description), at: now)
        }
        let value =
            given["declined"] == .bool(true)
            ? nil : given["answer"].flatMap { SpokenValue.of($0, by: question.schema, in: language) }
        let isOver = given["declined"] == .bool(true) || question.misses >= Session.mostMisses
        guard value != nil || isOver else {
            errands.missed(question.number)
            return answer(call.id, Report(asking: question, opening: words.unclear), at: now)
        }
        _ = errands.answered(question.number)
        // The tool's result is the answer to this call, where the pupil waits for it.
        switch errands.route(of: question.call) {
        case .turn:
            errands.route(question.call, .turn(call.id))
            return [.answerTool(question.call, value)]
        case .pause:
            return [.answerTool(question.call, value)]
                + answer(call.id, Report(say: words.running, status: "running"), at: now)
        }
    }

    /// Nobody has answered.
    mutating func questionDue(_ number: Int) -> [Action] {
        errands.answered(number).map { [.answerTool($0.call, nil)] } ?? []
    }

    // MARK: News

    mutating func addNews(_ news: Errands.News) -> [Action] {
        errands.add(news) ? [.tell(.trouble("news of a tool was dropped: the tutor has no time for so much"))] : []
    }

    /// Tells the tutor at a pause what came of the errands, and has it speak of them.
    mutating func deliverNews(at now: Duration) -> [Action] {
        guard !errands.news.isEmpty, isResting, connection == .ready, outage == .none, keeping.isEmpty else {
            return []
        }
        var isSpoken = false
        var actions: [Action] = []
        for piece in errands.takeNews() {
            switch piece {
            case .result(let text):
                isSpoken = true
                memory.note(text)
                actions.append(.send(note(text)))
            case .update(_, let text):
                memory.note(text)
                actions.append(.send(note(text)))
            case .decision(let id, let isAllowed):
                isSpoken = true
                actions.append(
                    .send(
                        .conversationItemCreate(
                            .init(
                                item: .mcpApprovalResponse(
                                    MCPApprovalResponse(
                                        id: ItemID(rawValue: "approval_\(id.rawValue)".filter(\.isPlain)),
                                        approvalRequestID: id, approve: isAllowed))))))
            }
        }
        guard isSpoken, budget?.level != .spent, !lesson.isOver else { return actions }
        actions += closeMicrophone()
        turn += 1
        state = .thinking(Floor(progressed: now))
        return actions + carryOut(responses.want()) + [.show(.thinking)] + alarms()
    }

    var words: TeachingWords { TeachingWords.of(language) }
}

extension Character {
    fileprivate var isPlain: Bool { isASCII && (isLetter || isNumber || self == "_" || self == "-") }
}
