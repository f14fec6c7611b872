import Foundation

/// A little school as its system exports it, in both versions, with all that must never be kept.
enum OneRosterSamples {
    static let users12 = """
        sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns
        u-1,,,true,SECRETuser1,,Maya Sofia,Lopez,,SECRETident,SECRET1@school.example,SECRETsms,SECRETphone,,3,SECRETpassword,,,Maya,,,s-1,she
        u-2,,,true,SECRETuser2,,Maja,Keller,,,SECRET2@school.example,,,,3,SECRETpassword,,,,,,s-1,
        u-3,,,true,SECRETuser3,,"Tomás, jr.",Ruiz,,,,,,,3,,,,,,,s-1,
        u-4,,,true,SECRETuser4,,Ada,Lovelace,,,,,,,4,,,,,,,s-1,
        u-5,,,true,SECRETuser5,,Grace,Hopper,,,,,,,,SECRETpassword,,,,,,s-1,
        u-6,,,false,SECRETuser6,,Left,Already,,,,,,,3,,,,,,,s-1,

        """
    static let roles = """
        sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId
        r-1,,,u-1,primary,student,,,s-1,
        r-2,,,u-2,primary,student,,,s-1,
        r-3,,,u-3,primary,student,,,s-1,
        r-4,,,u-4,primary,student,,,s-1,
        r-5,,,u-5,primary,teacher,,,s-1,
        r-6,,,u-6,primary,student,,,s-1,

        """
    static let classes = """
        sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods,resourceSourcedIds
        c-1,,,3B,3,k-1,,homeroom,,s-1,"t-1,t-2",,,,
        c-2,,,4A,4,k-1,,homeroom,,s-1,t-2,,,,
        c-3,,,Maths,3,k-2,,scheduled,,s-1,t-2,,,,

        """
    static let enrollments = """
        sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
        e-1,,,c-1,s-1,u-1,student,,,
        e-2,,,c-1,s-1,u-2,student,,,
        e-3,,,c-1,s-1,u-3,student,,,
        e-4,,,c-2,s-1,u-4,student,,,
        e-5,,,c-1,s-1,u-5,teacher,true,,
        e-6,,,c-3,s-1,u-1,student,,,
        e-7,,,c-2,s-1,u-1,student,,2025-06-30,2026-01-31

        """
    static let terms = """
        sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear
        t-1,,,Autumn,term,2025-09-01,2026-01-31,,2026
        t-2,,,Spring,term,2026-02-01,2026-07-31,,2026

        """
    static let orgs = """
        sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
        s-1,,,The School,school,,

        """
    static let demographics = """
        sourcedId,status,dateLastModified,birthDate,sex
        u-1,,,2017-SECRET,female

        """

    static func manifest(
        _ version: String, _ present: [String], _ word: String = "bulk", unlike: [String: String] = [:]
    ) -> String {
        let names = [
            "academicSessions", "categories", "classes", "classResources", "courses", "courseResources", "demographics",
            "enrollments", "lineItems", "orgs", "resources", "results", "roles", "users",
        ]
        return "propertyName,value\nmanifest.version,1.0\noneroster.version,\(version)\n"
            + names.map { "file.\($0),\(unlike[$0] ?? (present.contains($0) ? word : "absent"))\n" }.joined()
    }

    static var school12: [(String, String)] {
        let files = [
            ("users.csv", "\u{FEFF}" + users12.replacing("\n", with: "\r\n")), ("roles.csv", roles),
            ("classes.csv", classes), ("enrollments.csv", enrollments), ("academicSessions.csv", terms),
            ("orgs.csv", orgs), ("demographics.csv", demographics),
        ]
        return [("manifest.csv", manifest("1.2", files.map { String($0.0.dropLast(4)) }))] + files
    }

    static var school11: [(String, String)] {
        let users = """
            sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,metadata.local
            u-1,,,true,s-1,student,SECRETuser1,,Maya,Lopez,,,SECRET,SECRET,SECRET,,3,SECRET,x
            u-2,,,true,s-1,student,SECRETuser2,,Maja,Keller,,,SECRET,,,,3,SECRET,x
            u-5,,,true,s-1,teacher,SECRETuser5,,Grace,Hopper,,,SECRET,,,,,SECRET,x

            """
        let files = [
            ("users.csv", users), ("classes.csv", classes), ("enrollments.csv", enrollments),
            ("academicSessions.csv", terms), ("orgs.csv", orgs),
        ]
        return [("manifest.csv", manifest("1.1", files.map { String($0.0.dropLast(4)) }))] + files
    }
}
