extension Exercise {
    /// What a recogniser should listen for while this exercise is being answered.
    public func listenFor(in lesson: Lesson) -> ListenFor { ListenFor(phrases: []) }
}
