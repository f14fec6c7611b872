extension Tracing {
    /// Names a trace.
    public struct Configuration: ShapedObject {
        public var workflowName: String?
        public var groupID: String?
        public var metadata: JSONValue?
        public var extra: JSONObject = [:]

        public init(workflowName: String? = nil, groupID: String? = nil, metadata: JSONValue? = nil) {
            self.workflowName = workflowName
            self.groupID = groupID
            self.metadata = metadata
        }

        static let shape = Shape<Self>(
            Self.init(workflowName:groupID:metadata:), .optional("workflow_name", \.workflowName),
            .optional("group_id", \.groupID), .optional("metadata", \.metadata))
    }
}
