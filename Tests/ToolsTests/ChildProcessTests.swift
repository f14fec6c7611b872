import Foundation
import Testing
import Tools

/// Real programs, with all that this machine can do to keep them apart, and with limits only.
@Suite struct ChildProcessTests {
    static let confinements: [Confinement] =
        [.ofThisMachine, .limitsOnly(reason: "for a test")]

    static func python(_ program: String, _ more: (inout ChildPlan) -> Void = { _ in }) -> ChildPlan {
        var plan = ChildPlan(command: ["python3", "-c", program], folder: "/")
        more(&plan)
        return plan
    }

    @Test(arguments: confinements) func `lines go in and come out`(confinement: Confinement) async throws {
        let child = try await ChildProcess(ChildPlan(command: ["cat"], folder: "/"), confinement: confinement)
        try child.write("one")
        #expect(await child.nextLine() == "one")
        try child.write("two")
        child.closeInput()
        #expect(await child.nextLine() == "two")
        #expect(await child.nextLine() == nil)
        #expect(await child.ending() == .exited(0))
        #expect(throws: ChildFault.closed) { try child.write("three") }
    }

    @Test(arguments: confinements) func `a program that ends says how`(confinement: Confinement) async throws {
        let plan = Self.python("import sys; print('last'); sys.stderr.write('no\\nmilk today\\n'); sys.exit(3)")
        let child = try await ChildProcess(plan, confinement: confinement)
        #expect(await child.nextLine() == "last")
        #expect(await child.ending() == .exited(3))
        #expect(child.lastComplaint == "milk today")
    }

    @Test func `a program that is not there is told`() async throws {
        await #expect(throws: ChildFault.noProgram("no-such-program")) {
            try await ChildProcess(ChildPlan(command: ["no-such-program"], folder: "/"))
        }
    }

    @Test func `this machine says what holds`() {
        print("\(Confinement.ofThisMachine)", Confinement.ofThisMachine.words)
        #expect(!Confinement.ofThisMachine.words.isEmpty)
    }
}
