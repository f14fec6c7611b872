import Foundation
import Interchange
import Testing

@Suite struct ZipArchiveTests {
    @Test func `files are written whole and read back by Python`() throws {
        let folder = try Folder()
        let path = folder.path("out.zip")
        let long = [UInt8](repeating: 97, count: 300_000)
        try ZipFile.write([("a.csv", Array("x,y\r\n".utf8)), ("ü.csv", long), ("empty.csv", [])], to: path)
        let told = try python(
            """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1]) as archive:
                assert archive.testzip() is None
                print([(name, len(archive.read(name))) for name in archive.namelist()])
            """, [path])
        #expect(String(decoding: told, as: UTF8.self) == "[('a.csv', 5), ('ü.csv', 300000), ('empty.csv', 0)]\n")
        // Written again it is replaced, and nothing is left beside it.
        try ZipFile.write([("b.csv", [98])], to: path)
        let archive = try ZipArchive(path: path)
        #expect(archive.names == ["b.csv"])
        #expect(try archive.bytes(of: "b.csv") == [98])
        #expect(try archive.bytes(of: "a.csv") == nil)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["out.zip"])
    }

    @Test func `a folder that is not there is told`() throws {
        let folder = try Folder()
        #expect(throws: ZipError.self) { try ZipFile.write([("a", [1])], to: folder.path("no/out.zip")) }
        #expect(throws: ZipError.self) { try ZipArchive(path: folder.path("no.zip")) }
        #expect(throws: ZipError.self) { try ZipArchive(path: folder.url.path) }
    }

    /// Each is made by Python: what to put into the file, and what is told of it.
    @Test(
        arguments: [
            ("z.writestr('users.csv', b'0' * 5000000)", "unpacks to 5000000 bytes"),
            ("[z.writestr('f%d' % n, b'') for n in range(60)]", "it has 60 files"),
            ("z.writestr('roster/users.csv', b'x')", "has its files in a folder (roster/users.csv)"),
            ("z.writestr('users.csv', b'x'); z.writestr('users.csv', b'y')", "two files called the same"),
            ("z.writestr('users.csv', b'name' * 100); spoil = 'crc'", "is damaged"),
            ("z.writestr('users.csv', b'name' * 100); spoil = 'cut'", "is no zip file"),
            ("z.writestr('users.csv', b'name' * 100); spoil = 'flag'", "is encrypted"),
            ("spoil = 'noise'", "is no zip file"),
        ]
    )
    func `a zip that is a trap or broken is refused`(making: String, told: String) throws {
        let folder = try Folder()
        let path = folder.path("in.zip")
        _ = try python(
            """
            import sys, warnings, zipfile
            warnings.simplefilter("ignore")
            spoil = None
            with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as z:
                exec(sys.argv[2])
            data = bytearray(open(sys.argv[1], "rb").read())
            where = data.find(b"PK\\x01\\x02")
            if spoil == "crc":
                # In both heads: they agree, and are wrong.
                data[14] ^= 1
                data[where + 16] ^= 1
            if spoil == "cut":
                del data[60:]
            if spoil == "flag":
                data[6] |= 1
                data[where + 8] |= 1
            if spoil == "noise":
                data = b"PK\\x03\\x04" + b"noise" * 50
            open(sys.argv[1], "wb").write(data)
            """, [path, making])
        var limits = ZipArchive.Limits()
        limits.entries = 50
        limits.entryBytes = 1_000_000
        do {
            let bytes = try ZipArchive(path: path, limits: limits).bytes(of: "users.csv")
            Issue.record("it was read: \(bytes?.count ?? -1)")
        } catch {
            #expect("\(error)".contains(told), "\(error)")
        }
    }

    @Test func `a zip that lies about its size is refused`() throws {
        let folder = try Folder()
        let path = folder.path("in.zip")
        _ = try python(
            """
            import struct, sys, zipfile
            with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as z:
                z.writestr("users.csv", b"0" * 30000000)
            data = bytearray(open(sys.argv[1], "rb").read())
            where = data.find(b"PK\\x01\\x02")
            data[22:26] = struct.pack("<I", 10)
            data[where + 24:where + 28] = struct.pack("<I", 10)
            open(sys.argv[1], "wb").write(data)
            """, [path])
        var limits = ZipArchive.Limits()
        limits.entryBytes = 1_000_000
        #expect(throws: ZipError.self) { try ZipArchive(path: path, limits: limits).bytes(of: "users.csv") }
    }

    @Test func `all that is read together is bounded, too`() throws {
        let folder = try Folder()
        let path = folder.path("in.zip")
        try makeZip([("a", String(repeating: "a", count: 600)), ("b", String(repeating: "b", count: 600))], at: path)
        var limits = ZipArchive.Limits()
        limits.totalBytes = 1_000
        let archive = try ZipArchive(path: path, limits: limits)
        #expect(try archive.bytes(of: "a")?.count == 600)
        #expect(throws: ZipError.self) { try archive.bytes(of: "b") }
    }

    @Test func `nothing but what is asked for is opened`() throws {
        let folder = try Folder()
        let path = folder.path("in.zip")
        try makeZip([("../../evil", "x"), ("/etc/passwd", "x"), ("users.csv", "name\n")], at: path)
        #expect(try ZipArchive(path: path).bytes(of: "users.csv") == Array("name\n".utf8))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["in.zip"])
    }
}
