extension Lexicon {
    /// Without accents, as answers are compared.
    static let spanish: Lexicon = {
        var lexicon = Lexicon(counting: .spanish)
        lexicon.hasDecimalComma = true
        lexicon.plurals = .spanish
        lexicon.articles = words("el la los las lo un una unos unas al del")
        lexicon.openings = byFirst(
            """
            eh, ehh, em, este, esto, pues, bueno, a ver, perdon, mmm, mm, ah, oh, ay, ya, ok, vale, si, claro, por favor, \
            es, son, eso es, esto es, ese es, esta es, hay, esta, estan, la respuesta es, respuesta, la respuesta, \
            mi respuesta es, creo que, yo creo que, creo que es, creo que son, pienso que, yo pienso que, me parece que, \
            yo digo, digo, yo diria, diria que, diria, quizas, quiza, tal vez, a lo mejor, puede ser, debe ser, sera, \
            se llama, se llaman, se dice, yo elijo, elijo, escojo, yo escojo, o sea, facil, ya se, lo se, la palabra es, \
            seria, es igual a, da, hacen, por supuesto, de, queda, quedan, solo
            """)
        lexicon.endings = byLast(
            """
            por favor, creo, creo yo, pienso, no, verdad, no es verdad, no es asi, profe, profesor, profesora, maestra, \
            maestro, eh, quizas, quiza, tal vez, gracias, claro, por supuesto, vale, ok, cierto, en total, tambien, \
            me parece, supongo, senorita, mas o menos, o asi, estoy seguro, estoy segura
            """)
        lexicon.negations = words("no ni nunca jamas tampoco sin nada")
        lexicon.glue = words(
            """
            es son era esta estan hay que eso esto ese este yo tu el ella nosotros ellos se lo le me a en de desde con \
            por para porque cuando y luego entonces tiene tengo va hace hacen llama dice bebemos al del su sus como
            """)
        lexicon.nothings = Set(
            phrases(
                """
                no se, no lo se, yo no se, ni idea, no tengo idea, no tengo ni idea, no estoy seguro, no estoy segura, \
                paso, saltar, siguiente, ayuda, ayudame, pista, una pista, dame una pista, repite, repetir, otra vez, \
                repite por favor, repite la pregunta, dilo otra vez, para, espera, mas despacio, que, como, perdon, \
                hola, si, no, nada, me rindo, se me olvido, no me acuerdo, no recuerdo, dime, no te oi, no he oido, \
                la pregunta, la respuesta, no puedo, no entiendo, no entendi
                """))
        lexicon.asides = phrases(
            """
            que es, que son, que significa, por que, como se, cual es, puedes, puede, podrias, me puedes, me dices, \
            repite, repita, di, dime, no se, no lo se, no puedo, no entiendo, no me acuerdo, no recuerdo, cual, se me, quien, donde, \
            cuando, eres, mi nombre, puedo
            """)
        lexicon.questions = phrases(
            """
            que es, que son, que significa, por que, como se, cual es, cuanto es, puedes, puede, podrias, me puedes, \
            repite, repita, dime, quien, donde, cuando
            """)
        lexicon.same = spellings("peces pez, veces vez, luces luz, voces voz, lapices lapiz")
        lexicon.alike = classes(
            "si claro, no nop, mama madre, papa padre, auto coche carro, abuela abuelita, abuelo abuelito")
        lexicon.alternatives = ["o", "u"]
        lexicon.corrections = words("no perdon digo espera mejor quiero")
        lexicon.results = words("es son igual da dan hace hacen")
        lexicon.contrasts = words("es son sino")
        lexicon.opinions = words("creo pienso digo que se si")
        lexicon.prepositions = words("en de a con por para")
        lexicon.bounds = phrases("mas de, menos de, casi, entre, mayor que, menor que, mas que, menos que, al menos")
        lexicon.yes = ["si", "claro"]
        lexicon.no = ["no", "nop"]
        lexicon.zeros = words("ninguno ninguna ningun")
        lexicon.weakZeros = ["nada"]
        lexicon.numberHomophones = numbers([
            5: "sinco", 10: "dies", 11: "onse", 12: "dose", 13: "trese", 14: "catorse", 15: "quinse", 100: "sien",
        ])
        lexicon.positions = numbers([
            0: "primero primera primer a", 1: "segundo segunda b be", 2: "tercero tercera tercer c ce",
            3: "cuarto cuarta d de", 4: "quinto quinta", 5: "sexto sexta",
        ])
        lexicon.last = ["ultimo", "ultima"]
        lexicon.middle = words("medio")
        lexicon.positionNouns = words("opcion respuesta letra numero")
        lexicon.sequence = words(
            """
            y e primero segundo tercero cuarto quinto luego despues entonces finalmente ultimo al final por fin el la los \
            las lo un una es son eh pues viene vienen sigue siguen esta mas tarde de a del que en
            """)
        lexicon.units = Units(spanishUnits)
        lexicon.spelling = .spanish
        return lexicon
    }()

    /// How a word sounds in most of the Spanish-speaking world: b as v, ll as y, c and z as s, no h.
    static func spanishSound(of word: String) -> String {
        var sound = ""
        let letters = Array(word)
        for (index, letter) in letters.enumerated() {
            let next = index + 1 < letters.count ? letters[index + 1] : " "
            let before = index > 0 ? letters[index - 1] : " "
            switch letter {
            case "h" where before != "c": continue
            case "v": sound.append("b")
            case "z": sound.append("s")
            case "c" where next == "e" || next == "i": sound.append("s")
            case "c" where next != "h": sound.append("k")
            case "q": sound.append("k")
            case "u" where before == "q": continue
            case "l" where next == "l": continue
            case "l" where before == "l": sound.append("y")
            case "g" where next == "e" || next == "i": sound.append("j")
            case _ where letter == before && letter != "r": continue
            case _: sound.append(letter)
            }
        }
        return sound
    }
}
