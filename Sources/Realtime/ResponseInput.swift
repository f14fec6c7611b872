/// What a response is made from in place of the conversation (Realtime API, `response.create.response.input`).
public enum ResponseInput: Sendable, Hashable {
    case item(Item)
    case reference(ItemReference)
}

extension ResponseInput: Codable {
    public init(from decoder: any Decoder) throws {
        if decoder.wireType == ItemReference.shape.type {
            self = .reference(try ItemReference(from: decoder))
        } else {
            self = .item(try Item(from: decoder))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .item(let item): try item.encode(to: encoder)
        case .reference(let reference): try reference.encode(to: encoder)
        }
    }
}
