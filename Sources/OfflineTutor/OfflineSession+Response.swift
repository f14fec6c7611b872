import Audio
import Realtime

// Responses: one at a time, from `response.created` to `response.done`.
extension OfflineSession {
    mutating func respond(_ event: ClientEvent.ResponseCreate) -> [Action] {
        switch responding {
        case .nothing: break
        case .recognising(let answer), .speaking(let answer, _), .using(let answer, _):
            return [
                refuse(
                    event.eventID,
                    "Conversation already has an active response in progress: \(answer.id.rawValue). Wait until the "
                        + "response is finished before creating a new one.",
                    code: .conversationAlreadyHasActiveResponse)
            ]
        }
        let parameters = event.response ?? ResponseCreateParameters()
        if case .function(let wanted)? = parameters.toolChoice ?? session.toolChoice,
            !functions(parameters).contains(where: { $0.name == wanted.name })
        {
            return [
                refuse(
                    event.eventID, "Tool choice '\(wanted.name)' is none of the tools.", code: .invalidValue,
                    param: "response.tool_choice")
            ]
        }
        counter.responses += 1
        let id = ResponseID(rawValue: "resp_\(identity)_\(counter.responses)")
        let answer = Answer(id: id, parameters: parameters, news: [])
        let created = response(answer, .inProgress)
        let actions = [
            send { .responseCreated(.init(response: created, eventID: $0)) },
            send {
                .rateLimitsUpdated(
                    .init(
                        rateLimits: [RateLimit(name: .requests, limit: 10_000, remaining: 9_999, resetSeconds: 0)],
                        eventID: $0))
            },
        ]
        guard unrecognised.isEmpty else {
            responding = .recognising(answer)
            return actions
        }
        return actions + decide(answer)
    }

    /// What is to be said is known now.
    mutating func decide(_ undecided: Answer) -> [Action] {
        var answer = undecided
        if let input = answer.parameters.input {
            answer.news = input.compactMap(OfflineSession.news(in:))
        } else {
            answer.news = news
            news = []
        }
        answer.steps = steps(for: answer)
        return proceed(answer)
    }

    private mutating func steps(for answer: Answer) -> [DrillMaster.Step] {
        if let text = answer.parameters.instructions?.firstMatch(of: /^\s*[Ss]ay(?: exactly)?:\s*(.+)$/)?.1 {
            return [.say(String(text))]
        }
        if !decided.isEmpty {
            defer { decided = [] }
            return decided
        }
        let tools = functions(answer.parameters)
        let choice = answer.parameters.toolChoice ?? session.toolChoice ?? .auto
        switch choice {
        case .never:
            return drill.respond(to: answer.news, tools: .none)
        case .mcp(let choice):
            return forced(choice, answer.news).map { [$0] } ?? [.say("I have no such tool.")]
        case .auto, .other, .unknown:
            if let step = named(in: answer.news) { return [step] }
            return drill.respond(to: answer.news, tools: known(tools))
        case .required:
            let steps = drill.respond(to: answer.news, tools: known(tools))
            if steps.contains(where: \.isCall) { return steps }
            return tools.first.map { [force($0, answer.news)] } ?? steps
        case .function(let wanted):
            return tools.first { $0.name == wanted.name }.map { [force($0, answer.news)] } ?? []
        }
    }

    /// The session's own tools are known already; those of one response are looked at anew.
    private func known(_ tools: [FunctionTool]) -> KnownTools {
        Set(tools.map(\.name)) == knownTools.names ? knownTools : KnownTools(tools)
    }

    private func functions(_ parameters: ResponseCreateParameters) -> [FunctionTool] {
        (parameters.tools ?? session.tools ?? []).compactMap { tool in
            switch tool {
            case .function(let function): function
            case .mcp, .unknown: nil
            }
        }
    }

    /// A call that the client insists on: the pupil's words go where the function first takes text.
    private func force(_ tool: FunctionTool, _ news: [DrillMaster.News]) -> DrillMaster.Step {
        .call(name: tool.name, arguments: arguments(for: tool, news))
    }

