package dev.postern.wire.it.dcerpc;

import dev.postern.wire.it.dcerpc.Interface.Status;

/**
 * OPC Classic: Data Access 2.05a and 3.00, Alarms and Events 1.10, Historical Data Access 1.20, Common 1.10; in the order of their IDL, from 3
 * on. To open groups and add items changes nothing in the plant and is SESSION.
 */
final class OpcInterfaces {
    static final String PROTOCOL = "opc";

    private OpcInterfaces() {}

    static void fill() {
        iopcserver();
        iopcbrowseserveraddressspace();
        iopcgroupstatemgt();
        iopcsyncio();
        iopcasyncio();
        iopcitemmgt();
        iopcdatacallback();
        iopcasyncio2();
        iopcitemproperties();
        iopcbrowse();
        iopcitemio();
        iopcsyncio2();
        iopcasyncio3();
        iopcgroupstatemgt2();
        iopccommon();
        iopcshutdown();
        iopcserverlist();
        iopcserverlist2();
        iopceventserver();
        iopceventsink();
        enumerators();
        iopchdaServer();
        iopchdaSyncread();
        iopchdaSyncupdate();
    }

    private static void iopcserver() {
        Interfaces.add("iopcserver", PROTOCOL, "39c13a4d-011e-11d0-9675-0020afd8adb3", Status.HRESULT, """
                3 AddGroup SESSION *
                4 GetErrorString READ
                5 GetGroupByName READ *
                6 GetStatus READ
                7 RemoveGroup SESSION
                8 CreateGroupEnumerator BROWSE
                """);
    }

    private static void iopcbrowseserveraddressspace() {
        Interfaces.add(
                "iopcbrowseserveraddressspace", PROTOCOL, "39c13a4f-011e-11d0-9675-0020afd8adb3", Status.HRESULT, """
                3 QueryOrganization BROWSE
                4 ChangeBrowsePosition BROWSE *
                5 BrowseOPCItemIDs BROWSE *
                6 GetItemID BROWSE *
                7 BrowseAccessPaths BROWSE *
                """);
    }

    private static void iopcgroupstatemgt() {
        Interfaces.add("iopcgroupstatemgt", PROTOCOL, "39c13a50-011e-11d0-9675-0020afd8adb3", Status.HRESULT, """
                3 GetState READ
                4 SetState SESSION
                5 SetName SESSION *
                6 CloneGroup SESSION
                """);
    }

    private static void iopcsyncio() {
        Interfaces.add("iopcsyncio", PROTOCOL, "39c13a52-011e-11d0-9675-0020afd8adb3", Status.HRESULT, """
                3 Read READ
                4 Write WRITE
                """);
    }

    private static void iopcasyncio() {
        Interfaces.add("iopcasyncio", PROTOCOL, "39c13a53-011e-11d0-9675-0020afd8adb3", Status.HRESULT, """
                3 Read READ
                4 Write WRITE
                5 Refresh READ
                6 Cancel OTHER
                """);
    }

    private static void iopcitemmgt() {
        Interfaces.add("iopcitemmgt", PROTOCOL, "39c13a54-011e-11d0-9675-0020afd8adb3", Status.HRESULT, """
                3 AddItems SESSION
                4 ValidateItems READ
                5 RemoveItems SESSION
                6 SetActiveState SESSION
                7 SetClientHandles SESSION
                8 SetDatatypes SESSION
                9 CreateEnumerator BROWSE
                """);
    }

    private static void iopcdatacallback() {
        Interfaces.add("iopcdatacallback", PROTOCOL, "39c13a70-011e-11d0-9675-0020afd8adb3", Status.HRESULT, """
                3 OnDataChange REPORT
                4 OnReadComplete REPORT
                5 OnWriteComplete REPORT
                6 OnCancelComplete REPORT
                """);
    }

    private static void iopcasyncio2() {
        Interfaces.add("iopcasyncio2", PROTOCOL, "39c13a71-011e-11d0-9675-0020afd8adb3", Status.HRESULT, """
                3 Read READ
                4 Write WRITE
                5 Refresh2 READ
                6 Cancel2 OTHER
                7 SetEnable SESSION
                8 GetEnable READ
                """);
    }

    private static void iopcitemproperties() {
        Interfaces.add("iopcitemproperties", PROTOCOL, "39c13a72-011e-11d0-9675-0020afd8adb3", Status.HRESULT, """
                3 QueryAvailableProperties BROWSE *
                4 GetItemProperties READ *
                5 LookupItemIDs BROWSE *
                """);
    }

    private static void iopcbrowse() {
        Interfaces.add("iopcbrowse", PROTOCOL, "39227004-a18f-4b57-8b0a-5235670f4468", Status.HRESULT, """
                3 GetProperties READ
                4 Browse BROWSE *
                """);
    }

    private static void iopcitemio() {
        Interfaces.add("iopcitemio", PROTOCOL, "85c0b427-2893-4cbc-bd78-e5fc5146f08f", Status.HRESULT, """
                3 Read READ
                4 WriteVQT WRITE
                """);
    }

    private static void iopcsyncio2() {
        Interfaces.add("iopcsyncio2", PROTOCOL, "730f5f0f-55b1-4c81-9e18-ff8a0904e1fa", Status.HRESULT, """
                3 Read READ
                4 Write WRITE
                5 ReadMaxAge READ
                6 WriteVQT WRITE
                """);
    }

