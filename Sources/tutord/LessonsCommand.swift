import ArgumentParser

struct LessonsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lessons", abstract: "Write, check and try lessons; sign them for a school.",
        discussion: """
            From an idea to a class:

              tutord lessons new volcanoes             a lesson that works, with comments that teach the format
              tutord lessons check volcanoes.md        every fault at once, with its line
              tutord lessons try volcanoes.md          scripted pupils take it: no key, no sound, seconds
              tutord lessons list                      what can be taught, and the packs

            A school that wants only its own lessons on its boxes makes a key once (keygen), signs the folder after each
            change (sign), and names school.pub as `lessons_key` in the settings of the boxes.
            """,
        subcommands: [
            LessonsListCommand.self, LessonsCheckCommand.self, LessonsTryCommand.self, LessonsNewCommand.self,
            LessonsKeygenCommand.self, LessonsSignCommand.self, LessonsVerifyCommand.self,
        ], defaultSubcommand: LessonsListCommand.self)
}
