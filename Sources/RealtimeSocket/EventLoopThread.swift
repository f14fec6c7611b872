import NIOPosix

/// The one thread that serves every socket of the process. It lives as long as the process.
enum EventLoopThread {
    static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
}
