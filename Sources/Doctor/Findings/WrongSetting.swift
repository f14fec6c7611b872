import Tutor

/// A setting that leads nowhere.
struct WrongSetting: Finding, Hashable {
    var reason: String
    var code = TroubleCode.setting

    func judged() -> Judgement { .broken(code, "\(reason).") }
}
