import Glibc

/// Versions of the C libraries that this process runs with, asked of the libraries themselves.
///
/// They are looked up by name, since libgpiod calls its function differently in version 1 and 2.
enum LibraryVersions {
    static var all: [String] {
        [("alsa-lib", ["snd_asoundlib_version"]), ("libgpiod", ["gpiod_api_version", "gpiod_version_string"])]
            .compactMap { name, functions in
                functions.lazy.compactMap(version).first.map { "\(name) \($0)" }
            }
    }

    private static func version(_ function: String) -> String? {
        typealias Function = @convention(c) () -> UnsafePointer<CChar>?
        guard let symbol = dlsym(nil, function), let text = unsafeBitCast(symbol, to: Function.self)() else {
            return nil
        }
        return String(cString: text)
    }
}
