import Foundation

/// Names that are told apart by the ear.
public enum SpokenNames {
    /// Given names, each with as few letters of the family name as tell those of a class apart that sound the same.
    /// - Parameter others: names of the class that stay as they are.
    public static func short(_ people: [(given: String, family: String)], beside others: [String] = []) -> [String] {
        let taken = Set(others.map(sound))
        var letters = [Int](repeating: 0, count: people.count)
        func name(_ index: Int) -> String {
            let (given, family) = people[index]
            guard letters[index] > 0, !family.isEmpty else { return given }
            return letters[index] >= family.count ? "\(given) \(family)" : "\(given) \(family.prefix(letters[index]))."
        }
        // Each round gives one more letter to all of a group that still sound the same.
        for _ in 0..<12 {
            let groups = Dictionary(grouping: people.indices) { sound(name($0)) }
            var isDone = true
            for (heard, group) in groups where group.count > 1 || taken.contains(heard) {
                for index in group where letters[index] < people[index].family.count {
                    letters[index] += 1
                    isDone = false
                }
            }
            if isDone { break }
        }
        return people.indices.map(name)
    }

    /// Pairs of names that still sound the same, like “Maya and Maja”.
    static func alike(_ names: [String]) -> [String] {
        Dictionary(grouping: names, by: sound).values.filter { $0.count > 1 }.map {
            $0.sorted().joined(separator: " and ")
        }.sorted()
    }

    /// How a name sounds, roughly and in no one language: what differs only in spelling is the same.
    public static func sound(_ name: String) -> String {
        var text = name.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).lowercased()
        for (spelling, heard) in spellings { text = text.replacing(spelling, with: heard) }
        var heard = ""
        for character in text where character.isLetter {
            // An h in the middle is not heard, nor is a doubled letter.
            if character == "h", !heard.isEmpty { continue }
            if heard.last == character { continue }
            heard.append(character)
        }
        return heard
    }

    private static let spellings = [
        ("ph", "f"), ("sch", "x"), ("sh", "x"), ("ch", "k"), ("ck", "k"), ("c", "k"), ("q", "k"), ("z", "s"),
        ("y", "i"), ("j", "i"), ("w", "v"), ("ie", "i"), ("ee", "i"), ("th", "t"),
    ]
}
