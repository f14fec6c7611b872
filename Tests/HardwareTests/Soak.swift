import Audio
import Foundation
import Hardware

/// What a long conversation showed.
struct Soak {
    /// How long it is to last; nil when it was not asked for.
    static var seconds: Int? { ProcessInfo.processInfo.environment["TUTOR_SOAK_SECONDS"].flatMap { Int($0) } }

    /// A second of sound without two equal places.
    static let pattern = TestSound.noise(samples: 24_000, seed: 42, amplitude: 9_000)

    static func speech(milliseconds: Int) -> [Int16] { (0..<(milliseconds * 24)).map { pattern[$0 % pattern.count] } }

    private let end: Duration
    private let seconds: Int
    var silences: [Duration] = []
    private var first: Duration?
    private var last = Duration.zero
    private(set) var frames = 0

    init(seconds: Int) {
        self.seconds = seconds
        end = MonotonicClock.now + .seconds(seconds)
    }

    var isOver: Bool { MonotonicClock.now >= end }

    mutating func take(_ events: [BoardEvent], _ check: inout PatternCheck) {
        for (frame, at) in events.frames {
            check.add(frame.samples)
            first = first ?? at
            last = at
            frames += 1
        }
    }

    /// How much the frames' times say more than their number.
    var drift: Duration { last - (first ?? last) - .milliseconds(20) * max(0, frames - 1) }

    func percentile(_ share: Double) -> Duration {
        let sorted = silences.sorted()
        return sorted.isEmpty ? .zero : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }

    /// Processor seconds: of all, and of the sound's threads by name.
    static func usage() -> [String: Double] {
        var facts = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &facts)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        var usage = ["all": seconds(facts.ru_utime) + seconds(facts.ru_stime)]
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        for task in (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? [] {
            guard let text = try? String(contentsOfFile: "/proc/self/task/\(task)/stat", encoding: .utf8),
                let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")")
            else { continue }
            let name = String(text[text.index(after: open)..<close])
            let fields = text[close...].split(separator: " ")
            guard ["microphone", "mic-events", "speaker", "speaker-events"].contains(name), fields.count > 13 else {
                continue
            }
            usage[name, default: 0] += ((Double(fields[12]) ?? 0) + (Double(fields[13]) ?? 0)) / ticks
        }
        return usage
    }

    func report(
        turns: Int, health: BoardHealth, heard: PatternCheck, said: PatternCheck,
        cpu: (before: [String: Double], after: [String: Double]), stalls: StallWatch
    ) {
        func share(_ name: String) -> String {
            let used = (cpu.after[name] ?? 0) - (cpu.before[name] ?? 0)
            return "\(name) \((used / Double(seconds) * 10_000).rounded() / 100) %"
        }
        func milliseconds(_ time: Duration) -> Double { ((time / .milliseconds(1)) * 10).rounded() / 10 }
        print(
            """
            soak: \(seconds) s, \(turns) speeches, \(frames) frames, \(silences.count) interruptions
            xruns of ours: \(health.overruns) capture, \(health.underruns) playback; \(health.gaps) ends of speech, \
            \(health.framesDropped) frames dropped
            stalls of the machine over 35 ms: \(stalls.count), the longest \(milliseconds(stalls.longest)) ms
            microphone: \(heard); loudspeaker: \(said)
            drift of the frames' times: \(milliseconds(drift)) ms
            stop to silence: p50 \(milliseconds(percentile(0.5))) ms, p99 \(milliseconds(percentile(0.99))) ms, \
            worst \(milliseconds(silences.max() ?? .zero)) ms
            processor (debug build, with the test itself): \
            \(["all", "microphone", "mic-events", "speaker", "speaker-events"].map(share).joined(separator: ", "))
            """)
    }
}
