extension BoardDescription {
    /// What keeps buttons and lamps from being used on this machine: chips, lines, LEDs and channels that are not there,
    /// are held by others, or may not be opened. Nothing is taken or changed. Sound devices are not looked at.
    ///
    /// - Parameter sysfs: where sysfs is mounted.
    public func mismatches(sysfs: String = "/sys") -> [BoardMismatch] {
        lineMismatches
            + lamps.enumerated().compactMap { index, lamp in
                let error: HardwareError? =
                    switch lamp.source {
                    case .line: nil
                    case .led(let name): KernelLED.mismatch(name, sysfs: sysfs)
                    case .pwm(let channel): PWMChip.mismatch(channel, sysfs: sysfs)
                    }
                return error.map { BoardMismatch(path: "lamps[\(index)].\(lamp.source.key)", error: $0) }
            }
    }

    private var lineMismatches: [BoardMismatch] {
        var lines = buttons.enumerated().map { ("buttons[\($0)].line", $1.line) }
        for (index, lamp) in lamps.enumerated() {
            if let line = lamp.line { lines.append(("lamps[\(index)].line", line)) }
        }
        guard !lines.isEmpty else { return [] }
        do throws(HardwareError) {
            let chip = try GPIOChip(self.chip ?? "")
            return lines.compactMap { path, line in
                do throws(HardwareError) {
                    let offset = try chip.offset(of: line)
                    guard let holder = chip.facts(ofLine: offset)?.holder else { return nil }
                    return BoardMismatch(
                        path: path,
                        error: .lineBusy(
                            line, chip: chip.label, holder: holder, users: chip.users(ofLine: offset)))
                } catch {
                    return BoardMismatch(path: path, error: error)
                }
            }
        } catch {
            return [BoardMismatch(path: "chip", error: error)]
        }
    }
}

extension KernelLED {
    fileprivate static func mismatch(_ name: String, sysfs: String) -> HardwareError? {
        let folder = SysfsFolder(sysfs + "/class/leds/" + name)
        guard folder.has("brightness") else { return .noLED(name, found: all(sysfs: sysfs).map(\.name)) }
        let files = ["brightness", "trigger"].filter(folder.has)
        let users = OpenFiles.users(ofFile: folder.file("brightness"))
        return folder.denied(files) ?? (users.isEmpty ? nil : .lampBusy("LED '\(name)'", users: users))
    }
}

extension PWMChip {
    fileprivate static func mismatch(_ wanted: PWMChannel, sysfs: String) -> HardwareError? {
        let chips = all(sysfs: sysfs)
        guard let chip = chips.first(where: { $0.name == wanted.chip || $0.device == wanted.chip }),
            wanted.channel < chip.channels
        else { return .noPWM(wanted, found: chips.map(\.description)) }
        let folder = SysfsFolder(sysfs + "/class/pwm/" + chip.name)
        let users = OpenFiles.users(ofFile: folder.file("pwm\(wanted.channel)/duty_cycle"))
        return folder.denied(["export", "unexport"])
            ?? (users.isEmpty ? nil : .lampBusy(wanted.description, users: users))
    }
}
