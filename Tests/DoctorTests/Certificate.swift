import NIOSSL
import Testing

/// A certificate that signs itself, made with openssl.
final class Certificate: Sendable {
    private let folder: Folder
    var path: String { folder.path + "/certificate.pem" }

    /// - Parameter days: how long it is good from now on; below zero it has ended.
    init(name: String, days: Int = 90) throws {
        folder = try Folder()
        let (key, request) = (folder.path + "/key.pem", folder.path + "/request.pem")
        #expect(
            try Folder.run(
                "openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-keyout", key, "-out", request, "-subj", "/CN=\(name)", "-addext", "subjectAltName=DNS:\(name)") == 0)
        #expect(
            try Folder.run(
                "openssl", "x509", "-req", "-in", request, "-signkey", key, "-days", "\(days)", "-copy_extensions",
                "copy", "-out", path) == 0)
    }

    func server() throws -> NIOSSLContext {
        let chain = try NIOSSLCertificate.fromPEMFile(path).map { NIOSSLCertificateSource.certificate($0) }
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: chain, privateKey: .privateKey(.init(file: folder.path + "/key.pem", format: .pem))))
    }
}
