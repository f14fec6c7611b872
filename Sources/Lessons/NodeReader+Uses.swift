import Yams

extension NodeReader {
    /// Names of tools.
    mutating func tools(_ node: Node?) -> [String] {
        distinct(node, "tools", count: LessonFile.Bounds.tools, upTo: LessonFile.Bounds.id)
            .filter { checkToolName($0, "tools") }.map(\.text)
    }

    private mutating func checkToolName(_ entry: Placed, _ key: String) -> Bool {
        let isName = entry.text.utf8.enumerated().allSatisfy { index, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): index > 0
            case _: false
            }
        }
        if !isName {
            fault(
                "`\(key)` is \"\(entry.text)\"",
                "the name of a tool: lower-case letters, digits and underscores, such as school_shop", at: entry.node)
        }
        return isName
    }

    /// What the lesson uses of MCP servers.
    mutating func servers(_ node: Node?) -> [MCPUse] {
        var uses: [MCPUse] = []
        for entry in entries(node, "mcp", count: LessonFile.Bounds.servers) {
            let values = keys(of: entry, LessonKeys.server)
            let name = values["server"].flatMap { node in
                text(node, "server", upTo: LessonFile.Bounds.id).map { Placed(text: $0, node: node) }
            }
            let allow = distinct(
                values["allow"], "allow", count: LessonFile.Bounds.allow, upTo: LessonFile.Bounds.allowedTool)
            for tool in allow where tool.text.contains(where: \.isWhitespace) {
                fault("`allow` is \"\(tool.text)\"", "the name of a tool as its server has it", at: tool.node)
            }
            let watch = distinct(
                values["watch"], "watch", count: LessonFile.Bounds.watch, upTo: LessonFile.Bounds.resource)
            for resource in watch where !NodeReader.isURI(resource.text) {
                fault("`watch` is \"\(resource.text)\"", "a URI such as market://rates", at: resource.node)
            }
            guard let name, checkToolName(name, "server") else { continue }
            if uses.contains(where: { $0.server == name.text }) {
                fault("the server `\(name.text)` a second time", "it once", at: name.node)
            } else {
                uses.append(
                    MCPUse(
                        server: name.text, allow: values["allow"].map { _ in allow.map(\.text) },
                        watch: watch.map(\.text)))
            }
        }
        return uses
    }

    /// A scheme, a colon and something without white space (RFC 3986, section 3).
    private static func isURI(_ text: String) -> Bool {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty, let first = parts[0].first, first.isASCII, first.isLetter else {
            return false
        }
        return parts[0].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
            && !text.contains(where: \.isWhitespace)
    }

    /// What a sitting may cost: more than nothing.
    mutating func budget(_ node: Node?) -> Double? {
        guard let node, let text = text(node, "budget", upTo: 20) else { return nil }
        guard let budget = Double(text), budget > 0, budget <= LessonFile.Bounds.budget else {
            fault(
                "`budget` is \"\(text)\"",
                "a number above 0, at most \(NodeReader.short(LessonFile.Bounds.budget))", at: node)
            return nil
        }
        return budget
    }

    /// What the tutor must not say.
    mutating func guards(_ node: Node?) -> [GuardTopic] {
        entries(node, "guard", count: LessonFile.Bounds.guards).compactMap { entry in
            let values = keys(of: entry, LessonKeys.topic)
            let topic = text(values["topic"], "topic", upTo: LessonFile.Bounds.topic)
            let phrases = distinct(
                values["phrases"], "phrases", count: LessonFile.Bounds.phrases, upTo: LessonFile.Bounds.phrase)
            for phrase in phrases where !phrase.text.contains(where: { $0.isLetter || $0.isNumber }) {
                fault("`phrases` is \"\(phrase.text)\"", "words that can be said", at: phrase.node)
            }
            return topic.map { GuardTopic(topic: $0, phrases: phrases.map(\.text)) }
        }
    }

    /// An image and where it is declared.
    struct PlacedImage {
        let image: LessonImage
        let node: Node
    }

    /// The pictures of a lesson.
    mutating func images(_ node: Node?) -> [PlacedImage] {
        var images: [PlacedImage] = []
        for entry in entries(node, "images", count: LessonFile.Bounds.images) {
            let values = keys(of: entry, LessonKeys.image)
            let id = id(values["id"], "id").map(ImageID.init(rawValue:))
            let file = imageFile(values["file"])
            let alt = text(values["alt"], "alt", upTo: LessonFile.Bounds.spoken)
            if let id, images.contains(where: { $0.image.id == id }) {
                fault("the image `\(id)` a second time", "an id of its own", at: values["id"] ?? entry)
            } else if let id {
                images.append(
                    PlacedImage(
                        image: LessonImage(id: id, file: file ?? "", alt: alt ?? ""), node: values["id"] ?? entry))
            }
        }
        return images
    }

    /// A path that cannot leave the lesson's folder.
    private mutating func imageFile(_ node: Node?) -> String? {
        guard let node, let text = text(node, "file", upTo: LessonFile.Bounds.imageFile) else { return nil }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let stays =
            !text.contains("\\") && !text.contains(":")
            && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && !$0.hasPrefix("~") }
        guard stays else {
            fault("`file` is \"\(text)\"", "a path that stays in the lesson's folder, such as heart.png", at: node)
            return nil
        }
        let name = parts.last ?? ""
        let types = LessonFile.Bounds.imageTypes
        guard types.contains(where: { name.lowercased().hasSuffix("." + $0) && name.utf8.count > $0.utf8.count + 1 })
        else {
            fault("`file` is \"\(text)\"", "a file of type .\(types.joined(separator: ", ."))", at: node)
            return nil
        }
        return text
    }
}
