package dev.postern.analyst;

import static dev.postern.analyst.Catalogue.SERVER;
import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static dev.postern.analyst.Watched.OTHER_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.PLC_MAC;
import static dev.postern.analyst.Watched.STATION;
import static dev.postern.analyst.Watched.STATION_MAC;

import dev.postern.analyst.situation.Situation;
import dev.postern.model.Channel;
import dev.postern.model.Verb;
import java.util.List;

/** What raises the situations of section D, and what only looks like them: finding out, getting in, moving. */
final class IntrusionProofs extends Proofs {
    /** Remote procedure calls of Windows. */
    private static final String CALLS = "dcerpc";

    private static final String FROM_TRAFFIC = """
            SCAN ChannelsTest.whoAsksFortyHostsInAMinuteIsToldAndWhoAlwaysDoesIsNot FruitlessTest.aFewHostsThatAreSwitchedOffAreEverydayLife
            SWEEP ComputersTest.whoAsksForAllAddressesOfANetworkInAMinuteSearchesIt ComputersTest.whoAsksForAHundredAndTwentyLooksAtManyAndSearchesNoNetwork
            REMOTE_ADMIN ComputersTest.whoNeverAdministeredAComputerAndSwitchesItOffIsToldWithItsCommand ComputersTest.whoOnlyLooksAndTheManagerThatSwitchesItAgainAdministerNothingNew
            FIRST_SESSION ChannelsTest.theFirstSessionOfAHostThatNeverHadOneIsToldWithItsProtocol ChannelsTest.whoWorksOnMachinesFromAfarEachHourDoesNothingNew
            DATA_READ ComputersTest.aTableThatAReaderNeverReadIsDataThatItNeverRead ComputersTest.otherRowsOfTheSameTableAndARowWrittenAreNone
            LOGINS_REFUSED FruitlessTest.thirtyEncryptedLoginsThatAreOverAtOnceAreGuesses FruitlessTest.aScriptThatVisitsFortyHostsOnceIsNoGuesser
            GUESSED_OUTSIDE FruitlessTest.whoGuessesFromAThousandAddressesIsToldAtTheServer FruitlessTest.aServerWithSomeFailedLoginsFromOutsideEachDayIsNotGuessedAt
            DATA_TAKEN ReadersTest.theDayOnWhichTheWholeDatabaseIsReadIsToldWithAmountsAndOperations ReadersTest.threeTimesAsMuchAsUsualIsAReportMore
            """;

    IntrusionProofs() {
        scans();
        questions();
        sessions();
        firstSessions();
        computers();
        directories();
        names();
        network();
        paths();
        fromTraffic(FROM_TRAFFIC);
    }

    private void scans() {
        proof(
                Situation.STEALTH_SCAN,
                "segments with flags of no connection to three hosts",
                site -> odd(site, 3),
                "to two",
                site -> odd(site, 2));
        proof(
                Situation.RAW_PACKETS,
                "ten hosts are asked with a hop limit drawn by lot each time",
                site -> limits(site, 45, 52, 56, 38, 54, 58, 53, 49, 41, 37),
                "way by way, with 1 to 30; and through routers up to six deep",
                site -> {
                    for (int i = 1; i <= 30; i++) limits(site, i);
                    limits(site, 63, 62, 61, 60, 59, 58);
                });
        tested(
                Situation.SLOW_SCAN,
                "SlowScansTest.oneAddressAnHourOverDaysIsToldOnce",
                "SlowScansTest.aClientWhoseServersComeAndGoIsNone");
        learned(Situation.SCAN, Channel.COUNT_PEERS, Verb.OTHER);
        put(
                Situation.SWEEP,
                new Proof(
                        "count.silent of 250 in a minute",
                        site -> site.knocks(STATION, 250),
                        "of 40 in a minute",
                        site -> site.knocks(STATION, 40),
                        true));
    }

