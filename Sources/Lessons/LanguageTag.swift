/// Language tags as BCP 47 (RFC 5646, section 2.1) has them, without the grandfathered and private ones.
enum LanguageTag {
    /// The two-letter codes of ISO 639-1.
    private static let twoLetters = Set(
        """
        aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee \
        el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is \
        it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms \
        mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk \
        sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi \
        yo za zh zu
        """.split(separator: " ").map(String.init))

    static func isValid(_ tag: String) -> Bool {
        var parts = tag.split(separator: "-", omittingEmptySubsequences: false)[...]
        guard let language = parts.popFirst(), isLanguage(language) else { return false }
        if let part = parts.first, part.count == 4, part.allSatisfy(isLetter) { parts.removeFirst() }
        if let part = parts.first,
            part.count == 2 && part.allSatisfy(isLetter) || part.count == 3 && part.allSatisfy(isDigit)
        {
            parts.removeFirst()
        }
        return parts.allSatisfy { part in
            let starts = part.first.map(isDigit) ?? false
            return part.allSatisfy { isLetter($0) || isDigit($0) }
                && (part.count == 4 && starts || (5...8) ~= part.count)
        }
    }

    /// The first part of a tag, lower case: "en" of "en-GB".
    static func language(of tag: String) -> String { tag.prefix { $0 != "-" }.lowercased() }

    private static func isLanguage(_ part: Substring) -> Bool {
        switch part.count {
        case 2: twoLetters.contains(part.lowercased())
        case 3: part.allSatisfy(isLetter)
        default: false
        }
    }

    private static func isLetter(_ character: Character) -> Bool { character.isASCII && character.isLetter }
    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
}
