import Foundation
public import Gradebook
public import Realtime
public import RealtimeSocket
public import Statements
public import Sync
import Synchronization

/// A learning record store by xAPI (1.0.3, Communication): statements are posted, and looked for by their ids.
///
/// Nothing is compressed: the stores that were tried answer 500 to that.
public final class LearningRecordStore: RecordStore {
    /// How a store knows us.
    public enum Credentials: Sendable {
        case none
        case basic(user: String, secret: Secret)
        /// OAuth 2 client credentials (RFC 6749, section 4.4).
        case client(id: String, secret: Secret, tokenURL: String, scope: String?)
    }

    private struct Token: Sendable {
        var text: String
        var expires: Duration
    }

    private let base: String
    private let credentials: Credentials
    private let version: String
    /// Batches follow each other closely; a token is asked for once an hour.
    private let exchange: PersistentExchange
    private let tokenExchange: HTTPExchange
    private let clock: any Timekeeper
    private let token = Mutex<Token?>(nil)

    /// - Parameters:
    ///   - address: of the store, such as `https://lrs.school.example/xapi`.
    ///   - version: of xAPI that is asked for.
    /// - Throws: `SocketError` for an address that is none; ``ConfigurationFault`` where secrets would cross a network in
    ///   the open.
    public init(
        address: String, credentials: Credentials, version: String = "1.0.3",
        client: WebSocketClient.Configuration = .init(), clock: any Timekeeper = MonotonicTime()
    ) throws {
        _ = try SocketURL(address)
        base = address.hasSuffix("/") ? String(address.dropLast()) : address
        self.credentials = credentials
        self.version = version
        self.clock = clock
        exchange = PersistentExchange(configuration: client)
        tokenExchange = HTTPExchange(configuration: client)
        var places = [address]
        switch credentials {
        case .none: places = []
        case .basic: break
        case .client(_, _, let tokenURL, _): places.append(tokenURL)
        }
        for place in places where !LearningRecordStore.isPrivate(place) {
            throw ConfigurationFault.invalid(
                place: "sync", what: "\(place) would send secrets and pupils' answers in the open", expected: "https://"
            )
        }
    }

    public func post(_ batch: ProgressStore.Batch) async -> StoreAnswer {
        let asked = await asked(
            base + "/statements", method: "POST", body: Array(batch.json.utf8),
            timeout: SyncBatch(number: batch.number, ids: batch.ids, tries: batch.tries).patience)
        if case .success(let reply) = asked, reply.status == 200, !LearningRecordStore.isReceipt(reply, for: batch) {
            return .foreign(status: reply.status)
        }
        return asked.map(\.answer).unwrapped
    }

    /// Where statements are stored there is a list of their ids, or of those that are new. A network with a log-in page
    /// answers 200 to anything, and other services have lists of their own.
    private static func isReceipt(_ reply: HTTPReply, for batch: ProgressStore.Batch) -> Bool {
        guard let list = JSONValue(text: String(decoding: reply.body, as: UTF8.self))?.arrayValue else { return false }
        let ids = Set(batch.ids.map(\.rawValue))
        return list.allSatisfy { $0.stringValue.map { ids.contains($0.lowercased()) } ?? false }
    }

    public func statement(_ id: StatementID) async -> Result<JSONValue?, LookFault> {
        let found = await statement(id, as: "statementId")
        guard case .success(.none) = found else { return found }
        // One that is voided is shown under another name only (xAPI 1.0.3, Communication 2.1.4).
        let voided = await statement(id, as: "voidedStatementId")
        if case .success(.some) = voided { return voided }
        return found
    }

    private func statement(_ id: StatementID, as name: String) async -> Result<JSONValue?, LookFault> {
        let asked = await asked(
            base + "/statements?\(name)=\(id.rawValue)", method: "GET", body: [], timeout: .seconds(60))
        switch asked {
        case .failure(let fault): return .failure(fault)
        case .success(let reply):
            switch reply.status {
            // One store answers an empty list where another answers that there is none.
            case 404: return .success(.none)
            case 200:
                guard let value = JSONValue(text: String(decoding: reply.body, as: UTF8.self)) else {
                    return .failure(LookFault(.lost("what it answered is no JSON")))
                }
                // A store that does not know the question answers with whatever it has.
                let all = value["statements"]?.arrayValue ?? [value]
                return .success(all.first { $0["id"]?.stringValue?.lowercased() == id.rawValue })
            case _: return .failure(LookFault(reply.answer))
            }
        }
    }

    // MARK: Requests

    private func asked(
        _ address: String, method: String, body: [UInt8], timeout: Duration
    ) async -> Result<HTTPReply, LookFault> {
        let asked = await askedOnce(address, method: method, body: body, timeout: timeout)
        // A token may have been taken back before its time; another is asked for once.
        guard case .success(let reply) = asked, reply.status == 401, dropToken() else { return asked }
        return await askedOnce(address, method: method, body: body, timeout: timeout)
    }

