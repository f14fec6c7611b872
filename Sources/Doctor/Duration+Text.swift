import Appliance

extension Duration {
    /// `12 ms`, `3 s`: as people say it.
    var text: String {
        let milliseconds = inMilliseconds
        if milliseconds < 1_000 { return "\(Int(milliseconds.rounded())) ms" }
        let tenths = Int((milliseconds / 100).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
    }
}

extension Double {
    /// One digit after the point, for machines.
    var tenths: Double { (self * 10).rounded() / 10 }
    /// As people say it: without a digit that nobody hears.
    var whole: String { "\(Int(rounded()))" }
}

extension Duration {
    /// Milliseconds with one digit after the point, for machines.
    var inMillisecondTenths: Double { inMilliseconds.tenths }
}
