package dev.postern.wire.it.dcerpc;

import dev.postern.wire.it.dcerpc.Interface.Status;

/**
 * Services, tasks, registry and shutdown: MS-SCMR, MS-TSCH, MS-RRP and MS-RSP, section 3 of each.
 */
final class WindowsInterfaces {
    private WindowsInterfaces() {}

    static void fill() {
        svcctl();
        atsvc();
        itaskschedulerservice();
        sasec();
        winreg();
        initshutdown();
        windowsshutdown();
    }

    private static void svcctl() {
        String uuid = "367abb81-9844-35f1-ad32-98f038001003";
        Interfaces.add("svcctl", DcerpcDissector.PROTOCOL, uuid, Status.WIN32, """
                0 CloseServiceHandle SESSION
                1 ControlService STOP
                2 DeleteService CONFIGURE
                3 LockServiceDatabase CONFIGURE
                4 QueryServiceObjectSecurity READ
                5 SetServiceObjectSecurity PROTECT
                6 QueryServiceStatus READ
                7 SetServiceStatus CONFIGURE
                8 UnlockServiceDatabase CONFIGURE
                9 NotifyBootConfigStatus CONFIGURE
                11 ChangeServiceConfigW CONFIGURE
                12 CreateServiceW CONFIGURE *
                13 EnumDependentServicesW BROWSE
                14 EnumServicesStatusW BROWSE
                15 OpenSCManagerW SESSION
                16 OpenServiceW SESSION *
                17 QueryServiceConfigW READ
                18 QueryServiceLockStatusW READ
                19 StartServiceW START
                20 GetServiceDisplayNameW READ *
                21 GetServiceKeyNameW READ *
                23 ChangeServiceConfigA CONFIGURE
                24 CreateServiceA CONFIGURE
                25 EnumDependentServicesA BROWSE
                26 EnumServicesStatusA BROWSE
                27 OpenSCManagerA SESSION
                28 OpenServiceA SESSION
                29 QueryServiceConfigA READ
                30 QueryServiceLockStatusA READ
                31 StartServiceA START
                32 GetServiceDisplayNameA READ
                33 GetServiceKeyNameA READ
                35 EnumServiceGroupW BROWSE
                36 ChangeServiceConfig2A CONFIGURE
                37 ChangeServiceConfig2W CONFIGURE
                38 QueryServiceConfig2A READ
                39 QueryServiceConfig2W READ
                40 QueryServiceStatusEx READ
                41 EnumServicesStatusExA BROWSE
                42 EnumServicesStatusExW BROWSE
                44 CreateServiceWOW64A CONFIGURE
                45 CreateServiceWOW64W CONFIGURE *
                47 NotifyServiceStatusChange OTHER
                48 GetNotifyResults READ
                49 CloseNotifyHandle SESSION
                50 ControlServiceExA STOP
                51 ControlServiceExW STOP
                56 QueryServiceConfigEx READ
                60 CreateWowService CONFIGURE *
                64 OpenSCManager2 SESSION
                """);
        Interfaces.pipe("svcctl", uuid);
    }

    private static void atsvc() {
        String uuid = "1ff70682-0a51-30e8-076d-740be8cee98b";
        Interfaces.add("atsvc", DcerpcDissector.PROTOCOL, uuid, Status.WIN32, """
                0 NetrJobAdd CONFIGURE
                1 NetrJobDel CONFIGURE
                2 NetrJobEnum BROWSE
                3 NetrJobGetInfo READ
                """);
        Interfaces.pipe("atsvc", uuid);
    }

    private static void itaskschedulerservice() {
        Interfaces.add(
                "itaskschedulerservice",
                DcerpcDissector.PROTOCOL,
                "86d35949-83c9-4044-b424-db363231fd0c",
                Status.HRESULT,
                """
                0 SchRpcHighestVersion READ
                1 SchRpcRegisterTask CONFIGURE *
                2 SchRpcRetrieveTask BROWSE *
                3 SchRpcCreateFolder CONFIGURE *
                4 SchRpcSetSecurity PROTECT *
                5 SchRpcGetSecurity READ *
                6 SchRpcEnumFolders BROWSE *
                7 SchRpcEnumTasks BROWSE *
                8 SchRpcEnumInstances BROWSE *
                9 SchRpcGetInstanceInfo READ
                10 SchRpcStopInstance STOP
                11 SchRpcStop STOP *
                12 SchRpcRun START *
                13 SchRpcDelete CONFIGURE *
                14 SchRpcRename CONFIGURE *
                15 SchRpcScheduledRuntimes READ *
                16 SchRpcGetLastRunInfo READ *
                17 SchRpcGetTaskInfo READ *
                18 SchRpcGetNumberOfMissedRuns READ *
                19 SchRpcEnableTask CONFIGURE *
                """);
    }

    private static void sasec() {
        Interfaces.add("sasec", DcerpcDissector.PROTOCOL, "378e52b0-c0a9-11cf-822d-00aa0051e40f", Status.HRESULT, """
                0 SASetAccountInformation CONFIGURE
                1 SASetNSAccountInformation CONFIGURE
                2 SAGetNSAccountInformation READ
                3 SAGetAccountInformation READ
                """);
    }

    private static void winreg() {
        String uuid = "338cd001-2244-31f1-aaaa-900038001003";
        Interfaces.add("winreg", DcerpcDissector.PROTOCOL, uuid, Status.WIN32, """
                0 OpenClassesRoot SESSION
                1 OpenCurrentUser SESSION
                2 OpenLocalMachine SESSION
                3 OpenPerformanceData SESSION
                4 OpenUsers SESSION
                5 CloseKey SESSION
                6 CreateKey CONFIGURE *
                7 DeleteKey CONFIGURE *
                8 DeleteValue CONFIGURE *
                9 EnumKey BROWSE
                10 EnumValue BROWSE
                11 FlushKey CONFIGURE
                12 GetKeySecurity READ
                13 LoadKey CONFIGURE *
                15 OpenKey SESSION *
                16 QueryInfoKey READ
                17 QueryValue READ *
                18 ReplaceKey CONFIGURE *
                19 RestoreKey CONFIGURE *
                20 SaveKey FILE_READ *
                21 SetKeySecurity PROTECT
                22 SetValue WRITE *
                23 UnLoadKey CONFIGURE *
                24 InitiateSystemShutdown RESTART
                25 AbortSystemShutdown CONFIGURE
                26 GetVersion READ
                27 OpenCurrentConfig SESSION
                29 QueryMultipleValues READ
                30 InitiateSystemShutdownEx RESTART
                31 SaveKeyEx FILE_READ *
                32 OpenPerformanceText SESSION
                33 OpenPerformanceNlsText SESSION
                34 QueryMultipleValues2 READ
                35 DeleteKeyEx CONFIGURE *
                """);
        Interfaces.pipe("winreg", uuid);
    }

    private static void initshutdown() {
        String uuid = "894de0c0-0d55-11d3-a322-00c04fa321a1";
        Interfaces.add("initshutdown", DcerpcDissector.PROTOCOL, uuid, Status.WIN32, """
                0 Init RESTART
                1 Abort CONFIGURE
                2 InitEx RESTART
                """);
        Interfaces.pipe("initshutdown", uuid);
    }

    private static void windowsshutdown() {
        Interfaces.add(
                "windowsshutdown", DcerpcDissector.PROTOCOL, "d95afe70-a6d5-4259-822e-2c84da1ddb0d", Status.WIN32, """
                0 WsdrInitiateShutdown RESTART
                1 WsdrAbortShutdown CONFIGURE
                """);
    }
}
