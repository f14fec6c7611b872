import Appliance
import Foundation
import Gradebook
import RealtimeSocket
import Statements
import Tools

extension Composition {
    /// What makes this box's statements its school's.
    var origin: Origin {
        Origin(
            home: configuration.xapiHome, device: configuration.deviceName,
            platform: "tutor-kiosk/" + Tutord.version)
    }

    /// The gradebook for a box that is to run: a copy takes a broken one's place.
    func openedStore() throws -> (ProgressStore, Backups.Restoration?) {
        try FileManager.default.createDirectory(atPath: configuration.data, withIntermediateDirectories: true)
        return try Backups.open(path: gradebookPath, origin: origin, now: GradebookKeeper.wall())
    }

    /// Where diaries are kept; nil where none are.
    var diaries: DiarySeries? { configuration.diary.map(DiarySeries.init(path:)) }

    /// Where statements are sent; nil where that is not set up.
    func recordStore(_ store: ProgressStore) throws -> (any RecordStore)? {
        guard let sync = configuration.sync else { return nil }
        guard !sync.hasPrefix("/") else { return FolderStore(folder: sync, device: try store.deviceName()) }
        return try LearningRecordStore(
            address: sync, credentials: try credentials(), version: configuration.xapiVersion,
            client: Composition.client)
    }

    private func credentials() throws -> LearningRecordStore.Credentials {
        guard let text = configuration.syncSecret else {
            guard configuration.syncUser == nil, configuration.syncClientID == nil else {
                throw ConfigurationFault.invalid(
                    place: "sync_secret", what: "there is an account for the record store, and no secret",
                    expected: "file:/path, credential:name or env:NAME")
            }
            return .none
        }
        guard let reference = SecretReference(text) else {
            throw ConfigurationFault.invalid(
                place: "sync_secret", what: "'\(text)' is no place of a secret",
                expected: "file:/path, credential:name or env:NAME")
        }
        let secret = Secret(try SecretReader().read(reference))
        if let tokenURL = configuration.syncTokenURL {
            guard let client = configuration.syncClientID else {
                throw ConfigurationFault.invalid(
                    place: "sync_client_id", what: "tokens are asked for without a client", expected: "the client's id")
            }
            return .client(id: client, secret: secret, tokenURL: tokenURL, scope: configuration.syncScope)
        }
        guard let user = configuration.syncUser else {
            throw ConfigurationFault.invalid(
                place: "sync_user", what: "there is a secret for the record store, and no account",
                expected: "the account's name")
        }
        return .basic(user: user, secret: secret)
    }

    var retention: RetentionRule {
        RetentionRule(yearEnds: configuration.schoolYearEnds, keepDays: configuration.keepDays)
    }
}
