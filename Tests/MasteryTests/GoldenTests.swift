import Foundation
import Mastery
import TestSupport
import Testing

/// Held to numbers that other implementations gave: py-fsrs 6.3.2 and pyBKT 1.4.2.
@Suite struct GoldenTests {
    struct Tracing: Decodable {
        struct Parameters: Decodable {
            var L0: Double
            var T: Double
            var G: Double
            var S: Double
        }
        var params: Parameters
        var correct: [Int]
        var L: [Double]
    }

    struct Spacing: Decodable {
        struct Configuration: Decodable {
            var desired_retention: Double
            var learning_steps_s: [Int]
            var relearning_steps_s: [Int]
        }
        struct Review: Decodable {
            var t: String
            var grade: Int
            var S: Double
            var D: Double
            var state: String
            var step: Int?
            var interval_s: Int
        }
        struct Vector: Decodable {
            var name: String
            var config: Configuration?
            var reviews: [Review]?
            /// Days after one Good, and how likely it is still known.
            var days_R: [[Double]]?
        }
        var parameters: [Double]
        var vectors: [Vector]
    }

    static func read<Value: Decodable>(_ name: String, _ type: Value.Type) throws -> Value {
        let folder = try #require(Bundle.module.url(forResource: "vectors", withExtension: nil))
        return try JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: name)))
    }

    @Test func `knowledge is traced as pyBKT does`() throws {
        let vectors = try GoldenTests.read("bkt_golden.json", [Tracing].self)
        #expect(vectors.count == 4)
        for vector in vectors {
            let p = vector.params
            let model = KnowledgeTracing(initial: p.L0, transit: p.T, guess: p.G, slip: p.S)
            var likelihood = p.L0
            for (correct, expected) in zip(vector.correct, vector.L) {
                likelihood = model.after(correct == 1, knowing: likelihood)
                // The vectors have six decimals.
                #expect(abs(likelihood - expected) < 5.1e-7)
            }
        }
    }

    @Test func `reviews are spaced as py-fsrs does`() throws {
        let golden = try GoldenTests.read("fsrs_golden.json", Spacing.self)
        #expect(golden.parameters == SpacedRepetition.weights)
        #expect(golden.vectors.count == 13)
        for vector in golden.vectors {
            for pair in vector.days_R ?? [] {
                let likelihood = SpacedRepetition().retrievability(of: 2.3065, after: Int(pair[0]))
                #expect(abs(likelihood - pair[1]) < 5.1e-9, "\(vector.name), day \(pair[0])")
            }
            #expect((vector.days_R != nil) != (vector.reviews != nil))
            guard let config = vector.config, let reviews = vector.reviews else { continue }
            let schedule = SpacedRepetition(
                retention: config.desired_retention, learningSteps: config.learning_steps_s,
                relearningSteps: config.relearning_steps_s)
            var memory: SpacedRepetition.Memory?
            var last: Date?
            for (index, review) in reviews.enumerated() {
                let time = try Date(review.t, strategy: .iso8601)
                let grade = try #require(SpacedRepetition.Grade(rawValue: review.grade))
                let days = last.map { Int((time.timeIntervalSince($0) / 86_400).rounded(.down)) } ?? 0
                let (next, seconds) = schedule.reviewed(memory, grade, after: days)
                let place = "\(vector.name), review \(index + 1)"
                #expect(abs(next.stability - review.S) < 5e-8 * max(1, review.S), "\(place)")
                #expect(abs(next.difficulty - review.D) < 5.1e-9, "\(place)")
                #expect(seconds == review.interval_s, "\(place)")
                switch next.phase {
                case .learning(let step): #expect(review.state == "Learning" && review.step == step, "\(place)")
                case .review: #expect(review.state == "Review", "\(place)")
                case .relearning(let step): #expect(review.state == "Relearning" && review.step == step, "\(place)")
                }
                memory = next
                last = time
            }
        }
    }

    @Test func `what is remembered stays within its bounds, and more days never help`() {
        var random = SplitMix(seed: 6)
        for _ in 0..<2_000 {
            let schedule = SpacedRepetition()
            var memory: SpacedRepetition.Memory?
            for _ in 0..<Int.random(in: 1...20, using: &random) {
                let grade = SpacedRepetition.Grade.allCases.randomElement(using: &random)!
                let (next, seconds) = schedule.reviewed(memory, grade, after: Int.random(in: 0...400, using: &random))
                #expect(next.stability >= 0.001 && (1...10).contains(next.difficulty))
                #expect(seconds >= 86_400 && seconds <= 36_500 * 86_400)
                #expect(
                    schedule.retrievability(of: next.stability, after: 3)
                        >= schedule.retrievability(of: next.stability, after: 4))
                memory = next
            }
        }
    }
}
