import Glibc
import Synchronization

/// Tells systemd how the service is (sd_notify(3)): a datagram to the socket that `NOTIFY_SOCKET` names.
///
/// Without that variable nothing is sent. The watchdog is fed by the run loop itself, and only while the box does its job
/// (see ``Watchdog``): a process that hangs, or whose sound card or gradebook is gone for good, is restarted.
public final class SystemdNotifier: Sendable {
    private let path: String?
    private enum Phase { case starting, up }
    private let state: Mutex<(phase: Phase, watchdog: Watchdog)>

    public init(environment: [String: String]) {
        path = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
        let timeout = environment["WATCHDOG_USEC"].flatMap(Int64.init).map { Duration.microseconds($0) }
        state = Mutex((.starting, Watchdog(timeout: timeout)))
    }

    public func status(_ text: String) { send("STATUS=\(text.replacing("\n", with: " "))") }
    public func stopping() { send("STOPPING=1") }

    /// A frame of the microphone went through the session: the first says that the box is up, and each feeds the watchdog
    /// when that is due.
    public func heard(at now: Duration) { alive { $0.heard(at: now) } }

    /// The microphone is known to be away, and the session's loop turns: the box is up and says so itself. It is fed for
    /// some minutes; then a fresh start is tried.
    public func waited(at now: Duration) { alive { $0.waited(at: now) } }

    private func alive(_ feed: (inout Watchdog) -> Bool) {
        let (isFirst, isDue) = state.withLock { state in
            defer { state.phase = .up }
            return (state.phase == .starting, feed(&state.watchdog))
        }
        if isFirst { send("READY=1") }
        if isDue { send("WATCHDOG=1") }
    }

    /// The gradebook has written.
    public func wrote(at now: Duration) { state.withLock { $0.watchdog.wrote(at: now) } }

    private func send(_ text: String) {
        guard let path else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
        // A leading @ names a socket in the abstract namespace.
        if bytes.first == UInt8(ascii: "@") { bytes[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let message = Array(text.utf8)
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = sendto(descriptor, message, message.count, Int32(MSG_NOSIGNAL), $0, length)
            }
        }
    }
}