    func arguments(for tool: FunctionTool, _ news: [DrillMaster.News]) -> String {
        var text = ""
        for case .pupil(let words) in news { text = words.text }
        let properties = tool.parameters?["properties"]?.objectValue ?? [:]
        let required = tool.parameters?["required"]?.arrayValue?.compactMap(\.stringValue) ?? []
        let name = (required + properties.keys.sorted()).first { properties[$0]?["type"]?.stringValue == "string" }
        let arguments: JSONValue = name.map { .object([$0: .string(text)]) } ?? .object([:])
        return arguments.text
    }

    /// Takes the next step of a response, or ends it.
    mutating func proceed(_ old: Answer) -> [Action] {
        var answer = old
        guard !answer.steps.isEmpty else { return finish(answer, .completed) }
        switch answer.steps.removeFirst() {
        case .use(let call): return proceed(call, answer)
        case .call(let name, let arguments):
            let actions = call(name, arguments, &answer)
            return actions + proceed(answer)
        case .say(let text):
            answer.tokens.add(text: text)
            let modalities = answer.parameters.outputModalities ?? session.outputModalities ?? [.audio]
            if modalities == [.text] {
                let actions = write(text, &answer)
                return actions + proceed(answer)
            }
            return speak(text, answer)
        }
    }

    private mutating func call(_ name: String, _ arguments: String, _ answer: inout Answer) -> [Action] {
        counter.calls += 1
        let id = newItemID()
        let callID = CallID(rawValue: "call_\(identity)_\(counter.calls)")
        func item(_ status: ItemStatus, _ arguments: String) -> Item {
            .functionCall(
                FunctionCall(
                    name: name, arguments: arguments, callID: callID, id: id, status: status, object: "realtime.item"))
        }
        let response = answer.id
        let index = answer.output.count
        let done = item(.completed, arguments)
        answer.tokens.add(text: arguments)
        var actions = begin(item(.inProgress, ""), answer)
        actions += [
            send {
                .responseFunctionCallArgumentsDelta(
                    .init(
                        responseID: response, itemID: id, outputIndex: index, callID: callID, delta: arguments,
                        eventID: $0))
            },
            send {
                .responseFunctionCallArgumentsDone(
                    .init(
                        responseID: response, itemID: id, outputIndex: index, callID: callID, name: name,
                        arguments: arguments, eventID: $0))
            },
        ]
        return actions + end(done, &answer)
    }

    private mutating func write(_ text: String, _ answer: inout Answer) -> [Action] {
        let id = newItemID()
        let response = answer.id
        let index = answer.output.count
        func item(_ status: ItemStatus, _ content: [ContentPart]) -> Item {
            .message(
                Message(role: .assistant, content: content, id: id, status: status, object: "realtime.item"))
        }
        var actions = begin(item(.inProgress, []), answer)
        actions.append(
            send {
                .responseContentPartAdded(
                    .init(
                        responseID: response, itemID: id, outputIndex: index, contentIndex: 0, part: .text(""),
                        eventID: $0))
            })
        for piece in text.pieces {
            actions.append(
                send {
                    .responseOutputTextDelta(
                        .init(
                            responseID: response, itemID: id, outputIndex: index, contentIndex: 0, delta: piece,
                            eventID: $0))
                })
        }
        actions += [
            send {
                .responseOutputTextDone(
                    .init(
                        responseID: response, itemID: id, outputIndex: index, contentIndex: 0, text: text, eventID: $0))
            },
            send {
                .responseContentPartDone(
                    .init(
                        responseID: response, itemID: id, outputIndex: index, contentIndex: 0, part: .text(text),
                        eventID: $0))
            },
        ]
        return actions + end(item(.completed, [.outputText(text)]), &answer)
    }

    mutating func begin(_ item: Item, _ answer: Answer) -> [Action] {
        let previous = log.last
        if !answer.isOutOfBand { log.insert(item) }
        let index = answer.output.count
        let added = send {
            .responseOutputItemAdded(.init(responseID: answer.id, outputIndex: index, item: item, eventID: $0))
        }
        guard !answer.isOutOfBand else { return [added] }
        return [added, send { .conversationItemAdded(.init(item: item, previousItemID: previous, eventID: $0)) }]
    }

