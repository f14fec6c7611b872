import Hardware
import Lessons
import Yams

extension BoardFileReader {
    mutating func button(_ node: Node, path: String, file: Int) -> ButtonLine? {
        let row = row(
            node, path: path, file: file,
            known: [
                "button", "line", "activeLow", "bias", "debounceMilliseconds", "kernelDebounceMilliseconds", "press",
                "hold", "double",
            ], required: ["button", "line"])
        let button: Button? = choice(row, "button")
        let line = line(row)
        guard let button, let line else { return nil }
        var result = ButtonLine(button, line: line)
        if let activeLow = truth(row, "activeLow") { result.activeLow = activeLow }
        if let bias: ButtonLine.Bias = choice(row, "bias") { result.bias = bias }
        if let time = number(row, "debounceMilliseconds") { result.debounceMilliseconds = time }
        if let time = number(row, "kernelDebounceMilliseconds") { result.kernelDebounceMilliseconds = time }
        result.press = choice(row, "press")
        result.hold = choice(row, "hold")
        result.double = choice(row, "double")
        return result
    }

    mutating func sound(_ node: Node, file: Int) -> SoundDevices {
        let row = row(
            node, path: "sound", file: file,
            known: [
                "microphone", "speaker", "duplex", "echoTailMilliseconds", "processing", "mixer", "ceilingPercent",
            ])
        var sound = SoundDevices()
        if let microphone = text(row, "microphone") { sound.microphone = microphone }
        if let speaker = text(row, "speaker") { sound.speaker = speaker }
        if let duplex: SoundDevices.Duplex = choice(row, "duplex") { sound.duplex = duplex }
        if let time = number(row, "echoTailMilliseconds") { sound.echoTailMilliseconds = time }
        if let percent = number(row, "ceilingPercent") { sound.ceilingPercent = percent }
        sound.mixer = text(row, "mixer")
        if let processing = row.values["processing"] { sound.processing = self.processing(processing, file: file) }
        return sound
    }

    private mutating func processing(_ node: Node, file: Int) -> CaptureProcessing {
        let row = row(
            node, path: "sound.processing", file: file, known: ["gainControl", "noiseReduction", "echoCancellation"])
        return CaptureProcessing(
            gainControl: truth(row, "gainControl") ?? false, noiseReduction: truth(row, "noiseReduction") ?? false,
            echoCancellation: truth(row, "echoCancellation") ?? false)
    }

    /// A line by its number or its name.
    mutating func line(_ row: BoardRow) -> LineReference? {
        guard let node = row.values["line"] else { return nil }
        // A number in quotes is a name.
        if case .scalar(let scalar) = node, scalar.style == .plain, let offset = Int(scalar.string) {
            return .offset(offset)
        }
        return text(row, "line").map(LineReference.name)
    }
}
