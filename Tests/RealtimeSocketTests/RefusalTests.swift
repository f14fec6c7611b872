import Testing

@testable import RealtimeSocket

@Suite struct RefusalTests {
    @Test func `the body's error and the waiting time are read`() {
        let body = #"{"error":{"message":"Incorrect API key","type":"invalid_request_error","code":"invalid_api_key"}}"#
        let refusal = Refusal(status: 401, headers: [("Retry-After", "3")], body: Array(body.utf8))
        #expect(
            refusal
                == Refusal(
                    status: 401, message: "Incorrect API key", code: "invalid_api_key", retryAfter: .seconds(3)))
    }

    @Test func `a body of another form is shown from its beginning`() {
        let refusal = Refusal(status: 502, headers: [], body: Array("<html>\n <b>Bad".utf8))
        #expect("\(refusal)" == "HTTP 502: <html> <b>Bad")
    }

    @Test(
        arguments: [
            ("250", "9", nil, .milliseconds(250)), (nil, "1.5", nil, .milliseconds(1500)), (nil, "-1", nil, nil),
            (nil, "soon", nil, nil), (nil, nil, nil, nil), (nil, "99999999999999999999", nil, nil),
            (nil, "Sun, 22 Nov 2026 10:00:30 GMT", "Sun, 22 Nov 2026 10:00:00 GMT", .seconds(30)),
            (nil, "Sun, 22 Nov 2026 09:00:30 GMT", "Sun, 22 Nov 2026 10:00:00 GMT", .zero),
            (nil, "Sun, 22 Nov 2026 10:00:30 GMT", nil, nil),
        ] as [(String?, String?, String?, Duration?)])
    func `the waiting time is read in all its forms`(
        milliseconds: String?, field: String?, date: String?, expected: Duration?
    ) {
        #expect(Refusal.retryAfter(milliseconds: milliseconds, field: field, date: date) == expected)
    }

    @Test(arguments: [
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0, "1970-01-01"),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777, "1994-11-06"),
        ("Tue, 29 Feb 2028 23:59:59 GMT", 1_835_481_599, "2028-02-29"),
        ("Sun, 22 Nov 2026 00:00:00 GMT", 1_795_305_600, "2026-11-22"),
    ])
    func `HTTP dates are read and days written`(text: String, seconds: Int, day: String) {
        #expect(HTTPDate.seconds(text) == seconds)
        #expect(HTTPDate.day(of: seconds) == day)
    }

    @Test(
        arguments: [
            (nil, 5, .untrusted), (ValidityBox.Validity(from: 10, to: 20), 5, .notYetValid(from: 10)),
            (ValidityBox.Validity(from: 10, to: 20), 21, .expired(at: 20)),
            (ValidityBox.Validity(from: 10, to: 20), 15, .untrusted),
        ] as [(ValidityBox.Validity?, Int, TLSFailure)])
    func `a refused certificate is explained by its dates`(
        validity: ValidityBox.Validity?, now: Int, failure: TLSFailure
    ) {
        #expect(ValidityBox.failure(validity, now: now) == failure)
    }
}