    private void questions() {
        proof(
                Situation.ACCOUNTS_LISTED,
                "members of a group are asked for over SAMR",
                site -> lists(site, 1),
                "a name is looked up over LSARPC",
                site -> site.counted(STATION, SERVER, CALLS, "lsarpc: lsarlookupnames", Verb.BROWSE));
        proof(
                Situation.HOSTS_SWEPT,
                "one host has the accounts of three computers listed within minutes",
                site -> lists(site, 3),
                "of two",
                site -> lists(site, 2));
        proof(
                Situation.IDENTITY_ASKED,
                "a station asks three controllers who they are, and never did",
                site -> {
                    for (int i = 11; i < 14; i++)
                        site.counted(STATION, "192.168.1." + i, "enip", "list identity", Verb.IDENTIFY);
                },
                "it asks one",
                site -> site.counted(STATION, "192.168.1.11", "enip", "list identity", Verb.IDENTIFY));
        proof(
                Situation.POINTS_SOUGHT,
                "a station asks a controller for 130 points that it does not have",
                site -> site.asksInVain(STATION, PLC, 0, 130),
                "one with a wrong list asks for 60 of them, in each round again",
                site -> {
                    for (int i = 1; i < 10; i++) site.at(Watched.DAY + 60 * i).asksInVain(STATION, PLC, 0, 60);
                });
    }

    private void sessions() {
        learned(Situation.LOGINS_REFUSED, Channel.COUNT_LOGINS, Verb.LOGIN);
        learned(Situation.GUESSED_OUTSIDE, Channel.COUNT_OUTSIDE, Verb.OTHER);
        proof(
                Situation.GUESSED_IN,
                "a host is refused twenty times in a minute and then let in",
                site -> Intruder.guesses(site, STATION, SERVER, "ssh", 20, 3),
                "somebody mistypes five times",
                site -> Intruder.guesses(site, STATION, SERVER, "ssh", 5, 3));
        tested(
                Situation.HAND_FROM_AFAR,
                "RemoteHandsTest.aScreenThatTheOfficeHasOpenForTheFirstTimeAndThatCommandsIsAnIncidentThatNamesAllThree",
                "RemoteHandsTest.whoSatThereInTheFirstWeekIsUsedToIt");
        put(
                Situation.REMOTE_ADMIN,
                new Proof(
                        "novelty.engineer over ipmi",
                        site -> site.deviation(Channel.NOVELTY_ENGINEER, STATION, SERVER, Verb.STOP, 1e-5, "ipmi"),
                        "novelty.engineer over modbus",
                        site -> site.deviation(Channel.NOVELTY_ENGINEER, STATION, PLC, Verb.UPLOAD, 1e-5),
                        true));
    }

    private void firstSessions() {
        put(
                Situation.FIRST_SESSION,
                new Proof(
                        "novelty.peer, novelty.service over rdp, ssh, vnc and their like",
                        site -> site.deviation(Channel.NOVELTY_SERVICE, STATION, PLC, Verb.OTHER, 1e-5, "rdp"),
                        "novelty.service over modbus",
                        site -> site.deviation(Channel.NOVELTY_SERVICE, STATION, PLC, Verb.OTHER, 1e-5),
                        true));
    }

    private void computers() {
        deed(
                Situation.SERVICE_RUN,
                CALLS,
                "svcctl: createservicew",
                Verb.CONFIGURE,
                "services are listed",
                Verb.BROWSE);
        deed(Situation.TASK_SCHEDULED, CALLS, "atsvc: netrjobadd", Verb.CONFIGURE, "tasks are listed", Verb.BROWSE);
        deed(Situation.WMI_RUN, CALLS, "iwbemservices: execmethod", Verb.START, "it is queried", Verb.READ);
        deed(Situation.OBJECT_CALLED, CALLS, "idispatch: invoke", Verb.OPERATE, "its methods are listed", Verb.READ);
        deed(Situation.DRIVER, CALLS, "spoolss: rpcaddprinterdriver", Verb.DOWNLOAD, "drivers are listed", Verb.BROWSE);
        deed(Situation.HOST_STATE, CALLS, "svcctl: controlservice", Verb.STOP, "its state is read", Verb.READ);
        deed(Situation.LOG_CLEARED, CALLS, "eventlog: elfrclearelfw", Verb.CONFIGURE, "it is read", Verb.READ);
        deed(Situation.REGISTRY, CALLS, "winreg: baseregsetvalue", Verb.WRITE, "a key is read", Verb.READ);
    }

