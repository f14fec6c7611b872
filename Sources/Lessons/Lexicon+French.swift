extension Lexicon {
    /// Without accents and with apostrophes as gaps, as answers are compared.
    static let french: Lexicon = {
        var lexicon = Lexicon(counting: .french)
        lexicon.hasDecimalComma = true
        lexicon.splitsApostrophes = true
        lexicon.plurals = .french
        lexicon.articles = words("le la les l un une des du de d au aux")
        lexicon.openings = byFirst(
            """
            euh, heu, eh, ben, bah, bon, alors, pardon, moi, hum, hmm, mmm, ah, oh, ok, d accord, oui, ouais, s il te plait, \
            s il vous plait, c est, ce sont, c etait, il y a, la reponse est, la reponse c est, reponse, la reponse, \
            ma reponse est, je pense que c est, je pense que, je pense, je crois que c est, je crois que, je crois, \
            je dis, je dirais, je sais, je sais c est, peut etre, ca doit etre, ca peut etre, est ce que c est, est ce, \
            ca s appelle, il s appelle, elle s appelle, on dit, je choisis, je prends, facile, le mot est, ca fait, \
            ca donne, bien sur, je veux dire, voyons, voila, ca, egale, juste, seulement
            """)
        lexicon.endings = byLast(
            """
            s il te plait, s il vous plait, je crois, je pense, non, hein, n est ce pas, peut etre, merci, monsieur, \
            madame, maitresse, maitre, euh, bien sur, d accord, ok, voila, en tout, au total, aussi, c est ca, ou a peu pres, plus ou moins, j en suis sur
            """)
        lexicon.negations = words("ne n pas non jamais ni sans rien aucun aucune")
        lexicon.glue = words(
            """
            est sont etait c ce ca qui que qu il elle ils elles on je j tu nous vous a dans en sur de d par pour avec \
            parce quand et puis fait font va vais ai as y appelle dit boit suis au
            """)
        lexicon.nothings = Set(
            phrases(
                """
                je ne sais pas, je sais pas, sais pas, j sais pas, aucune idee, je n ai aucune idee, pas sur, \
                je ne suis pas sur, je suis pas sur, je passe, passe, suivant, aide, aide moi, aidez moi, un indice, \
                indice, donne moi un indice, repete, repetez, encore, encore une fois, repete la question, stop, arrete, \
                attends, plus lentement, quoi, comment, pardon, desole, bonjour, salut, oui, non, rien, j abandonne, \
                j ai oublie, je ne me souviens pas, dis moi, je n ai pas entendu, la question, la reponse, \
                je ne comprends pas, je comprends pas, repete s il te plait, repetez s il vous plait
                """))
        lexicon.asides = phrases(
            """
            qu est ce, c est quoi, quel est, quelle est, pourquoi, comment, peux tu, tu peux, pouvez vous, vous pouvez, \
            est ce que tu, est ce que je, repete, repetez, dis moi, je ne sais, je sais pas, je ne comprends, \
            je n ai pas, je ne peux, lequel, laquelle, j ai oublie, qui est, ou est, quand est, es tu, mon nom, je peux
            """)
        lexicon.questions = phrases(
            """
            qu est ce, c est quoi, quel est, quelle est, pourquoi, comment, combien, peux tu, tu peux, pouvez vous, \
            vous pouvez, repete, repetez, dis moi, qui est, ou est, quand est
            """)
        lexicon.same = spellings("yeux oeil, mesdames madame, messieurs monsieur")
        lexicon.alike = classes(
            """
            mere mer maire maman, eau o haut haute, vert ver verre vers, sang sans, pain pin, mais mai, fois foi foie, \
            cou coup, ses ces, son sont, on ont, et est, pere papa paire, peau pot, seau saut sot, roue roux, \
            tante tente, maitre mettre metre, voix voie, cour cours court, compte conte comte, faim fin, \
            sel selle celle, point poing, dent dans, champ chant, balle bal, col colle, signe cygne, ancre encre, \
            hotel autel, oui ouais ouaip, non nan, velo bicyclette, voiture auto, ecole ecoles, \
            tele television, 100 cent, 20 vin vain, 7 cet cette set, 10 dis, 6 scie
            """)
        lexicon.alternatives = ["ou"]
        lexicon.corrections = words("non pardon attends plutot enfin veux")
        lexicon.results = words("est sont font fait egale egal donne")
        lexicon.contrasts = words("c mais est")
        lexicon.opinions = words("pense crois dis que sais si")
        lexicon.prepositions = words("a dans en sur de par avec")
        lexicon.bounds = phrases("plus de, moins de, presque, entre, plus que, moins que, au moins")
        lexicon.yes = ["oui", "ouais", "ouaip", "si"]
        lexicon.no = ["non", "nan"]
        lexicon.zeros = words("aucun aucune")
        lexicon.weakZeros = ["rien"]
        lexicon.numberHomophones = numbers([
            6: "scie sis", 7: "cet cette set", 10: "dis disse", 20: "vin vain", 100: "sang sans",
        ])
        lexicon.positions = numbers([
            0: "premier premiere a", 1: "deuxieme second seconde b be", 2: "troisieme c ce", 3: "quatrieme d",
            4: "cinquieme", 5: "sixieme",
        ])
        lexicon.last = ["dernier", "derniere"]
        lexicon.middle = ["milieu"]
        lexicon.positionNouns = words("option reponse lettre numero choix")
        lexicon.sequence = words(
            """
            et puis d abord premier premierement deuxieme troisieme ensuite apres enfin finalement dernier a la fin le \
            les l un une des du de c est ce sont euh alors vient viennent il y suit suivi par cela ca au aux en
            """)
        lexicon.units = Units(frenchUnits)
        lexicon.spelling = .french
        return lexicon
    }()
}
