import Realtime

/// How sound travels on the line. Inside it is 24 kHz 16-bit PCM always.
public enum LineCoding: String, Sendable, Hashable, Codable, CaseIterable {
    /// 16-bit PCM at 24 kHz: 48,000 bytes a second, 64,000 as base64.
    case pcm
    /// G.711 µ-law at 8 kHz: a sixth of that, with the sound of a telephone.
    case pcmu
    /// G.711 A-law at 8 kHz: as µ-law.
    case pcma

    var format: AudioFormat {
        switch self {
        case .pcm: .pcm24kHz
        case .pcmu: .muLaw
        case .pcma: .aLaw
        }
    }

    /// A link whose sound travels so.
    public func coding(_ link: any RealtimeLink) -> any RealtimeLink {
        switch self {
        case .pcm: link
        case .pcmu, .pcma: CodedLink(link, as: self)
        }
    }
}
