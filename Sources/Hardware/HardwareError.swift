/// What failed on a board, on which part of it, and what to do about it.
public enum HardwareError: Error, Sendable, Hashable, CustomStringConvertible {
    /// No GPIO chip has the label, name or path; `found` lists those that are there.
    case noChip(String, found: [String])
    /// The chip has no such line; `found` lists its named lines.
    case noLine(LineReference, chip: String, found: [String])
    /// Another program, or a driver of the kernel, holds the line: `holder` is how it calls itself, `users` are the
    /// processes, where they can be seen.
    case lineBusy(LineReference, chip: String, holder: String?, users: [DeviceUser] = [])
    /// A device may not be opened by this user; `facts` say whose it is.
    case noPermission(path: String, facts: AccessFacts? = nil)
    /// A GPIO call failed in another way; `code` is errno.
    case gpio(operation: String, line: LineReference, chip: String, code: Int32)
    /// The kernel has no LED of that name; `found` lists those that are there.
    case noLED(String, found: [String])
    /// No PWM chip has the name, or it has fewer channels; `found` lists those that are there.
    case noPWM(PWMChannel, found: [String])
    /// Another program holds a LED or a PWM channel.
    case lampBusy(String, users: [DeviceUser])
    /// A file of a device could not be opened or written; `code` is errno.
    case file(operation: String, path: String, code: Int32)
    /// An alsa-lib call failed; `reason` is alsa-lib's own text.
    case sound(operation: String, device: String, code: Int32, reason: String)
    /// No sound card is in that USB port or has that id or name; `found` lists those that are there.
    case noCard(String, found: [String])
    /// The sound device takes neither 16-bit nor 32-bit samples in mono or stereo at any rate from 8 to 192 kHz.
    case noSoundFormat(device: String)
    /// A value of a board description makes no sense.
    case invalidBoard(field: String, reason: String)
    /// The keyboard board needs a terminal on standard input.
    case notATerminal
    /// There is no badge reader at a path, or more than one that it could be; `found` are the keyboards that there are.
    case noBadgeReader(String, found: [String])
    /// Another program has taken the badge reader.
    case badgeReaderBusy(String)
    /// A thread could not be started or a descriptor not be made; `code` is errno.
    case noResources(operation: String, code: Int32)
}
