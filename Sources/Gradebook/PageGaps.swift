/// The bytes of a page that belong to no cell (SQLite's file format, section 1.6, <https://www.sqlite.org/fileformat2.html>).
///
/// `secure_delete` clears cells that are deleted. Where SQLite spreads cells over pages anew it copies them, and the old copy
/// stays behind in what is now a gap.
enum PageGaps {
    /// - Parameters:
    ///   - page: as it is in the file.
    ///   - header: where its header begins: 100 in the first page, which has the file's before it, else 0.
    ///   - usable: bytes of a page that SQLite uses.
    /// - Returns: what may be overwritten; nothing for a page that is no b-tree's, or whose header contradicts itself.
    static func ranges(of page: UnsafeRawBufferPointer, header: Int, usable: Int) -> [Range<Int>] {
        func number(_ offset: Int) -> Int { Int(page[offset]) << 8 | Int(page[offset + 1]) }
        guard usable <= page.count, header + 12 <= usable else { return [] }
        let length: Int
        switch page[header] {
        // Inner pages of indices and tables have the number of one more page.
        case 2, 5: length = 12
        case 10, 13: length = 8
        case _: return []
        }
        let cells = header + length + 2 * number(header + 3)
        let content = number(header + 5) == 0 ? 65_536 : number(header + 5)
        guard cells <= content, content <= usable else { return [] }
        var gaps = cells < content ? [cells..<content] : []
        var free = number(header + 1)
        var last = content
        while free != 0 {
            guard free >= last, free + 4 <= usable else { return [] }
            let (next, size) = (number(free), number(free + 2))
            guard size >= 4, free + size <= usable else { return [] }
            if size > 4 { gaps.append(free + 4..<free + size) }
            last = free + size
            free = next
        }
        return gaps
    }
}
