import NIOCore
import NIOWebSocket

/// What RFC 6455 asks of frames beyond what the decoder checks.
enum FrameCheck {
    /// - Parameter role: the role of the end that received the frame.
    static func violation(of frame: WebSocketFrame, by role: WebSocketMachine.Role) -> CloseReason? {
        if frame.rsv1 || frame.rsv2 || frame.rsv3 {
            return CloseReason(.protocolError, "a reserved bit is set, and no extension was agreed")
        }
        switch (role, frame.maskKey == nil) {
        case (.server, true): return CloseReason(.protocolError, "a frame from the client is not masked")
        case (.client, false): return CloseReason(.protocolError, "a frame from the server is masked")
        case (.server, false), (.client, true): break
        }
        switch frame.opcode {
        case .text, .binary, .continuation, .ping, .pong, .connectionClose: return nil
        case _: return CloseReason(.protocolError, "a frame of an unknown kind")
        }
    }

    /// What an error of the decoder or the aggregator means for the peer; nil where the transport failed instead.
    static func violation(of error: any Error, limit: Int) -> CloseReason? {
        let tooBig = CloseReason(.messageTooBig, "a message is larger than \(limit) bytes")
        switch error {
        case let error as FrameCheckHandler.Violation: return error.reason
        case NIOWebSocketError.invalidFrameLength: return tooBig
        case is NIOWebSocketError: return CloseReason(.protocolError, "a control frame is too long or in parts")
        case let error as NIOWebSocketFrameAggregator.Error:
            switch error {
            case .accumulatedFrameSizeIsTooLarge, .tooManyFragments: return tooBig
            case .nonFinalFragmentSizeIsTooSmall, .receivedNewFrameWithoutFinishingPrevious,
                .didReceiveFragmentBeforeReceivingTextOrBinaryFrame:
                return CloseReason(.protocolError, "the parts of a message are out of order")
            }
        // What still arrives after one of the above.
        case is ByteToMessageDecoderError: return CloseReason(.protocolError, "")
        case _: return nil
        }
    }

    /// The event that a close frame of the peer is.
    static func close(_ payload: ByteBuffer) -> WebSocketMachine.Event {
        var payload = payload
        guard payload.readableBytes > 0 else { return .peerClosed(CloseReason(.noStatus)) }
        guard let code = payload.readInteger(as: UInt16.self).map(CloseCode.init(rawValue:)), code.isSendable else {
            return .violation(CloseReason(.protocolError, "the close frame has no valid code"))
        }
        guard let text = try? payload.readUTF8ValidatedString(length: payload.readableBytes) else {
            return .violation(CloseReason(.invalidText, "the text of the close frame is not UTF-8"))
        }
        return .peerClosed(CloseReason(code, text))
    }

    /// The payload of our close frame: empty for a code that must not be sent.
    static func payload(of reason: CloseReason) -> ByteBuffer {
        var payload = ByteBuffer()
        guard reason.code.isSendable else { return payload }
        payload.writeInteger(reason.code.rawValue)
        payload.writeString(reason.wireText)
        return payload
    }
}
