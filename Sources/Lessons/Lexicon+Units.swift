extension Lexicon {
    /// The units of a language, so that another one than asked for is known to be one.
    struct Units: Sendable {
        /// Units of the same name have the same number.
        private let groups: [[String]: Int]
        /// The names of several words, by their first.
        private let longest: [String: Int]
        /// The units that are counted in hundredths without naming them: "five pounds fifty".
        private let hundreds: Set<Int>
        /// The units that those are counted in.
        private let hundredths: Set<Int>

        /// - Parameter rows: the names of one unit each, by commas; a row that begins with `+` is counted in
        ///   hundredths, one that begins with `-` is such a hundredth.
        init(_ rows: [String]) {
            var groups: [[String]: Int] = [:]
            var longest: [String: Int] = [:]
            var hundreds: Set<Int> = []
            var hundredths: Set<Int> = []
            for (index, row) in rows.enumerated() {
                if row.hasPrefix("+") { hundreds.insert(index) }
                if row.hasPrefix("-") { hundredths.insert(index) }
                for name in Lexicon.phrases(String(row.drop { "+-".contains($0) })) {
                    groups[name] = index
                    longest[name[0]] = max(longest[name[0]] ?? 0, name.count)
                }
            }
            self.groups = groups
            self.longest = longest
            self.hundreds = hundreds
            self.hundredths = hundredths
        }

        /// The unit that a text names as a whole.
        func group(of name: [String]) -> Int? { groups[name] }

        /// The longest unit that begins at a word.
        func unit(in words: [String], at start: Int) -> (group: Int, next: Int)? {
            guard start < words.count, let most = longest[words[start]] else { return nil }
            for count in stride(from: min(most, words.count - start), to: 0, by: -1) {
                if let group = groups[Array(words[start..<(start + count)])] { return (group, start + count) }
            }
            return nil
        }

        func isCountedInHundredths(_ group: Int) -> Bool { hundreds.contains(group) }

        func isHundredth(_ group: Int) -> Bool { hundredths.contains(group) }
    }

    private static func rows(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

    /// In the spelling that answers are compared in.
    static let englishUnits = rows(
        """
        percent, per cent
        millimeter, millimeters, mm
        -centimeter, centimeters, cm, cms, c m
        +meter, meters, m, ms
        kilometer, kilometers, km, kms, k m
        inch, inches
        foot, feet, ft
        yard, yards
        mile, miles
        milligram, milligrams, mg
        gram, grams, g
        kilogram, kilograms, kilo, kilos, kg, kgs, k g
        ton, tons, tonne, tonnes
        ounce, ounces
        milliliter, milliliters, ml, m l
        liter, liters, l
        pint, pints
        gallon, gallons
        second, seconds, sec, secs
        minute, minutes, min, mins
        hour, hours
        day, days
        week, weeks
        month, months
        year, years
        degree, degrees, degrees celsius, degree celsius, celsius, degrees c, degrees centigrade
        degrees fahrenheit, fahrenheit, degrees f
        +pound, pounds, quid
        -pence, penny, pennies, p
        +dollar, dollars, bucks
        -cent, cents
        +euro, euros
        kilometers per hour, kilometer per hour, kilometers an hour, kilometer an hour, kilometers each hour, \
          km h, kmh, kph, k m h, km per hour
        miles per hour, miles an hour, mph, m p h
        meters per second, meter per second, meters a second, m s
        square centimeters, square centimeter, cm squared, centimeters squared
        square meters, square meter, meters squared, meter squared
        square kilometers, square kilometer
        cubic centimeters, cubic centimeter, centimeters cubed
        cubic meters, cubic meter, meters cubed
        newton, newtons
        joule, joules
        watt, watts
        volt, volts
        amp, amps, ampere, amperes
        hertz
        """)

    static let spanishUnits = rows(
        """
        percent, por ciento, porciento
        milimetro, milimetros, mm
        -centimetro, centimetros, cm
        +metro, metros, m
        kilometro, kilometros, km
        pulgada, pulgadas
        pie, pies
        milla, millas
        miligramo, miligramos, mg
        gramo, gramos, g
        kilogramo, kilogramos, kilo, kilos, kg
        tonelada, toneladas
        libra, libras
        mililitro, mililitros, ml
        litro, litros, l
        segundo, segundos
        minuto, minutos, min
        hora, horas, h
        dia, dias
        semana, semanas
        mes, meses
        ano, anos
        degrees, grado, grados, grados celsius, grados centigrados, grado celsius
        grados fahrenheit
        +pounds
        +dollars, dolar, dolares
        +euros, euro
        -centimo, centimos, centavo, centavos, cents
        +peso, pesos
        kilometros por hora, kilometro por hora, km h, km por hora
        millas por hora
        metros por segundo, m s
        centimetros cuadrados, centimetro cuadrado
        metros cuadrados, metro cuadrado
        kilometros cuadrados, kilometro cuadrado
        centimetros cubicos, centimetro cubico
        metros cubicos, metro cubico
        """)

    static let frenchUnits = rows(
        """
        percent, pour cent, pourcent, pourcents
        millimetre, millimetres, mm
        -centimetre, centimetres, cm
        +metre, metres, m
        kilometre, kilometres, km
        pouce, pouces
        pied, pieds
        mille marin
        milligramme, milligrammes, mg
        gramme, grammes, g
        kilogramme, kilogrammes, kilo, kilos, kg
        tonne, tonnes
        livre, livres
        millilitre, millilitres, ml
        litre, litres, l
        seconde, secondes, sec
        minute, minutes, min
        heure, heures, h
        jour, jours
        semaine, semaines
        mois
        an, ans, annee, annees
        degrees, degre, degres, degres celsius, degre celsius
        degres fahrenheit
        +pounds
        +dollars, dollar
        +euros, euro
        -centime, centimes, cents
        +franc, francs
        kilometres heure, kilometres par heure, kilometre heure, kilometres a l heure, km h
        miles par heure
        metres par seconde, m s
        centimetres carres, centimetre carre
        metres carres, metre carre
        kilometres carres, kilometre carre
        centimetres cubes, centimetre cube
        metres cubes, metre cube
        """)
}
