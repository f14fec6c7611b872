import Glibc

/// Who may use a file, and who asked for it: what an error about permissions has to say.
public struct AccessFacts: Sendable, Hashable, Codable {
    /// Owner and group of the file.
    public var owner: String
    public var group: String
    /// Permission bits, such as 0o660.
    public var mode: Int
    /// Who this process is, and in which groups.
    public var user: String
    public var groups: [String]
    /// The file system cannot be written, whoever asks.
    public var isReadOnly: Bool

    public init(
        owner: String, group: String, mode: Int, user: String, groups: [String], isReadOnly: Bool = false
    ) {
        self.owner = owner
        self.group = group
        self.mode = mode
        self.user = user
        self.groups = groups
        self.isReadOnly = isReadOnly
    }

    /// Looks at a file; nil where it is not there.
    init?(path: String, isReadOnly: Bool = false) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        var ids = [gid_t](repeating: 0, count: 256)
        let count = getgroups(Int32(ids.count), &ids)
        let groups = Set(ids.prefix(Int(max(0, count))) + [getegid()])
        self.init(
            owner: AccessFacts.name(ofUser: status.st_uid), group: AccessFacts.name(ofGroup: status.st_gid),
            mode: Int(status.st_mode & 0o7777), user: AccessFacts.name(ofUser: geteuid()),
            groups: groups.map(AccessFacts.name(ofGroup:)).sorted(), isReadOnly: isReadOnly)
    }

    private static func name(ofUser id: uid_t) -> String {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var room = [CChar](repeating: 0, count: 4_096)
        guard getpwuid_r(id, &entry, &room, room.count, &found) == 0, found != nil, let name = entry.pw_name else {
            return "\(id)"
        }
        return String(cString: name)
    }

    private static func name(ofGroup id: gid_t) -> String {
        var entry = Glibc.group()
        var found: UnsafeMutablePointer<Glibc.group>?
        var room = [CChar](repeating: 0, count: 4_096)
        guard getgrgid_r(id, &entry, &room, room.count, &found) == 0, found != nil, let name = entry.gr_name else {
            return "\(id)"
        }
        return String(cString: name)
    }
}

extension AccessFacts {
    /// What stands in the way, and what to run.
    func advice(for path: String) -> String {
        if isReadOnly {
            return "it is mounted read-only: in a service, name its folder in ReadWritePaths= (systemctl edit tutor)"
        }
        let whose = "it belongs to \(owner):\(group) (\(String(mode, radix: 8))), this runs as \(user) in the groups "
        let asked = whose + groups.joined(separator: ", ") + ": "
        if group == "root" || mode & 0o060 != 0o060 {
            return asked + "device/install.sh brings the udev rule that gives it to the group gpio"
        }
        if groups.contains(group) { return asked + "a policy of the service denies it (DeviceAllow=)" }
        return asked + "sudo usermod -aG \(group) \(user), then log in again; for a service "
            + "SupplementaryGroups=\(group) (systemctl edit tutor)"
    }
}
