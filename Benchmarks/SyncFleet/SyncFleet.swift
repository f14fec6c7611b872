import Foundation
import Gradebook

/// Many boxes that send at once: reckoned in simulated time with the machine that every box has, or for real.
@main
struct SyncFleet {
    static let usage = """
        usage: sync-fleet model [--NAME NUMBER]…
                 devices 10000      boxes that are switched on together
                 statements 1800    that each has to send
                 minute 60          seconds over which their first requests are spread; 0 for none
                 workers 2          requests that the store works on at once
                 request 5          milliseconds of a request, whatever is in it
                 statement 650      microseconds of a statement
                 queue 2048         requests that wait before a 503 is answered
                 timeout 120        seconds after which a box gives an answer up; twice and four times that later
                 lost 0             percent of answers that are lost
                 seed 1
               sync-fleet real URL FOLDER DEVICES STATEMENTS [SECONDS]
                 Each box has a gradebook of its own in FOLDER, and begins within SECONDS (10). FLEET_USER and
                 FLEET_SECRET are its credentials.
               sync-fleet gradebook FOLDER STATEMENTS
                 Makes a gradebook from which nothing was sent.
        """

    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch (arguments.first, arguments.count) {
        case ("model", _):
            guard let model = FleetModel(arguments.dropFirst()) else { return fail() }
            print(model.run().text)
        case ("real", 5...6):
            guard let devices = Int(arguments[3]), let statements = Int(arguments[4]), devices > 0, statements > 1
            else {
                return fail()
            }
            let seconds = arguments.count == 6 ? Int(arguments[5]) ?? 10 : 10
            try await FleetRun(
                url: arguments[1], folder: arguments[2], devices: devices, statements: statements, within: seconds
            ).run()
        case ("gradebook", 3):
            guard let statements = Int(arguments[2]), statements > 1 else { return fail() }
            try FleetRun.gradebook(in: arguments[1], statements: statements, device: "kiosk-001").close()
        case _: fail()
        }
    }

    private static func fail() {
        FileHandle.standardError.write(Data((usage + "\n").utf8))
        exit(64)
    }
}
