import Audio
import Lessons
import Realtime
import Testing

@testable import Tutor

/// Tools beyond the lesson's own: within the turn, beside it, and after the teacher has agreed.
struct ErrandTests {
    private static func card(
        _ name: String, approval: ToolCard.Approval = .none, waiting: ToolCard.Waiting = .turn
    ) -> ToolCard {
        ToolCard(
            function: FunctionTool(name: name, description: "Does it.", parameters: ["type": "object"]),
            approval: approval, summary: "Buy a {thing} for {price} coins.", waiting: waiting)
    }

    /// A session that rests, with tools and a teacher's button.
    private func session(code: [Control] = [], hasTeacher: Bool = true) -> Session {
        var settings = SessionSettings()
        settings.greets = false
        settings.tools = [
            ErrandTests.card("weather"), ErrandTests.card("timer", waiting: .background),
            ErrandTests.card("shop", approval: .teacher),
        ]
        settings.approvalCode = code
        if hasTeacher { settings.controls = [.init(.teacher, press: .sayStatus)] }
        var session = Session(lesson: lesson, settings: settings)
        _ = session.handle(.linkUp, at: .zero)
        _ = session.handle(.received(.sessionCreated(.init(session: .realtime(RealtimeSession())))), at: .zero)
        let ready = session.handle(.received(.sessionUpdated(.init(session: .realtime(RealtimeSession())))), at: .zero)
        session.plays(ready, at: .zero)
        return session
    }

    /// The tutor calls a tool in a response of its own, and is done.
    private func asks(
        _ session: inout Session, _ name: String, _ arguments: String = "{}", id: CallID = "call_1", at now: Duration
    ) -> [Session.Action] {
        let response = ResponseID(rawValue: "resp_\(id.rawValue)")
        var actions = session.handle(created(response), at: now)
        actions += session.handle(call(name, arguments, id: id, of: response), at: now)
        return actions + session.handle(done(response), at: now)
    }

    /// The tutor says nothing more, and has the floor no longer.
    private func answers(_ session: inout Session, _ response: ResponseID, at now: Duration) -> [Session.Action] {
        session.handle(created(response), at: now) + session.handle(done(response), at: now)
    }

    private func outputs(_ actions: [Session.Action]) -> [String] {
        actions.compactMap {
            if case .send(.conversationItemCreate(let event)) = $0, case .functionCallOutput(let output) = event.item {
                output.output
            } else {
                nil
            }
        }
    }

    private func notes(_ actions: [Session.Action]) -> [String] {
        actions.compactMap {
            if case .send(.conversationItemCreate(let event)) = $0, case .message(let message) = event.item,
                message.role == .system
            {
                message.content.compactMap(\.words).joined()
            } else {
                nil
            }
        }
    }

    private func wantsResponse(_ actions: [Session.Action]) -> Bool {
        actions.contains { if case .send(.responseCreate) = $0 { true } else { false } }
    }

