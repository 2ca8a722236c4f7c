package dev.postern.wire.it.dcerpc;

import dev.postern.wire.it.dcerpc.Interface.Status;

/**
 * Accounts, domains, replication and the endpoint mapper: MS-SAMR, MS-LSAD, MS-LSAT, MS-DRSR, MS-NRPC, MS-DNSP, C706 appendices N and Q. What
 * gives or takes rights is PROTECT.
 */
final class DirectoryInterfaces {
    private DirectoryInterfaces() {}

    static void fill() {
        samr();
        lsarpc();
        drsuapi();
        netlogon();
        epmapper();
        mgmt();
        dnsserver();
    }

    private static void samr() {
        String uuid = "12345778-1234-abcd-ef00-0123456789ac";
        Interfaces.add("samr", DcerpcDissector.PROTOCOL, uuid, Status.NTSTATUS, """
                0 SamrConnect SESSION
                1 SamrCloseHandle SESSION
                2 SamrSetSecurityObject PROTECT
                3 SamrQuerySecurityObject READ
                5 SamrLookupDomainInSamServer BROWSE *
                6 SamrEnumerateDomainsInSamServer BROWSE
                7 SamrOpenDomain SESSION
                8 SamrQueryInformationDomain READ
                9 SamrSetInformationDomain CONFIGURE
                10 SamrCreateGroupInDomain PROTECT *
                11 SamrEnumerateGroupsInDomain BROWSE
                12 SamrCreateUserInDomain PROTECT *
                13 SamrEnumerateUsersInDomain BROWSE
                14 SamrCreateAliasInDomain PROTECT *
                15 SamrEnumerateAliasesInDomain BROWSE
                16 SamrGetAliasMembership BROWSE
                17 SamrLookupNamesInDomain BROWSE *
                18 SamrLookupIdsInDomain BROWSE
                19 SamrOpenGroup SESSION
                20 SamrQueryInformationGroup READ
                21 SamrSetInformationGroup CONFIGURE
                22 SamrAddMemberToGroup PROTECT
                23 SamrDeleteGroup PROTECT
                24 SamrRemoveMemberFromGroup PROTECT
                25 SamrGetMembersInGroup BROWSE
                26 SamrSetMemberAttributesOfGroup CONFIGURE
                27 SamrOpenAlias SESSION
                28 SamrQueryInformationAlias READ
                29 SamrSetInformationAlias CONFIGURE
                30 SamrDeleteAlias PROTECT
                31 SamrAddMemberToAlias PROTECT
                32 SamrRemoveMemberFromAlias PROTECT
                33 SamrGetMembersInAlias BROWSE
                34 SamrOpenUser SESSION
                35 SamrDeleteUser PROTECT
                36 SamrQueryInformationUser READ
                37 SamrSetInformationUser PROTECT
                38 SamrChangePasswordUser PROTECT
                39 SamrGetGroupsForUser BROWSE
                40 SamrQueryDisplayInformation READ
                41 SamrGetDisplayEnumerationIndex BROWSE
                44 SamrGetUserDomainPasswordInformation READ
                45 SamrRemoveMemberFromForeignDomain PROTECT
                46 SamrQueryInformationDomain2 READ
                47 SamrQueryInformationUser2 READ
                48 SamrQueryDisplayInformation2 READ
                49 SamrGetDisplayEnumerationIndex2 BROWSE
                50 SamrCreateUser2InDomain PROTECT *
                51 SamrQueryDisplayInformation3 READ
                52 SamrAddMultipleMembersToAlias PROTECT
                53 SamrRemoveMultipleMembersFromAlias PROTECT
                54 SamrOemChangePasswordUser2 PROTECT
                55 SamrUnicodeChangePasswordUser2 PROTECT
                56 SamrGetDomainPasswordInformation READ
                57 SamrConnect2 SESSION
                58 SamrSetInformationUser2 PROTECT
                62 SamrConnect4 SESSION
                64 SamrConnect5 SESSION
                65 SamrRidToSid OTHER
                66 SamrSetDSRMPassword PROTECT
                67 SamrValidatePassword READ
                """);
        Interfaces.pipe("samr", uuid);
    }

