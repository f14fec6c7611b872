import FoundationEssentials
import Realtime

/// The offline tutor's "model": it knows no lesson, and teaches through the tools that the session gives it.
///
/// What tools return is spoken; what the pupil says is a command, or an answer that a tool marks. It is deterministic:
/// the same news give the same steps.
struct DrillMaster: Sendable, Hashable {
    /// Something that came into the conversation since the last response.
    enum News: Sendable, Hashable {
        case pupil(PupilWords)
        case toolResult(String)
    }

    /// What a response consists of, in order.
    enum Step: Sendable, Hashable {
        case say(String)
        case call(name: String, arguments: String)
        /// Lets a hosted MCP server do something.
        case use(HostedCall)
    }

    /// What the next words of the pupil are an answer to.
    indirect enum Waiting: Sendable, Hashable {
        case nothing
        case answer(to: String)
        /// It asked whether it heard right.
        case confirmation(of: String, question: String)
        /// A tool wants to know something; then it is as it was before.
        case reply(to: String, question: String, before: Waiting, expected: ListeningFor)
    }

    private(set) var waiting = Waiting.nothing
    private var expected = ListeningFor()
    /// Words that the pupil denied to have said, since the question was asked.
    private var denied: [String] = []
    /// 1 is the session's own speed.
    private(set) var pace = 1.0

    /// What to listen for in the pupil's next turn.
    func listening(for tools: KnownTools) -> ListeningFor {
        let asked: [String]
        switch waiting {
        case .confirmation: asked = PupilCommand.yes.phrases + PupilCommand.no.phrases
        case .nothing, .answer, .reply: asked = []
        }
        return ListeningFor(
            phrases: asked + expected.phrases, numbers: expected.numbers,
            aside: PupilCommand.allPhrases + tools.phrases,
            except: denied)
    }

    /// Takes up a conversation that was held elsewhere: what its tools returned is known, and was said.
    mutating func recall(_ news: [News]) {
        for case .toolResult(let output) in news { _ = absorb(ToolReply(output: output), .none) }
    }

    /// What to say and call, given what is new and which tools there are.
    mutating func respond(to news: [News], tools: KnownTools) -> [Step] {
        var steps: [Step] = []
        var words: PupilWords?
        for piece in news {
            switch piece {
            case .toolResult(let output): steps += absorb(ToolReply(output: output), tools)
            case .pupil(let said): words = said
            }
        }
        // The pupil has spoken after the tools were asked: what they said is answered, not what the tools returned.
        if let words { return answer(words, tools) }
        if !steps.isEmpty { return steps }
        switch waiting {
        case .answer(let question), .confirmation(_, let question), .reply(_, let question, _, _):
            return [.say(question)]
        case .nothing: return begin(tools)
        }
    }

    private mutating func absorb(_ reply: ToolReply, _ tools: KnownTools) -> [Step] {
        denied = []
        if let tool = reply.answerWith, let ask = reply.ask, tools.contains(tool) {
            waiting = .reply(to: tool, question: ask, before: lessonsOwn.waiting, expected: lessonsOwn.expected)
            expected = reply.listening ?? ListeningFor()
            return [.say(reply.say ?? ask)]
        }
        // What came from beside the lesson does not end its question.
        if reply.isAside, let say = reply.say ?? reply.error.map({ "Something went wrong: \($0)" }) {
            return [.say(sentence(say, question))]
        }
        if let listening = reply.listening { expected = listening }
        if let ask = reply.ask {
            waiting = .answer(to: ask)
        } else if reply.then != nil || reply.lessonOver == true {
            waiting = .nothing
            expected = ListeningFor()
        }
        var steps: [Step] = []
        if let say = reply.say, !say.isEmpty { steps.append(.say(say)) }
        if let then = reply.then, tools.contains(then) { steps.append(.call(name: then, arguments: "{}")) }
        if steps.isEmpty, let error = reply.error {
            steps.append(.say(sentence("Something went wrong: \(error)", question)))
        }
        return steps
    }

    /// What is waited for in the lesson, whatever a tool asks meanwhile.
    private var lessonsOwn: (waiting: Waiting, expected: ListeningFor) {
        switch waiting {
        case .reply(_, _, let before, let expected): (before, expected)
        case .nothing, .answer, .confirmation: (waiting, expected)
        }
    }

    private func begin(_ tools: KnownTools) -> [Step] {
        tools.contains("next_exercise")
            ? [.call(name: "next_exercise", arguments: "{}")] : [.say("Hello. Hold the button and talk to me.")]
    }

