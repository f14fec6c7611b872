public import RealtimeSocket
import Tutor

/// Whether the network answers in other people's place: asked for a page that says nothing (HTTP 204).
public struct PortalFinding: Finding, Hashable {
    public var url: SocketURL
    public var result: Result<HTTPReply, SocketError>

    public func judged() -> Judgement {
        switch result {
        case .success(let reply) where reply.status == 204:
            return .fine("\(url.host) answers as it should: no log-in page is in between, the fault lies further on.")
        case .success(let reply):
            let place = reply.headers["location"].flatMap { try? SocketURL($0) }
            return .broken(
                .captivePortal,
                "Somebody answers in the place of \(url.host) (HTTP \(reply.status))"
                    + (place.map { " and leads to \($0.host)" } ?? "") + ": a log-in page.")
        case .failure(let error):
            return .skipped("Nothing answers at \(url.host) either, so a log-in page cannot be told: \(error).")
        }
    }

    public var measured: [String: Double] {
        switch result {
        case .success(let reply): ["status": Double(reply.status)]
        case .failure: [:]
        }
    }
}
