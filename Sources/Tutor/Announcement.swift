public import Realtime

/// Something that the box itself says, in its own voice, because the tutor cannot.
public enum Announcement: Sendable, Hashable, Codable {
    /// There is no tutor to talk to.
    case notConnected(ConnectionTrouble)
    /// Most of what may be spent is spent.
    case budgetLow
    case budgetSpent
    /// The tutor's answer was stopped.
    case guarded
    /// The talk button has been down for over a minute, or since the box was switched on.
    case buttonStuck
    /// Turn after turn there was nothing to hear.
    case microphoneSilent
    case microphoneGone
    /// Answers cannot be kept.
    case notSaved
    /// The microphone was turned off, or on again.
    case muted
    case unmuted
    /// Asked how it is: something else is wrong.
    case trouble(TroubleCode)
    /// Asked how it is: nothing is wrong.
    case allWell

    /// The number that goes with it, where somebody has to mend something.
    public var code: TroubleCode? {
        switch self {
        case .notConnected(let trouble): TroubleCode(trouble)
        case .buttonStuck: .buttonStuck
        case .microphoneSilent: .microphoneSilent
        case .microphoneGone: .microphoneGone
        case .notSaved: .notSaved
        case .trouble(let code): code
        case .budgetLow, .budgetSpent, .guarded, .muted, .unmuted, .allWell: nil
        }
    }

    /// What it says, in the language of a lesson (BCP 47); English where there are no words in it.
    public func words(in language: String) -> String {
        let code = String(language.lowercased().prefix { $0 != "-" })
        return Announcement.words[code]?[key] ?? Announcement.words["en"]?[key] ?? ""
    }

    private var key: String {
        switch self {
        case .notConnected(let trouble): trouble.rawValue
        case .budgetLow: "budget low"
        case .budgetSpent: "budget spent"
        case .guarded: "guarded"
        case .buttonStuck: "button stuck"
        case .microphoneSilent: "microphone silent"
        case .microphoneGone: "microphone gone"
        case .notSaved: "not saved"
        case .muted: "muted"
        case .unmuted: "unmuted"
        case .trouble: "trouble"
        case .allWell: "all well"
        }
    }

    /// Each says what is wrong and who can mend it; a child hears it first.
    private static let words: [String: [String: String]] = [
        "en": [
            "network": "I cannot reach my teacher. There is no network. Please tell a grown-up.",
            "server": "My teacher is not well just now. I keep trying.",
            "key": "I am not allowed in. Please tell a grown-up that my key is wrong.",
            "account": "I may not ask more questions now. Please tell a grown-up that the account is used up.",
            "clock": "My clock is wrong. Please tell a grown-up.",
            "stranger": "Somebody else answers in my teacher's place. Please tell a grown-up to look at the network.",
            "proxy": "The school's network does not let me through. Please tell a grown-up.",
            "setting": "One of my settings is wrong. Please tell a grown-up.",
            "budget low": "We have nearly used up the talking for today.",
            "budget spent": "We have used up the talking for today. See you tomorrow.",
            "guarded": "Let us talk about something else. Please press the button and go on.",
            "button stuck": "My button is stuck. Please let it go, or tell a grown-up.",
            "microphone silent": "I cannot hear you. Please tell a grown-up to look at my microphone.",
            "microphone gone": "My microphone is gone. Please tell a grown-up.",
            "not saved": "I cannot keep your answers. Please tell a grown-up.",
            "muted": "My microphone is off.",
            "unmuted": "My microphone is on.",
            "trouble": "Something is wrong with me. Please tell a grown-up.",
            "all well": "I am well.",
        ],
        "de": [
            "network": "Ich erreiche meinen Lehrer nicht. Es gibt kein Netz. Bitte sag einem Erwachsenen Bescheid.",
            "server": "Meinem Lehrer geht es gerade nicht gut. Ich versuche es weiter.",
            "key": "Ich werde nicht eingelassen. Bitte sag einem Erwachsenen, dass mein Schlüssel falsch ist.",
            "account": "Ich darf gerade nicht mehr fragen. Bitte sag einem Erwachsenen, dass das Konto leer ist.",
            "clock": "Meine Uhr geht falsch. Bitte sag einem Erwachsenen Bescheid.",
            "stranger":
                "Jemand anders antwortet statt meines Lehrers. Bitte lass einen Erwachsenen nach dem Netz sehen.",
            "proxy": "Das Netz der Schule lässt mich nicht durch. Bitte sag einem Erwachsenen Bescheid.",
            "setting": "Eine meiner Einstellungen ist falsch. Bitte sag einem Erwachsenen Bescheid.",
            "budget low": "Wir haben das Reden für heute fast aufgebraucht.",
            "budget spent": "Wir haben das Reden für heute aufgebraucht. Bis morgen.",
            "guarded": "Reden wir über etwas anderes. Drück bitte den Knopf und mach weiter.",
        ],
        "fr": [
            "network": "Je n'arrive pas à joindre mon maître. Il n'y a pas de réseau. Préviens un adulte.",
            "server": "Mon maître ne va pas bien en ce moment. Je continue d'essayer.",
            "key": "On ne me laisse pas entrer. Dis à un adulte que ma clé est fausse.",
            "account": "Je ne peux plus poser de questions. Dis à un adulte que le compte est épuisé.",
            "clock": "Mon horloge est fausse. Préviens un adulte.",
            "stranger": "Quelqu'un d'autre répond à la place de mon maître. Demande à un adulte de regarder le réseau.",
            "proxy": "Le réseau de l'école ne me laisse pas passer. Préviens un adulte.",
            "setting": "Un de mes réglages est faux. Préviens un adulte.",
            "budget low": "Nous avons presque épuisé le temps de parole d'aujourd'hui.",
            "budget spent": "Nous avons épuisé le temps de parole d'aujourd'hui. À demain.",
            "guarded": "Parlons d'autre chose. Appuie sur le bouton et continue.",
        ],
        "es": [
            "network": "No puedo hablar con mi maestro. No hay red. Avisa a un adulto.",
            "server": "Mi maestro no se encuentra bien ahora. Sigo intentándolo.",
            "key": "No me dejan entrar. Dile a un adulto que mi clave está mal.",
            "account": "Ahora no puedo hacer más preguntas. Dile a un adulto que la cuenta se ha agotado.",
            "clock": "Mi reloj está mal. Avisa a un adulto.",
            "stranger": "Otro contesta en lugar de mi maestro. Pide a un adulto que mire la red.",
            "proxy": "La red de la escuela no me deja pasar. Avisa a un adulto.",
            "setting": "Uno de mis ajustes está mal. Avisa a un adulto.",
            "budget low": "Casi hemos gastado la charla de hoy.",
            "budget spent": "Hemos gastado la charla de hoy. Hasta mañana.",
            "guarded": "Hablemos de otra cosa. Pulsa el botón y sigue.",
        ],
    ]
}
