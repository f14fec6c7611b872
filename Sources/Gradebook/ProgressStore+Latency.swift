import GRDB

extension ProgressStore {
    /// How long the newest turns took.
    /// - Parameter limit: how many turns count.
    public func latencies(limit: Int = 1_000) throws(GradebookError) -> LatencyReport {
        try reading { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT press_to_lamp_ms, release_to_commit_ms,
                           release_to_first_audio_ms - release_to_commit_ms,
                           release_to_audible_ms - release_to_first_audio_ms,
                           release_to_audible_ms - release_to_commit_ms
                    FROM turn ORDER BY seq DESC LIMIT ?
                    """, arguments: [limit])
            let names = [
                "press to lamp", "release to commit", "commit to first audio (tutor)", "first audio to speaker",
                "commit to speaker",
            ]
            return LatencyReport(
                stages: names.enumerated().compactMap { index, name in
                    LatencyReport.Stage(name, rows.compactMap { $0[index] as Double? })
                })
        }
    }
}