    /// Whether there was a token to drop.
    private func dropToken() -> Bool {
        token.withLock { token in
            defer { token = nil }
            return token != nil
        }
    }

    private func askedOnce(
        _ address: String, method: String, body: [UInt8], timeout: Duration
    ) async -> Result<HTTPReply, LookFault> {
        do {
            var headers = [
                try HeaderField("X-Experience-API-Version", version), try HeaderField("Accept", "application/json"),
            ]
            if !body.isEmpty { headers.append(try HeaderField("Content-Type", "application/json")) }
            if let authorization = try await authorization() {
                headers.append(try HeaderField("Authorization", authorization))
            }
            let reply = try await exchange.send(
                HTTPRequest(
                    SocketURL(address), method: method, headers: headers, body: body, timeout: timeout, limit: 4 << 20))
            return .success(reply)
        } catch let fault as LookFault {
            return .failure(fault)
        } catch {
            return .failure(LookFault(.lost("\(error)")))
        }
    }

    private func authorization() async throws -> String? {
        switch credentials {
        case .none: return nil
        case .basic(let user, let secret):
            return "Basic " + Data("\(user):\(secret.reveal())".utf8).base64EncodedString()
        case .client(let id, let secret, let tokenURL, let scope):
            if let held = token.withLock({ $0 }), held.expires > clock.now { return "Bearer " + held.text }
            let fresh = try await fetchToken(id, secret, tokenURL, scope)
            token.withLock { $0 = fresh }
            return "Bearer " + fresh.text
        }
    }

    private func fetchToken(_ id: String, _ secret: Secret, _ url: String, _ scope: String?) async throws -> Token {
        func escaped(_ text: String) -> String {
            text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        }
        let form = "grant_type=client_credentials" + (scope.map { "&scope=" + escaped($0) } ?? "")
        let basic = Data("\(escaped(id)):\(escaped(secret.reveal()))".utf8).base64EncodedString()
        let reply = try await tokenExchange.send(
            HTTPRequest(
                SocketURL(url), method: "POST",
                headers: [
                    HeaderField("Content-Type", "application/x-www-form-urlencoded"),
                    HeaderField("Accept", "application/json"), HeaderField("Authorization", "Basic " + basic),
                ], body: Array(form.utf8), timeout: .seconds(30), limit: 64 << 10))
        let value = JSONValue(text: String(decoding: reply.body, as: UTF8.self))
        guard reply.status == 200, let text = value?["access_token"]?.stringValue, !text.isEmpty else {
            // Nothing of this is about statements: they were not sent.
            switch reply.status {
            case 408, 425, 429, 500...599: throw LookFault(reply.answer)
            case _: throw LookFault(.noToken(status: reply.status))
            }
        }
        // Some write the number as a text.
        let seconds = value?["expires_in"]?.doubleValue ?? value?["expires_in"]?.stringValue.flatMap(Double.init) ?? 300
        let lasts = Int(min(86_400, max(60, seconds)))
        // A little early, so that none runs out on its way.
        return Token(text: text, expires: clock.now + .seconds(lasts - 30))
    }

    private static func isPrivate(_ address: String) -> Bool {
        guard let url = URL(string: address), let host = url.host()?.lowercased() else { return false }
        let isLoopback = host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." }
        return url.scheme?.lowercased() == "https" || isLoopback || ["localhost", "::1", "[::1]"].contains(host)
    }
}

extension HTTPReply {
    /// What it says of a batch: its words are kept short, for the quarantine.
    fileprivate var answer: StoreAnswer {
        return .status(
            status, text: words,
            retryAfter: headers["retry-after"].flatMap { Int($0) } ?? retryDate)
    }

    /// Its complaint. Some repeat the whole statement beside it: that is left out.
    private var words: String {
        let text = String(decoding: body.prefix(64 << 10), as: UTF8.self)
        let plain: String
        if let detail = JSONValue(text: text)?["detail"]?.arrayValue {
            // FastAPI, which Ralph is made with: a place and a message each.
            plain = detail.map { fault in
                let place = (fault["loc"]?.arrayValue ?? []).map { part in
                    part.stringValue ?? part.integerValue.map(String.init) ?? ""
                }
                return place.joined(separator: ".") + ": " + (fault["msg"]?.stringValue ?? "")
            }.joined(separator: "; ")
        } else {
            plain = JSONValue(text: text)?["detail"]?.stringValue ?? text
        }
        return String(plain.prefix(300).map { $0.isNewline ? " " : $0 })
    }

    /// `Retry-After` as a date, counted from the answer's own.
    private var retryDate: Int? {
        guard let text = headers["retry-after"],
            let wanted = HTTPReply(status: 0, headers: ["date": text]).date
        else { return nil }
        return date.map { max(0, wanted - $0) }
    }
}

extension Result<StoreAnswer, LookFault> {
    fileprivate var unwrapped: StoreAnswer {
        switch self {
        case .success(let answer): answer
        case .failure(let fault): fault.answer
        }
    }
}
