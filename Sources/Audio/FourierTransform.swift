import Glibc

/// The discrete Fourier transform of a power of two of complex values, in place (Cooley and Tukey 1965, radix 2).
struct FourierTransform {
    let count: Int
    private let cosines: [Double]
    private let sines: [Double]

    /// - Parameter count: values; a power of two.
    init(count: Int) {
        precondition(count > 0 && count & (count - 1) == 0, "\(count) is no power of two")
        self.count = count
        cosines = (0..<max(1, count / 2)).map { cos(2 * .pi * Double($0) / Double(count)) }
        sines = (0..<max(1, count / 2)).map { -sin(2 * .pi * Double($0) / Double(count)) }
    }

    /// The smallest power of two that holds so many values.
    static func size(for count: Int) -> Int { count <= 1 ? 1 : 1 << (Int.bitWidth - (count - 1).leadingZeroBitCount) }

    /// Time to frequency.
    func forward(_ real: inout [Double], _ imaginary: inout [Double]) {
        precondition(real.count == count && imaginary.count == count)
        guard count > 1 else { return }
        real.withUnsafeMutableBufferPointer { real in
            imaginary.withUnsafeMutableBufferPointer { imaginary in
                cosines.withUnsafeBufferPointer { cosines in
                    sines.withUnsafeBufferPointer { sines in
                        // Never empty, so none of them is nil.
                        sort(real.baseAddress!, imaginary.baseAddress!)
                        butterflies(
                            real.baseAddress!, imaginary.baseAddress!, cosines.baseAddress!, sines.baseAddress!)
                    }
                }
            }
        }
    }

    /// Frequency to time, scaled so that it undoes ``forward(_:_:)``.
    func inverse(_ real: inout [Double], _ imaginary: inout [Double]) {
        forward(&imaginary, &real)
        let scale = 1 / Double(count)
        for index in 0..<count {
            real[index] *= scale
            imaginary[index] *= scale
        }
    }

    /// Puts each value where its index, with its bits in reverse, says.
    private func sort(_ real: UnsafeMutablePointer<Double>, _ imaginary: UnsafeMutablePointer<Double>) {
        var other = 0
        for index in 1..<max(1, count) {
            var bit = count >> 1
            while other & bit != 0 {
                other ^= bit
                bit >>= 1
            }
            other |= bit
            if index < other {
                swap(&real[index], &real[other])
                swap(&imaginary[index], &imaginary[other])
            }
        }
    }

    private func butterflies(
        _ real: UnsafeMutablePointer<Double>, _ imaginary: UnsafeMutablePointer<Double>,
        _ cosines: UnsafePointer<Double>, _ sines: UnsafePointer<Double>
    ) {
        var half = 1
        while half < count {
            let step = count / (2 * half)
            var start = 0
            while start < count {
                var offset = 0
                while offset < half {
                    let low = start + offset
                    let high = low + half
                    let (c, s) = (cosines[offset * step], sines[offset * step])
                    let turnedReal = real[high] * c - imaginary[high] * s
                    let turnedImaginary = real[high] * s + imaginary[high] * c
                    real[high] = real[low] - turnedReal
                    imaginary[high] = imaginary[low] - turnedImaginary
                    real[low] += turnedReal
                    imaginary[low] += turnedImaginary
                    offset += 1
                }
                start += 2 * half
            }
            half *= 2
        }
    }
}
