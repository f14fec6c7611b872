import Audio
import Foundation
import Testing

struct AudioTests {
    @Test func `samples survive bytes and base64`() {
        let samples: [Int16] = [0, 1, -1, 32767, -32768, 12345, -12345]
        #expect(PCM16.samples(of: PCM16.bytes(of: samples)) == samples)
        #expect(PCM16.samples(base64: PCM16.base64(of: samples)) == samples)
        #expect(PCM16.bytes(of: [0x1234]) == [0x34, 0x12])
        #expect(PCM16.samples(base64: "AAA") == nil)
        #expect(PCM16.samples(base64: "AAAA") == nil, "three bytes are no whole number of samples")
    }

    /// Values of ITU-T G.711 tables 1a and 2a, and of Python's former `audioop`.
    @Test(arguments: [
        (0, 0xFF, 0xD5), (-1, 0x7F, 0x55), (1000, 0xCE, 0xFA), (-1000, 0x4E, 0x7A), (32767, 0x80, 0xAA),
        (-32768, 0x00, 0x2A), (100, 0xF2, 0xD3), (255, 0xE7, 0xDA), (256, 0xE7, 0xC5),
    ]) func `companding agrees with G 711`(sample: Int, muLaw: Int, aLaw: Int) {
        #expect(G711.muLaw([Int16(sample)]) == [UInt8(muLaw)])
        #expect(G711.aLaw([Int16(sample)]) == [UInt8(aLaw)])
    }

    @Test func `every companded byte names itself again`() {
        for byte in UInt8.min...UInt8.max {
            // 0x7F is minus zero in µ-law: it decodes to 0, whose own code is 0xFF.
            if byte != 0x7F { #expect(G711.muLaw(G711.samples(muLaw: [byte])) == [byte]) }
            #expect(G711.aLaw(G711.samples(aLaw: [byte])) == [byte])
        }
    }

    @Test func `a WAV file survives a round trip`() throws {
        let file = WAVFile(sampleRate: 16_000, channels: [[1, 2, 3], [-1, -2, -3]])
        #expect(try WAVFile(bytes: file.bytes) == file)
    }

    @Test func `a broken WAV file says where it breaks`() {
        #expect(throws: WAVError.notWAV) { try WAVFile(bytes: Array("RIFX".utf8)) }
        let whole = WAVFile(sampleRate: 8_000, channels: [[1, 2, 3]]).bytes
        #expect(throws: WAVError.truncated(chunk: "data")) { try WAVFile(bytes: Array(whole[..<36])) }
        #expect(throws: WAVError.truncated(chunk: "fmt ")) { try WAVFile(bytes: Array(whole[..<20])) }
        var loud = whole
        loud[34] = 24
        #expect(throws: WAVError.unsupported(encoding: 1, bits: 24)) { try WAVFile(bytes: loud) }
    }

    @Test(arguments: [8_000, 11_025, 16_000, 22_050, 44_100, 48_000])
    func `a tone keeps its pitch, level and length through resampling`(rate: Int) {
        let tone = (0..<rate).map { Int16(10_000 * sin(2 * .pi * 440 * Double($0) / Double(rate))) }
        let frame = WAVFile(sampleRate: rate, channels: [tone]).frame()
        #expect(abs(frame.samples.count - 24_000) <= 8)
        let crossings = zip(frame.samples, frame.samples.dropFirst()).count { $0 < 0 && $1 >= 0 }
        #expect((438...441).contains(crossings))
        #expect(abs(Level(of: frame.samples).rms - Level(of: tone).rms) < 0.3)
    }

    @Test func `a frame in a diary is its length alone where audio is elided`() throws {
        let frame = AudioFrame([1, 2, 3])
        let eliding = JSONEncoder()
        eliding.userInfo[.elidesAudio] = true
        let bare = try eliding.encode(frame)
        #expect(String(decoding: bare, as: UTF8.self) == #"{"samples":3}"#)
        #expect(try JSONDecoder().decode(AudioFrame.self, from: bare) == .silence(samples: 3))
        #expect(try JSONDecoder().decode(AudioFrame.self, from: JSONEncoder().encode(frame)) == frame)
    }

    @Test func `levels are decibels of full scale`() {
        #expect(Level(of: [Int16]()) == .silence)
        #expect(Level(of: [0, 0]) == .silence)
        #expect(Level(of: [Int16.max, Int16.min]).rms == 0)
        #expect(Level(of: [3277, -3277]).rms == -20)
        #expect(Level(of: [32767]).isClipping)
    }

    @Test func `durations and samples agree`() {
        #expect(AudioFrame.samples(in: .milliseconds(250)) == 6000)
        #expect(AudioFrame.silence(samples: 480).duration == .milliseconds(20))
        #expect(AudioFrame.milliseconds(ofSamples: 479) == 19)
    }
}
