/// OneRoster's ids (CSV binding 1.2): fewer than 256 of a few characters.
enum SourcedID {
    static let rule = "1 to 255 of letters, digits and . - _ / @"

    static func isValid(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count < 256
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
                    UInt8(ascii: "/"), UInt8(ascii: "@"):
                    true
                case _: false
                }
            }
    }
}
