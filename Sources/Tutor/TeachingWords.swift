/// What the tutor says between a lesson's own sentences, in the language of the lesson.
struct TeachingWords: Sendable, Hashable {
    var right: [String]
    var notQuite: [String]
    var tryAgain: String
    var unclear: String
    var hint: String
    var noHints: String
    var noQuestion: String
    var skipped: String
    var over: String
    var notSaved: String
    var running = "All right. I will tell you when it is done."
    var askingTeacher = "I am asking your teacher."
    var refused = "Your teacher said no to that."
    var nobodyApproves = "That needs a teacher, and I have no button for one."
    var tooManyErrands = "I have too much to do already. Let us wait for that first."
    var isThatYou = "Is that you?"
    var unknownNumber = "Nobody here has that number."
    var knownPupil = "Yes, that is you. We go on."
    var otherPupil = "All right, we go on as before."

    static func of(_ language: String) -> TeachingWords {
        switch String(language.prefix { $0 != "-" }).lowercased() {
        case "es": spanish
        case "fr": french
        case _: english
        }
    }

    static let english = TeachingWords(
        right: ["Yes, that's right!", "Well done!", "Exactly!", "Correct, good thinking!"],
        notQuite: ["Not quite.", "Not yet.", "Nearly, but not quite."],
        tryAgain: "Try again.",
        unclear: "I did not catch your answer.",
        hint: "Here is a hint.",
        noHints: "I have no more hints for this one.",
        noQuestion: "There is no question yet.",
        skipped: "All right, we leave that one.",
        over: "That was the last question. You worked hard. Goodbye!",
        notSaved: "I could not save that answer. Please tell your teacher.")

    static let spanish = TeachingWords(
        right: ["¡Sí, muy bien!", "¡Bien hecho!", "¡Exacto!", "¡Correcto, bien pensado!"],
        notQuite: ["No del todo.", "Todavía no.", "Casi, pero no del todo."],
        tryAgain: "Inténtalo otra vez.",
        unclear: "No he entendido tu respuesta.",
        hint: "Aquí tienes una pista.",
        noHints: "No tengo más pistas para esta.",
        noQuestion: "Todavía no hay ninguna pregunta.",
        skipped: "De acuerdo, dejamos esa.",
        over: "Esa era la última pregunta. Has trabajado mucho. ¡Adiós!",
        notSaved: "No he podido guardar esa respuesta. Díselo a tu maestro, por favor.",
        running: "De acuerdo. Te avisaré cuando esté listo.",
        askingTeacher: "Se lo pregunto a tu maestro.",
        refused: "Tu maestro ha dicho que no.",
        nobodyApproves: "Eso lo tiene que permitir un maestro, y no tengo botón para él.",
        tooManyErrands: "Ya tengo demasiado que hacer. Esperemos a eso primero.",
        isThatYou: "¿Eres tú?",
        unknownNumber: "Aquí nadie tiene ese número.",
        knownPupil: "Sí, ese eres tú. Seguimos.",
        otherPupil: "De acuerdo, seguimos como antes.")

    static let french = TeachingWords(
        right: ["Oui, c'est ça !", "Bien joué !", "Exactement !", "Juste, bien réfléchi !"],
        notQuite: ["Pas tout à fait.", "Pas encore.", "Presque, mais pas tout à fait."],
        tryAgain: "Essaie encore.",
        unclear: "Je n'ai pas compris ta réponse.",
        hint: "Voici un indice.",
        noHints: "Je n'ai plus d'indice pour celle-ci.",
        noQuestion: "Il n'y a pas encore de question.",
        skipped: "D'accord, on laisse celle-là.",
        over: "C'était la dernière question. Tu as bien travaillé. Au revoir !",
        notSaved: "Je n'ai pas pu garder cette réponse. Dis-le à ton professeur, s'il te plaît.",
        running: "D'accord. Je te le dirai quand ce sera fait.",
        askingTeacher: "Je demande à ton professeur.",
        refused: "Ton professeur a dit non.",
        nobodyApproves: "Il faut un professeur pour cela, et je n'ai pas de bouton pour lui.",
        tooManyErrands: "J'ai déjà trop à faire. Attendons d'abord cela.",
        isThatYou: "C'est toi ?",
        unknownNumber: "Personne ici n'a ce numéro.",
        knownPupil: "Oui, c'est toi. On continue.",
        otherPupil: "D'accord, on continue comme avant.")
}
