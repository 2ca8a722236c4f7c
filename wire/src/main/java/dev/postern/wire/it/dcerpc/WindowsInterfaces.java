package dev.postern.wire.it.dcerpc;

import dev.postern.wire.it.dcerpc.Interface.Status;

/**
 * Services, tasks, registry, shares, printers and logs: MS-SCMR, MS-TSCH, MS-RRP, MS-RSP, MS-SRVS, MS-WKST, MS-RPRN, MS-PAR, MS-EVEN, MS-
 * EVEN6, MS-EFSR and MS-DFSNM, section 3 of each. A driver of a printer runs as the system, hence DOWNLOAD.
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
        srvsvc();
        wkssvc();
        spoolss();
        iremotewinspool();
        eventlog();
        ieventservice();
        efsrpc();
        dfsnm();
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

    private static void srvsvc() {
        String uuid = "4b324fc8-1670-01d3-1278-5a47bf6ee188";
        Interfaces.add("srvsvc", DcerpcDissector.PROTOCOL, uuid, Status.WIN32, """
                8 NetrConnectionEnum BROWSE
                9 NetrFileEnum BROWSE
                10 NetrFileGetInfo READ
                11 NetrFileClose CONFIGURE
                12 NetrSessionEnum BROWSE
                13 NetrSessionDel CONFIGURE
                14 NetrShareAdd CONFIGURE
                15 NetrShareEnum BROWSE
                16 NetrShareGetInfo READ
                17 NetrShareSetInfo CONFIGURE
                18 NetrShareDel CONFIGURE
                19 NetrShareDelSticky CONFIGURE
                20 NetrShareCheck OTHER
                21 NetrServerGetInfo READ
                22 NetrServerSetInfo CONFIGURE
                23 NetrServerDiskEnum BROWSE
                24 NetrServerStatisticsGet READ
                25 NetrServerTransportAdd CONFIGURE
                26 NetrServerTransportEnum BROWSE
                27 NetrServerTransportDel CONFIGURE
                28 NetrRemoteTOD READ
                30 NetprPathType OTHER
                31 NetprPathCanonicalize OTHER
                32 NetprPathCompare OTHER
                33 NetprNameValidate OTHER
                34 NetprNameCanonicalize OTHER
                35 NetprNameCompare OTHER
                36 NetrShareEnumSticky BROWSE
                37 NetrShareDelStart CONFIGURE
                38 NetrShareDelCommit CONFIGURE
                39 NetrpGetFileSecurity READ
                40 NetrpSetFileSecurity PROTECT
                41 NetrServerTransportAddEx CONFIGURE
                43 NetrDfsGetVersion READ
                """);
        Interfaces.pipe("srvsvc", uuid);
    }

    private static void wkssvc() {
        String uuid = "6bffd098-a112-3610-9833-46c3f87e345a";
        Interfaces.add("wkssvc", DcerpcDissector.PROTOCOL, uuid, Status.WIN32, """
                0 NetrWkstaGetInfo READ
                1 NetrWkstaSetInfo CONFIGURE
                2 NetrWkstaUserEnum BROWSE
                5 NetrWkstaTransportEnum BROWSE
                6 NetrWkstaTransportAdd CONFIGURE
                7 NetrWkstaTransportDel CONFIGURE
                8 NetrUseAdd CONFIGURE
                9 NetrUseGetInfo READ
                10 NetrUseDel CONFIGURE
                11 NetrUseEnum BROWSE
                13 NetrWorkstationStatisticsGet READ
                20 NetrGetJoinInformation READ
                22 NetrJoinDomain2 CONFIGURE
                23 NetrUnjoinDomain2 CONFIGURE
                24 NetrRenameMachineInDomain2 CONFIGURE
                25 NetrValidateName2 READ
                26 NetrGetJoinableOUs2 BROWSE
                27 NetrAddAlternateComputerName CONFIGURE
                28 NetrRemoveAlternateComputerName CONFIGURE
                29 NetrSetPrimaryComputerName CONFIGURE
                30 NetrEnumerateComputerNames BROWSE
                """);
        Interfaces.pipe("wkssvc", uuid);
    }

    private static void spoolss() {
        String uuid = "12345678-1234-abcd-ef00-0123456789ab";
        Interfaces.add("spoolss", DcerpcDissector.PROTOCOL, uuid, Status.WIN32, """
                0 EnumPrinters BROWSE
                1 OpenPrinter SESSION *
                2 SetJob CONFIGURE
                3 GetJob READ
                4 EnumJobs BROWSE
                5 AddPrinter CONFIGURE
                6 DeletePrinter CONFIGURE
                7 SetPrinter CONFIGURE
                8 GetPrinter READ
                9 AddPrinterDriver DOWNLOAD
                10 EnumPrinterDrivers BROWSE
                11 GetPrinterDriver READ
                12 GetPrinterDriverDirectory READ
                13 DeletePrinterDriver CONFIGURE
                14 AddPrintProcessor CONFIGURE
                15 EnumPrintProcessors BROWSE
                16 GetPrintProcessorDirectory READ
                17 StartDocPrinter OTHER
                18 StartPagePrinter OTHER
                19 WritePrinter WRITE
                20 EndPagePrinter OTHER
                21 AbortPrinter CONFIGURE
                22 ReadPrinter READ
                23 EndDocPrinter OTHER
                24 AddJob CONFIGURE
                25 ScheduleJob OTHER
                26 GetPrinterData READ
                27 SetPrinterData CONFIGURE
                28 WaitForPrinterChange OTHER
                29 ClosePrinter SESSION
                30 AddForm CONFIGURE
                31 DeleteForm CONFIGURE
                32 GetForm READ
                33 SetForm CONFIGURE
                34 EnumForms BROWSE
                35 EnumPorts BROWSE
                36 EnumMonitors BROWSE
                56 FindClosePrinterChangeNotification SESSION
                58 ReplyOpenPrinter SESSION
                60 ReplyClosePrinter SESSION
                65 RemoteFindFirstPrinterChangeNotificationEx SESSION
                69 OpenPrinterEx SESSION *
                70 AddPrinterEx CONFIGURE
                71 SetPort CONFIGURE
                72 EnumPrinterData BROWSE
                73 DeletePrinterData CONFIGURE
                77 SetPrinterDataEx CONFIGURE
                78 GetPrinterDataEx READ
                79 EnumPrinterDataEx BROWSE
                80 EnumPrinterKey BROWSE
                84 DeletePrinterDriverEx CONFIGURE
                88 XcvData OTHER
                89 AddPrinterDriverEx DOWNLOAD
                """);
        Interfaces.pipe("spoolss", uuid);
    }

    private static void iremotewinspool() {
        Interfaces.add(
                "iremotewinspool",
                DcerpcDissector.PROTOCOL,
                "76f03f96-cdfd-44fc-a22c-64950a001209",
                Status.HRESULT,
                """
                0 AsyncOpenPrinter SESSION *
                1 AsyncAddPrinter CONFIGURE
                20 AsyncClosePrinter SESSION
                39 AsyncAddPrinterDriver DOWNLOAD
                40 AsyncEnumPrinterDrivers BROWSE
                """);
    }

    private static void eventlog() {
        String uuid = "82273fdc-e32a-18c3-3f78-827929dc23ea";
        Interfaces.add("eventlog", DcerpcDissector.PROTOCOL, uuid, Status.NTSTATUS, """
                0 ClearELFW CONFIGURE
                1 BackupELFW OTHER
                2 CloseEL SESSION
                3 DeregisterEventSource SESSION
                4 NumberOfRecords READ
                5 OldestRecord READ
                6 ChangeNotify CONFIGURE
                7 OpenELW SESSION *
                8 RegisterEventSourceW SESSION *
                9 OpenBELW SESSION *
                10 ReadELW READ
                11 ReportEventW REPORT
                12 ClearELFA CONFIGURE
                13 BackupELFA OTHER
                14 OpenELA SESSION
                15 RegisterEventSourceA SESSION
                16 OpenBELA SESSION
                17 ReadELA READ
                18 ReportEventA REPORT
                22 GetLogInformation READ
                24 ReportEventAndSourceW REPORT
                """);
        Interfaces.pipe("eventlog", uuid);
    }

    private static void ieventservice() {
        Interfaces.add(
                "ieventservice", DcerpcDissector.PROTOCOL, "f6beaff7-1e19-4fbb-9f8f-b89e2018337c", Status.WIN32, """
                0 EvtRpcRegisterRemoteSubscription SESSION
                1 EvtRpcRemoteSubscriptionNextAsync OTHER
                2 EvtRpcRemoteSubscriptionNext OTHER
                3 EvtRpcRemoteSubscriptionWaitAsync OTHER
                4 EvtRpcRegisterControllableOperation SESSION
                5 EvtRpcRegisterLogQuery READ *
                6 EvtRpcClearLog CONFIGURE *
                7 EvtRpcExportLog READ *
                8 EvtRpcLocalizeExportLog OTHER
                9 EvtRpcMessageRender OTHER
                10 EvtRpcMessageRenderDefault OTHER
                11 EvtRpcQueryNext READ
                12 EvtRpcQuerySeek READ
                13 EvtRpcClose SESSION
                14 EvtRpcCancel OTHER
                15 EvtRpcAssertConfig OTHER
                16 EvtRpcRetractConfig OTHER
                17 EvtRpcOpenLogHandle SESSION *
                18 EvtRpcGetLogFileInfo READ
                19 EvtRpcGetChannelList BROWSE
                20 EvtRpcGetChannelConfig READ *
                21 EvtRpcPutChannelConfig CONFIGURE *
                """);
    }

    private static void efsrpc() {
        Interfaces.add("efsrpc", DcerpcDissector.PROTOCOL, "c681d488-d850-11d0-8c52-00c04fd90f7e", Status.WIN32, """
                0 EfsRpcOpenFileRaw SESSION *
                1 EfsRpcReadFileRaw FILE_READ
                2 EfsRpcWriteFileRaw FILE_WRITE
                3 EfsRpcCloseRaw SESSION
                4 EfsRpcEncryptFileSrv FILE_WRITE *
                5 EfsRpcDecryptFileSrv FILE_WRITE *
                6 EfsRpcQueryUsersOnFile READ *
                7 EfsRpcQueryRecoveryAgents READ *
                8 EfsRpcRemoveUsersFromFile CONFIGURE *
                9 EfsRpcAddUsersToFile CONFIGURE *
                """);
    }

    private static void dfsnm() {
        String uuid = "4fc742e0-4a10-11cf-8273-00aa004ae673";
        Interfaces.add("dfsnm", DcerpcDissector.PROTOCOL, uuid, Status.WIN32, """
                0 NetrDfsManagerGetVersion READ
                1 NetrDfsAdd CONFIGURE
                2 NetrDfsRemove CONFIGURE
                3 NetrDfsSetInfo CONFIGURE
                4 NetrDfsGetInfo READ
                5 NetrDfsEnum BROWSE
                12 NetrDfsAddStdRoot CONFIGURE *
                13 NetrDfsRemoveStdRoot CONFIGURE *
                """);
        Interfaces.pipe("netdfs", uuid);
    }
}