    private static void iopcasyncio3() {
        Interfaces.add("iopcasyncio3", PROTOCOL, "0967b97b-36ef-423e-b6f8-6bff1e40d39d", Status.HRESULT, """
                3 Read READ
                4 Write WRITE
                5 Refresh2 READ
                6 Cancel2 OTHER
                7 SetEnable SESSION
                8 GetEnable READ
                9 ReadMaxAge READ
                10 WriteVQT WRITE
                11 RefreshMaxAge READ
                """);
    }

    private static void iopcgroupstatemgt2() {
        Interfaces.add("iopcgroupstatemgt2", PROTOCOL, "8e368666-d72e-4f78-87ed-647611c61c9f", Status.HRESULT, """
                3 GetState READ
                4 SetState SESSION
                5 SetName SESSION *
                6 CloneGroup SESSION
                7 SetKeepAlive SESSION
                8 GetKeepAlive READ
                """);
    }

    private static void iopccommon() {
        Interfaces.add("iopccommon", PROTOCOL, "f31dfde2-07b6-11d2-b2d8-0060083ba1fb", Status.HRESULT, """
                3 SetLocaleID SESSION
                4 GetLocaleID READ
                5 QueryAvailableLocaleIDs BROWSE
                6 GetErrorString READ
                7 SetClientName SESSION *
                """);
    }

    private static void iopcshutdown() {
        Interfaces.add("iopcshutdown", PROTOCOL, "f31dfde1-07b6-11d2-b2d8-0060083ba1fb", Status.HRESULT, """
                3 ShutdownRequest REPORT
                """);
    }

    private static void iopcserverlist() {
        Interfaces.add("iopcserverlist", PROTOCOL, "13486d50-4821-11d2-a494-3cb306c10000", Status.HRESULT, """
                3 EnumClassesOfCategories BROWSE
                4 GetClassDetails READ
                5 CLSIDFromProgID RESOLVE *
                """);
    }

    private static void iopcserverlist2() {
        Interfaces.add("iopcserverlist2", PROTOCOL, "9dd0b56c-ad9e-43ee-8305-487f3188bf7a", Status.HRESULT, """
                3 EnumClassesOfCategories BROWSE
                4 GetClassDetails READ
                5 CLSIDFromProgID RESOLVE *
                """);
    }

    private static void iopceventserver() {
        Interfaces.add("iopceventserver", PROTOCOL, "65168851-5783-11d1-84a0-00608cb8a7e9", Status.HRESULT, """
                3 GetStatus READ
                4 CreateEventSubscription SESSION
                5 QueryAvailableFilters BROWSE
                6 QueryEventCategories BROWSE
                7 QueryEventConditions BROWSE
                8 QuerySubConditions READ
                9 QuerySourceConditions READ
                10 QueryEventAttributes READ
                11 TranslateToItemIDs BROWSE
                12 GetConditionState READ
                13 EnableConditionByArea CONFIGURE
                14 EnableConditionBySource CONFIGURE
                15 DisableConditionByArea CONFIGURE
                16 DisableConditionBySource CONFIGURE
                17 AckCondition OPERATE
                18 CreateAreaBrowser BROWSE
                """);
    }

    private static void iopceventsink() {
        Interfaces.add("iopceventsink", PROTOCOL, "6516885f-5783-11d1-84a0-00608cb8a7e9", Status.HRESULT, """
                3 OnEvent REPORT
                """);
    }

    /** What browsing hands out to be read piece by piece; over a network nearly only OPC uses them. */
    private static void enumerators() {
        Interfaces.add("ienumstring", PROTOCOL, "00000101-0000-0000-c000-000000000046", Status.HRESULT, """
                3 Next BROWSE
                4 Skip BROWSE
                5 Reset BROWSE
                6 Clone BROWSE
                """);
        Interfaces.add("iopcenumguid", PROTOCOL, "55c382c8-21c7-4e88-96c1-becfb1e3f483", Status.HRESULT, """
                3 Next BROWSE
                4 Skip BROWSE
                5 Reset BROWSE
                6 Clone BROWSE
                """);
        Interfaces.add("ienumopcitemattributes", PROTOCOL, "39c13a55-011e-11d0-9675-0020afd8adb3", Status.HRESULT, """
                3 Next BROWSE
                4 Skip BROWSE
                5 Reset BROWSE
                6 Clone BROWSE
                """);
    }

    private static void iopchdaServer() {
        Interfaces.add("iopchda_server", PROTOCOL, "1f1217b0-dee0-11d2-a5e5-000086339399", Status.HRESULT, """
                3 GetItemAttributes READ
                4 GetAggregates READ
                5 GetHistorianStatus READ
                6 GetItemHandles SESSION
                7 ReleaseItemHandles SESSION
                8 ValidateItemIDs READ
                9 CreateBrowse BROWSE
                """);
    }

    private static void iopchdaSyncread() {
        Interfaces.add("iopchda_syncread", PROTOCOL, "1f1217b2-dee0-11d2-a5e5-000086339399", Status.HRESULT, """
                3 ReadRaw READ
                4 ReadProcessed READ
                5 ReadAtTime READ
                6 ReadModified READ
                7 ReadAttribute READ
                """);
    }

    private static void iopchdaSyncupdate() {
        Interfaces.add("iopchda_syncupdate", PROTOCOL, "1f1217b3-dee0-11d2-a5e5-000086339399", Status.HRESULT, """
                3 QueryCapabilities READ
                4 Insert WRITE
                5 Replace WRITE
                6 InsertReplace WRITE
                7 DeleteRaw WRITE
                8 DeleteAtTime WRITE
                """);
    }
}
