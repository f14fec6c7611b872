import Foundation
import NIOSSL
import Testing

@testable import RealtimeSocket

/// `wss` with certificates that the test makes with openssl.
@Suite(.timeLimit(.minutes(2))) struct TLSTests {
    private final class Certificate: Sendable {
        let directory: URL
        var path: String { directory.appendingPathComponent("certificate.pem").path }
        private var key: String { directory.appendingPathComponent("key.pem").path }

        init(name: String, days: Int = 2) throws {
            directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            let request = directory.appendingPathComponent("request.pem").path
            try Certificate.openssl(
                "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key,
                "-out", request, "-subj", "/CN=\(name)", "-addext", "subjectAltName=DNS:\(name)")
            try Certificate.openssl(
                "x509", "-req", "-in", request, "-signkey", key, "-days", "\(days)", "-copy_extensions", "copy", "-out",
                path)
        }

        private static func openssl(_ arguments: String...) throws {
            let openssl = Process()
            openssl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            openssl.arguments = ["openssl"] + arguments
            openssl.standardError = FileHandle.nullDevice
            try openssl.run()
            openssl.waitUntilExit()
            try #require(openssl.terminationStatus == 0, "openssl could not make a certificate")
        }

        deinit { try? FileManager.default.removeItem(at: directory) }

        func server() throws -> NIOSSLContext {
            let chain = try NIOSSLCertificate.fromPEMFile(path).map { NIOSSLCertificateSource.certificate($0) }
            return try NIOSSLContext(
                configuration: .makeServerConfiguration(
                    certificateChain: chain, privateKey: .privateKey(.init(file: key, format: .pem))))
        }
    }

    private func attempt(_ certificate: Certificate, trusting authorities: [String]) async throws -> SocketError? {
        try await RawServer.run(tls: certificate.server()) { client, _ in
            try await client.accept(client.head(), then: RawServer.text("safe") + RawServer.frame(8, [0x03, 0xE8]))
            _ = try await client.bytes()
        } _: { port in
            do {
                let client = WebSocketClient(configuration: .init(authorities: authorities))
                try await client.connect(to: .url("wss://localhost:\(port)/v1/realtime")) { connection in
                    #expect(await next(connection) == .text("safe"))
                    #expect(await next(connection) == .closed(CloseReason(.normal)))
                }
                return nil
            } catch {
                return try #require(error as? SocketError)
            }
        }
    }

    @Test func `a certificate of an authority that is named is accepted`() async throws {
        let certificate = try Certificate(name: "localhost")
        #expect(try await attempt(certificate, trusting: [certificate.path]) == nil)
    }

    @Test func `a certificate of nobody we trust is refused`() async throws {
        #expect(
            try await attempt(Certificate(name: "localhost"), trusting: []) == .tls(host: "localhost", .untrusted))
    }

    @Test func `a certificate for another name is refused`() async throws {
        let certificate = try Certificate(name: "example.org")
        #expect(
            try await attempt(certificate, trusting: [certificate.path]) == .tls(host: "localhost", .wrongName))
    }

    @Test func `an expired certificate is refused and its day told`() async throws {
        let certificate = try Certificate(name: "localhost", days: -1)
        let error = try await attempt(certificate, trusting: [certificate.path])
        guard case .tls("localhost", .expired) = error else {
            return #expect(Bool(false), "\(String(describing: error))")
        }
    }

    @Test func `a server without TLS is told apart`() async throws {
        try await serving(echo) { port in
            await #expect {
                try await WebSocketClient.patient.connect(to: .url("wss://127.0.0.1:\(port)/")) { _ in }
            } throws: { error in
                guard case .tls(_, .other) = error as? SocketError else { return false }
                return "\(error)".contains("try ws://")
            }
        }
    }

    @Test func `a file of authorities that is not there is named`() async throws {
        await #expect(throws: SocketError.badAuthorities(path: "/nowhere.pem")) {
            try await WebSocketClient(configuration: .init(authorities: ["/nowhere.pem"])).connect(
                to: .url("wss://127.0.0.1:1/")
            ) { _ in }
        }
    }
}
