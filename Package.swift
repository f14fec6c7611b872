// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

// Arrows go down only; Tests/LayeringTests holds the imports to it.
let package = Package(
    name: "tutor-kiosk",
    products: [
        .executable(name: "tutord", targets: ["tutord"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.80.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.30.0"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.5.0"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.0.0"),
    ],
    targets: [
        // C libraries. Each module is imported by one target only.
        .systemLibrary(name: "CSpeexDSP", pkgConfig: "speexdsp", providers: [.apt(["libspeexdsp-dev"])]),

        // Values: no I/O, no clock.
        .target(name: "Audio", dependencies: ["CSpeexDSP"], swiftSettings: settings),
        .target(name: "Realtime", dependencies: ["Audio"], swiftSettings: settings),
        .target(name: "Lessons", dependencies: ["Yams"], swiftSettings: settings),

        // Decision: pure state machines.
        .target(name: "Tutor", dependencies: ["Audio", "Realtime", "Lessons"], swiftSettings: settings),
        .target(name: "OfflineTutor", dependencies: ["Audio", "Realtime"], swiftSettings: settings),

        .testTarget(name: "AudioTests", dependencies: ["Audio"], swiftSettings: settings),
    ]
)
