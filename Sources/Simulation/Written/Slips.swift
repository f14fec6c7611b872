import Lessons

/// What becomes of an answer in the mouth of somebody who is still learning the language.
struct Slips {
    let all: [String]

    private static let alike = [
        "two": "to", "four": "for", "eight": "ate", "one": "won", "sun": "son", "sea": "see", "rain": "reign",
        "flour": "flower", "flower": "flour", "blue": "blew", "hair": "hare", "meat": "meet", "night": "knight",
        "write": "right", "right": "write", "red": "read", "week": "weak", "tail": "tale", "bear": "bare",
        "deer": "dear", "pair": "pear", "pear": "pair", "plane": "plain", "whole": "hole", "wait": "weight",
        "sail": "sale", "by": "buy", "no": "know", "son": "sun", "piece": "peace", "root": "route", "cell": "sell",
        "steam": "steem", "brake": "break", "there": "their", "hour": "our", "mail": "male",
    ]
    private static let names = [
        "a": "ay", "b": "bee", "c": "see", "d": "dee", "e": "ee", "f": "ef", "g": "gee", "h": "aitch", "i": "eye",
        "j": "jay", "k": "kay", "l": "el", "m": "em", "n": "en", "o": "oh", "p": "pee", "q": "cue", "r": "ar",
        "s": "ess", "t": "tee", "u": "you", "v": "vee", "w": "double u", "x": "ex", "y": "why", "z": "zed",
    ]

    /// - Parameter plain: the accepted answer as it ought to be said.
    init(_ exercise: Exercise, plain: String, lesson: Lesson) {
        let words = plain.split(separator: " ").map(String.init)
        var slips = ["um i think it is \(plain)"]
        switch exercise.kind {
        case .say, .choice:
            slips.append("the " + plain)
            slips.append(plain.hasSuffix("s") ? String(plain.dropLast()) : plain + "s")
            if words.count > 1 {
                slips.append(
                    (words.dropLast(2) + [words[words.count - 1], words[words.count - 2]]).joined(separator: " "))
            }
            slips.append(Slips.exchange(words))
        case .number, .generated:
            slips.append("it is \(plain) please")
            slips.append(Slips.exchange(words))
            slips.append(plain + " it is")
        case .order:
            slips.append(exercise.expect.map { Wording.spoken($0, in: lesson.language) }.joined(separator: " "))
            slips.append(
                "first "
                    + exercise.expect.map { Wording.spoken($0, in: lesson.language) }.joined(separator: " and then "))
        case .spell:
            slips.append(words.map { Slips.names[$0] ?? $0 }.joined(separator: " "))
            slips.append(Slips.doubled(words))
        case .repeat:
            slips.append(words.filter { !["the", "a", "an"].contains($0) }.joined(separator: " "))
            slips.append("um " + plain)
        }
        if let other = exercise.forms.sorted(by: { $0.key < $1.key }).first, let text = other.value.expect?.first {
            slips.append(Wording.spoken(text, in: other.key))
        }
        all = slips.filter { !$0.isEmpty }
    }

    /// The first word that has one that sounds alike, exchanged; the words as they are where none has.
    private static func exchange(_ words: [String]) -> String {
        var words = words
        if let index = words.firstIndex(where: { alike[$0] != nil }) { words[index] = alike[words[index]] ?? "" }
        return words.joined(separator: " ")
    }

    /// "t r double e".
    private static func doubled(_ letters: [String]) -> String {
        var said: [String] = []
        var index = 0
        while index < letters.count {
            if index + 1 < letters.count, letters[index] == letters[index + 1] {
                said.append("double " + letters[index])
                index += 2
            } else {
                said.append(letters[index])
                index += 1
            }
        }
        return said.joined(separator: " ")
    }
}