    private mutating func answer(_ words: PupilWords, _ tools: KnownTools) -> [Step] {
        let isExpected = expected.phrases.contains(words.text)
        switch words.judgement {
        case .silence, .rejected:
            switch waiting {
            case .answer(let question): return [.say("Sorry, I did not understand. \(question)")]
            case .reply(_, let question, _, _): return [.say("Sorry, I did not understand. \(question)")]
            case .confirmation(let text, _): return [.say("Please say yes or no. Did you say \(text)?")]
            case .nothing: return begin(tools)
            }
        case .accepted, .doubtful:
            if !isExpected, let command = PupilCommand(words.text) {
                return obey(command, words, tools)
            }
            if !isExpected, words.judgement == .accepted, let call = tools.call(for: words.text) {
                return [.call(name: call.tool, arguments: call.arguments)]
            }
            return mark(words, tools)
        }
    }

    private mutating func mark(_ words: PupilWords, _ tools: KnownTools) -> [Step] {
        switch waiting {
        case .nothing:
            return tools.contains("next_exercise") ? begin(tools) : [.say("I heard: \(words.text).")]
        case .reply(let tool, _, let before, let expected):
            waiting = before
            self.expected = expected
            return [.call(name: tool, arguments: JSONValue.object(["answer": .string(words.text)]).text)]
        case .confirmation(words.text, let question):
            // The same words a second time are as good as a yes.
            waiting = .answer(to: question)
            return check(words.text, words.confidence, tools)
        case .answer(let question), .confirmation(_, let question):
            switch words.judgement {
            case .accepted:
                waiting = .answer(to: question)
                return check(words.text, words.confidence, tools)
            case .doubtful, .rejected, .silence:
                waiting = .confirmation(of: words.text, question: question)
                return [.say("Did you say \(words.text)?")]
            }
        }
    }

    private func check(_ text: String, _ confidence: Double, _ tools: KnownTools) -> [Step] {
        if !expected.phrases.contains(text), let call = tools.call(for: text) {
            return [.call(name: call.tool, arguments: call.arguments)]
        }
        guard tools.contains("check_answer") else { return [.say("I heard: \(text).")] }
        struct Arguments: Encodable {
            var answer: String
            var confidence: Double
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let rounded = (confidence * 100).rounded() / 100
        guard let data = try? encoder.encode(Arguments(answer: text, confidence: rounded)) else {
            return [.say("I heard: \(text).")]
        }
        return [.call(name: "check_answer", arguments: String(decoding: data, as: UTF8.self))]
    }

    private mutating func obey(_ command: PupilCommand, _ words: PupilWords, _ tools: KnownTools) -> [Step] {
        switch (command, waiting) {
        case (.no, .reply(let tool, _, let before, let expected)),
            (.skip, .reply(let tool, _, let before, let expected)),
            (.giveUp, .reply(let tool, _, let before, let expected)),
            (.stop, .reply(let tool, _, let before, let expected)):
            waiting = before
            self.expected = expected
            return [.call(name: tool, arguments: #"{"declined":true}"#)]
        case (.yes, .reply(_, let question, _, _)), (.repeatQuestion, .reply(_, let question, _, _)),
            (.hint, .reply(_, let question, _, _)):
            return [.say(question)]
        case (.yes, .confirmation(let text, let question)):
            waiting = .answer(to: question)
            return check(text, 1, tools)
        case (.no, .confirmation(let text, let question)):
            waiting = .answer(to: question)
            denied.append(text)
            return [.say("All right. Please say it again. \(question)")]
        case (.yes, .answer(let question)), (.no, .answer(let question)),
            (.repeatQuestion, .answer(let question)), (.repeatQuestion, .confirmation(_, let question)):
            return [.say(question)]
        case (.slower, _):
            pace = max(0.6, pace - 0.2)
            return [.say(sentence("All right, slower.", question))]
        case (.faster, _):
            pace = min(1.4, pace + 0.2)
            return [.say(sentence("All right, faster.", question))]
        case (.hint, _): return use("give_hint", "{}", tools)
        case (.giveUp, _): return use("explain", "{}", tools)
        case (.skip, _): return use("next_exercise", #"{"skip":true}"#, tools)
        case (.stop, _): return use("end_lesson", "{}", tools)
        case (.yes, .nothing), (.no, .nothing), (.repeatQuestion, .nothing): return begin(tools)
        }
    }

    private func use(_ tool: String, _ arguments: String, _ tools: KnownTools) -> [Step] {
        tools.contains(tool)
            ? [.call(name: tool, arguments: arguments)]
            : [.say(sentence("I cannot do that in this lesson.", question))]
    }

    private var question: String? {
        switch waiting {
        case .nothing: nil
        case .answer(let question), .confirmation(_, let question), .reply(_, let question, _, _): question
        }
    }

    private func sentence(_ parts: String?...) -> String { parts.compactMap { $0 }.joined(separator: " ") }
}
