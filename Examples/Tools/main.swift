// Functions of this program that the model calls: a quiz whose marks the model does not give.
//
//   printf '%s\n' "I am ready" "Paris" | REALTIME_URL=ws://127.0.0.1:8080/v1/realtime swift run tools

import RealtimeClient

await program {
    let client = Client(try .fromEnvironment())
    let session = RealtimeSession(
        instructions: "Call next_exercise and say what it gives you. Mark answers by check_answer only.",
        outputModalities: [.text])

    try await client.startConversation(session) { conversation in
        conversation.registerTool(FunctionTool(name: "next_exercise", description: "The next question.")) { _ in
            #"{"say": "What is the capital of France?", "ask": "What is it?", "listen_for": {"phrases": ["Paris", "Rome"]}}"#
        }
        let answer: JSONValue = [
            "type": "object", "properties": ["answer": ["type": "string"]], "required": ["answer"],
        ]
        conversation.registerTool(FunctionTool(name: "check_answer", parameters: answer)) { arguments in
            let isRight = arguments.lowercased().contains("paris")
            return
                #"{"say": "\#(isRight ? "Yes, it is Paris." : "No, it is Paris.")", "verdict": "\#(isRight ? "right" : "wrong")"}"#
        }
        while let line = readLine() { print(try await conversation.ask(line)) }
    }
}
