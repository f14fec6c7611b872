// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "tutor-kiosk",
    targets: [
        .systemLibrary(
            name: "CSpeexDSP", pkgConfig: "speexdsp", providers: [.apt(["libspeexdsp-dev"])]),
        .target(name: "Audio", dependencies: ["CSpeexDSP"], swiftSettings: settings),
        .testTarget(name: "AudioTests", dependencies: ["Audio"], swiftSettings: settings),
    ]
)
