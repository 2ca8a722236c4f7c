package dev.postern.wire.it.dcerpc;

import dev.postern.wire.it.dcerpc.Interface.Status;

/**
 * Objects: MS-DCOM sections 3.1.2.5 and 3.1.1.5, MS-WMI section 3.1.4, MS-OAUT section 3.1.4, connection points of COM. The first three
 * numbers are those of IUnknown, which never travel.
 */
final class DcomInterfaces {
    private DcomInterfaces() {}

    static void fill() {
        iremoteactivation();
        isystemactivator();
        ioxidresolver();
        iremunknown();
        iremunknown2();
        idispatch();
        itypeinfo();
        iwbemlevel1login();
        iwbemloginclientid();
        iwbemservices();
        ienumwbemclassobject();
        iwbemfetchsmartenum();
        iwbemwcosmartenum();
        iwbemcallresult();
        iwbemobjectsink();
        iconnectionpointcontainer();
        iconnectionpoint();
    }

    private static void iremoteactivation() {
        Interfaces.add(
                "iremoteactivation",
                DcerpcDissector.PROTOCOL,
                "4d9f4ab8-7d1c-11cf-861e-0020af6e7c57",
                Status.HRESULT,
                """
                0 RemoteActivation SESSION
                """);
    }

    private static void isystemactivator() {
        Interfaces.add(
                "isystemactivator",
                DcerpcDissector.PROTOCOL,
                "000001a0-0000-0000-c000-000000000046",
                Status.HRESULT,
                """
                3 RemoteGetClassObject SESSION
                4 RemoteCreateInstance SESSION
                """);
    }

    private static void ioxidresolver() {
        Interfaces.add(
                "ioxidresolver", DcerpcDissector.PROTOCOL, "99fcfec4-5260-101b-bbcb-00aa0021347a", Status.WIN32, """
                0 ResolveOxid SESSION
                1 SimplePing SESSION
                2 ComplexPing SESSION
                3 ServerAlive SESSION
                4 ResolveOxid2 SESSION
                5 ServerAlive2 SESSION
                """);
    }

    private static void iremunknown() {
        Interfaces.add(
                "iremunknown", DcerpcDissector.PROTOCOL, "00000131-0000-0000-c000-000000000046", Status.HRESULT, """
                3 RemQueryInterface SESSION
                4 RemAddRef SESSION
                5 RemRelease SESSION
                """);
    }

    private static void iremunknown2() {
        Interfaces.add(
                "iremunknown2", DcerpcDissector.PROTOCOL, "00000143-0000-0000-c000-000000000046", Status.HRESULT, """
                3 RemQueryInterface SESSION
                4 RemAddRef SESSION
                5 RemRelease SESSION
                6 RemQueryInterface2 SESSION
                """);
    }

    private static void idispatch() {
        Interfaces.add(
                "idispatch", DcerpcDissector.PROTOCOL, "00020400-0000-0000-c000-000000000046", Status.HRESULT, """
                3 GetTypeInfoCount READ
                4 GetTypeInfo READ
                5 GetIDsOfNames READ
                6 Invoke OPERATE
                """);
    }

    private static void itypeinfo() {
        Interfaces.add(
                "itypeinfo", DcerpcDissector.PROTOCOL, "00020401-0000-0000-c000-000000000046", Status.HRESULT, """
                3 GetTypeAttr BROWSE
                4 GetTypeComp BROWSE
                5 GetFuncDesc BROWSE
                6 GetVarDesc BROWSE
                7 GetNames BROWSE
                8 GetRefTypeOfImplType BROWSE
                9 GetImplTypeFlags BROWSE
                12 GetDocumentation BROWSE
                13 GetDllEntry BROWSE
                14 GetRefTypeInfo BROWSE
                18 GetContainingTypeLib BROWSE
                """);
    }

    private static void iwbemlevel1login() {
        Interfaces.add(
                "iwbemlevel1login",
                DcerpcDissector.PROTOCOL,
                "f309ad18-d86a-11d0-a075-00c04fb68820",
                Status.HRESULT,
                """
                3 EstablishPosition SESSION
                4 RequestChallenge SESSION
                5 WBEMLogin LOGIN *
                6 NTLMLogin LOGIN *
                """);
    }

