/// The keys that a badge reader presses, by their codes in linux/input-event-codes.h, which name places on a keyboard.
///
/// A reader that is set for another country presses other places for letters, always the same ones: a badge has one
/// number all the same. Digits are digits with Shift or without: a French keyboard's need it.
enum BadgeKeys {
    static let shifts: Set<UInt16> = [42, 54]
    /// Enter, and that of the number pad.
    static let ends: Set<UInt16> = [28, 96]

    static func character(of code: UInt16, isShifted: Bool) -> Character? {
        if let digit = digits[code] { return digit }
        guard let plain = others[code] else { return nil }
        return isShifted ? Character(plain.uppercased()) : plain
    }

    private static let digits: [UInt16: Character] = table(2, "1234567890")
        // The number pad.
        .merging(table(71, "789")) { first, _ in first }.merging(table(75, "456")) { first, _ in first }
        .merging(table(79, "1230")) { first, _ in first }

    private static let others: [UInt16: Character] = table(16, "qwertyuiop")
        .merging(table(30, "asdfghjkl")) { first, _ in first }.merging(table(44, "zxcvbnm")) { first, _ in first }
        // Minus, dot and slash, also of the number pad: bar codes have them.
        .merging([12: "-", 52: ".", 53: "/", 74: "-", 83: ".", 98: "/"]) { first, _ in first }

    private static func table(_ first: UInt16, _ characters: String) -> [UInt16: Character] {
        Dictionary(uniqueKeysWithValues: zip(first..., characters))
    }
}