    mutating func end(_ item: Item, _ answer: inout Answer) -> [Action] {
        let index = answer.output.count
        let response = answer.id
        answer.output.append(item)
        let done = send {
            .responseOutputItemDone(.init(responseID: response, outputIndex: index, item: item, eventID: $0))
        }
        guard !answer.isOutOfBand, let id = item.id else { return [done] }
        log.replace(id, with: item)
        let previous = log.before(id)
        return [done, send { .conversationItemDone(.init(item: item, previousItemID: previous, eventID: $0)) }]
    }

    mutating func finish(_ answer: Answer, _ status: Response.Status, _ details: Response.StatusDetails? = nil)
        -> [Action]
    {
        responding = .nothing
        let done = response(answer, status, details)
        return [send { .responseDone(.init(response: done, eventID: $0)) }]
    }

    mutating func cancel(_ event: ClientEvent.ResponseCancel) -> [Action] {
        let details = Response.StatusDetails(type: .cancelled, reason: .clientCancelled)
        switch responding {
        case .recognising(let answer) where event.responseID == nil || event.responseID == answer.id:
            return finish(answer, .cancelled, details)
        case .speaking(let answer, let message) where event.responseID == nil || event.responseID == answer.id:
            var answer = answer
            let actions = complete(message, .incomplete, &answer)
            return [.hush(message.utterance)] + actions + finish(answer, .cancelled, details)
        case .using(let answer, let call) where event.responseID == nil || event.responseID == answer.id:
            var answer = answer
            let actions = end(item(call, .failed("It was cancelled.")), &answer)
            return actions + finish(answer, .cancelled, details)
        case .nothing, .recognising, .speaking, .using:
            return [
                refuse(
                    event.eventID, "Cancellation failed: no active response found", code: .responseCancelNotActive)
            ]
        }
    }

    func response(_ answer: Answer, _ status: Response.Status, _ details: Response.StatusDetails? = nil) -> Response {
        Response(
            id: answer.id, status: status, statusDetails: details, output: answer.output,
            usage: status == .inProgress ? nil : usage(answer),
            conversationID: answer.isOutOfBand ? nil : "conv_\(identity)",
            outputModalities: answer.parameters.outputModalities ?? session.outputModalities,
            maxOutputTokens: answer.parameters.maxOutputTokens ?? session.maxOutputTokens,
            metadata: answer.parameters.metadata, object: "realtime.response")
    }

    private func usage(_ answer: Answer) -> Usage {
        Usage(
            totalTokens: inputTokens.total + answer.tokens.total, inputTokens: inputTokens.total,
            outputTokens: answer.tokens.total,
            inputTokenDetails: InputTokenDetails(
                textTokens: inputTokens.text, audioTokens: inputTokens.audio, imageTokens: 0, cachedTokens: 0,
                cachedTokensDetails: CachedTokensDetails(textTokens: 0, audioTokens: 0, imageTokens: 0)),
            outputTokenDetails: OutputTokenDetails(textTokens: answer.tokens.text, audioTokens: answer.tokens.audio))
    }

    private static func news(in input: ResponseInput) -> DrillMaster.News? {
        switch input {
        case .item(.message(let message)) where message.role == .user:
            let words = message.content.compactMap(\.words).joined(separator: " ")
            return .pupil(PupilWords(text: words.spokenWords, confidence: 1, judgement: .accepted))
        case .item(.functionCallOutput(let output)): return .toolResult(output.output)
        case .item, .reference: return nil
        }
    }
}

extension Answer {
    /// Whether it is written to no conversation.
    var isOutOfBand: Bool { parameters.conversation == .outOfBand }
}

extension DrillMaster.Step {
    var isCall: Bool {
        switch self {
        case .call, .use: true
        case .say: false
        }
    }
}

extension String {
    /// The text in a few words at a time, as a model would stream it.
    var pieces: [String] {
        var result: [String] = []
        for word in split(separator: " ", omittingEmptySubsequences: false) {
            result.append(result.isEmpty ? String(word) : " " + word)
        }
        return result
    }
}
