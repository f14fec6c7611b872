import NIOCore
import NIOSSL

/// The client side of TLS: the system's authorities and those of extra files, names verified, TLS 1.2 at least.
struct TLSSetup: Sendable {
    private let context: NIOSSLContext

    /// - Parameter authorities: paths of PEM files with certificates to trust beside the system's.
    init(authorities: [String]) throws(SocketError) {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        for path in authorities {
            do {
                let certificates = try NIOSSLCertificate.fromPEMFile(path)
                configuration.additionalTrustRoots.append(.certificates(certificates))
            } catch {
                throw .badAuthorities(path: path)
            }
        }
        do {
            context = try NIOSSLContext(configuration: configuration)
        } catch {
            throw .tls(host: "this machine", .other("its certificate store cannot be used (\(error))"))
        }
    }

    func handler(for host: String) throws -> NIOSSLClientHandler {
        try NIOSSLClientHandler(context: context, serverHostname: TLSSetup.name(host))
    }

    /// A handler that accepts nobody and hands over the validity of the server's own certificate (seconds since 1970).
    func inspector(
        for host: String, _ seen: @escaping @Sendable (_ from: Int, _ to: Int) -> Void
    ) throws -> NIOSSLClientHandler {
        try NIOSSLClientHandler(context: context, serverHostname: TLSSetup.name(host)) {
            (certificates: [NIOSSLCertificate], promise: EventLoopPromise<NIOSSLVerificationResult>) in
            if let leaf = certificates.first { seen(Int(leaf.notValidBefore), Int(leaf.notValidAfter)) }
            promise.succeed(.failed)
        }
    }

    /// Addresses have no place in SNI; NIOSSL then verifies the peer's address itself.
    private static func name(_ host: String) -> String? {
        (try? SocketAddress(ipAddress: host, port: 0)) == nil ? host : nil
    }
}
