/// A regular expression whose matching takes no longer than its length times the text's, whatever both are (Thompson,
/// "Regular Expression Search Algorithm", 1968).
///
/// It knows letters, `.`, classes `[a-z]` `[^…]` `\d` `\w` `\s` and their opposites, groups, `|`, `*` `+` `?` `{m,n}` up to
/// 100, `^` at the beginning and `$` at the end. As JSON Schema wants it, it matches anywhere in the text without these.
struct SafePattern: Sendable {
    struct Malformed: Error, CustomStringConvertible { let description: String }

    private enum Step: Sendable {
        case scalar(ScalarClass)
        case split(Int, Int)
        case jump(Int)
        case match
    }

    struct ScalarClass: Sendable {
        var ranges: [ClosedRange<UInt32>]
        var isNegated = false

        func contains(_ scalar: Unicode.Scalar) -> Bool {
            ranges.contains { $0.contains(scalar.value) } != isNegated
        }
    }

    private indirect enum Tree {
        case empty
        case scalar(ScalarClass)
        case sequence([Tree])
        case choice([Tree])
        case repeated(Tree, Int, Int?)
    }

    /// Steps of a pattern, and scalars of a text, at the most.
    private static let mostSteps = 2_000
    private static let mostScalars = 10_000

    private var steps: [Step] = []
    private let isFromStart: Bool
    private let isToEnd: Bool

    /// - Throws: ``Malformed``
    init(_ source: String) throws(Malformed) {
        var scalars = Array(source.unicodeScalars)[...]
        isFromStart = scalars.first == "^"
        if isFromStart { scalars = scalars.dropFirst() }
        isToEnd = scalars.last == "$" && scalars.dropLast().reversed().prefix { $0 == "\\" }.count % 2 == 0
        if isToEnd { scalars = scalars.dropLast() }
        let tree = try SafePattern.choice(&scalars, depth: 0)
        guard scalars.isEmpty else { throw Malformed(description: "`)` without `(`") }
        try emit(tree)
        steps.append(.match)
    }

    func matches(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        guard scalars.count <= SafePattern.mostScalars else { return false }
        var current = Set<Int>()
        var pending: [Int] = []
        add(0, to: &current, &pending)
        if current.contains(steps.count - 1), !isToEnd || scalars.isEmpty { return true }
        var left = scalars.count
        for scalar in scalars {
            left -= 1
            var next = Set<Int>()
            for index in current {
                if case .scalar(let allowed) = steps[index], allowed.contains(scalar) {
                    add(index + 1, to: &next, &pending)
                }
            }
            if !isFromStart { add(0, to: &next, &pending) }
            if next.contains(steps.count - 1), !isToEnd || left == 0 { return true }
            if next.isEmpty { return false }
            current = next
        }
        return false
    }

    /// Adds a step and what is reached from it without reading.
    private func add(_ start: Int, to set: inout Set<Int>, _ pending: inout [Int]) {
        pending.append(start)
        while let index = pending.popLast() {
            guard set.insert(index).inserted else { continue }
            switch steps[index] {
            case .jump(let target): pending.append(target)
            case .split(let one, let other): pending += [one, other]
            case .scalar, .match: break
            }
        }
    }

    private mutating func emit(_ tree: Tree) throws(Malformed) {
        guard steps.count < SafePattern.mostSteps else {
            throw Malformed(description: "too long when repeats are written out")
        }
        switch tree {
        case .empty: break
        case .scalar(let allowed): steps.append(.scalar(allowed))
        case .sequence(let trees): for tree in trees { try emit(tree) }
        case .choice(let trees):
            var ends: [Int] = []
            for (index, tree) in trees.enumerated() {
                guard index + 1 < trees.count else {
                    try emit(tree)
                    continue
                }
                let split = steps.count
                steps.append(.split(split + 1, split + 1))
                try emit(tree)
                ends.append(steps.count)
                steps.append(.jump(0))
                steps[split] = .split(split + 1, steps.count)
            }
            for end in ends { steps[end] = .jump(steps.count) }
        case .repeated(let tree, let least, let most):
            for _ in 0..<least { try emit(tree) }
            if let most {
                var splits: [Int] = []
                for _ in least..<max(least, most) {
                    splits.append(steps.count)
                    steps.append(.jump(0))
                    try emit(tree)
                }
                for split in splits { steps[split] = .split(split + 1, steps.count) }
            } else {
                let split = steps.count
                steps.append(.jump(0))
                try emit(tree)
                steps.append(.jump(split))
                steps[split] = .split(split + 1, steps.count)
            }
        }
    }

    // Reading it.

