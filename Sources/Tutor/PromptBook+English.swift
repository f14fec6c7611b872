// The last resort: a box whose files are gone or broken still says what is wrong. Each sentence says that and who can
// mend it; a child hears it first.
extension PromptBook {
    static let englishNumber = "Number {digits}."

    static let english: [PromptKey: String] = [
        .ready: "I am ready. Press the button and talk.",
        .tooShort: "Keep the button down while you talk. Let go when you are done.",
        .stillThinking: "I am still thinking. Please wait a little.",
        .network: "I cannot reach my teacher. There is no network. Please tell a grown-up.",
        .server: "My teacher is not well just now. I keep trying.",
        .proxy: "The school's network does not let me through. Please tell a grown-up.",
        .stranger: "Somebody else answers in my teacher's place. Please tell a grown-up to look at the network.",
        .key: "I am not allowed in. Please tell a grown-up that my key is wrong.",
        .account: "I may not ask more questions now. Please tell a grown-up that the account is used up.",
        .clock: "My clock is wrong. Please tell a grown-up.",
        .setting: "One of my settings is wrong. Please tell a grown-up.",
        .captivePortal: "The network wants somebody to log in first. Please tell a grown-up.",
        .microphoneGone: "My microphone is gone. Please tell a grown-up to plug it in.",
        .microphoneSilent: "I cannot hear you. Please tell a grown-up to look at my microphone.",
        .loudspeakerGone: "My loudspeaker is gone. Please tell a grown-up to plug it in.",
        .echo: "I hear myself. Please tell a grown-up to move my microphone away from my loudspeaker.",
        .microphoneClips: "My microphone is set too loud. Please tell a grown-up.",
        .loopSilent: "I do not hear my own loudspeaker. Please tell a grown-up.",
        .microphoneQuiet: "I hear voices too softly. Please tell a grown-up.",
        .buttonStuck: "My button is stuck. Please let it go, or tell a grown-up.",
        .lineGone: "I miss one of my buttons or lamps. Please tell a grown-up to look at the wires.",
        .buttonDead: "My button does not work. Please tell a grown-up.",
        .lampDark: "One of my lamps does not light. Please tell a grown-up.",
        .notSaved: "I cannot keep your answers. Please tell a grown-up.",
        .diskFull: "My memory is full. Please tell a grown-up.",
        .gradebookBroken: "I cannot read what you did before. Please tell a grown-up.",
        .notSynced: "I could not send your answers to the school. I still have them. Please tell a grown-up.",
        .diskFailing: "My memory card is wearing out. Please tell a grown-up.",
        .undervoltage: "I do not get enough power. Please tell a grown-up to look at my power supply.",
        .hot: "I am too hot. Please tell a grown-up to give me some air.",
        .boardFile: "I do not know which buttons and lamps I have. Please tell a grown-up.",
        .engineMissing: "I cannot teach by myself: something is not installed. Please tell a grown-up.",
        .budgetLow: "We have nearly used up the talking for today.",
        .budgetSpent: "We have used up the talking for today. See you tomorrow.",
        .guarded: "Let us talk about something else. Please press the button and go on.",
        .approval: "Teacher, please: may I do this? Press your button for yes, hold it for no.",
        .lessonFile:
            "My lesson was changed, and I do not understand all of it. I go on with the old one. Please tell my teacher.",
        .muted: "My microphone is off.",
        .unmuted: "My microphone is on.",
        .allWell: "I am well. Everything works.",
    ]
}
