import Appliance
import ArgumentParser
import Hardware

struct BoardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "board", abstract: "Check board files, list this machine's lines and lamps, try a lamp.",
        discussion: """
            A board file says which button and lamp hangs on which pin, and which sound card is used. They are in
            device/boards, on a box in /usr/share/tutor/boards; the settings name one as `board_file`.

              tutord board check                   the board of the settings: every fault with its place
              tutord board check --live            and whether this machine can be that board
              tutord board list                    chips, lines and who holds them, LEDs, sound cards
              tutord board lamp listening --for 5  lights the recording lamp for five seconds
            """,
        subcommands: [BoardCheckCommand.self, BoardListCommand.self, BoardLampCommand.self])
}

/// The board file that a command works with.
struct BoardFileOption: ParsableArguments {
    @Option(name: .long, help: "The board file. (default: `board_file` of the settings)")
    var boardFile: String?

    @Option(name: .long, help: "The settings file. (default: /etc/tutor/tutor.yaml, if it is there)")
    var config: String?

    func path() throws -> String {
        if let boardFile { return boardFile }
        let configuration = try Settings.read(config: config)
        guard let path = configuration.boardFile else {
            throw ConfigurationFault.invalid(
                place: "board_file", what: "the settings name no board file",
                expected: "--board-file with one of device/boards/*.yaml")
        }
        return path
    }
}