    private void directories() {
        deed(
                Situation.RIGHTS_CHANGED,
                CALLS,
                "samr: samraddmembertogroup",
                Verb.PROTECT,
                "members are listed",
                Verb.BROWSE);
        deed(Situation.REPLICATION, CALLS, "drsuapi: dsgetncchanges", Verb.UPLOAD, "names are looked up", Verb.BROWSE);
        proof(
                Situation.ZERO_CREDENTIAL,
                "a computer's proof is all zeros",
                site -> machineLogin(site, true),
                "it is not",
                site -> machineLogin(site, false));
        proof(
                Situation.FORCED_LOGIN,
                "a server is asked for an encrypted file at a path on who asks",
                site -> opens(site, "\\\\" + STATION + "\\share\\x"),
                "at a path of its own",
                site -> opens(site, "\\\\" + SERVER + "\\share\\x"));
        proof(
                Situation.WEAK_ENCRYPTION,
                "a ticket is asked for with nothing but RC4",
                site -> ticket(site, List.of(23L)),
                "RC4 is offered behind AES",
                site -> ticket(site, List.of(18L, 23L)));
        proof(
                Situation.ENCRYPTION_STRUCK,
                "a list of encryption types with zeros where AES stands otherwise",
                site -> ticket(site, List.of(0L, 0L, 23L)),
                "RC4 alone",
                site -> ticket(site, List.of(23L)));
        proof(
                Situation.TICKETS_COLLECTED,
                "tickets of three services with RC4 alone by a computer that offers AES otherwise",
                site -> tickets(site, 3),
                "of one service, and the others with AES",
                site -> tickets(site, 1));
        searched(Situation.ACCOUNTS_SOUGHT, "search accounts of services", "a search for one account", "search");
        searched(Situation.DIRECTORY_READ, "search everything", "a search below the domain", "search");
    }

    private void names() {
        proof(
                Situation.PROGRAM_MOVED,
                "a program is written to a host that never got one",
                site -> site.message(STATION, SERVER, "smb2", "write", Verb.FILE_WRITE, "\\\\s\\c$\\tool.exe"),
                "a document is written",
                site -> site.message(STATION, SERVER, "smb2", "write", Verb.FILE_WRITE, "\\\\s\\docs\\plan.docx"));
        proof(
                Situation.NAMES_POISONED,
                "one host answers for three names that somebody asks everybody for",
                site -> {
                    for (String name : List.of("files", "print", "intranet"))
                        Intruder.answers(site, STATION, HMI, "llmnr", name, STATION);
                },
                "it answers for its own over three protocols",
                site -> {
                    for (String protocol : List.of("llmnr", "nbns", "mdns"))
                        Intruder.answers(site, STATION, HMI, protocol, "eng1", STATION);
                });
        tested(
                Situation.NAME_TAKEN,
                "NamePoisonTest.aNameThatWasAskedForInVainForADayIsANoticeWhenItIsAnswered",
                "NamePoisonTest.aLaptopThatCameBackWithAnotherAddressKeepsItsName");
        proof(
                Situation.LOGIN_TO_POISONER,
                "somebody logs in to it after it answered",
                site -> {
                    for (String name : List.of("files", "print", "intranet"))
                        Intruder.answers(site, STATION, HMI, "llmnr", name, STATION);
                    Intruder.logsIn(site, HMI, STATION, "smb2", "ann");
                },
                "somebody logs in to a server that answers for itself",
                site -> {
                    Intruder.answers(site, STATION, HMI, "llmnr", "eng1", STATION);
                    Intruder.logsIn(site, HMI, STATION, "smb2", "ann");
                });
    }

    private void network() {
        proof(
                Situation.TAKEOVER,
                "one card answers for the controller and its screen",
                site -> site.arp(PLC, OTHER_MAC).arp(HMI, OTHER_MAC),
                "one card announces two addresses that nobody had",
                site -> site.arp("192.168.1.77", OTHER_MAC).arp("192.168.1.78", OTHER_MAC));
        proof(
                Situation.STAND_IN,
                "a controller answers with a hop limit of 64, then 128, then 64 again",
                site -> answers(answers(site, 128).later(60), 64),
                "from some day on it answers with 128",
                site -> {
                    for (int i = 1; i < 10; i++) answers(site.later(60), 128);
                });
        proof(
                Situation.REWRITTEN,
                "a card takes the controller's address, and what it told comes twice with different contents",
                site -> site.arp(PLC, OTHER_MAC)
                        .malformed(PLC, HMI, "udp", "datagram repeated with other data from another card"),
                "one card repeats a segment with other data",
                site -> site.malformed(PLC, HMI, "tcp", "segment repeated with other data"));
        tested(
                Situation.LEASES_DRAINED,
                "LeasesTest.hardwareAddressesThatOnlyAskForLeasesDrainTheServer",
                "LeasesTest.aHallOfMachinesThatMovesInSpeaksUnderItsLeases");
        tested(
                Situation.CARDS_FLOOD,
                "FloodsTest.hundredsOfCardsThatSayOneThingFloodASwitch",
                "FloodsTest.aMirrorThatShowsAnotherHallBringsCardsThatAreAnswered");
        tested(
                Situation.SPANNING_TREE,
                "TreesTest.aRootWithABetterPriorityTakesTheTree",
                "TreesTest.aBridgeThatStartsClaimsToBeRootAndGivesWay");
    }

