import Audio
import Foundation
import Realtime
import Testing

@testable import Tutor

// A class number that was said, and confirmed by voice.
extension WhoTests {
    /// Greets, so that the tutor has the floor.
    func asked(_ tool: String, _ arguments: String, _ session: inout Session, id: CallID = "call_9")
        -> [Session.Action]
    {
        session.takesATurn()
        _ = session.handle(created(), at: ms(2_300))
        let actions = session.handle(call(tool, arguments, id: id), at: ms(2_400))
        return actions + session.handle(done(), at: ms(2_450))
    }

    func outputs(_ actions: [Session.Action]) -> [String] {
        actions.sent.compactMap {
            guard case .conversationItemCreate(let event) = $0, case .functionCallOutput(let output) = event.item
            else { return nil }
            return output.output
        }
    }

    @Test func `a number that was said is named by the box, asked by the tutor, and confirmed`() throws {
        var session = connected()
        let called = asked("change_pupil", #"{"number":12}"#, &session)
        #expect(called.contains(.announce(.isThatYou(WhoTests.seats[2]))))
        #expect(outputs(called).isEmpty, "the name comes first")
        let named = session.handle(.voiced(.isThatYou(WhoTests.seats[2]), voice), at: ms(2_700))
        #expect(named.first == .play(voice))
        let output = try #require(outputs(named).first)
        #expect(output.contains("confirm_pupil") && output.contains("Is that you?"))
        #expect(!output.contains("cleo") && !output.contains("12"))
        _ = session.handle(created("resp_2"), at: ms(2_800))
        let confirmed = session.handle(
            call("confirm_pupil", #"{"answer":"yes that is me"}"#, id: "call_10", of: "resp_2"), at: ms(2_900))
        #expect(departure(confirmed) == .pupil("p-cleo", by: .number))
    }

    @Test(arguments: [
        (#"{"number":40}"#, "Nobody here has that number."), (#"{"number":1}"#, "that is you"),
        (#"{}"#, "change_pupil needs"), (#"{"number":"12"}"#, "change_pupil needs"), ("no", "not JSON"),
    ])
    func `a number that is nobody's, or one's own, is said to be so`(arguments: String, answer: String) {
        var session = connected()
        #expect(outputs(asked("change_pupil", arguments, &session)).first?.contains(answer) == true)
        #expect(session.who == .settled)
    }

    @Test(arguments: [
        (#"{"yes":false}"#, "not_confirmed"), (#"{"declined":true}"#, "not_confirmed"),
        (#"{"answer":"no that is not me"}"#, "not_confirmed"), (#"{"answer":"banana"}"#, "confirm_pupil"),
        (#"{}"#, "confirm_pupil"),
    ])
    func `without a yes nobody is changed`(arguments: String, answer: String) {
        var session = connected()
        _ = asked("change_pupil", #"{"number":2}"#, &session)
        // A box without a voice does not wait for a name.
        let named = session.handle(.timer(.naming(number: 1)), at: ms(4_400))
        #expect(outputs(named).count == 1)
        _ = session.handle(created("resp_2"), at: ms(4_500))
        var confirmed = session.handle(call("confirm_pupil", arguments, id: "call_10", of: "resp_2"), at: ms(4_600))
        confirmed += session.handle(done("resp_2"), at: ms(4_700))
        #expect(outputs(confirmed).first?.contains(answer) == true)
        #expect(departure(confirmed) == nil)
    }

    @Test func `a number that pupils of two classes have is asked of the one after the other`() {
        let seats = WhoTests.seats + [Seat(account: "p-zoe", number: 2), Seat(account: "p-ali", number: 1)]
        var session = session(pupils: seats)
        connect(&session)
        #expect(asked("change_pupil", #"{"number":2}"#, &session).contains(.announce(.isThatYou(seats[1]))))
        _ = session.handle(.voiced(.isThatYou(seats[1]), voice), at: ms(2_600))
        _ = session.handle(created("resp_2"), at: ms(2_700))
        let denied = session.handle(
            call("confirm_pupil", #"{"yes":false}"#, id: "call_10", of: "resp_2"), at: ms(2_800))
        #expect(denied.contains(.announce(.isThatYou(seats[3]))) && outputs(denied).isEmpty)
        _ = session.handle(done("resp_2"), at: ms(2_850))
        #expect(outputs(session.handle(.voiced(.isThatYou(seats[3]), voice), at: ms(2_900))).count == 1)
        _ = session.handle(created("resp_3"), at: ms(3_000))
        let confirmed = session.handle(
            call("confirm_pupil", #"{"yes":true}"#, id: "call_11", of: "resp_3"), at: ms(3_100))
        #expect(departure(confirmed) == .pupil("p-zoe", by: .number))
        // One's own number is also somebody else's.
        var own = self.session(pupils: seats)
        connect(&own)
        #expect(asked("change_pupil", #"{"number":1}"#, &own).contains(.announce(.isThatYou(seats[4]))))
    }

    @Test func `a yes that nobody was asked for, or that comes after a minute, changes nobody`() {
        var session = connected()
        #expect(
            outputs(asked("confirm_pupil", #"{"yes":true}"#, &session)).first?.contains("change_pupil first") == true)
        var late = connected()
        _ = asked("change_pupil", #"{"number":2}"#, &late)
        _ = late.handle(.timer(.naming(number: 1)), at: ms(4_400))
        _ = late.handle(created("resp_2"), at: ms(70_000))
        #expect(
            departure(late.handle(call("confirm_pupil", #"{"yes":true}"#, id: "c", of: "resp_2"), at: ms(70_000)))
                == nil)
    }

    @Test func `the tools are offered where somebody has a number, and tell no account`() throws {
        let tools = { (seats: [Seat]) -> [String] in
            var settings = SessionSettings()
            settings.pupils = seats
            let configuration = Session.configuration(of: lesson, settings)
            return (configuration.tools ?? []).compactMap {
                if case .function(let tool) = $0 { tool.name } else { nil }
            }
        }
        #expect(tools(WhoTests.seats).contains("change_pupil") && tools(WhoTests.seats).contains("confirm_pupil"))
        #expect(!tools([Seat(account: "p-ada")]).contains("change_pupil"))
        #expect(tools([]) == LessonTool.allCases.map(\.rawValue))
        var settings = SessionSettings()
        settings.pupils = WhoTests.seats
        settings.account = "p-ada"
        let update = ClientEvent.sessionUpdate(
            .init(session: .realtime(Session.configuration(of: lesson, settings)), eventID: "configure"))
        let text = String(decoding: try update.json(), as: UTF8.self)
        #expect(text.contains("change_pupil") && !text.contains("p-ada"))
    }
}
