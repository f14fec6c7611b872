#!/bin/bash
# Prints the path of a Swift SDK, `debian-arm64`, with which Debian's Swift builds for arm64: Swift's own libraries from
# the arm64 package of the same version, all others from Debian 13.
#
# usage: swift build --swift-sdks-path FOLDER-OF-IT --swift-sdk debian-arm64 --static-swift-stdlib
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tutor-kiosk
runtime=$("$here/debian.sh" swift-runtime sid arm64 --alone --only './usr/libexec/swift/lib/swift/*' \
    --only './usr/libexec/swift/lib/swift_static/*' --only './usr/libexec/swift/lib/clang/*' swiftlang libswiftlang)/usr/libexec/swift/lib
sysroot=$("$here/sysroot.sh")
# The linker is told to look for them beside the other libraries.
ln -sfn "$runtime/swift" "$sysroot/usr/lib/swift"
ln -sfn "$runtime/swift_static" "$sysroot/usr/lib/swift_static"
sdk=$cache/swift-sdks/debian-arm64.artifactbundle
mkdir -p "$sdk/debian-arm64" "$sdk/pkgconfig"
cat >"$sdk/info.json" <<JSON
{
  "schemaVersion": "1.0",
  "artifacts": {
    "debian-arm64": { "type": "swiftSDK", "version": "1", "variants": [{ "path": "debian-arm64" }] }
  }
}
JSON
cat >"$sdk/debian-arm64/swift-sdk.json" <<JSON
{
  "schemaVersion": "4.0",
  "targetTriples": {
    "aarch64-unknown-linux-gnu": {
      "sdkRootPath": "$sysroot",
      "swiftResourcesPath": "$runtime/swift",
      "swiftStaticResourcesPath": "$runtime/swift_static",
      "toolsetPaths": ["toolset.json"]
    }
  }
}
JSON
cat >"$sdk/debian-arm64/toolset.json" <<JSON
{
  "schemaVersion": "1.0",
  "swiftCompiler": { "extraCLIOptions": ["-use-ld=lld"] }
}
JSON
# The libraries' own descriptions, with the folder that they are in here.
for file in "$sysroot"/usr/{lib/aarch64-linux-gnu,share}/pkgconfig/*.pc; do
    [ ! -e "$file" ] || sed "s|=/usr|=$sysroot/usr|" "$file" >"$sdk/pkgconfig/${file##*/}"
done
echo "$sdk"