    private void paths() {
        proof(
                Situation.CONTROLLER_CALLS,
                "a controller of a day opens a connection",
                site -> site.traffic(PLC, PLC_MAC, SERVER, OTHER_MAC, "http"),
                "it is asked",
                site -> site.traffic(HMI, HMI_MAC, PLC, PLC_MAC, "http"));
        tested(
                Situation.RELAY,
                "BridgesTest.whoPassesOnWhatHeIsToldIsARelay",
                "BridgesTest.aServerThatFetchesSomethingElseForItsAnswerIsNone");
        put(
                Situation.DATA_READ,
                new Proof(
                        "novelty.operation or novelty.target of a reading over tds",
                        site -> site.deviation(Channel.NOVELTY_TARGET, STATION, SERVER, Verb.READ, 1e-5, "tds"),
                        "the same of a writing",
                        site -> site.deviation(Channel.NOVELTY_TARGET, STATION, SERVER, Verb.WRITE, 1e-5, "tds"),
                        true));
        learned(Situation.DATA_TAKEN, Channel.COUNT_READ, Verb.FILE_READ);
        tested(
                Situation.HOST_PATH,
                "HostPathsTest.anotherUserAndThenAHostNeverVisitedAreOnePath",
                "HostPathsTest.aJumpHostThatDoesSoEveryWeekIsToldOnceAtMost");
    }

    private static void limits(Watched site, int... all) {
        for (int limit : all)
            site.traffic(STATION, STATION_MAC, limit, "192.168.1." + (100 + limit), OTHER_MAC, 0, "icmp", 0);
    }

    private static Watched answers(Watched site, int hopLimit) {
        return site.traffic(HMI, HMI_MAC, 64, PLC, PLC_MAC, hopLimit, "modbus", 10);
    }

    private static void ticket(Watched site, List<Long> etypes) {
        ticket(site, etypes, "");
    }

    private static void ticket(Watched site, List<Long> etypes, String service) {
        site.message(STATION, SERVER, "kerberos", "tgs", Verb.LOGIN, service, "etypes", etypes);
    }

    private static void opens(Watched site, String path) {
        site.message(STATION, SERVER, CALLS, "efsrpc: efsrpcopenfileraw", Verb.FILE_READ, path);
    }

    private static void machineLogin(Watched site, boolean zeros) {
        String operation = "netlogon: netrserverauthenticate3";
        if (zeros) site.message(STATION, SERVER, CALLS, operation, Verb.LOGIN, "", "zero_credential", true);
        else site.message(STATION, SERVER, CALLS, operation, Verb.LOGIN, "");
    }

    private void searched(Situation s, String operation, String resembles, String other) {
        proof(
                s,
                "ldap: " + operation,
                site -> site.counted(STATION, SERVER, "ldap", operation, Verb.BROWSE),
                "ldap: " + resembles,
                site -> site.counted(STATION, SERVER, "ldap", other, Verb.BROWSE));
    }

    private static void tickets(Watched site, int weak) {
        for (int i = 0; i < 5; i++)
            ticket(site, i >= 1 && i <= weak ? List.of(23L) : List.of(18L, 23L), "sql/db" + i + "@WORKS");
    }

    private static void lists(Watched site, int hosts) {
        for (int i = 0; i < hosts; i++)
            site.counted(STATION, "192.168.1." + (40 + i), CALLS, "samr: samrgetmembersinalias", Verb.BROWSE);
    }

    private static void odd(Watched site, int hosts) {
        for (int i = 0; i < hosts; i++)
            site.malformed(STATION, "192.168.1." + (40 + i), "tcp", "flags of no connection");
    }
}
