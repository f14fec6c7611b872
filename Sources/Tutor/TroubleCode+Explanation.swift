extension TroubleCode {
    /// What the number means, in a sentence for whoever looks after the box.
    public var meaning: String { explanation.meaning }

    /// What to do about it.
    public var remedy: String { explanation.remedy }

    private var explanation: (meaning: String, remedy: String) {
        switch self {
        case .network:
            (
                "There is no network, or nothing behind it.",
                "Look at the cable or Wi-Fi, then at the router; `tutord doctor` says how far it gets."
            )
        case .server:
            ("The server is there and has a problem of its own.", "Wait: the box tries again by itself.")
        case .proxy:
            (
                "The school's proxy does not let the box through.",
                "Check HTTPS_PROXY in /etc/tutor/environment, its name and password; ask its operator to allow the host."
            )
        case .stranger:
            (
                "Somebody else answers in the server's place: a filter, or a wrong address.",
                "Ask whoever runs the network to let TLS to the host through untouched; check `endpoint` and the URL."
            )
        case .key:
            (
                "The key is missing, wrong, or may not do this.",
                "Put the key into /etc/credstore/tutor.api-key and start the service again."
            )
        case .account:
            (
                "The account has no money left, or asks too much at a time.",
                "Look at the provider's page on usage and limits."
            )
        case .clock:
            (
                "The clock of the box is wrong.",
                "Let it reach a time server (timedatectl); a school may have one of its own (timesyncd.conf)."
            )
        case .setting:
            (
                "A setting is wrong: an address, or a model that does not exist.",
                "`tutord config` shows what is in force; check `provider`, `endpoint` and `model`."
            )
        case .captivePortal:
            (
                "The network wants somebody to log in on a web page first.",
                "Ask for a network without a log-in page for the box, or have its hardware address let through."
            )
        case .microphoneGone:
            ("The microphone cannot be opened.", "Plug it in; `arecord -l` shows the cards. End what else uses it.")
        case .microphoneSilent:
            (
                "The microphone is open, and nothing comes from it.",
                "Look for a mute switch and the right socket; raise capture in `alsamixer` (F4)."
            )
        case .loudspeakerGone:
            ("The loudspeaker cannot be opened.", "Plug it in; `aplay -l` shows the cards. End what else uses it.")
        case .echo:
            (
                "The microphone hears the loudspeaker so loud that the tutor would hear itself.",
                "Move them apart or turn it down; or set `duplex: half` or `echoCancellation: true` in the board file."
            )
        case .microphoneClips:
            (
                "The microphone is set so loud that it distorts.",
                "Lower capture in `alsamixer` (F4), then `alsactl store`."
            )
        case .loopSilent:
            (
                "What the loudspeaker plays does not come back through the microphone: one of them is dead or turned down.",
                "Listen for the test sound: if you hear it, the microphone is at fault, otherwise the loudspeaker."
            )
        case .microphoneQuiet:
            (
                "A voice is hardly louder than the room.",
                "Raise capture in `alsamixer` (F4); or set `gainControl` or `noiseReduction` to true in the board file."
            )
        case .buttonStuck:
            ("A button is held down all the time.", "Free the button; look for a wire that touches ground.")
        case .lineGone:
            (
                "A GPIO line of a button or lamp cannot be had.",
                "Compare the board file with `gpioinfo`; end the program that holds the line, or remove its overlay."
            )
        case .buttonDead:
            (
                "A press of the button does not arrive.",
                "Check its two wires and the line in the board file; `gpiomon` shows edges."
            )
        case .lampDark:
            (
                "A lamp that should be lit is dark.",
                "Check its polarity, its resistor and the line in the board file (`activeLow` turns it round)."
            )
        case .notSaved:
            ("An answer could not be kept.", "Run `tutord doctor --only gradebook,disk`.")
        case .diskFull:
            ("The card is full.", "Free space: old logs (journalctl --vacuum-size=50M), recordings, diaries.")
        case .gradebookBroken:
            (
                "The gradebook cannot be opened, is damaged, or would lose answers in a power cut.",
                "Start it again: the newest copy takes its place (`tutord backup --list` shows them)."
            )
        case .notSynced:
            ("Answers have not reached the school's record for too long.", "Check the address and key of the sync.")
        case .diskFailing:
            (
                "The card has errors, or was made read-only because of them.",
                "Copy /var/lib/tutor away and replace the card."
            )
        case .gradebookRestored:
            (
                "The gradebook was broken when the box started: its last copy took its place, or a new one was begun.",
                "Keep the newest gradebook.sqlite.damaged-… for whoever can read it, and replace the card. What a record store has is there."
            )
        case .lessonFile:
            (
                "The lesson's file was edited and is broken; the last good one is taught.",
                "Run `tutord lessons check`: it tells each fault with its line; the box takes the file when it is good."
            )
        case .undervoltage:
            ("The board gets too little voltage.", "Use the board's own power supply and a short, thick cable.")
        case .hot:
            (
                "The processor is so hot that it slows itself down.",
                "Give the case air; keep it off heaters and out of the sun."
            )
        case .boardFile:
            ("The board file cannot be read or makes no sense.", "Check `board_file` against device/boards.")
        case .engineMissing:
            (
                "The box's own ears or voice are not installed.",
                "Install what device/packages.txt lists (sudo device/install.sh does)."
            )
        }
    }
}
