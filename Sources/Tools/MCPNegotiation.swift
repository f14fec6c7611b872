import Realtime

/// Finds out which era a server speaks. Pure.
///
/// ```
/// auto: discover ──result names a modern version──> agreed
///          │  └──"unsupported", others known──> discover again, once
///          └──any other refusal, HTTP 4xx, silence, an answer that makes no sense──> initialize ──> agreed | failed
/// ```
/// A broken network is no verdict: it is not told here, but thrown by whoever carries this out.
struct MCPNegotiation: Sendable, Hashable {
    /// What the caller wants.
    enum Mode: Sendable, Hashable { case auto, handshake, modern }

    enum State: Sendable, Hashable {
        case beginning(Mode)
        /// - Parameter again: it was asked before.
        case discovering(Mode, MCPVersion, again: Bool)
        /// - Parameter late: how often discovery is still tried where the server turns out to be modern after all.
        case initializing(discoveries: Int)
        case over
    }

    enum Event: Sendable, Hashable {
        case begun
        case answered(JSONValue)
        case refused(MCPRefusal)
        /// HTTP without a message in it.
        case http(Int)
        case notUnderstood(String)
        case timedOut(Duration)
    }

    enum Action: Sendable, Hashable {
        case discover(MCPVersion)
        case initialize
        case agree(MCPAgreement)
        case fail(MCPFault)
    }

    private(set) var state: State

    init(_ mode: Mode) { state = .beginning(mode) }

    mutating func handle(_ event: Event) -> Action {
        switch (state, event) {
        case (.beginning(.auto), _), (.beginning(.modern), _):
            guard case .beginning(let mode) = state else { return .initialize }
            return discover(mode, .newestModern, again: false)
        case (.beginning(.handshake), _): return initialize(discoveries: 0)
        case (.discovering(let mode, let version, let again), _): return discovered(event, mode, version, again)
        case (.initializing(let discoveries), _): return initialized(event, discoveries)
        case (.over, _): return .fail(.notUnderstood("an answer after the handshake"))
        }
    }

    private mutating func discover(_ mode: Mode, _ version: MCPVersion, again: Bool) -> Action {
        state = .discovering(mode, version, again: again)
        return .discover(version)
    }

    private mutating func initialize(discoveries: Int) -> Action {
        state = .initializing(discoveries: discoveries)
        return .initialize
    }

    private mutating func fail(_ fault: MCPFault) -> Action {
        state = .over
        return .fail(fault)
    }

    private mutating func discovered(_ event: Event, _ mode: Mode, _ version: MCPVersion, _ again: Bool) -> Action {
        func orInitialize(_ fault: MCPFault) -> Action {
            switch mode {
            case .auto: initialize(discoveries: again ? 0 : 1)
            case .modern, .handshake: fail(fault)
            }
        }
        switch event {
        case .answered(let result):
            guard let supported = result["supportedVersions"]?.arrayValue else {
                return orInitialize(.notUnderstood("server/discover has no supportedVersions"))
            }
            guard let common = MCPNegotiation.newest(in: supported, .modern) else {
                return orInitialize(.version(MCPNegotiation.text(supported)))
            }
            state = .over
            return .agree(MCPAgreement(version: common, result: result))
        case .refused(let refusal) where refusal.code == MCPRefusal.unsupportedVersion:
            let supported = refusal.data?["supported"]?.arrayValue
            if let common = supported.flatMap({ MCPNegotiation.newest(in: $0, .modern) }), !again {
                return discover(mode, common, again: true)
            }
            if let supported, MCPNegotiation.newest(in: supported, .handshake) == nil {
                return fail(.version(MCPNegotiation.text(supported)))
            }
            return orInitialize(.refused(refusal))
        case .refused(let refusal): return orInitialize(.refused(refusal))
        // Who may not come in is not known yet by what they speak.
        case .http(let status) where status == 401 || status == 403 || !(400..<500).contains(status):
            return fail(.http(status))
        case .http(let status): return orInitialize(.http(status))
        case .notUnderstood(let what): return orInitialize(.notUnderstood(what))
        case .timedOut(let after): return orInitialize(.timedOut(method: "server/discover", after: after))
        case .begun: return .fail(.notUnderstood("two handshakes at once"))
        }
    }

    private mutating func initialized(_ event: Event, _ discoveries: Int) -> Action {
        switch event {
        case .answered(let result):
            let name = result["protocolVersion"]?.stringValue ?? ""
            guard let version = MCPVersion(rawValue: name), version.era == .handshake else {
                return fail(.version(name))
            }
            state = .over
            return .agree(MCPAgreement(version: version, result: result))
        // A server that was only slow to start is modern after all.
        case .refused(let refusal) where refusal.code == MCPRefusal.unsupportedVersion && discoveries > 0:
            guard let supported = refusal.data?["supported"]?.arrayValue,
                let common = MCPNegotiation.newest(in: supported, .modern)
            else { return fail(.refused(refusal)) }
            return discover(.modern, common, again: true)
        case .refused(let refusal): return fail(.refused(refusal))
        case .http(let status): return fail(.http(status))
        case .notUnderstood(let what): return fail(.notUnderstood(what))
        case .timedOut(let after): return fail(.timedOut(method: "initialize", after: after))
        case .begun: return .fail(.notUnderstood("two handshakes at once"))
        }
    }

    private static func newest(in supported: [JSONValue], _ era: MCPVersion.Era) -> MCPVersion? {
        MCPVersion.allCases.last { $0.era == era && supported.contains(.string($0.rawValue)) }
    }

    private static func text(_ versions: [JSONValue]) -> String {
        versions.compactMap(\.stringValue).joined(separator: ", ")
    }
}

/// What client and server agreed on.
struct MCPAgreement: Sendable, Hashable {
    var version: MCPVersion
    var capabilities: JSONObject
    /// How the server wants to be used, for the model. Untrusted.
    var instructions: String?

    /// - Parameter result: of `server/discover` or `initialize`.
    init(version: MCPVersion, result: JSONValue) {
        self.version = version
        capabilities = result["capabilities"]?.objectValue ?? [:]
        instructions = result["instructions"]?.stringValue
    }
}
