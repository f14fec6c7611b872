import Foundation

/// Strings for C, freed with this.
final class CStrings {
    typealias List = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

    private var texts: [UnsafeMutablePointer<CChar>] = []
    private var lists: [List] = []

    deinit {
        for text in texts { free(text) }
        for list in lists { list.deallocate() }
    }

    func text(_ text: String) -> UnsafePointer<CChar> { UnsafePointer(copy(text)) }

    /// With a null behind the last.
    func list(_ strings: [String]) -> UnsafePointer<UnsafeMutablePointer<CChar>?> {
        let list = List.allocate(capacity: strings.count + 1)
        for (index, string) in strings.enumerated() { list.advanced(by: index).initialize(to: copy(string)) }
        list.advanced(by: strings.count).initialize(to: nil)
        lists.append(list)
        return UnsafePointer(list)
    }

    func constantList(_ strings: [String]) -> UnsafePointer<UnsafePointer<CChar>?> {
        UnsafeRawPointer(list(strings)).assumingMemoryBound(to: UnsafePointer<CChar>?.self)
    }

    private func copy(_ string: String) -> UnsafeMutablePointer<CChar> {
        guard let copy = strdup(string) else { fatalError("out of memory") }
        texts.append(copy)
        return copy
    }
}
