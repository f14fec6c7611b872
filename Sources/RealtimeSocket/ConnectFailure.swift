import NIOCore
import NIOPosix
import NIOSSL

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Turns what NIO and NIOSSL throw while a connection is made into a `SocketError`.
enum ConnectFailure {
    /// Of the TCP connection to `host`, which is the proxy's where there is one.
    static func ofTransport(_ error: any Error, host: String, port: Int) -> SocketError {
        switch error {
        case let error as SocketError: return error
        case let error as NIOConnectionError:
            guard let first = error.connectionErrors.first?.error else { return .nameNotFound(host: host) }
            return ofTransport(first, host: host, port: port)
        case ChannelError.connectTimeout(let time):
            return .timedOut(host: host, after: .nanoseconds(time.nanoseconds), doing: "connecting")
        case let error as IOError:
            if error.errnoCode == ECONNREFUSED { return .connectionRefused(host: host, port: port) }
            return .unreachable(host: host, port: port, why: text(error.errnoCode))
        case is SocketAddressError: return .nameNotFound(host: host)
        case _: return .unreachable(host: host, port: port, why: "\(error)")
        }
    }

    /// Of the TLS handshake and the upgrade; nil stands for a certificate that was not accepted for a reason yet unknown.
    static func ofHandshake(_ error: any Error, url: SocketURL) -> SocketError? {
        switch error {
        case let error as SocketError: return error
        case let error as NIOSSLExtraError where error == .failedToValidateHostname:
            return .tls(host: url.host, .wrongName)
        case let error as NIOSSLError:
            if case .unableToValidateCertificate = error { return .tls(host: url.host, .wrongName) }
            let text = "\(error)"
            if text.contains("CERTIFICATE_VERIFY_FAILED") { return nil }
            if text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST") {
                return .tls(host: url.host, .other("it does not speak TLS on port \(url.port): try ws://"))
            }
            return .tls(host: url.host, .other("the TLS handshake failed (\(text))"))
        case is BoringSSLError: return .tls(host: url.host, .other("the TLS handshake failed (\(error))"))
        case let error as IOError: return .unreachable(host: url.host, port: url.port, why: text(error.errnoCode))
        case is ChannelError:
            return .unreachable(host: url.host, port: url.port, why: "it closed the connection before an answer")
        case _: return .unreachable(host: url.host, port: url.port, why: "\(error)")
        }
    }

    /// Of a listening socket.
    static func ofListening(_ error: any Error, host: String, port: Int) -> SocketError {
        guard let error = error as? IOError else { return .cannotListen(host: host, port: port, why: "\(error)") }
        if error.errnoCode == EADDRINUSE { return .portInUse(host: host, port: port) }
        return .cannotListen(host: host, port: port, why: text(error.errnoCode))
    }

    private static func text(_ code: CInt) -> String { strerror(code).map { String(cString: $0) } ?? "error \(code)" }
}
