import Appliance
import Foundation
import Hardware
import Speech
import Testing
import Tutor

@testable import Doctor

/// The board's own files, as boards have them.
struct MachineProbeTests {
    private func probe(
        _ files: [String: String] = [:], voices: OfflineVoices? = nil, isOffline: Bool = false
    ) throws -> (MachineProbe, Folder) {
        let root = try Folder()
        for (path, text) in files { try root.write(text, to: path) }
        let probe = MachineProbe(
            program: "1.2.3", board: .read(BoardDescription(name: "desk")),
            voices: voices
                ?? OfflineVoices(makeRecognizer: { throw Missing() }, makeVoice: { throw Missing() }),
            isOffline: isOffline, files: SystemFiles(root: root.path))
        return (probe, root)
    }

    private struct Missing: Error, CustomStringConvertible { let description = "no such library" }

    @Test(arguments: [
        ("47000", Judgement.Verdict.fine), ("76500", .warning), ("83100", .broken(.hot)), ("0", .skipped),
    ])
    func `a board that is warm is told`(temperature: String, verdict: Judgement.Verdict) throws {
        let (probe, root) = try probe([
            "sys/class/thermal/thermal_zone0/temp": temperature + "\n",
            "sys/class/thermal/thermal_zone0/type": "cpu-thermal\n", "sys/class/thermal/cooling_device0/type": "fan\n",
        ])
        #expect(probe.temperature.judged().verdict == verdict)
        _ = root
    }

    @Test(
        arguments: [
            ("0", nil, Judgement.Verdict.fine), ("50005", nil, .broken(.undervoltage)), ("50000", nil, .warning),
            ("8", nil, .warning), (nil, "1", .broken(.undervoltage)), (nil, "0", .fine), ("0", "1", .warning),
            (nil, nil, .skipped),
        ] as [(String?, String?, Judgement.Verdict)])
    func `a supply that is weak is told`(throttled: String?, alarm: String?, verdict: Judgement.Verdict) throws {
        var files: [String: String] = ["sys/class/hwmon/hwmon0/name": "cpu_thermal\n"]
        if let throttled { files["sys/devices/platform/soc/soc:firmware/get_throttled"] = throttled + "\n" }
        if let alarm {
            files["sys/class/hwmon/hwmon1/name"] = "rpi_volt\n"
            files["sys/class/hwmon/hwmon1/in0_lcrit_alarm"] = alarm + "\n"
        }
        let (probe, root) = try probe(files)
        #expect(probe.power.judged().verdict == verdict)
        _ = root
    }

    @Test func `what it is, is said with the board's own name`() throws {
        let (probe, root) = try probe([
            "etc/os-release": "ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n",
            "proc/device-tree/model": "Raspberry Pi Zero 2 W Rev 1.0\0",
        ])
        let text = probe.version.judged().found
        #expect(text.hasPrefix("tutord 1.2.3, Realtime API (GA), on Debian GNU/Linux 12 (bookworm), Linux "))
        #expect(text.contains("Raspberry Pi Zero 2 W Rev 1.0; alsa-lib 1."))
        #expect(text.contains("libgpiod "))
        _ = root
    }

    @Test func `ears and voice that are missing are told, as far as they are needed`() throws {
        let (needed, first) = try probe(isOffline: true)
        #expect(needed.engine.judged().verdict == .broken(.engineMissing))
        let (spare, second) = try probe()
        #expect(spare.engine.judged().verdict == .warning)
        let (well, third) = try probe(
            voices: OfflineVoices(
                makeRecognizer: { try PocketsphinxRecognizer() }, makeVoice: { try EspeakVoice() }), isOffline: true)
        #expect(well.engine.judged().verdict == .fine)
        _ = (first, second, third)
    }

    @Test func `the kernel says whether a time server keeps its clock`() {
        #expect(KernelClock.isSynchronised != nil)
    }
}
