import Testing

@testable import Doctor

struct ServiceEnvironmentTests {
    @Test func `the service's proxy and key are found, and what is set stays`() throws {
        let root = try Folder()
        try root.write(
            "# proxies\n; of the school\n\nHTTPS_PROXY=\"http://proxy:3128\"\nNO_PROXY = 'a b'\nnonsense\nTUTOR_LESSON=x\n",
            to: "etc/tutor/environment")
        try root.write("sk-1\n", to: "etc/credstore/tutor.api-key")
        let added = ServiceEnvironment(root: root.path).missing(in: ["TUTOR_LESSON": "mine"])
        #expect(
            added == [
                "HTTPS_PROXY": "http://proxy:3128", "NO_PROXY": "a b",
                "CREDENTIALS_DIRECTORY": root.path + "/etc/credstore",
            ])
    }

    @Test func `without a service there is nothing to add`() throws {
        let root = try Folder()
        #expect(ServiceEnvironment(root: root.path).missing(in: [:]).isEmpty)
    }
}
