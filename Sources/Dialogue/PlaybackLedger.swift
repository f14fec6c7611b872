public import Audio
public import Realtime

/// Knows how much of which item the pupil has heard, from what was queued and what the speaker reports.
public struct PlaybackLedger: Sendable, Hashable {
    /// What became of an item's audio when the speaker was stopped.
    public enum Heard: Sendable, Hashable {
        case whole
        /// Whole milliseconds that left the speaker: at least 1, and less than was received.
        case part(milliseconds: Int)
        case nothing
    }

    private struct Entry: Sendable, Hashable {
        /// `nil` for sounds of our own, which no server knows.
        var item: ItemID?
        var samples: Int
    }

    private var entries: [Entry] = []
    private var played = 0

    public init() {}

    /// Whether all that was queued has been heard.
    public var isDrained: Bool { played >= queued }

    /// Samples queued since the ledger was opened.
    public var queued: Int { entries.reduce(0) { $0 + $1.samples } }

    /// Samples queued and not yet heard.
    public var waiting: Int { max(0, queued - played) }

    /// Samples queued of an item.
    public func samples(of item: ItemID) -> Int { entries.reduce(0) { $0 + ($1.item == item ? $1.samples : 0) } }

    public mutating func queue(_ frame: AudioFrame, of item: ItemID?) {
        guard !frame.samples.isEmpty else { return }
        if entries.last?.item == item, !entries.isEmpty {
            entries[entries.count - 1].samples += frame.samples.count
        } else {
            entries.append(Entry(item: item, samples: frame.samples.count))
        }
    }

    /// The speaker made this many more samples audible. A report of more than was queued counts as all of it.
    public mutating func played(samples: Int) { played = min(queued, played + max(0, samples)) }

    /// What the pupil has heard of each item, in the order of speech.
    public func heard() -> [(item: ItemID, heard: Heard)] {
        var result: [(item: ItemID, heard: Heard)] = []
        var remaining = played
        for entry in entries {
            let share = min(remaining, entry.samples)
            remaining -= share
            guard let item = entry.item else { continue }
            let milliseconds = AudioFrame.milliseconds(ofSamples: share)
            if share == entry.samples {
                result.append((item, .whole))
            } else {
                // An `audio_end_ms` of 0 is refused by the API: less than 1 ms counts as not heard.
                result.append((item, milliseconds > 0 ? .part(milliseconds: milliseconds) : .nothing))
            }
        }
        return result
    }
}
