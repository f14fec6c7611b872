extension SoundDevices {
    /// What makes no sense, whatever cards there are.
    var faults: [BoardFault] {
        var faults: [BoardFault] = []
        func check(_ key: String, _ isGood: Bool, _ wrong: String, _ expected: String) {
            if !isGood { faults.append(BoardFault(path: "sound." + key, wrong: wrong, expected: expected)) }
        }
        for (key, device) in [("microphone", microphone), ("speaker", speaker)] {
            check(
                key, SoundDevices.canBeName(device), "there is no device '\(device)'",
                "default, a name that `arecord -L` or `aplay -L` lists, usb:PORT (usb:1-1.2) or card:NAME")
        }
        check(
            "echoTailMilliseconds", (0...1_000).contains(echoTailMilliseconds), "\(echoTailMilliseconds) ms",
            "0 to 1000")
        check("ceilingPercent", (10...100).contains(ceilingPercent), "\(ceilingPercent) percent", "10 to 100")
        check(
            "mixer", mixer?.isEmpty != true, "the name of the mixer control is empty",
            "a control that `amixer scontrols` lists, or none")
        return faults
    }

    private static func canBeName(_ device: String) -> Bool {
        if device.hasPrefix("usb:") { return device.dropFirst(4).wholeMatch(of: /[0-9]+-[0-9]+(\.[0-9]+)*/) != nil }
        if device.hasPrefix("card:") { return device.count > 5 }
        return !device.isEmpty
    }
}