    @Test func `a tool of the turn is run, and its result is answered`() {
        var session = session()
        #expect(asks(&session, "weather", at: ms(0)).contains { if case .run = $0 { true } else { false } })
        let actions = session.handle(.toolFinished("call_1", output: #"{"data":21}"#), at: ms(10))
        #expect(outputs(actions) == [#"{"data":21}"#])
        #expect(wantsResponse(actions))
    }

    @Test func `a tool beside the lesson does not hold the turn, and its result comes at the next pause`() {
        var session = session()
        let asked = asks(&session, "timer", at: ms(0))
        #expect(outputs(asked).count == 1)
        #expect(outputs(asked)[0].contains(#""status":"running""#))
        _ = answers(&session, "resp_2", at: ms(10))
        #expect(session.isResting)
        // The pupil talks meanwhile: the news waits.
        _ = session.handle(.talkPressed, at: ms(20))
        #expect(notes(session.handle(.toolFinished("call_1", output: #"{"say":"Time is up."}"#), at: ms(30))).isEmpty)
        let paused = session.handle(.talkReleased, at: ms(40))
        #expect(notes(paused).count == 1)
        #expect(notes(paused)[0].hasSuffix(#"{"say":"Time is up."}"#))
        #expect(wantsResponse(paused))
        #expect(!session.isResting)
    }

    @Test func `what a tool beside the lesson says survives a reconnect`() {
        var session = session()
        _ = asks(&session, "timer", at: ms(0))
        _ = answers(&session, "resp_2", at: ms(10))
        _ = session.handle(.linkDown("1006"), at: ms(20))
        #expect(notes(session.handle(.toolFinished("call_1", output: #"{"say":"Up."}"#), at: ms(30))).isEmpty)
        _ = session.handle(.linkUp, at: ms(40))
        _ = session.handle(.received(.sessionCreated(.init(session: .realtime(RealtimeSession())))), at: ms(50))
        let ready = session.handle(.received(.sessionUpdated(.init(session: .realtime(RealtimeSession())))), at: ms(60))
        #expect(notes(ready).contains { $0.hasSuffix(#"{"say":"Up."}"#) })
        #expect(wantsResponse(ready))
        // And is told to the connection after that as well.
        _ = session.handle(.linkDown("1006"), at: ms(70))
        _ = session.handle(.linkUp, at: ms(80))
        _ = session.handle(.received(.sessionCreated(.init(session: .realtime(RealtimeSession())))), at: ms(90))
        let again = session.handle(.received(.sessionUpdated(.init(session: .realtime(RealtimeSession())))), at: ms(99))
        #expect(notes(again).contains { $0.hasSuffix(#"{"say":"Up."}"#) })
    }

    private let purchase = #"{"thing":"pencil","price":3}"#

    @Test func `a tool that needs the teacher is not run before the button says yes`() {
        var session = session()
        let asked = asks(&session, "shop", purchase, at: ms(0))
        #expect(asked.contains(.announce(.approval("Buy a pencil for 3 coins."))))
        #expect(outputs(asked)[0].contains("waiting_for_the_teacher"))
        #expect(!asked.contains { if case .run = $0 { true } else { false } })
        _ = answers(&session, "resp_2", at: ms(10))
        let pressed = session.handle(.controlPressed(.teacher), at: ms(1_000))
        #expect(pressed.contains { if case .wake(.decision, _) = $0 { true } else { false } })
        let released = session.handle(.controlReleased(.teacher), at: ms(1_200))
        #expect(released.contains(.run(ToolCall(id: "call_1", name: "shop", arguments: purchase))))
        #expect(released.contains(.keep(.approval(tool: "shop", isAllowed: true))))
        let bought = session.handle(.toolFinished("call_1", output: #"{"say":"Here it is."}"#), at: ms(1_300))
        #expect(notes(bought).count == 1)
        // Then the button is a usual one again.
        _ = session.handle(.controlPressed(.teacher), at: ms(9_000))
        #expect(session.handle(.controlReleased(.teacher), at: ms(9_100)).isEmpty)
    }

    @Test func `a button that is held says no, and the tool never runs`() {
        var session = session()
        _ = asks(&session, "shop", purchase, at: ms(0))
        _ = answers(&session, "resp_2", at: ms(10))
        _ = session.handle(.controlPressed(.teacher), at: ms(1_000))
        let held = session.handle(.timer(.decision(number: 1)), at: ms(1_600))
        #expect(notes(held).contains { $0.contains("refused") })
        #expect(held.contains(.keep(.approval(tool: "shop", isAllowed: false))))
        #expect(wantsResponse(held))
        #expect(session.handle(.controlReleased(.teacher), at: ms(1_700)).isEmpty)
    }

    @Test func `a teacher who does not answer is asked three times, then it is a no`() {
        var session = session()
        _ = asks(&session, "shop", purchase, at: ms(0))
        _ = answers(&session, "resp_2", at: ms(10))
        for time in [20, 40] {
            #expect(
                session.handle(.timer(.approval(number: 1)), at: .seconds(time))
                    .contains(.announce(.approval("Buy a pencil for 3 coins."))))
        }
        let last = session.handle(.timer(.approval(number: 1)), at: .seconds(60))
        #expect(last.contains(.tell(.approval("Buy a pencil for 3 coins.", isAllowed: false))))
        #expect(notes(last).contains { $0.contains("refused") })
    }

    @Test func `a code of presses says yes, and nothing else does`() {
        var session = session(code: [.volumeUp, .volumeUp, .volumeDown])
        _ = asks(&session, "shop", purchase, at: ms(0))
        _ = answers(&session, "resp_2", at: ms(10))
        func press(_ control: Control) -> [Session.Action] {
            session.handle(.controlPressed(control), at: ms(500))
                + session.handle(.controlReleased(control), at: ms(600))
        }
        let wrong = [Control.volumeDown, .volumeUp, .teacher, .volumeUp, .volumeUp].flatMap { press($0) }
        #expect(!wrong.contains { if case .run = $0 { true } else { false } })
        #expect(!wrong.contains { if case .setVolume = $0 { true } else { false } })
        #expect(press(.volumeDown).contains { if case .run = $0 { true } else { false } })
    }

    @Test func `without a way to say yes the tutor is told so at once`() {
        var session = session(hasTeacher: false)
        let asked = asks(&session, "shop", purchase, at: ms(0))
        #expect(outputs(asked)[0].contains("error"))
        #expect(!asked.contains { if case .announce = $0 { true } else { false } })
    }

    @Test func `a provider's tool waits for the same button`() {
        var session = session()
        _ = session.handle(created("resp_1"), at: ms(0))
        let wish = MCPApprovalRequest(id: "mcpr_1", serverLabel: "shop", name: "buy", arguments: "{}")
        let asked = session.handle(
            .received(
                .responseOutputItemDone(.init(responseID: "resp_1", outputIndex: 0, item: .mcpApprovalRequest(wish)))),
            at: ms(5))
        #expect(asked.contains { if case .announce(.approval) = $0 { true } else { false } })
        _ = session.handle(done("resp_1"), at: ms(10))
        _ = session.handle(.controlPressed(.teacher), at: ms(1_000))
        let released = session.handle(.controlReleased(.teacher), at: ms(1_100))
        let answers = released.compactMap { action -> MCPApprovalResponse? in
            if case .send(.conversationItemCreate(let event)) = action,
                case .mcpApprovalResponse(let answer) = event.item
            {
                answer
            } else {
                nil
            }
        }
        #expect(answers.map(\.approvalRequestID) == ["mcpr_1"])
        #expect(answers.map(\.approve) == [true])
        #expect(released.contains(.keep(.approval(tool: "shop.buy", isAllowed: true))))
        #expect(wantsResponse(released))
    }

    @Test func `a tool's question is asked by the tutor, and its answer goes back to the tool`() {
        var session = session()
        _ = asks(&session, "weather", at: ms(0))
        let schema: JSONValue = ["type": "string", "enum": ["Lima", "Oslo"]]
        let asked = session.handle(.toolAsks("call_1", "Which city?", schema: schema), at: ms(10))
        #expect(outputs(asked).count == 1)
        let report = JSONValue(text: outputs(asked)[0])
        #expect(report?["ask"]?.stringValue == "Which city?")
        #expect(report?["answer_with"]?.stringValue == "answer_question")
        #expect(report?["listen_for"]?["phrases"] == ["lima", "oslo"])
        _ = answers(&session, "resp_2", at: ms(20))
        // Words that are no answer are asked again.
        let missed = asks(&session, "answer_question", #"{"answer":"blue"}"#, id: "call_2", at: ms(30))
        #expect(outputs(missed)[0].contains("Which city?"))
        #expect(!missed.contains { if case .answerTool = $0 { true } else { false } })
        _ = answers(&session, "resp_3", at: ms(40))
        let given = asks(&session, "answer_question", #"{"answer":"In Oslo, please."}"#, id: "call_3", at: ms(50))
        #expect(given.contains(.answerTool("call_1", "Oslo")))
        // The tool's result is what the answer came to.
        let result = session.handle(.toolFinished("call_1", output: #"{"data":3}"#), at: ms(60))
        #expect(outputs(result) == [#"{"data":3}"#])
        #expect(wantsResponse(result))
    }

    @Test func `an answer that is understood at the last try counts, one that is not gives the question up`() {
        for (last, value) in [("nine", JSONValue.integer(9)), ("blue", nil)] as [(String, JSONValue?)] {
            var session = session()
            _ = asks(&session, "weather", at: ms(0))
            _ = session.handle(.toolAsks("call_1", "How many?", schema: ["type": "integer"]), at: ms(10))
            _ = answers(&session, "resp_2", at: ms(20))
            for (number, words) in ["green", "red"].enumerated() {
                let id = CallID(rawValue: "miss_\(number)")
                let missed = asks(&session, "answer_question", #"{"answer":"\#(words)"}"#, id: id, at: ms(30))
                #expect(!missed.contains { if case .answerTool = $0 { true } else { false } })
                _ = answers(&session, ResponseID(rawValue: "after_\(number)"), at: ms(40))
            }
            let given = asks(&session, "answer_question", #"{"answer":"\#(last)"}"#, id: "last", at: ms(50))
            #expect(given.contains(.answerTool("call_1", value)))
        }
    }

    @Test func `a question that nobody answers is given back to the tool`() {
        var session = session()
        _ = asks(&session, "weather", at: ms(0))
        let asked = session.handle(.toolAsks("call_1", "Which?", schema: ["type": "boolean"]), at: ms(10))
        let number = asked.lazy.compactMap { if case .wake(.question(let number), _) = $0 { number } else { nil } }
            .first
        #expect(
            session.handle(.timer(.question(number: number ?? 0)), at: .seconds(90)) == [.answerTool("call_1", nil)])
    }

    @Test func `of a resource that changes often only the newest is told, and nobody speaks of it unasked`() {
        var session = session()
        _ = session.handle(.talkPressed, at: ms(0))
        for price in 1...40 { _ = session.handle(.resourceChanged("market://prices", text: "\(price)"), at: ms(10)) }
        let paused = session.handle(.talkReleased, at: ms(20))
        #expect(notes(paused).count == 1)
        #expect(notes(paused)[0].contains(#""data":40"#))
        #expect(!wantsResponse(paused))
    }

    // MARK: Edits

    private func edited(id: LessonID = "sums") -> Lesson {
        Lesson(
            id: id, title: "Sums", language: "en-GB", ages: 6...8, objectives: lesson.objectives,
            exercises: [
                lesson.exercises[0],
                Exercise(
                    id: "two-and-three", objective: "add", kind: .number, ask: "What is two and three?", expect: ["5"],
                    explain: "Two and three is five."),
            ], instructions: "Be kinder.")
    }

    @Test func `an edit is taught from the next pause on, and what was reached stays`() {
        var session = session()
        _ = asks(&session, "next_exercise", at: ms(0))
        #expect(session.currentExercise?.id == "two-and-two")
        #expect(session.handle(.lessonChanged(edited()), at: ms(5)).isEmpty)
        let paused = answers(&session, "resp_2", at: ms(10))
        #expect(paused.contains(.tell(.lessonChanged)))
        let update = paused.lazy.compactMap { action -> RealtimeSession? in
            if case .send(.sessionUpdate(let event)) = action, case .realtime(let session) = event.session {
                session
            } else {
                nil
            }
        }.first
        #expect(update?.instructions?.contains("Be kinder.") == true)
        #expect(update?.audio?.output?.voice == nil)
        #expect(session.currentExercise?.id == "two-and-two")
        _ = asks(&session, "check_answer", #"{"answer":"four"}"#, id: "call_2", at: ms(20))
        _ = session.handle(.recorded(Ticket(rawValue: 1)), at: ms(25))
        _ = answers(&session, "resp_4", at: ms(30))
        _ = asks(&session, "next_exercise", id: "call_3", at: ms(40))
        #expect(session.currentExercise?.id == "two-and-three")
    }

    @Test func `a broken edit is told, and the last good one is taught`() {
        var session = session()
        let told = session.handle(.lessonBroken("a.md:3:1: no title"), at: ms(5))
        #expect(told.contains(.announce(.trouble(.lessonFile))))
        #expect(session.lesson.lesson == lesson)
    }

    @Test func `a server's tools come and go at the pauses, and take no other's name`() {
        var session = session()
        func tools(_ actions: [Session.Action]) -> [String]? {
            actions.lazy.compactMap { action -> [String]? in
                guard case .send(.sessionUpdate(let event)) = action, case .realtime(let session) = event.session else {
                    return nil
                }
                return session.tools?.compactMap { if case .function(let function) = $0 { function.name } else { nil } }
            }.first
        }
        _ = session.handle(.talkPressed, at: ms(0))
        let quote = ErrandTests.card("quote")
        #expect(
            tools(session.handle(.toolsChanged(server: "market", [quote, ErrandTests.card("timer")]), at: ms(5))) == nil
        )
        let paused = tools(session.handle(.talkReleased, at: ms(20)))
        #expect(paused?.contains("quote") == true)
        #expect(paused?.count { $0 == "timer" } == 1)
        let called = asks(&session, "quote", at: ms(30))
        #expect(called.contains { if case .run = $0 { true } else { false } })
        _ = session.handle(.toolFinished("call_1", output: "{}"), at: ms(40))
        #expect(tools(answers(&session, "resp_2", at: ms(50))) == nil)
        let gone = tools(session.handle(.toolsChanged(server: "market", []), at: ms(60)))
        #expect(gone?.contains("quote") == false)
    }

    // MARK: Values

    private static let sayings: [(String, JSONValue, JSONValue?)] = [
        ("twenty two please", ["type": "integer"], 22),
        ("yes I do", ["type": "boolean"], true),
        ("No.", ["type": "boolean"], false),
        ("perhaps", ["type": "boolean"], .none),
        ("nine", ["type": "integer", "maximum": 5], .none),
        ("the red one", ["type": "string", "enum": ["red", "blue"]], "red"),
        ("Ada likes maths", ["type": "string"], "Ada likes maths"),
    ]

    @Test(arguments: sayings)
    func `what was said becomes a value of what was asked`(said: String, schema: JSONValue, value: JSONValue?) {
        #expect(SpokenValue.of(.string(said), by: schema, in: "en-GB") == value)
    }
}
