import Audio
import Foundation
import Speech

// recognition-benchmark evidence CORPUS SET CONDITION [name=value …]: a line of evidence for each recording.
// recognition-benchmark evaluate CORPUS SET [CONDITION …]: the tables of README.md.

func run() throws {
    var arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count >= 3 else {
        print("usage: recognition-benchmark evidence|evaluate CORPUS SET [CONDITION …] [name=value …]")
        exit(64)
    }
    let options = arguments.filter { $0.contains("=") }.map { $0.split(separator: "=").map(String.init) }
    arguments.removeAll { $0.contains("=") }
    let conditions = arguments.dropFirst(3).compactMap(Condition.init(rawValue:))
    var evaluation = try Evaluation(folder: arguments[1], set: arguments[2])
    for option in options where option.count == 2 {
        switch option[0] {
        case "every": evaluation.every = Int(option[1]) ?? 1
        case "aside": evaluation.settings.asideProbability = Double(option[1]) ?? 1
        case "carrier": evaluation.settings.carrierProbability = Double(option[1]) ?? 1
        case "british": evaluation.settings.hasBritishVowels = option[1] == "yes"
        case "dither": evaluation.settings.ditherBelowSpeech = Double(option[1]) ?? 0
        case "acceptance": evaluation.settings.judge.acceptance = Double(option[1]) ?? 1
        case let name where name.hasPrefix("loop."):
            evaluation.settings.loopOptions[String(name.dropFirst(5))] = option[1]
        case let name: evaluation.settings.options[name] = option[1]
        }
    }
    for condition in conditions.isEmpty ? Condition.allCases : conditions {
        switch arguments[0] {
        case "evidence": try evaluation.printEvidence(condition)
        default: try evaluation.printTable(condition)
        }
    }
}

do {
    try run()
} catch {
    FileHandle.standardError.write(Data("recognition-benchmark: \(error)\n".utf8))
    exit(1)
}
