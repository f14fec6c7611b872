public import RealtimeSocket
import Tutor

/// What a server says to the key and the model: on a question about the model, and on opening a session.
public struct ServerAnswers: Sendable, Hashable {
    public enum Session: Sendable, Hashable {
        case notTried
        /// `session.created` came after this long; its model.
        case opened(model: String?, after: Duration)
        case refused(SocketError)
        /// The first event was an error.
        case error(code: String?, message: String)
        /// Something else came first.
        case other(String)
        /// It opened, and nothing came.
        case silent(Duration)
    }

    public var host: String
    public var model: String?
    /// The answer to `GET …/models/MODEL`; nil where it was not asked.
    public var reply: Result<HTTPReply, SocketError>?
    public var session: Session
    /// Why there is no key; nil where there is one, or the server may do without.
    public var keyFault: String?
    /// Whether the server is known to answer for its models.
    public var knowsModels: Bool

    /// The status that decides, of whichever question got one.
    var refusal: Refusal? {
        if case .success(let reply)? = reply, ServerAnswers.decides(reply.status, knowsModels) {
            return reply.refusal
        }
        switch session {
        case .refused(.unauthorized(_, let refusal)), .refused(.refused(_, let refusal)): return refusal
        case .notTried, .opened, .refused, .error, .other, .silent: return nil
        }
    }

    /// Whether the model was answered for.
    var isModelKnown: Bool {
        if case .success(let reply)? = reply, reply.status == 200 { return true }
        return false
    }

    /// Whether an answer to the question about the model says anything: a server that has no such page says 404 to all.
    static func decides(_ status: Int, _ knowsModels: Bool) -> Bool {
        switch status {
        case 401, 403, 429, 500...599: status != 501
        case 404: knowsModels
        case _: false
        }
    }
}

/// Whether the key is accepted.
public struct KeyFinding: Finding, Hashable {
    public var answers: ServerAnswers

    public func judged() -> Judgement {
        let host = answers.host
        if let fault = answers.keyFault { return .broken(.key, "\(fault)") }
        let notReached = Judgement.skipped("The server did not get as far as the key.")
        if let refusal = answers.refusal {
            switch refusal.status {
            case 401: return .broken(.key, "\(host) does not accept the key (\(refusal)).")
            case 403: return .broken(.key, "\(host): the key may not use this model or project (\(refusal)).")
            case 402, 429: return .broken(.account, "\(host) takes the key and nothing more (\(refusal)).")
            case 404 where answers.knowsModels: return .fine("\(host) takes the key.")
            case _: return notReached
            }
        }
        if answers.isModelKnown { return .fine("\(host) takes the key.") }
        switch answers.session {
        case .opened, .silent: return .fine("\(host) lets us in.")
        case .error(let code, let message):
            switch code {
            case "insufficient_quota"?, "rate_limit_exceeded"?: return .broken(.account, "\(host): \(message).")
            case "invalid_api_key"?: return .broken(.key, "\(host): \(message).")
            case _: return .fine("\(host) lets us in.")
            }
        case .refused, .other, .notTried: return notReached
        }
    }
}

/// Whether the model exists.
public struct ModelFinding: Finding, Hashable {
    public var answers: ServerAnswers

    public func judged() -> Judgement {
        let (host, name) = (answers.host, answers.model ?? "")
        if name.isEmpty { return .skipped("The address names no model.") }
        let missing = Judgement.broken(
            .setting, "\(host) has no model '\(name)', or nothing is at this address.",
            "Check `model` (for Azure the deployment's name), `endpoint` and the address in `provider`.")
        if let refusal = answers.refusal {
            return refusal.status == 404 ? missing : .skipped("The server did not get as far as the model.")
        }
        if answers.isModelKnown { return .fine("\(host) has the model '\(name)'.") }
        switch answers.session {
        case .opened(let model, _): return .fine("\(host) serves the model '\(model ?? name)'.")
        case .error(let code, let message):
            return code == "model_not_found" ? missing : .skipped("The server did not get as far: \(message).")
        case .refused, .other, .silent, .notTried: return .skipped("The server did not get as far as the model.")
        }
    }
}

/// Whether a Realtime session opens.
public struct SessionFinding: Finding, Hashable {
    public var answers: ServerAnswers

    public func judged() -> Judgement {
        let host = answers.host
        switch answers.session {
        case .notTried:
            if let refusal = answers.refusal, (500...599).contains(refusal.status) {
                return .broken(
                    .server, "\(host) has a problem of its own (\(refusal)).", "Wait: the box tries again by itself.")
            }
            if let fault = answers.reply?.fault { return .broken(TroubleCode(fault.trouble), "\(fault).") }
            return .skipped("No session was opened: the server had refused already, or was not to be asked.")
        case .opened(_, let after): return .fine("\(host) opened a session in \(after.text).")
        case .refused(let error): return .broken(TroubleCode(error.trouble), "\(error).")
        case .error(let code, let message):
            switch code {
            case "insufficient_quota"?, "rate_limit_exceeded"?, "invalid_api_key"?, "model_not_found"?:
                return .skipped("No session was opened: the server had refused already.")
            case _: return .broken(.server, "\(host) answers with an error: \(message).")
            }
        case .other(let what):
            return .broken(
                .stranger, "\(host) is no Realtime server: it begins with \(what) in place of session.created.")
        case .silent(let limit):
            return .broken(.server, "\(host) opened a connection and said nothing for \(limit.text).")
        }
    }

    public var measured: [String: Double] {
        if case .opened(_, let after) = answers.session { return ["session_created_ms": after.inMillisecondTenths] }
        return [:]
    }
}
