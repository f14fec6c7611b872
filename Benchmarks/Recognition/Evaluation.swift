import Audio
import Foundation
import Speech
import TestSupport

/// Runs a set of voices through a condition.
struct Evaluation {
    let folder: String
    let set: String
    let lessons: BenchmarkLessons
    let recordings: [Recording]
    let babble: AudioFrame
    var settings = RecognizerSettings()
    /// Only every so manieth recording is said.
    var every = 1

    init(folder: String, set: String) throws {
        self.folder = folder
        self.set = set
        let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
        lessons = try BenchmarkLessons(path: here + "/lessons.txt")
        recordings = try Recording.all(in: folder, set: set)
        babble = try WAVFile(bytes: [UInt8](Data(contentsOf: URL(fileURLWithPath: folder + "/babble.wav")))).frame()
    }

    var voices: [String] { Set(recordings.map(\.voice)).sorted() }

    func pupil(_ voice: String, _ condition: Condition) throws -> Pupil {
        // Every pupil sits at a distance of their own from the microphone.
        let level = -18 - Double(voice.utf8.reduce(0) { $0 + Int($1) } % 13)
        return Pupil(
            recognizer: try PocketsphinxRecognizer(model: .installed, settings: settings),
            condition: condition, lessons: lessons, folder: folder, babble: babble, level: level)
    }

    /// The recordings of a voice in a condition, shuffled but for their takes, as a lesson mixes them.
    func recordings(of voice: String, _ condition: Condition) -> [Recording] {
        var generator = SplitMix(seed: 11)
        return recordings.filter { $0.voice == voice && $0.isChildLike == condition.isChildLike }
            .shuffled(using: &generator).enumerated().filter { $0.offset.isMultiple(of: every) }.map(\.element)
    }

    func printEvidence(_ condition: Condition) throws {
        var audio = Duration.zero
        var decoding = Duration.zero
        var finishing: [Duration] = []
        var beginning: [Duration] = []
        for voice in voices {
            let pupil = try pupil(voice, condition)
            for recording in recordings(of: voice, condition) {
                let turn = try pupil.say(recording)
                audio += turn.audio
                decoding += turn.decoding
                finishing.append(turn.finishing)
                beginning.append(turn.beginning)
                let heard = lessons.exercises[recording.exercise]?.meaning(of: turn.hypothesis.text) ?? ""
                // "help me" may be a command and an answer.
                let meaning = lessons.exercises[recording.exercise]?.meaning(of: recording.meaning)
                let fields =
                    [
                        condition.rawValue, voice, recording.kind.rawValue, "\(recording.take)", recording.exercise,
                        recording.meaning, recording.said, heard, heard == meaning ? "1" : "0",
                        "\(turn.hypothesis.judgement)",
                    ] + (turn.evidence?.features ?? []).map { String(format: "%.4f", $0) }
                print(fields.joined(separator: "\t"))
            }
        }
        finishing.sort()
        beginning.sort()
        let report =
            "\(condition): decoding \(decoding / audio) of real time, finishing "
            + "\(finishing[finishing.count / 2]) median, \(finishing[finishing.count * 95 / 100]) p95, "
            + "changing grammar \(beginning[beginning.count / 2]) median, \(beginning[beginning.count - 1]) worst\n"
        FileHandle.standardError.write(Data(report.utf8))
    }
}
