import Testing

@testable import Tutor

struct GesturesTests {
    private static let rows: [Control.Row] = [
        .init(.volumeUp, press: .volumeUp, hold: .volumeUp),
        .init(.teacher, press: .sayStatus, hold: .mute, double: .nextLesson),
        .init(.pupil, press: .nextPupil),
        .init(.volumeDown, press: .volumeDown, double: .sayAgain),
    ]

    enum Move: Sendable {
        case press, release
        /// The newest alarm goes off.
        case alarm
    }

    struct Story: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var control: Control
        var moves: [Move]
        var commands: [Control.Command]
    }

    @Test(arguments: [
        Story(
            testDescription: "where nothing else can be meant a press is done at once", control: .pupil,
            moves: [.press], commands: [.nextPupil]),
        Story(
            testDescription: "one press asks once, however long", control: .pupil,
            moves: [.press, .alarm, .release], commands: [.nextPupil]),
        Story(
            testDescription: "volume changes at once", control: .volumeUp, moves: [.press, .release],
            commands: [.volumeUp]),
        Story(
            testDescription: "volume goes on changing while it is held", control: .volumeUp,
            moves: [.press, .alarm, .alarm, .alarm, .release, .alarm],
            commands: [.volumeUp, .volumeUp, .volumeUp, .volumeUp]),
        Story(
            testDescription: "a press waits for a second one", control: .teacher, moves: [.press, .release],
            commands: []),
        Story(
            testDescription: "a press without a second is a press", control: .teacher,
            moves: [.press, .release, .alarm], commands: [.sayStatus]),
        Story(
            testDescription: "two presses are two", control: .teacher,
            moves: [.press, .release, .press, .release, .alarm], commands: [.nextLesson]),
        Story(
            testDescription: "held is not pressed", control: .teacher, moves: [.press, .alarm, .release, .alarm],
            commands: [.mute]),
        Story(
            testDescription: "after two presses the next is a press", control: .teacher,
            moves: [.press, .release, .press, .release, .press, .release, .alarm],
            commands: [.nextLesson, .sayStatus]),
        Story(
            testDescription: "a long press is a press where none can be held", control: .volumeDown,
            moves: [.press, .alarm, .release, .alarm], commands: [.volumeDown]),
        Story(testDescription: "a release alone is nothing", control: .teacher, moves: [.release], commands: []),
    ])
    func `commands follow from how a control is pressed`(story: Story) {
        var gestures = Gestures(GesturesTests.rows)
        var commands: [Control.Command] = []
        var alarm = 0
        for move in story.moves {
            let orders =
                switch move {
                case .press: gestures.pressed(story.control)
                case .release: gestures.released(story.control)
                case .alarm: gestures.alarm(story.control, alarm)
                }
            for order in orders {
                switch order {
                case .command(let command): commands.append(command)
                case .wake(let control, let number, _):
                    #expect(control == story.control)
                    alarm = number
                }
            }
        }
        #expect(commands == story.commands)
    }

    @Test func `a volume button that is stuck goes from one end to the other and no further`() {
        var gestures = Gestures(GesturesTests.rows)
        var orders = gestures.pressed(.volumeUp)
        var commands = 0
        for _ in 0..<100 {
            guard case .wake(let control, let number, _)? = orders.last else { break }
            commands += orders.count - 1
            orders = gestures.alarm(control, number)
        }
        commands += orders.count
        #expect((10...13).contains(commands), "\(commands) commands")
    }

    @Test func `an alarm of before is no alarm of now`() {
        var gestures = Gestures(GesturesTests.rows)
        guard case .wake(_, let first, _) = gestures.pressed(.teacher).first else {
            Issue.record("no alarm")
            return
        }
        _ = gestures.released(.teacher)
        _ = gestures.pressed(.teacher)
        _ = gestures.released(.teacher)
        _ = gestures.pressed(.teacher)
        #expect(gestures.alarm(.teacher, first).isEmpty)
    }

    @Test func `a control without a row asks nothing`() {
        var gestures = Gestures([])
        #expect(gestures.pressed(.pupil).isEmpty && gestures.released(.pupil).isEmpty)
    }
}
