import NIOCore
import NIOPosix
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Asks the system's resolver for the addresses of a host (getaddrinfo(3)): `/etc/hosts`, DNS, whatever it is set to.
public enum NameLookup {
    public enum Answer: Sendable, Hashable {
        /// IPv4 and IPv6, as text, in the order in which they would be tried.
        case addresses([String])
        /// There is an answer: the name has no address.
        case unknown(reason: String)
        /// No name server answers, or it fails.
        case failed(reason: String)
        /// Nothing came back in time.
        case late
    }

    /// - Parameter limit: how long to wait. The resolver cannot be stopped: its thread ends when it gives up.
    public static func addresses(of host: String, within limit: Duration) async -> Answer {
        let first = FirstAnswer()
        return await withCheckedContinuation { continuation in
            first.wait(continuation)
            let context = Unmanaged.passRetained(Lookup(host: host, first: first)).toOpaque()
            var thread = pthread_t()
            let code = pthread_create(
                &thread, nil,
                { context in
                    guard let context else { return nil }
                    let lookup = Unmanaged<Lookup>.fromOpaque(context).takeRetainedValue()
                    lookup.first.give(NameLookup.ask(lookup.host))
                    return nil
                }, context)
            guard code == 0 else {
                Unmanaged<Lookup>.fromOpaque(context).release()
                return first.give(.failed(reason: "no thread could be started"))
            }
            pthread_detach(thread)
            EventLoopThread.group.any().scheduleTask(in: .init(limit)) { first.give(.late) }
        }
    }

    private final class Lookup: Sendable {
        let host: String
        let first: FirstAnswer
        init(host: String, first: FirstAnswer) {
            self.host = host
            self.first = first
        }
    }

    /// The resolver or the clock: whoever is first.
    private final class FirstAnswer: Sendable {
        private let waiting = Mutex<CheckedContinuation<Answer, Never>?>(nil)

        func wait(_ continuation: CheckedContinuation<Answer, Never>) { waiting.withLock { $0 = continuation } }

        func give(_ answer: Answer) {
            let continuation = waiting.withLock { waiting in
                defer { waiting = nil }
                return waiting
            }
            continuation?.resume(returning: answer)
        }
    }

    private static func ask(_ host: String) -> Answer {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, nil, &hints, &list)
        guard code == 0 else {
            let reason = gai_strerror(code).map { String(cString: $0) } ?? "error \(code)"
            // EAI_NONAME and EAI_NODATA (-5) are answers; all others are none.
            return code == EAI_NONAME || code == -5 ? .unknown(reason: reason) : .failed(reason: reason)
        }
        defer { freeaddrinfo(list) }
        var addresses: [String] = []
        var next = list
        while let entry = next {
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            if getnameinfo(
                entry.pointee.ai_addr, entry.pointee.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
                == 0
            {
                let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
                let address = String(decoding: bytes, as: UTF8.self)
                if !addresses.contains(address) { addresses.append(address) }
            }
            next = entry.pointee.ai_next
        }
        return addresses.isEmpty ? .unknown(reason: "the answer is empty") : .addresses(addresses)
    }
}
