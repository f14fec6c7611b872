import CSpawn
import Foundation

/// Reads, writes and waits for one program, on the thread that calls ``run()``.
final class ChildThread {
    private enum Phase {
        case running
        /// Its input is closed; SIGTERM comes then.
        case leaving(until: ContinuousClock.Instant, grace: Duration)
        /// SIGTERM was sent; SIGKILL comes then.
        case terminated(until: ContinuousClock.Instant)
        case killed
    }

    let exchange: ChildExchange
    private let child: SpawnedChild
    private let lineBytes: Int
    /// Written to when there is something new in the exchange.
    private let alarm: Alarm
    private var input: Int32
    private var output: Int32
    private var complaints: Int32
    private var partial: [UInt8] = []
    /// Bytes of `partial` that hold no line feed.
    private var searched = 0
    private var phase = Phase.running
    private let start = ContinuousClock.now
    private var ending: ChildEnding?
    private var tooLong = false
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)

    /// - Throws: ``ChildFault``
    init(_ plan: ChildPlan, _ confinement: Confinement) throws(ChildFault) {
        // A program may be gone while it is written to; that is an error of write(2) for this thread, not the end of the
        // tutor.
        var pipe = sigset_t()
        sigemptyset(&pipe)
        sigaddset(&pipe, SIGPIPE)
        pthread_sigmask(Int32(SIG_BLOCK), &pipe, nil)
        let pipes = try ChildPipes()
        guard let alarm = Alarm() else {
            pipes.closeAll()
            throw .noDescriptors(reason: String(cString: strerror(errno)))
        }
        do throws(ChildFault) {
            child = try SpawnedChild(plan, confinement, pipes)
        } catch {
            pipes.closeAll()
            throw error
        }
        pipes.closeTheirs()
        (input, output, complaints) = (pipes.ours[0], pipes.ours[1], pipes.ours[2])
        lineBytes = plan.lineBytes
        self.alarm = alarm
        exchange = ChildExchange(pid: child.pid) { alarm.ring() }
    }

    /// Returns when the program has ended, and its output has been read or is not wanted.
    func run() {
        while ending == nil || output >= 0 {
            let wanted = exchange.wanted
            obey(wanted.order)
            if input >= 0, wanted.input == .closing, !wanted.hasInput { closeInput() }
            let readable = output >= 0 && wanted.hasRoom
            var files = [
                pollfd(fd: alarm.descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: ending == nil ? child.descriptor : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: readable ? output : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: complaints, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wanted.hasInput ? input : -1, events: Int16(POLLOUT), revents: 0),
            ]
            // What a program that has ended left in its pipe is read; nobody writes more.
            let isLast = ending != nil && readable
            let ready = poll(&files, nfds_t(files.count), isLast ? 0 : milliseconds)
            if ready < 0, errno != EINTR { break }
            if files[0].revents != 0 { alarm.silence() }
            if files[2].revents != 0 { readOutput() }
            if files[3].revents != 0 { readComplaints() }
            if files[4].revents != 0 { writeInput() }
            if files[1].revents != 0 { end() }
            if isLast, files[2].revents == 0 || tooLong || isKilled { closeOutput() }
        }
        closeInput()
        closeOutput()
        if complaints >= 0 { close(complaints) }
        child.close()
        exchange.ended(tooLong ? .lineTooLong(lineBytes) : ending ?? .signalled(SIGKILL))
    }

    private var isYoung: Bool { ContinuousClock.now - start < .milliseconds(500) }

    private var isKilled: Bool {
        switch phase {
        case .killed: true
        case .running, .leaving, .terminated: false
        }
    }

    private func obey(_ order: ChildExchange.Order) {
        let now = ContinuousClock.now
        switch (order, phase) {
        case (_, .killed): break
        case (.kill, _):
            phase = .killed
            ProcessTree.kill(child.pid, mark: child.mark, reaped: ending != nil, isYoung: isYoung)
        case (.leave(let grace), .running): phase = .leaving(until: now + grace, grace: grace)
        case (.leave, .leaving(let until, let grace)) where now >= until:
            if ending == nil { Glibc.kill(-child.pid, SIGTERM) }
            phase = .terminated(until: now + grace)
        case (.leave, .terminated(let until)) where now >= until:
            phase = .killed
            ProcessTree.kill(child.pid, mark: child.mark, reaped: ending != nil, isYoung: isYoung)
        case (.leave, .leaving), (.leave, .terminated), (.run, .running), (.run, .leaving), (.run, .terminated): break
        }
    }

    /// Until something is to be done, for poll(2); -1 where nothing is.
    private var milliseconds: Int32 {
        let until: ContinuousClock.Instant
        switch phase {
        case .running, .killed: return -1
        case .leaving(let time, _), .terminated(let time): until = time
        }
        let left = (until - .now).components
        return Int32(clamping: max(0, left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000 + 1))
    }

    private func readOutput() {
        let count = read(output, &buffer, buffer.count)
        if count < 0, errno == EAGAIN || errno == EINTR { return }
        guard count > 0 else { return closeOutput() }
        partial += buffer[..<count]
        var start = 0
        while let end = partial[max(searched, start)...].firstIndex(of: UInt8(ascii: "\n")) {
            guard end - start <= lineBytes else { break }
            exchange.deliver(String(decoding: partial[start..<end], as: UTF8.self))
            start = end + 1
        }
        partial.removeFirst(start)
        searched = partial.count
        if partial.count > lineBytes {
            tooLong = true
            partial = []
            searched = 0
            exchange.kill()
            closeOutput()
        }
    }

    private func readComplaints() {
        let count = read(complaints, &buffer, buffer.count)
        if count < 0, errno == EAGAIN || errno == EINTR { return }
        guard count > 0 else {
            close(complaints)
            complaints = -1
            return
        }
        exchange.complain(buffer[..<count])
    }

    private func writeInput() {
        guard input >= 0 else { return }
        let bytes = exchange.takeInput()
        let count = write(input, bytes, bytes.count)
        if count < 0, errno != EAGAIN, errno != EINTR { return closeInput() }
        if count < bytes.count { exchange.giveBack(bytes[max(0, count)...]) }
    }

    private func end() {
        // Those of its processes that it left behind first: with a namespace they are gone already.
        // While it is not waited for, no other group can have its number.
        if child.mark != nil { Glibc.kill(-child.pid, SIGKILL) }
        ending = child.wait() ?? .signalled(SIGKILL)
        ProcessTree.kill(child.pid, mark: child.mark, reaped: true, isYoung: isYoung)
        // Its last words.
        for _ in 0..<16 where complaints >= 0 {
            var file = pollfd(fd: complaints, events: Int16(POLLIN), revents: 0)
            guard poll(&file, 1, 0) > 0 else { break }
            readComplaints()
        }
        closeInput()
    }

    private func closeInput() {
        guard input >= 0 else { return }
        close(input)
        input = -1
        exchange.inputClosed()
    }

    private func closeOutput() {
        guard output >= 0 else { return }
        close(output)
        output = -1
        if !partial.isEmpty { exchange.deliver(String(decoding: partial, as: UTF8.self)) }
        partial = []
        exchange.outputEnded()
    }
}