    private static func choice(_ scalars: inout ArraySlice<Unicode.Scalar>, depth: Int) throws(Malformed) -> Tree {
        guard depth < 20 else { throw Malformed(description: "too many groups within each other") }
        var choices: [Tree] = []
        var sequence: [Tree] = []
        while let scalar = scalars.first, scalar != ")" {
            scalars.removeFirst()
            switch scalar {
            case "|":
                choices.append(.sequence(sequence))
                sequence = []
            case "(":
                if scalars.starts(with: "?:".unicodeScalars) { scalars = scalars.dropFirst(2) }
                if scalars.first == "?" { throw Malformed(description: "`(?` is not known here") }
                let group = try choice(&scalars, depth: depth + 1)
                guard scalars.popFirst() == ")" else { throw Malformed(description: "`(` without `)`") }
                sequence.append(try repeats(of: group, &scalars))
            case "*", "+", "?", "{": throw Malformed(description: "`\(scalar)` with nothing before it")
            case "^", "$": throw Malformed(description: "`\(scalar)` in the middle")
            case "[": sequence.append(try repeats(of: .scalar(try bracket(&scalars)), &scalars))
            case ".":
                let any = ScalarClass(ranges: [10...10, 13...13], isNegated: true)
                sequence.append(try repeats(of: .scalar(any), &scalars))
            case "\\": sequence.append(try repeats(of: .scalar(try escaped(&scalars)), &scalars))
            case _:
                let one = ScalarClass(ranges: [scalar.value...scalar.value])
                sequence.append(try repeats(of: .scalar(one), &scalars))
            }
        }
        choices.append(.sequence(sequence))
        return choices.count == 1 ? choices[0] : .choice(choices)
    }

    private static func repeats(
        of tree: Tree, _ scalars: inout ArraySlice<Unicode.Scalar>
    ) throws(Malformed) -> Tree {
        let bounds: (Int, Int?)
        switch scalars.first {
        case "*"?: bounds = (0, nil)
        case "+"?: bounds = (1, nil)
        case "?"?: bounds = (0, 1)
        case "{"?:
            guard let end = scalars.firstIndex(of: "}") else { throw Malformed(description: "`{` without `}`") }
            let parts = String(String.UnicodeScalarView(scalars[(scalars.startIndex + 1)..<end]))
                .split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
            let text = scalars[(scalars.startIndex + 1)..<end]
            guard let least = parts[0], parts.count <= 2, (0...100).contains(least) else {
                throw Malformed(description: "a repeat that is not {m}, {m,} or {m,n} up to 100")
            }
            let most: Int? = parts.count == 1 ? least : parts[1]
            guard most.map({ (least...100).contains($0) }) ?? (text.last == ",") else {
                throw Malformed(description: "a repeat that is not {m}, {m,} or {m,n} up to 100")
            }
            bounds = (least, most)
            scalars = scalars[end...]
        case _: return tree
        }
        scalars.removeFirst()
        if let next = scalars.first, "*+?{".unicodeScalars.contains(next) {
            throw Malformed(description: "a repeat of a repeat")
        }
        return .repeated(tree, bounds.0, bounds.1)
    }

    private static func bracket(_ scalars: inout ArraySlice<Unicode.Scalar>) throws(Malformed) -> ScalarClass {
        var result = ScalarClass(ranges: [])
        if scalars.first == "^" {
            result.isNegated = true
            scalars.removeFirst()
        }
        while let scalar = scalars.popFirst() {
            if scalar == "]" {
                guard !result.ranges.isEmpty else { throw Malformed(description: "an empty class") }
                return result
            }
            var low = ScalarClass(ranges: [scalar.value...scalar.value])
            if scalar == "\\" { low = try escaped(&scalars) }
            guard !low.isNegated else { throw Malformed(description: "an opposite within a class") }
            if scalars.first == "-", scalars.dropFirst().first != "]", low.ranges.count == 1, low.ranges[0].count == 1 {
                scalars.removeFirst()
                guard var high = scalars.popFirst() else { break }
                if high == "\\" { high = Unicode.Scalar(try escaped(&scalars).ranges[0].lowerBound) ?? high }
                guard low.ranges[0].lowerBound <= high.value else {
                    throw Malformed(description: "a range that goes backwards")
                }
                low.ranges = [low.ranges[0].lowerBound...high.value]
            }
            result.ranges += low.ranges
        }
        throw Malformed(description: "`[` without `]`")
    }

    private static func escaped(_ scalars: inout ArraySlice<Unicode.Scalar>) throws(Malformed) -> ScalarClass {
        guard let scalar = scalars.popFirst() else { throw Malformed(description: "`\\` at the end") }
        let digits: [ClosedRange<UInt32>] = [48...57]
        let words: [ClosedRange<UInt32>] = [48...57, 65...90, 95...95, 97...122]
        let spaces: [ClosedRange<UInt32>] = [9...13, 32...32, 0xA0...0xA0, 0x2000...0x200A, 0x2028...0x2029]
        switch scalar {
        case "d", "D": return ScalarClass(ranges: digits, isNegated: scalar == "D")
        case "w", "W": return ScalarClass(ranges: words, isNegated: scalar == "W")
        case "s", "S": return ScalarClass(ranges: spaces, isNegated: scalar == "S")
        case "t": return ScalarClass(ranges: [9...9])
        case "n": return ScalarClass(ranges: [10...10])
        case _:
            guard !scalar.properties.isAlphabetic, scalar.value < 128, !(48...57).contains(scalar.value) else {
                throw Malformed(description: "`\\\(scalar)` is not known here")
            }
            return ScalarClass(ranges: [scalar.value...scalar.value])
        }
    }
}
