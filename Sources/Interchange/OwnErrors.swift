/// What goes wrong with a file while rows are read is not taken for the gradebook's fault.
final class OwnErrors {
    private var first: (any Error)?

    func noted(_ work: () throws -> Void) throws {
        do { try work() } catch {
            first = first ?? error
            throw error
        }
    }

    /// Throws what was noted instead of what was made of it on its way.
    func kept(_ work: () throws -> Void) throws {
        do { try work() } catch { throw first ?? error }
    }
}
