import Testing

@testable import RealtimeSocket

@Suite struct MailboxTests {
    @Test func `elements come out in order, also to a consumer that waits already`() async {
        let box = Mailbox<Int>(capacity: 4)
        async let first = box.next()
        box.push(1)
        box.push(2)
        #expect(await first == 1)
        #expect(await box.next() == 2)
    }

    @Test func `a full box says so, and lets the producer go on when it is half empty`() async {
        let box = Mailbox<Int>(capacity: 4)
        #expect([1, 2, 3, 4].map { box.push($0) } == [.roomy, .roomy, .roomy, .full])
        #expect(!box.offer(5))
        await withTaskGroup { group in
            group.addTask { await box.room() }
            for number in 1...4 { #expect(await box.next() == number) }
        }
        #expect(box.offer(5))
    }

    @Test func `a finished box gives what it holds, then nil`() async {
        let box = Mailbox<Int>(capacity: 4)
        box.push(1)
        box.finish()
        box.push(2)
        #expect(await box.next() == 1)
        #expect(await box.next() == nil)
    }

    @Test func `a cancelled consumer gets nil, and the box still works`() async {
        let box = Mailbox<Int>(capacity: 4)
        let task = Task { await box.next() }
        task.cancel()
        #expect(await task.value == nil)
        box.push(1)
        #expect(await box.next() == 1)
    }

    @Test func `a hundred thousand elements between two tasks: none lost, none out of order`() async {
        let box = Mailbox<Int>(capacity: 64)
        await withTaskGroup { group in
            group.addTask {
                for number in 0..<100_000 where box.push(number) == .full { await box.room() }
                box.finish()
            }
            var expected = 0
            while let number = await box.next() {
                guard number == expected else { break }
                expected += 1
            }
            #expect(expected == 100_000)
        }
    }
}
