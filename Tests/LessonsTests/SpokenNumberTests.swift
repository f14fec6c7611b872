import Testing

@testable import Lessons

@Suite struct SpokenNumberTests {
    @Test(arguments: [
        (0, "zero"), (7, "seven"), (13, "thirteen"), (20, "twenty"), (72, "seventy two"), (100, "one hundred"),
        (105, "one hundred and five"), (999, "nine hundred and ninety nine"), (1_000, "one thousand"),
        (1_001, "one thousand and one"), (1_100, "one thousand one hundred"),
        (12_345, "twelve thousand three hundred and forty five"),
        (1_000_000, "one million"),
    ])
    func `a number has its words`(number: Int, words: String) {
        #expect(SpokenNumber.words(for: number) == words)
    }

    @Test func `words and digits are each other's inverse up to a million`() {
        let numbers = Array(0...5_000) + stride(from: 5_001, through: 1_000_000, by: 379) + [999_999, 1_000_000]
        for number in numbers {
            let words = SpokenNumber.words(for: number).split(separator: " ").map(String.init)
            #expect(SpokenNumber.digits(in: words) == [String(number)], "\(words)")
            // American English has no "and".
            #expect(SpokenNumber.digits(in: words.filter { $0 != "and" }) == [String(number)], "\(words)")
        }
    }

    @Test(arguments: [
        ("a hundred and five", ["105"]), ("hundred", ["100"]), ("a thousand", ["1000"]), ("twelve hundred", ["1200"]),
        ("five thousand two hundred", ["5200"]), ("5 thousand", ["5000"]), ("a million", ["1000000"]),
        ("two and three", ["2", "and", "3"]), ("six nine", ["6", "9"]), ("twenty twelve", ["20", "12"]),
        ("three point one four", ["3.14"]), ("minus seven", ["-7"]), ("minus", ["minus"]), ("a", ["a"]),
        ("a dog and a hundred cats", ["a", "dog", "and", "100", "cats"]), ("thousand thousand", ["1000", "1000"]),
        ("one million one thousand and one", ["1001001"]), ("nought", ["0"]), ("zero hundred", ["0", "100"]),
        ("", []),
    ])
    func `number words among other words become digits`(text: String, expected: [String]) {
        #expect(SpokenNumber.digits(in: text.split(separator: " ").map(String.init)) == expected)
    }
}
