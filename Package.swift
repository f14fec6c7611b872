// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let nio: [Target.Dependency] = ["NIOCore", "NIOPosix", "NIOHTTP1", "NIOTLS", "NIOWebSocket"].map {
    .product(name: $0, package: "swift-nio")
}
let tls: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

// Arrows go down only; Tests/LayeringTests holds the imports to it.
let package = Package(
    name: "tutor-kiosk",
    products: [
        .executable(name: "tutord", targets: ["tutord"]),
        // A client of the Realtime API for any program: docs/CLIENT.md.
        .library(name: "RealtimeClient", targets: ["RealtimeClient"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.80.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.30.0"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.5.0"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.0.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "3.12.3"),
    ],
    targets: [
        // C libraries. Each module is imported by one target only.
        .systemLibrary(name: "CSpeexDSP", pkgConfig: "speexdsp", providers: [.apt(["libspeexdsp-dev"])]),
        .systemLibrary(name: "CALSA", pkgConfig: "alsa", providers: [.apt(["libasound2-dev"])]),
        .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CGPIO", pkgConfig: "libgpiod", providers: [.apt(["libgpiod-dev"])]),
        // Speech engines are loaded when they are needed: a box that teaches by the cloud carries neither.
        .target(name: "CPocketsphinx", linkerSettings: [.linkedLibrary("dl")]),
        .target(name: "CEspeak", linkerSettings: [.linkedLibrary("dl")]),
        // Between clone(2) and execve(2).
        .target(name: "CSpawn"),

        // Values: no I/O, no clock.
        .target(name: "Audio", dependencies: ["CSpeexDSP"], swiftSettings: settings),
        .target(name: "Realtime", dependencies: ["Audio"], swiftSettings: settings),
        .target(name: "Lessons", dependencies: ["Yams"], swiftSettings: settings),

        .target(name: "Statements", dependencies: ["Lessons", "Realtime"], swiftSettings: settings),
        .target(name: "Mastery", dependencies: ["Lessons", "Statements"], swiftSettings: settings),

        // Decision: pure state machines.
        .target(name: "Dialogue", dependencies: ["Audio", "Realtime"], swiftSettings: settings),
        .target(name: "Sync", dependencies: ["Statements"], swiftSettings: settings),
        .target(
            name: "Tutor", dependencies: ["Audio", "Dialogue", "Realtime", "Lessons", "Mastery", "Statements"],
            swiftSettings: settings),
        .target(name: "OfflineTutor", dependencies: ["Audio", "Realtime"], swiftSettings: settings),

        // Edges: each knows one outside thing, and no other edge.
        .target(name: "Hardware", dependencies: ["Audio", "CALSA", "CGPIO"], swiftSettings: settings),
        .target(name: "Speech", dependencies: ["Audio", "CPocketsphinx", "CEspeak"], swiftSettings: settings),
        .target(name: "RealtimeSocket", dependencies: ["Audio", "Realtime", tls] + nio, swiftSettings: settings),
        .target(name: "Tools", dependencies: ["CSpawn", "Lessons", "Realtime", "Yams"], swiftSettings: settings),
        .target(
            name: "Gradebook", dependencies: ["Lessons", "Mastery", "Realtime", "Statements", grdb, sqlite, crypto],
            swiftSettings: settings),
        .target(name: "Signing", dependencies: [crypto], swiftSettings: settings),

        // For other programs: no part of the appliance.
        .target(
            name: "RealtimeClient", dependencies: ["Audio", "Dialogue", "Realtime", "RealtimeSocket"],
            swiftSettings: settings),

        // Whole.
        .target(
            name: "Appliance",
            dependencies: [
                "Audio", "Realtime", "Lessons", "Tutor", "OfflineTutor", "Hardware", "Speech", "RealtimeSocket",
                "Tools", "Gradebook", "Mastery", "Signing", "Statements", "Sync", "Yams",
            ], swiftSettings: settings),
        .target(
            name: "Simulation",
            dependencies: [
                "Appliance", "Audio", "Gradebook", "Hardware", "Lessons", "Mastery", "OfflineTutor", "Realtime",
                "RealtimeSocket", "Statements", "Tutor",
            ], swiftSettings: settings),
        .target(
            name: "Doctor",
            dependencies: [
                "Appliance", "Audio", "Gradebook", "Hardware", "Realtime", "RealtimeSocket", "Speech", "Statements",
                "Tutor",
            ], swiftSettings: settings),
        .target(
            name: "Interchange",
            dependencies: ["CXLSXWriter", "CZip", "Gradebook", "Lessons", "Mastery", "Realtime", "Statements", crypto],
            swiftSettings: settings),
        .executableTarget(
            name: "tutord",
            dependencies: [
                "Appliance", "Audio", "Doctor", "Gradebook", "Hardware", "Interchange", "Lessons", "Mastery",
                "Realtime",
                "RealtimeSocket", "Signing", "Simulation", "Speech", "Statements", "Sync", "Tools", "Tutor", "Yams",
                arguments,
            ], swiftSettings: settings),

        .executableTarget(
            name: "text-chat", dependencies: ["RealtimeClient"], path: "Examples/TextChat", swiftSettings: settings),
        .executableTarget(
            name: "voice", dependencies: ["RealtimeClient"], path: "Examples/Voice", swiftSettings: settings),
        .executableTarget(
            name: "tools", dependencies: ["RealtimeClient"], path: "Examples/Tools", swiftSettings: settings),
        .executableTarget(
            name: "remote-mcp", dependencies: ["RealtimeClient"], path: "Examples/RemoteMCP", swiftSettings: settings),
        .executableTarget(
            name: "relay", dependencies: ["RealtimeClient"], path: "Examples/Relay", swiftSettings: settings),

        .executableTarget(
            name: "event-throughput", dependencies: ["Audio", "Realtime"], path: "Benchmarks/EventThroughput",
            swiftSettings: settings),

        .executableTarget(
            name: "tool-round-trip", dependencies: ["Realtime", "Tools"], path: "Benchmarks/ToolRoundTrip",
            swiftSettings: settings),

        .executableTarget(
            name: "lesson-check", dependencies: ["Lessons"], path: "Benchmarks/LessonCheck", swiftSettings: settings),

        .executableTarget(
            name: "gradebook-scale",
            dependencies: ["Gradebook", "Interchange", "Lessons", "Mastery", "Statements", grdb],
            path: "Benchmarks/GradebookScale", swiftSettings: settings),

        .executableTarget(
            name: "sync-fleet",
            dependencies: ["Appliance", "Gradebook", "Lessons", "RealtimeSocket", "Statements", "Sync", "TestSupport"],
            path: "Benchmarks/SyncFleet", swiftSettings: settings),

        .executableTarget(
            name: "event-stream", dependencies: ["RealtimeClient"], path: "Benchmarks/EventStream",
            swiftSettings: settings),

        .executableTarget(
            name: "recognition-benchmark", dependencies: ["Audio", "Speech", "TestSupport"],
            path: "Benchmarks/Recognition",
            exclude: ["README.md", "make-corpus", "lessons.txt"], swiftSettings: settings),

        // What tests and benchmarks share.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
        // A disk that forgets what was not flushed.
        .target(name: "VolatileVFS", path: "Tests/VolatileVFS", linkerSettings: [.linkedLibrary("sqlite3")]),
        .executableTarget(
            name: "lesson-until-killed",
            dependencies: [
                "Appliance", "Audio", "Gradebook", "Lessons", "Realtime", "Simulation", "Speech", "Statements", "Tools",
                "Tutor",
            ],
            path: "Tests/LessonUntilKilled", swiftSettings: settings),

        .testTarget(name: "SpeechTests", dependencies: ["Audio", "Speech", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "AudioTests", dependencies: ["Audio"], swiftSettings: settings),
        .testTarget(
            name: "RealtimeTests", dependencies: ["Audio", "Realtime", "TestSupport"], exclude: ["generate-samples.py"],
            resources: [.copy("samples.jsonl")], swiftSettings: settings),
        .testTarget(
            name: "LessonsTests", dependencies: ["Lessons", "TestSupport", "Yams"], exclude: ["spoken-answers.tsv"],
            swiftSettings: settings),
        .testTarget(
            name: "GradebookTests",
            dependencies: [
                "Gradebook", "Lessons", "Mastery", "Realtime", "Statements", "TestSupport", "VolatileVFS", grdb,
            ], exclude: ["databases"], swiftSettings: settings),
        .testTarget(
            name: "KilledLessonTests",
            dependencies: ["Gradebook", "Realtime", "TestSupport", "lesson-until-killed", grdb],
            swiftSettings: settings),
        .testTarget(
            name: "InterchangeTests",
            dependencies: ["Gradebook", "Interchange", "Lessons", "Mastery", "Realtime", "Statements", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "SyncTests", dependencies: ["Lessons", "Statements", "Sync", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "StatementsTests", dependencies: ["Lessons", "Realtime", "Statements", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "MasteryTests", dependencies: ["Lessons", "Mastery", "Statements", "TestSupport"],
            resources: [.copy("vectors")], swiftSettings: settings),
        .testTarget(
            name: "ToolsTests", dependencies: ["Lessons", "Realtime", "RealtimeSocket", "TestSupport", "Tools"],
            swiftSettings: settings),
        .testTarget(
            name: "HardwareTests", dependencies: ["Audio", "Hardware", "Simulation", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "OfflineTutorTests", dependencies: ["Audio", "OfflineTutor", "Realtime"], swiftSettings: settings),
        .testTarget(
            name: "ApplianceTests",
            dependencies: [
                "Appliance", "Audio", "Dialogue", "Gradebook", "Hardware", "Lessons", "Mastery", "OfflineTutor",
                "Realtime", "RealtimeSocket", "Signing", "Simulation", "Speech", "Statements", "Sync", "TestSupport",
                "Tools",
                "Tutor",
            ], resources: [.copy("Replays")], swiftSettings: settings),
        .testTarget(
            name: "DoctorTests",
            dependencies: [
                "Appliance", "Audio", "Doctor", "Gradebook", "Hardware", "Realtime", "RealtimeSocket", "Simulation",
                "Speech", "Tutor", tls,
            ] + nio, swiftSettings: settings),
        .testTarget(name: "SigningTests", dependencies: ["Signing", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "LayeringTests", swiftSettings: settings),
        .testTarget(
            name: "RealtimeSocketTests",
            dependencies: ["Audio", "Realtime", "RealtimeSocket", "TestSupport", tls] + nio,
            exclude: ["peers"], swiftSettings: settings),
        .testTarget(
            name: "TutorTests",
            dependencies: [
                "Audio", "Dialogue", "Lessons", "Mastery", "Realtime", "Statements", "TestSupport", "Tutor",
            ], swiftSettings: settings),
        .testTarget(
            name: "DialogueTests", dependencies: ["Audio", "Dialogue", "Realtime"], swiftSettings: settings),
        .testTarget(
            name: "RealtimeClientTests",
            dependencies: [
                "Appliance", "Audio", "Dialogue", "Realtime", "RealtimeClient", "RealtimeSocket", "Simulation",
                "Speech",
            ],
            swiftSettings: settings),
    ]
)
