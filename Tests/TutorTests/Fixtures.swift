import Audio
import Lessons
import Realtime

@testable import Tutor

/// Six times seven and the like: small, and not one of the shipped lessons.
let lesson = Lesson(
    id: "sums", title: "Sums", language: "en-GB", ages: 6...8,
    objectives: [Objective(id: "add", title: "Add small numbers")],
    exercises: [
        Exercise(
            id: "two-and-two", objective: "add", kind: .number, ask: "What is two and two?", expect: ["4"],
            confusions: [Confusion(say: ["22"], because: "That is two beside two.")],
            hints: ["Hold up two fingers, and two more.", "It comes after three."], explain: "Two and two is four."),
        Exercise(
            id: "one-and-two", objective: "add", kind: .number, ask: "What is one and two?", expect: ["3"],
            hints: ["Count on from two."], explain: "One and two is three."),
    ], instructions: "Be kind.", greeting: "Hello.", closing: "Goodbye.")

let response = ResponseID(rawValue: "resp_1")
let item = ItemID(rawValue: "item_1")
/// 20 ms that are loud enough to be a voice.
let voice = AudioFrame((0..<480).map { $0 % 48 < 24 ? 6000 : -6000 })
let quiet = AudioFrame.silence(samples: 480)

func ms(_ count: Int) -> Duration { .milliseconds(count) }

/// A session with a connection, which greets or not.
func connected(greets: Bool = false, at time: Duration = .zero) -> Session {
    var settings = SessionSettings()
    settings.greets = greets
    var session = Session(lesson: lesson, settings: settings)
    _ = session.handle(.linkUp, at: time)
    _ = session.handle(.received(.sessionCreated(.init(session: .realtime(RealtimeSession())))), at: time)
    let ready = session.handle(.received(.sessionUpdated(.init(session: .realtime(RealtimeSession())))), at: time)
    session.plays(ready, at: time)
    return session
}

func heard(_ frame: AudioFrame) -> Session.Event { .heard(frame, Level(of: frame.samples)) }

func created(_ id: ResponseID = response) -> Session.Event {
    .received(.responseCreated(.init(response: Response(id: id, status: .inProgress))))
}

func done(_ id: ResponseID = response, _ status: Response.Status = .completed) -> Session.Event {
    .received(
        .responseDone(
            .init(response: Response(id: id, status: status, usage: Usage(inputTokens: 400, outputTokens: 20)))))
}

func delta(_ frame: AudioFrame, item id: ItemID = item, of response: ResponseID = response) -> Session.Event {
    .received(
        .responseOutputAudioDelta(
            .init(responseID: response, itemID: id, outputIndex: 0, contentIndex: 0, delta: AudioBytes(frame))))
}

func call(_ name: String, _ arguments: String, id: CallID = "call_1", of response: ResponseID = response)
    -> Session.Event
{
    .received(
        .responseOutputItemDone(
            .init(
                responseID: response, outputIndex: 0,
                item: .functionCall(
                    FunctionCall(name: name, arguments: arguments, callID: id, id: "fc_1", status: .completed)))))
}

extension Session {
    /// The loudspeaker plays all that it was given.
    mutating func plays(_ actions: [Action], at time: Duration) {
        for case .play(let frame) in actions { _ = handle(.played(samples: frame.samples.count), at: time) }
    }

    /// Feeds frames of 20 ms from a time on, as a microphone would, and returns what came of them.
    @discardableResult
    mutating func hears(_ frame: AudioFrame, from start: Int, to end: Int) -> [Action] {
        stride(from: start, to: end, by: 20).flatMap { handle(.heard(frame, Level(of: frame.samples)), at: ms($0)) }
    }

    /// A whole turn of the pupil: press at 1,000 ms, release at 2,000 ms, commit at about 2,150 ms.
    @discardableResult
    mutating func takesATurn() -> [Action] {
        hears(quiet, from: 700, to: 1000)
        var actions = handle(.talkPressed, at: ms(1000))
        actions += hears(voice, from: 1000, to: 2000)
        actions += handle(.talkReleased, at: ms(2000))
        return actions + hears(quiet, from: 2000, to: 2180)
    }
}

extension [Session.Action] {
    var sent: [ClientEvent] {
        compactMap { if case .send(let event) = $0 { event } else { nil } }
    }
    var moods: [Mood] {
        compactMap { if case .show(let mood) = $0 { mood } else { nil } }
    }
    var notices: [Notice] {
        compactMap { if case .tell(let notice) = $0 { notice } else { nil } }
    }
    /// Samples sent as audio.
    var appended: Int {
        sent.reduce(0) {
            if case .inputAudioBufferAppend(let event) = $1 { $0 + event.audio.bytes.count / 2 } else { $0 }
        }
    }
    /// What is sent, but for audio.
    var sentControl: [ClientEvent] {
        sent.filter { if case .inputAudioBufferAppend = $0 { false } else { true } }
    }
}
