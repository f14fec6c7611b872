import ArgumentParser

@main
struct Tutord: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "tutord",
        abstract: "A voice tutor in a box: hold the button, talk, and be taught.",
        discussion: """
            Try it without key, network or sound card:

              tutord demo                       a simulated pupil takes a lesson; see what is left in out/
              tutord lessons list               what can be taught
              tutord run --board keyboard       hold the space bar and talk
              tutord serve                      the offline tutor as a Realtime server, for any client
              tutord doctor                     what is wrong with this box, and what to do about it

            Settings come from /etc/tutor/tutor.yaml or --config, then TUTOR_… in the environment, then the command
            line; `tutord config` shows what they come to.

            Exit status: 0 done, 1 a fault was found (lessons check, board check, replay), 64 wrong arguments, 65 bad
            data, 66 no such file or lesson, 69 a service or device is not there, 73 something could not be written,
            77 no key, 78 wrong settings; of the doctor: 11 network, 12 sound, 13 buttons and lamps, 14 what is kept,
            15 the board, 1 several of these.
            """,
        version: version,
        subcommands: [
            RunCommand.self, DemoCommand.self, ServeCommand.self, LessonsCommand.self, ReportCommand.self,
            ExportCommand.self, PupilsCommand.self, SyncCommand.self, BackupCommand.self, RetentionCommand.self,
            PromptsCommand.self, ReplayCommand.self, EventsCommand.self,
            ConfigCommand.self, BoardCommand.self, ToolsCommand.self, DoctorCommand.self, BenchCommand.self,
        ])
}
