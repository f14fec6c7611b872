/// An estimate of tokens by the provider's own rules of thumb, so that a client's meter can be tried without a key:
/// a token for 100 ms of the pupil, for 50 ms of the tutor, and for four characters of text.
struct TokenCount: Sendable, Hashable {
    var text = 0
    var audio = 0

    mutating func add(text: String) { self.text += max(1, text.utf8.count / 4) }
    mutating func add(pupilSamples samples: Int) { audio += max(1, samples / 2_400) }
    mutating func add(tutorSamples samples: Int) { audio += max(1, samples / 1_200) }

    var total: Int { text + audio }
}
