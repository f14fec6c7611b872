extension Lexicon {
    static let english: Lexicon = {
        var lexicon = Lexicon(counting: .english)
        lexicon.articles = ["a", "an", "the"]
        lexicon.openings = byFirst(
            """
            um, umm, uh, uhm, er, erm, ah, eh, hm, hmm, mm, mmm, oh, so, well, ok, okay, like, right, yeah, yes, please, \
            it is, its, it was, that is, thats, this is, these are, those are, they are, theyre, there is, theres, \
            the answer is, answer is, the answer, my answer is, the answers, answers, i say, i would say, id say, \
            i think, i think its, i guess, i believe, i know, i know it, i mean, it must be, it could be, it might be, \
            it has to be, it will be, maybe, perhaps, probably, is it, is that, would it be, could it be, we call it, \
            it is called, its called, they are called, that is called, you say, we say, i choose, i pick, let me see, \
            let me think, easy, the word is, it makes, it equals, equals, of course, i know this one, i know this, \
            i want to say, im going to say, i will say, ill say, i take, ill take, i will take, i would choose, just, sorry, \
            excuse me, pardon, definitely, i got, i get, thats easy
            """)
        lexicon.endings = byLast(
            """
            please, i think, i guess, i believe, maybe, right, miss, sir, teacher, um, uh, er, erm, is it, isnt it, \
            is that right, of course, i know, thank you, thanks, ok, okay, too, i suppose, in total, altogether, \
            i hope, or something, is my answer, is the answer, or so, more or less, im sure, i am sure, for sure
            """)
        lexicon.negations = words(
            "not no isnt arent dont doesnt didnt wasnt werent cant cannot wont never nor without neither")
        lexicon.glue = words(
            """
            is are was it its they that this there these i we you he she to into in on of from up down at by with \
            for because when and then goes go turns turn becomes become makes make see have has can called
            """)
        lexicon.nothings = Set(
            phrases(
                """
                i dont know, dont know, i do not know, dunno, i dunno, no idea, i have no idea, not sure, im not sure, \
                i am not sure, pass, skip, next, help, help me, hint, a hint, give me a hint, can i have a hint, repeat, \
                again, say it again, repeat the question, say that again, stop, wait, slower, what, pardon, sorry, \
                hello, hi, yes, no, yeah, nope, nothing, i give up, i forgot, i forget, i cant remember, tell me, \
                i didnt hear, i did not hear, i need help, need help, i need a hint, im stuck, i am stuck, the question, the answer, my answer, question, answer
                """))
        lexicon.asides = phrases(
            """
            what is, whats, what do, what does, what did, what was, why, how do, how does, can you, could you, can i, \
            could i, would you, will you, please say, please repeat, say it, say the, tell me, i dont, i do not, \
            i cant, i didnt, i did not, who, where is, when is, do you, are you, my name, which one, i forgot, i need
            """)
        lexicon.questions = phrases(
            """
            what is, whats, what do, what does, what did, what was, why, how do, how does, can you, could you, would you, \
            will you, please say, please repeat, say it, say the, tell me, who, where is, when is, do you, did you, are you
            """)
        lexicon.same = spellings(
            """
            colour color, colours colors, coloured colored, vapour vapor, vapours vapors, grey gray, litre liter, \
            litres liters, metre meter, metres meters, centimetre centimeter, centimetres centimeters, \
            millimetre millimeter, millimetres millimeters, millilitre milliliter, millilitres milliliters, \
            kilogramme kilogram, kilogrammes kilograms, gramme gram, grammes grams, \
            kilometre kilometer, kilometres kilometers, centre center, favourite favorite, neighbour neighbor, \
            neighbours neighbors, harbour harbor, flavour flavor, odour odor, mum mom, mummy mommy, theatre theater, \
            plough plow, travelling traveling, travelled traveled, sulphur sulfur, aluminium aluminum, fibre fiber, \
            maths math, tyre tire, cheque check, pyjamas pajamas, aeroplane airplane, mould mold, \
            jewellery jewelry, children child, men man, women woman, feet foot, teeth tooth, mice mouse, \
            people person, leaves leaf, knives knife, lives life, wolves wolf, geese goose, icecap ice cap
            """)
        lexicon.alike = classes(englishAlike)
        lexicon.alternatives = ["or"]
        lexicon.corrections = ["no", "sorry", "wait", "actually", "mean", "rather"]
        lexicon.results = ["is", "are", "equals", "equal", "makes", "make", "its", "thats", "gives"]
        lexicon.contrasts = ["its", "is", "but", "thats", "it"]
        lexicon.opinions = words("think believe say know that if mean")
        lexicon.prepositions = words("in into on at to of from by with onto inside")
        lexicon.bounds = phrases(
            "more than, less than, fewer than, bigger than, smaller than, almost, nearly, between, not quite, at least")
        lexicon.yes = ["yes", "yeah", "yep", "yup", "yea", "sure"]
        lexicon.no = ["no", "nope", "nah"]
        lexicon.zeros = ["none", "nil"]
        lexicon.weakZeros = ["nothing", "no"]
        lexicon.numberHomophones = numbers([
            1: "won", 2: "to too", 3: "tree free", 4: "for fore", 6: "sex sics sicks", 8: "ate", 9: "nein",
        ])
        lexicon.positions = numbers([
            0: "first a ay", 1: "second b bee be", 2: "third c see", 3: "fourth d dee", 4: "fifth e", 5: "sixth f",
        ])
        lexicon.last = ["last"]
        lexicon.middle = ["middle"]
        lexicon.positionNouns = words("choice option answer letter number")
        lexicon.sequence = words(
            """
            and then first second third fourth fifth next after that last lastly finally the a an um uh er is it its they \
            comes come afterwards later of end in at now so well to i think be
            """)
        lexicon.reversals = ["after"]
        lexicon.units = Units(englishUnits)
        lexicon.spelling = .english
        return lexicon
    }()

    /// The first word of each row stands for the others.
    private static let englishAlike = """
        1/2 half, 1/4 quarter, 2 to too, 4 for fore, 1 won, 8 ate, sea see c, there their theyre, here hear, right write rite, night knight, \
        flower flour, wood would, blue blew, red read, new knew gnu, no know nope nah, by buy bye, bee be b, tea tee t, \
        pea pee p, eye i aye, you u ewe, hole whole, hour our, meat meet, week weak, sail sale, tail tale, mail male, \
        pail pale, plane plain airplane, pear pair pare, bear bare, deer dear, hair hare, stair stare, fair fare, \
        rain reign rein, road rode rowed, rose rows, so sew sow, steel steal, piece peace, brake break, great grate, \
        waist waste, weight wait, way weigh whey, where wear ware, which witch, weather whether, whale wale wail, \
        sell cell, cent scent sent, scene seen, nose knows, knot not, none nun, allowed aloud, board bored, \
        bread bred, cheap cheep, creek creak, die dye, fur fir, heel heal, high hi, horse hoarse, key quay, led lead, \
        loan lone, maid made, main mane, morning mourning, muscle mussel, oar ore, past passed, paws pause, peak peek, \
        pole poll, pour poor, pray prey, prince prints, role roll, root route, seem seam, site sight cite, sum some, \
        sore soar, soul sole, steak stake, sweet suite, through threw, throne thrown, tide tied, toe tow, \
        vein vain vane, war wore, warn worn, yolk yoke, ball bawl, beach beech, berry bury, ceiling sealing, \
        cereal serial, minor miner, jeans genes, yes yeah yep yup, queue cue q, \
        mother mom mommy mama mam ma, father dad daddy papa, grandmother grandma granny nana, \
        grandfather grandpa granddad grandad, bicycle bike, telephone phone, television tv telly, \
        refrigerator fridge, photograph photo, mathematics math, kid child, rabbit bunny, autumn fall, \
        hippopotamus hippo, rhinoceros rhino, examination exam, advertisement ad advert, laboratory lab, \
        gymnasium gym, sofa couch
        """
}
