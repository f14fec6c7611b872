import Lessons
import Realtime
import Testing

@testable import Tutor

struct LessonToolTests {
    /// A session in which the first question was asked.
    private func asked() -> Session {
        var session = connected(greets: true)
        _ = session.handle(created(), at: ms(10))
        _ = session.handle(call("next_exercise", "{}"), at: ms(20))
        _ = session.handle(done(), at: ms(30))
        return session
    }

    private func output(_ actions: [Session.Action]) -> String? {
        for case .conversationItemCreate(let create) in actions.sent {
            if case .functionCallOutput(let output) = create.item { return output.output }
        }
        return nil
    }

    @Test func `the first question comes with the greeting, and its result asks for one response`() {
        var session = connected(greets: true)
        _ = session.handle(created(), at: ms(10))
        let called = session.handle(call("next_exercise", "{}"), at: ms(20))
        #expect(called.notices == [.exercise("two-and-two")])
        #expect(output(called) == nil, "results are sent when the response is done")
        let finished = session.handle(done(), at: ms(30))
        #expect(output(finished)?.contains(#""say":"Hello. What is two and two?""#) == true)
        #expect(finished.sent.last == .responseCreate(.init(eventID: "create_2")))
    }

    @Test func `the verdict is told when the answer is safe`() {
        var session = asked()
        session.takesATurn()
        _ = session.handle(created("resp_2"), at: ms(2300))
        // Its predecessor, the response to next_exercise, never came: the turn took its place.
        _ = session.handle(done("resp_2", .cancelled), at: ms(2301))
        _ = session.handle(created("resp_3"), at: ms(2302))
        let called = session.handle(
            call("check_answer", #"{"answer":"four","confidence":0.9}"#, id: "call_2", of: "resp_3"), at: ms(2400))
        let attempt = Attempt(
            lesson: "sums", exercise: "two-and-two", objective: "add", answer: "four", verdict: .right, number: 1,
            hints: 0, confidence: 0.9, expected: ["4"])
        #expect(called == [.record(attempt, Ticket(rawValue: 1))])
        #expect(session.handle(done("resp_3"), at: ms(2410)) == [], "the result waits for the gradebook")
        let recorded = session.handle(.recorded(Ticket(rawValue: 1)), at: ms(2415))
        #expect(recorded.notices == [.marked(attempt)])
        #expect(output(recorded)?.contains(#""verdict":"right""#) == true)
        #expect(recorded.sent.last == .responseCreate(.init(eventID: "create_4")))
    }

    @Test func `each hint is kept for the teacher, asked for or given with a wrong answer`() {
        var session = asked()
        func keeps(_ actions: [Session.Action]) -> [Happening] {
            actions.compactMap { if case .keep(let happening) = $0 { happening } else { nil } }
        }
        _ = session.handle(created("resp_2"), at: ms(40))
        let first = session.handle(call("give_hint", "{}", id: "call_2", of: "resp_2"), at: ms(50))
        #expect(keeps(first) == [.hint("two-and-two", "add", number: 1)])
        let second = session.handle(
            call("check_answer", #"{"answer":"five"}"#, id: "call_3", of: "resp_2"), at: ms(60))
        #expect(keeps(second) == [.hint("two-and-two", "add", number: 2)])
        guard case .record? = second.first else { Issue.record("the answer was before its hint"); return }
        // No third one is there to be given; nor is what the author says to a wrong answer one.
        let third = session.handle(call("give_hint", "{}", id: "call_4", of: "resp_2"), at: ms(70))
        let fourth = session.handle(
            call("check_answer", #"{"answer":"twenty two"}"#, id: "call_5", of: "resp_2"), at: ms(80))
        #expect(keeps(third + fourth) == [])
    }

    @Test func `the time that an answer took runs from the tutor's last sound to the end of the pupil's`() throws {
        var session = asked()
        _ = session.handle(created("resp_2"), at: ms(100))
        session.plays(session.handle(delta(voice, of: "resp_2"), at: ms(110)), at: ms(150))
        _ = session.handle(done("resp_2"), at: ms(160))
        _ = session.handle(.talkPressed, at: ms(2_000))
        session.hears(voice, from: 2_000, to: 3_000)
        _ = session.handle(.talkReleased, at: ms(3_000))
        session.hears(quiet, from: 3_000, to: 3_200)
        _ = session.handle(created("resp_3"), at: ms(3_300))
        let actions = session.handle(
            call("check_answer", #"{"answer":"four"}"#, id: "call_2", of: "resp_3"), at: ms(3_400))
        guard case .record(let attempt, _)? = actions.last else {
            Issue.record("\(actions)")
            return
        }
        #expect(attempt.spentMilliseconds == 2_850)
        // One answer, one time: a second in the same turn was not measured.
        let other = session.handle(
            call(
                "record_attempt", #"{"exercise":"two-and-two","answer":"four"}"#, id: "call_3", of: "resp_3"),
            at: ms(3_500))
        guard case .record(let second, _)? = other.last else {
            Issue.record("\(other)")
            return
        }
        #expect(second.spentMilliseconds == nil && second.number == 2)
    }

    @Test func `an answer that could not be saved is said to be so`() {
        var session = asked()
        session.takesATurn()
        _ = session.handle(created("resp_2"), at: ms(2300))
        _ = session.handle(done("resp_2", .cancelled), at: ms(2301))
        _ = session.handle(created("resp_3"), at: ms(2302))
        _ = session.handle(call("check_answer", #"{"answer":"four"}"#, id: "call_2", of: "resp_3"), at: ms(2400))
        _ = session.handle(done("resp_3"), at: ms(2410))
        let failed = session.handle(.recordFailed(Ticket(rawValue: 1), reason: "disk full"), at: ms(2415))
        #expect(failed.notices == [.trouble("an answer could not be saved: disk full")])
        #expect(output(failed)?.contains("I could not save that answer") == true)
    }

    @Test func `a call of an interrupted answer is not run, and its arguments alone never are`() {
        var session = asked()
        _ = session.handle(created("resp_2"), at: ms(40))
        _ = session.handle(.talkPressed, at: ms(50))
        #expect(session.handle(call("give_hint", "{}", id: "call_9", of: "resp_2"), at: ms(60)) == [])
        var other = asked()
        _ = other.handle(created("resp_2"), at: ms(40))
        let arguments = ServerEvent.ResponseFunctionCallArgumentsDone(
            responseID: "resp_2", itemID: "fc", outputIndex: 0, callID: "call_9", name: "give_hint", arguments: "{}")
        #expect(other.handle(.received(.responseFunctionCallArgumentsDone(arguments)), at: ms(50)) == [])
    }

    @Test func `the way through a lesson: wrong, hint, wrong, explained, and the question comes back at the end`() {
        var run = LessonRun(lesson: lesson)
        func say(_ name: String, _ arguments: String = "{}") -> String {
            run.call(name, arguments: arguments)?.output ?? ""
        }
        #expect(say("check_answer", #"{"answer":"four"}"#).contains("next_exercise"), "no question was asked yet")
        #expect(say("next_exercise").contains("Hello. What is two and two?"))
        #expect(say("next_exercise").contains("What is two and two?"), "asked twice, it is the same question")
        #expect(say("check_answer", #"{"answer":"twenty two"}"#).contains("That is two beside two."))
        #expect(say("give_hint").contains("Hold up two fingers"))
        #expect(say("check_answer", #"{"answer":"five"}"#).contains("It comes after three."))
        let third = run.call("check_answer", arguments: #"{"answer":"six"}"#)
        #expect(third?.attempt?.number == 3)
        #expect(third?.attempt?.hints == 2)
        #expect(third?.output.contains("Two and two is four.") == true)
        #expect(say("next_exercise").contains("one and two"))
        #expect(say("check_answer", #"{"answer":"it is three"}"#).contains(#""verdict":"right""#))
        #expect(say("next_exercise").contains("What is two and two?"), "what was not solved comes back once")
        #expect(say("check_answer", #"{"answer":"4"}"#).contains(#""then":"next_exercise""#))
        #expect(say("next_exercise").contains(#""lesson_over":true"#))
        #expect(run.isOver)
    }

    @Test(arguments: [
        "", "{", "[]", "null", #"{"answer":7}"#, #"{"answer":null}"#, String(repeating: "x", count: 100_000), "{}",
    ]) func `arguments that are not what the tool takes get an answer`(arguments: String) {
        var run = LessonRun(lesson: lesson)
        _ = run.call("next_exercise", arguments: "{}")
        let outcome = run.call("check_answer", arguments: arguments)
        #expect(outcome?.output.contains("error") == true)
        #expect(outcome?.attempt == nil)
        #expect(run.call("no_such_tool", arguments: arguments) == nil)
    }
}
