import Glibc

/// Whose a file is that is made beside a gradebook.
///
/// A box's gradebook is the service's, and the service is not root. What root makes in its folder (`sudo tutord …`) would be
/// closed to it from then on.
public enum FolderOwner {
    /// Gives a file that root made to the folder's owner; does nothing for anybody else.
    ///
    /// Only a file that has no other name: whoever owns the folder may have linked somebody else's into it.
    /// - Parameters:
    ///   - file: a descriptor, opened with `O_NOFOLLOW`.
    ///   - path: of the same file.
    public static func adopt(_ file: CInt, at path: String) {
        guard geteuid() == 0 else { return }
        var node = stat()
        var folder = stat()
        guard fstat(file, &node) == 0, stat(DurableFile.folder(of: path), &folder) == 0 else { return }
        guard node.st_mode & S_IFMT == S_IFREG, node.st_uid == 0, node.st_nlink == 1, folder.st_uid != 0 else { return }
        _ = fchown(file, folder.st_uid, folder.st_gid)
    }

    /// The same for a file that is closed.
    static func adopt(_ path: String) {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return }
        adopt(file, at: path)
        close(file)
    }

    /// Makes an empty file where there is none, for its owner alone.
    static func make(_ path: String) {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { return }
        adopt(file, at: path)
        close(file)
    }
}
