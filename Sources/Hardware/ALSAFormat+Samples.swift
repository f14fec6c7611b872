import CALSA

extension ALSAFormat {
    /// Bytes of one sample of all channels.
    var stride: Int {
        switch encoding {
        case .s16: 2 * channels
        case .s32: 4 * channels
        }
    }

    /// Makes 16-bit mono of samples as a device gives them: the mean of the channels. Allocates nothing.
    /// - Parameters:
    ///   - values: interleaved, in this format, at least `mono.count` of each channel.
    ///   - mono: is filled.
    func decode(_ values: UnsafeRawPointer, into mono: UnsafeMutableBufferPointer<Int16>) {
        let count = mono.count
        var at = 0
        switch (encoding, channels) {
        case (.s16, 1):
            let values = values.assumingMemoryBound(to: Int16.self)
            while at < count {
                mono[at] = values[at]
                at += 1
            }
        case (.s16, _):
            let values = values.assumingMemoryBound(to: Int16.self)
            while at < count {
                mono[at] = mean(at, of: values, shift: 0)
                at += 1
            }
        case (.s32, _):
            let values = values.assumingMemoryBound(to: Int32.self)
            while at < count {
                mono[at] = mean(at, of: values, shift: 16)
                at += 1
            }
        }
    }

    /// Makes samples as a device takes them of 16-bit mono: the same on every channel. Allocates nothing.
    /// - Parameter values: takes `mono.count` samples of each channel, interleaved.
    func encode(_ mono: UnsafeBufferPointer<Int16>, into values: UnsafeMutableRawPointer) {
        let count = mono.count
        var at = 0
        switch encoding {
        case .s16:
            let values = values.assumingMemoryBound(to: Int16.self)
            while at < count {
                var channel = 0
                while channel < channels {
                    values[at * channels + channel] = mono[at]
                    channel += 1
                }
                at += 1
            }
        case .s32:
            let values = values.assumingMemoryBound(to: Int32.self)
            while at < count {
                var channel = 0
                while channel < channels {
                    values[at * channels + channel] = Int32(mono[at]) << 16
                    channel += 1
                }
                at += 1
            }
        }
    }

    @inline(__always)
    private func mean<Value: FixedWidthInteger>(_ at: Int, of values: UnsafePointer<Value>, shift: Int) -> Int16 {
        var sum = 0
        var channel = 0
        while channel < channels {
            sum += Int(values[at * channels + channel]) >> shift
            channel += 1
        }
        return Int16(clamping: sum / channels)
    }
}