    private static void lsarpc() {
        String uuid = "12345778-1234-abcd-ef00-0123456789ab";
        Interfaces.add("lsarpc", DcerpcDissector.PROTOCOL, uuid, Status.NTSTATUS, """
                0 LsarClose SESSION
                2 LsarEnumeratePrivileges BROWSE
                3 LsarQuerySecurityObject READ
                4 LsarSetSecurityObject PROTECT
                6 LsarOpenPolicy SESSION
                7 LsarQueryInformationPolicy READ
                8 LsarSetInformationPolicy CONFIGURE
                10 LsarCreateAccount PROTECT
                11 LsarEnumerateAccounts BROWSE
                12 LsarCreateTrustedDomain PROTECT
                13 LsarEnumerateTrustedDomains BROWSE
                14 LsarLookupNames BROWSE *
                15 LsarLookupSids BROWSE
                16 LsarCreateSecret PROTECT *
                17 LsarOpenAccount SESSION
                18 LsarEnumeratePrivilegesAccount BROWSE
                19 LsarAddPrivilegesToAccount PROTECT
                20 LsarRemovePrivilegesFromAccount PROTECT
                23 LsarGetSystemAccessAccount READ
                24 LsarSetSystemAccessAccount PROTECT
                25 LsarOpenTrustedDomain SESSION
                26 LsarQueryInfoTrustedDomain READ
                27 LsarSetInformationTrustedDomain CONFIGURE
                28 LsarOpenSecret SESSION *
                29 LsarSetSecret PROTECT
                30 LsarQuerySecret READ
                31 LsarLookupPrivilegeValue BROWSE *
                32 LsarLookupPrivilegeName BROWSE
                33 LsarLookupPrivilegeDisplayName BROWSE
                34 LsarDeleteObject CONFIGURE
                35 LsarEnumerateAccountsWithUserRight BROWSE
                36 LsarEnumerateAccountRights BROWSE
                37 LsarAddAccountRights PROTECT
                38 LsarRemoveAccountRights PROTECT
                39 LsarQueryTrustedDomainInfo READ
                40 LsarSetTrustedDomainInfo CONFIGURE
                41 LsarDeleteTrustedDomain PROTECT
                42 LsarStorePrivateData PROTECT *
                43 LsarRetrievePrivateData READ *
                44 LsarOpenPolicy2 SESSION
                45 LsarGetUserName READ
                46 LsarQueryInformationPolicy2 READ
                47 LsarSetInformationPolicy2 CONFIGURE
                48 LsarQueryTrustedDomainInfoByName READ *
                49 LsarSetTrustedDomainInfoByName CONFIGURE *
                50 LsarEnumerateTrustedDomainsEx BROWSE
                51 LsarCreateTrustedDomainEx PROTECT
                53 LsarQueryDomainInformationPolicy READ
                54 LsarSetDomainInformationPolicy CONFIGURE
                55 LsarOpenTrustedDomainByName SESSION *
                57 LsarLookupSids2 BROWSE
                58 LsarLookupNames2 BROWSE *
                59 LsarCreateTrustedDomainEx2 PROTECT
                68 LsarLookupNames3 BROWSE *
                73 LsarQueryForestTrustInformation READ
                74 LsarSetForestTrustInformation CONFIGURE
                76 LsarLookupSids3 BROWSE
                77 LsarLookupNames4 BROWSE *
                130 LsarOpenPolicy3 SESSION
                """);
        Interfaces.pipe("lsarpc", uuid);
        Interfaces.pipe("lsass", uuid);
    }

    private static void drsuapi() {
        Interfaces.add("drsuapi", DcerpcDissector.PROTOCOL, "e3514235-4b06-11d1-ab04-00c04fc2dcd2", Status.WIN32, """
                0 DsBind SESSION
                1 DsUnbind SESSION
                2 DsReplicaSync CONFIGURE
                3 DsGetNCChanges FILE_READ
                4 DsReplicaUpdateRefs CONFIGURE
                5 DsReplicaAdd CONFIGURE
                6 DsReplicaDel CONFIGURE
                7 DsReplicaModify CONFIGURE
                8 DsVerifyNames BROWSE
                9 DsGetMemberships BROWSE
                10 DsInterDomainMove CONFIGURE
                11 DsGetNT4ChangeLog READ
                12 DsCrackNames BROWSE
                13 DsWriteAccountSpn PROTECT
                14 DsRemoveDsServer CONFIGURE
                15 DsRemoveDsDomain CONFIGURE
                16 DsDomainControllerInfo READ
                17 DsAddEntry CONFIGURE
                18 DsExecuteKCC OTHER
                19 DsGetReplInfo READ
                20 DsAddSidHistory PROTECT
                21 DsGetMemberships2 BROWSE
                22 DsReplicaVerifyObjects OTHER
                23 DsGetObjectExistence READ
                24 DsQuerySitesByCost READ
                """);
    }

