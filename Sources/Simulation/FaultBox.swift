public import Appliance
public import Realtime
import Synchronization

/// A script of faults for all connections of a server together: a fault that has happened does not happen again.
public final class FaultBox: Meddler {
    private let script: Mutex<FaultScript>

    public init(_ faults: [LineFault]) { script = Mutex(FaultScript(faults)) }

    /// What went wrong so far.
    public var happened: [LineFault] { script.withLock { $0.happened } }

    public func connected() { script.withLock { $0.connected() } }
    public func sending(_ event: ServerEvent) -> [Delivery] { script.withLock { $0.sending(event) } }
    public func receiving(_ event: ClientEvent) -> (passes: Bool, answers: [Delivery]) {
        script.withLock { $0.receiving(event) }
    }
}
