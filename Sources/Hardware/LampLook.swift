/// How one lamp is drawn.
public enum LampLook: Sendable, Hashable {
    case dark
    case steady(percent: Int)
    case blinking(percent: Int, BlinkPattern)
}