    private static void netlogon() {
        String uuid = "12345678-1234-abcd-ef00-01234567cffb";
        Interfaces.add("netlogon", DcerpcDissector.PROTOCOL, uuid, Status.NTSTATUS, """
                0 NetrLogonUasLogon LOGIN
                1 NetrLogonUasLogoff SESSION
                2 NetrLogonSamLogon LOGIN
                3 NetrLogonSamLogoff SESSION
                4 NetrServerReqChallenge SESSION
                5 NetrServerAuthenticate LOGIN
                6 NetrServerPasswordSet PROTECT
                7 NetrDatabaseDeltas READ
                8 NetrDatabaseSync READ
                9 NetrAccountDeltas OTHER
                10 NetrAccountSync OTHER
                11 NetrGetDCName READ
                12 NetrLogonControl READ
                13 NetrGetAnyDCName READ
                14 NetrLogonControl2 READ
                15 NetrServerAuthenticate2 LOGIN
                16 NetrDatabaseSync2 READ
                17 NetrDatabaseRedo OTHER
                18 NetrLogonControl2Ex READ
                19 NetrEnumerateTrustedDomains BROWSE
                20 DsrGetDcName READ
                21 NetrLogonGetCapabilities READ
                22 NetrLogonSetServiceBits CONFIGURE
                23 NetrLogonGetTrustRid READ
                24 NetrLogonComputeServerDigest OTHER
                25 NetrLogonComputeClientDigest OTHER
                26 NetrServerAuthenticate3 LOGIN
                27 DsrGetDcNameEx READ
                28 DsrGetSiteName READ
                29 NetrLogonGetDomainInfo READ
                30 NetrServerPasswordSet2 PROTECT
                31 NetrServerPasswordGet READ
                32 NetrLogonSendToSam OTHER
                33 DsrAddressToSiteNamesW CONFIGURE
                34 DsrGetDcNameEx2 READ
                35 NetrLogonGetTimeServiceParentDomain READ
                36 NetrEnumerateTrustedDomainsEx BROWSE
                37 DsrAddressToSiteNamesExW CONFIGURE
                38 DsrGetDcSiteCoverageW READ
                39 NetrLogonSamLogonEx LOGIN
                40 DsrEnumerateDomainTrusts BROWSE
                41 DsrDeregisterDnsHostRecords SESSION
                42 NetrServerTrustPasswordsGet READ
                43 DsrGetForestTrustInformation READ
                44 NetrGetForestTrustInformation READ
                45 NetrLogonSamLogonWithFlags LOGIN
                46 NetrServerGetTrustInfo OTHER
                48 DsrUpdateReadOnlyServerDnsRecords OTHER
                49 NetrChainSetClientAttributes OTHER
                """);
        Interfaces.pipe("netlogon", uuid);
    }

    private static void epmapper() {
        String uuid = "e1af8308-5d1f-11c9-91a4-08002b14a0fa";
        Interfaces.add("epmapper", DcerpcDissector.PROTOCOL, uuid, Status.WIN32, """
                0 ept_insert CONFIGURE
                1 ept_delete CONFIGURE
                2 ept_lookup BROWSE
                3 ept_map RESOLVE
                4 ept_lookup_handle_free SESSION
                5 ept_inq_object READ
                6 ept_mgmt_delete CONFIGURE
                """);
        Interfaces.pipe("epmapper", uuid);
    }

    private static void mgmt() {
        Interfaces.add("mgmt", DcerpcDissector.PROTOCOL, "afa8bd80-7d8a-11c9-bef4-08002b102989", Status.NONE, """
                0 inq_if_ids BROWSE
                1 inq_stats READ
                2 is_server_listening READ
                3 stop_server_listening STOP
                4 inq_princ_name READ
                """);
    }

    private static void dnsserver() {
        String uuid = "50abc2a4-574d-40b3-9d66-ee4fd5fba076";
        Interfaces.add("dnsserver", DcerpcDissector.PROTOCOL, uuid, Status.WIN32, """
                0 DnssrvOperation CONFIGURE
                1 DnssrvQuery READ
                2 DnssrvComplexOperation OTHER
                3 DnssrvEnumRecords BROWSE
                4 DnssrvUpdateRecord CONFIGURE
                5 DnssrvOperation2 CONFIGURE
                6 DnssrvQuery2 READ
                7 DnssrvComplexOperation2 OTHER
                8 DnssrvEnumRecords2 BROWSE
                9 DnssrvUpdateRecord2 CONFIGURE
                """);
        Interfaces.pipe("dnsserver", uuid);
    }
}
