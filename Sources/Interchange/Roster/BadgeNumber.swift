/// What a badge reader types.
public enum BadgeNumber {
    public static let rule = "4 to 64 letters, digits, - or :, as the reader types them"

    public static func isPlausible(_ text: String) -> Bool {
        // A digest that another box wrote: `sha256:SALT:DIGEST`.
        text.hasPrefix("sha256:")
            ? text.wholeMatch(of: /sha256:[0-9a-z]{1,13}:[0-9a-f]{64}/) != nil
            : text.wholeMatch(of: /[A-Za-z0-9:\-]{4,64}/) != nil
    }
}
