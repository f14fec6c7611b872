import Synchronization

/// What the speaker's thread does: keeps the device filled, silences it, and tells what became audible. While it plays
/// it takes no lock, does not allocate and does not log.
///
/// Not `Sendable`: it belongs to its thread.
final class PlaybackThread {
    private let device: String
    private let pipe: PlaybackPipe
    private let played: PlayedSound?
    private let stop: Wakeup
    /// Orders to be silent that were carried out.
    private var silencesDone: Int

    init(device: String, pipe: PlaybackPipe, played: PlayedSound?, stop: Wakeup) {
        self.device = device
        self.pipe = pipe
        self.played = played
        self.stop = stop
        silencesDone = pipe.silencesDone.load(ordering: .relaxed)
    }

    /// Plays until it is to stop, and tries a lost device again.
    func work() {
        while !stop.isSignalled {
            var playback: Playback?
            do throws(HardwareError) {
                let sink = try ALSADevice.open(device, for: .playback)
                dropWhatWaits()
                pipe.isLost.store(false, ordering: .releasing)
                pipe.tell(.running(card: sink.card ?? -1))
                let begun = Playback(on: sink, from: pipe, played: played)
                playback = begun
                try play(begun, to: sink)
            } catch {
                let reason = error.description
                pipe.reason.withLock { $0 = reason }
                lose(unheard: playback?.hasUnheard ?? false)
                // The device is closed before it is tried again.
                playback = nil
                stayLost()
            }
        }
    }

    private func play(_ playback: Playback, to sink: ALSADevice) throws(HardwareError) {
        while true {
            let limit = playback.isIdle ? ALSASpeaker.presenceCheck : Playback.step
            let signalled = Wakeup.wait(for: pipe.orders, stop, atMost: limit)
            guard !signalled.second else { return try playback.drop() }
            if signalled.first { pipe.orders.clear() }

            let silences = silencesOrdered()
            if silences > 0 {
                try playback.drop()
                carryOut(silences)
            }
            if !playback.isIdle || pipe.hasSound {
                try playback.advance()
            } else if !signalled.first {
                try sink.checkPresence()
            }
        }
    }

    /// How often silence was ordered since it was last carried out.
    private func silencesOrdered() -> Int { pipe.silences.load(ordering: .acquiring) - silencesDone }

    private func carryOut(_ silences: Int) {
        _ = pipe.samples.skip(to: pipe.silencedTo.load(ordering: .acquiring))
        pipe.settled.store(pipe.samples.takenCount, ordering: .releasing)
        silencesDone += silences
        pipe.silencesDone.store(silencesDone, ordering: .relaxed)
        pipe.tell(.silenced(silences, at: MonotonicClock.now))
    }

    /// - Parameter unheard: whether the device was lost with sound in it.
    private func lose(unheard: Bool) {
        pipe.isLost.store(true, ordering: .releasing)
        let dropped = skipAll()
        played?.note(.cut(pipe.samples.takenCount))
        pipe.tell(.lost(unheard: unheard || dropped))
    }

    /// Drops what is given until it is time to try the device again.
    private func stayLost() {
        let end = MonotonicClock.now + ALSASpeaker.retry
        while true {
            pipe.orders.clear()
            dropWhatWaits()
            let left = end - MonotonicClock.now
            guard left > .zero, !stop.isSignalled else { return }
            _ = Wakeup.wait(for: pipe.orders, stop, atMost: left)
        }
    }

    /// Carries out orders to be silent where nothing plays; sound that came too late for the device is thrown away.
    private func dropWhatWaits() {
        let silences = silencesOrdered()
        if silences > 0 { carryOut(silences) }
        if pipe.isLost.load(ordering: .relaxed), skipAll() { pipe.tell(.dropped) }
    }

    /// - Returns: whether there was anything.
    private func skipAll() -> Bool {
        let dropped = pipe.samples.skip(to: pipe.samples.writtenCount)
        pipe.settled.store(pipe.samples.takenCount, ordering: .releasing)
        return dropped > 0
    }
}
