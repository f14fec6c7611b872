import Audio
import Testing

@testable import Hardware

struct BoardEventQueueTests {
    private func heard(_ number: Int) -> BoardEvent {
        .heard(AudioFrame([Int16(number)]), at: .milliseconds(20 * number))
    }

    private func drained(_ backlog: BoardEventBacklog) -> [BoardEvent] {
        var backlog = backlog
        var events: [BoardEvent] = []
        while let event = backlog.popFirst() { events.append(event) }
        return events
    }

    @Test func `nobody reading costs the oldest microphone frames and nothing else`() {
        var backlog = BoardEventBacklog(framesKept: 3)
        backlog.append(.pressed(.talk, at: .zero))
        for number in 0..<5 { backlog.append(heard(number)) }
        backlog.append(.released(.talk, at: .seconds(1)))
        #expect(backlog.framesDropped == 2)
        #expect(
            drained(backlog) == [
                .pressed(.talk, at: .zero), heard(2), heard(3), heard(4), .released(.talk, at: .seconds(1)),
            ])
    }

    @Test func `reports of played samples that meet are added up`() {
        var backlog = BoardEventBacklog(framesKept: 1)
        backlog.append(.played(samples: 480, at: .milliseconds(1)))
        backlog.append(.played(samples: 481, at: .milliseconds(2)))
        backlog.append(heard(0))
        backlog.append(.played(samples: 1, at: .milliseconds(3)))
        backlog.append(heard(1))
        #expect(drained(backlog) == [.played(samples: 962, at: .milliseconds(3)), heard(1)])
    }

    @Test func `an unread backlog stays small for hours`() {
        var backlog = BoardEventBacklog(framesKept: 100)
        for number in 0..<20_000 {
            backlog.append(heard(number % 1_000))
            backlog.append(.played(samples: 480, at: .milliseconds(20 * number)))
        }
        #expect(backlog.count <= 201)
        #expect(drained(backlog).samplesPlayed == 20_000 * 480)
    }

    @Test func `what was posted before the end is read, then the stream ends`() async {
        let queue = BoardEventQueue()
        queue.post(.microphone(.running))
        queue.post(.speaker(.lost("gone")))
        queue.finish()
        queue.post(.speaker(.running))
        var events: [BoardEvent] = []
        for await event in queue.events { events.append(event) }
        #expect(events == [.microphone(.running), .speaker(.lost("gone"))])
    }

    @Test func `a reader that waits gets the next event, from whatever thread`() async {
        let queue = BoardEventQueue()
        let reading = Task {
            var count = 0
            for await _ in queue.events { count += 1 }
            return count
        }
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask { for _ in 0..<100 { queue.post(.pressed(.talk, at: .zero)) } }
            }
        }
        queue.finish()
        #expect(await reading.value == 800)
    }
}
