package dev.postern.wire.it.dcerpc;

import dev.postern.wire.it.dcerpc.Interface.Status;

/**
 * Shares, printers, logs and files of a server: MS-SRVS, MS-WKST, MS-RPRN, MS-PAR, MS-EVEN, MS-EVEN6, MS-EFSR, MS-DFSNM and MS-FSRVP, section 3 of
 * each. A driver of a printer runs as the system, hence DOWNLOAD. Who asks about a file has the server open it, hence FILE_READ.
 */
final class ServerInterfaces {
    private ServerInterfaces() {}

    static void fill() {
        srvsvc();
        wkssvc();
        spoolss();
        iremotewinspool();
        eventlog();
        ieventservice();
        efsrpc();
        dfsnm();
        fileservervssagent();
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
        String overLsarpc = "c681d488-d850-11d0-8c52-00c04fd90f7e";
        String uuid = "df1941c5-fe89-4e79-bf10-463657acf44d";
        String operations = """
                0 EfsRpcOpenFileRaw FILE_READ *
                1 EfsRpcReadFileRaw FILE_READ
                2 EfsRpcWriteFileRaw FILE_WRITE
                3 EfsRpcCloseRaw SESSION
                4 EfsRpcEncryptFileSrv FILE_WRITE *
                5 EfsRpcDecryptFileSrv FILE_WRITE *
                6 EfsRpcQueryUsersOnFile FILE_READ *
                7 EfsRpcQueryRecoveryAgents FILE_READ *
                8 EfsRpcRemoveUsersFromFile CONFIGURE *
                9 EfsRpcAddUsersToFile CONFIGURE *
                12 EfsRpcFileKeyInfo FILE_READ *
                13 EfsRpcDuplicateEncryptionInfoFile FILE_WRITE *
                15 EfsRpcAddUsersToFileEx CONFIGURE *
                """;
        Interfaces.add("efsrpc", DcerpcDissector.PROTOCOL, overLsarpc, Status.WIN32, operations);
        Interfaces.add("efsrpc", DcerpcDissector.PROTOCOL, uuid, Status.WIN32, operations);
        Interfaces.pipe("efsrpc", uuid);
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

    /** Backup of shares: copies of them as they are in one moment. */
    private static void fileservervssagent() {
        String uuid = "a8e0653c-2744-4389-a61d-7373df8b2292";
        Interfaces.add("fileservervssagent", DcerpcDissector.PROTOCOL, uuid, Status.HRESULT, """
                0 GetSupportedVersion READ
                1 SetContext SESSION
                2 StartShadowCopySet CONFIGURE
                3 AddToShadowCopySet CONFIGURE *
                4 CommitShadowCopySet CONFIGURE
                5 ExposeShadowCopySet CONFIGURE
                6 RecoveryCompleteShadowCopySet CONFIGURE
                7 AbortShadowCopySet CONFIGURE
                8 IsPathSupported DIAGNOSE *
                9 IsPathShadowCopied DIAGNOSE *
                10 GetShareMapping READ *
                11 DeleteShareMapping CONFIGURE *
                12 PrepareShadowCopySet CONFIGURE
                """);
        Interfaces.pipe("fssagentrpc", uuid);
    }
}