    private static void iwbemloginclientid() {
        Interfaces.add(
                "iwbemloginclientid",
                DcerpcDissector.PROTOCOL,
                "d4781cd6-e5d3-44df-ad94-930efe48a887",
                Status.HRESULT,
                """
                3 SetClientInfo SESSION *
                """);
    }

    private static void iwbemservices() {
        Interfaces.add(
                "iwbemservices", DcerpcDissector.PROTOCOL, "9556dc99-828c-11cf-a37e-00aa003240c7", Status.HRESULT, """
                3 OpenNamespace SESSION
                4 CancelAsyncCall OTHER
                5 QueryObjectSink READ
                6 GetObject READ
                7 GetObjectAsync READ
                8 PutClass CONFIGURE
                9 PutClassAsync CONFIGURE
                10 DeleteClass CONFIGURE
                11 DeleteClassAsync CONFIGURE
                12 CreateClassEnum BROWSE
                13 CreateClassEnumAsync BROWSE
                14 PutInstance CONFIGURE
                15 PutInstanceAsync CONFIGURE
                16 DeleteInstance CONFIGURE
                17 DeleteInstanceAsync CONFIGURE
                18 CreateInstanceEnum BROWSE
                19 CreateInstanceEnumAsync BROWSE
                20 ExecQuery READ
                21 ExecQueryAsync READ
                22 ExecNotificationQuery READ
                23 ExecNotificationQueryAsync READ
                24 ExecMethod START
                25 ExecMethodAsync START
                """);
    }

    private static void ienumwbemclassobject() {
        Interfaces.add(
                "ienumwbemclassobject",
                DcerpcDissector.PROTOCOL,
                "027947e1-d731-11ce-a357-000000000001",
                Status.HRESULT,
                """
                3 Reset OTHER
                4 Next BROWSE
                5 NextAsync BROWSE
                6 Clone SESSION
                7 Skip OTHER
                """);
    }

    private static void iwbemfetchsmartenum() {
        Interfaces.add(
                "iwbemfetchsmartenum",
                DcerpcDissector.PROTOCOL,
                "1c1c45ee-4395-11d2-b60b-00104b703efd",
                Status.HRESULT,
                """
                3 GetSmartEnum BROWSE
                """);
    }

    private static void iwbemwcosmartenum() {
        Interfaces.add(
                "iwbemwcosmartenum",
                DcerpcDissector.PROTOCOL,
                "423ec01e-2e35-11d2-b604-00104b703efd",
                Status.HRESULT,
                """
                3 Next BROWSE
                """);
    }

    private static void iwbemcallresult() {
        Interfaces.add(
                "iwbemcallresult",
                DcerpcDissector.PROTOCOL,
                "44aca675-e8fc-11d0-a07c-00c04fb68820",
                Status.HRESULT,
                """
                3 GetResultObject READ
                4 GetResultString READ
                5 GetResultServices READ
                6 GetCallStatus READ
                """);
    }

    private static void iwbemobjectsink() {
        Interfaces.add(
                "iwbemobjectsink",
                DcerpcDissector.PROTOCOL,
                "7c857801-7381-11cf-884d-00aa004b2e24",
                Status.HRESULT,
                """
                3 Indicate REPORT
                4 SetStatus REPORT
                """);
    }

    private static void iconnectionpointcontainer() {
        Interfaces.add(
                "iconnectionpointcontainer",
                DcerpcDissector.PROTOCOL,
                "b196b284-bab4-101a-b69c-00aa00341d07",
                Status.HRESULT,
                """
                3 EnumConnectionPoints BROWSE
                4 FindConnectionPoint SESSION
                """);
    }

    private static void iconnectionpoint() {
        Interfaces.add(
                "iconnectionpoint",
                DcerpcDissector.PROTOCOL,
                "b196b286-bab4-101a-b69c-00aa00341d07",
                Status.HRESULT,
                """
                3 GetConnectionInterface READ
                4 GetConnectionPointContainer READ
                5 Advise SESSION
                6 Unadvise SESSION
                7 EnumConnections BROWSE
                """);
    }
}
