package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static dev.postern.analyst.Watched.OTHER_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.PLC_MAC;
import static dev.postern.analyst.Watched.STATION;
import static dev.postern.analyst.Watched.STATION_MAC;

import dev.postern.analyst.situation.Situation;
import dev.postern.model.Binding.Source;
import dev.postern.model.Channel;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Verb;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * For every situation what raises it, and what looks like it and does not. What the pattern of life finds comes as the anomaly that its own tests
 * raise from traffic ({@code learned}); all else as observations, to a site that learned for a day.
 */
final class Catalogue {
    static final String OFFICE = "10.9.0.5";
    static final String GATEWAY = "192.168.1.1";
    static final String SERVER = "192.168.1.2";

    /**
     * @param raise null where tests of their own, named {@code raised} and {@code resembles}, do both
     * @param learned found by the pattern of life; the analyst gives it its name
     */
    record Proof(
            String raised, Consumer<Watched> raise, String resembles, Consumer<Watched> resemble, boolean learned) {
        boolean isHere() {
            return raise != null;
        }
    }

    private final Map<Situation, Proof> proofs = new EnumMap<>(Situation.class);

    private Catalogue() {
        known();
        deeds();
        habits();
        intruders();
        learned();
        elsewhere();
        floods();
    }

    static Map<Situation, Proof> all() {
        return new Catalogue().proofs;
    }

    private void proof(Situation s, String raised, Consumer<Watched> raise, String resembles, Consumer<Watched> other) {
        proofs.put(s, new Proof(raised, raise, resembles, other, false));
    }

    private void learned(Situation s, Channel channel, Verb verb, String raised, String resembles, Channel other) {
        proofs.put(
                s,
                new Proof(
                        raised,
                        site -> site.deviation(channel, STATION, PLC, verb, 1e-5),
                        resembles,
                        site -> site.deviation(other, STATION, PLC, Verb.READ, 1e-5),
                        true));
    }

    /** A site that has learned for a day. */
    static Watched site() {
        Watched site = new Watched().plant().dhcpAck(SERVER, GATEWAY, SERVER);
        site.identity(PLC, Attribute.FIRMWARE, "2.0", "cip", 0.95);
        site.identity(STATION, Attribute.FIRMWARE, "1.0", "cip", 0.95)
                .identity(STATION, Attribute.FIRMWARE, "2.0", "cip", 0.95);
        site.malformed(HMI, PLC, "modbus", "quantity out of range");
        for (int minute = 1; minute < 120; minute++) {
            site.at(60 * minute).poll();
            site.traffic("10.7.0.1", OTHER_MAC, 64, "10.8.0.1", OTHER_MAC + 2, 64, "udp/9000", 0);
        }
        return site.at(Watched.DAY + 60).poll().minuteEnds();
    }

    private static Watched publishes(Watched site, long revision, String dataSet) {
        return site.message(
                STATION, PLC, "goose", "goose", Verb.EXCHANGE, "gcb01", "conf_rev", revision, "data_set", dataSet);
    }

    private static void limits(Watched site, int... all) {
        for (int limit : all)
            site.traffic(
                    STATION, Watched.STATION_MAC, limit, "192.168.1." + (100 + limit), Watched.OTHER_MAC, 0, "icmp", 0);
    }

    private static Watched answers(Watched site, int hopLimit) {
        return site.traffic(HMI, HMI_MAC, 64, PLC, PLC_MAC, hopLimit, "modbus", 10);
    }

    private static void stop(Watched site, String client) {
        site.message(client, PLC, "s7comm", "plc stop", Verb.STOP, "");
    }

    private void known() {
        proof(
                Situation.SECOND_SERVER,
                "a second host leases addresses and names itself as the way out",
                site -> site.dhcpAck("192.168.1.66", "192.168.1.66", SERVER),
                "the known one leases again; another network has its own",
                site -> site.dhcpAck(SERVER, GATEWAY, SERVER).dhcpAck("10.9.0.2", "10.9.0.1", "10.9.0.2"));
        proof(
                Situation.HARDWARE_CHANGED,
                "another card answers for the controller",
                site -> site.arp(PLC, OTHER_MAC),
                "the second card of one machine answers",
                site -> site.says(HMI, HMI_MAC, Source.ARP_ANNOUNCEMENT).says(HMI, HMI_MAC + 1, Source.ARP_REPLY));
        proof(
                Situation.TAKEOVER,
                "one card answers for the controller and its screen",
                site -> site.arp(PLC, OTHER_MAC).arp(HMI, OTHER_MAC),
                "one card announces two addresses that nobody had",
                site -> site.arp("192.168.1.77", OTHER_MAC).arp("192.168.1.78", OTHER_MAC));
        proof(
                Situation.PUBLIC_CONTACT,
                "a packet to a public address",
                site -> site.traffic(HMI, HMI_MAC, 64, "8.8.8.8", 0, 0, "dns", 0),
                "a packet to a group",
                site -> site.traffic(HMI, HMI_MAC, 64, "239.255.255.250", 0, 0, "ssdp", 0));
        proof(
                Situation.FIRST_PATH,
                "an office host is answered by a controller",
                site -> site.traffic(OFFICE, OTHER_MAC, 63, PLC, PLC_MAC, 64, "modbus", 10),
                "a screen asks its controller another service",
                site -> site.traffic(HMI, HMI_MAC, PLC, PLC_MAC, "http"));
        proof(
                Situation.DEVICE_REPLACED,
                "after a day the controller says another firmware version",
                site -> site.identity(PLC, Attribute.FIRMWARE, "3.0", "cip", 0.95),
                "a gateway speaks for two modules from the beginning",
                site -> site.identity(STATION, Attribute.FIRMWARE, "2.0", "cip", 0.95)
                        .identity(STATION, Attribute.FIRMWARE, "1.0", "cip", 0.95));
        proof(
                Situation.ANNOUNCED_DONE,
                "announced work was seen and its window ended",
                site -> announced(site, true),
                "nothing was announced",
                site -> site.livesUntil(Watched.DAY + 7_200));
        proof(
                Situation.ANNOUNCED_MISSING,
                "the window of announced work ended and nothing was seen",
                site -> announced(site, false),
                "the announced work was done",
                site -> announced(site, true));
        proof(
                Situation.ONE_WAY_BROKEN,
                "a stream that went one way for a day is answered",
                site -> site.traffic("10.7.0.1", OTHER_MAC, 64, "10.8.0.1", OTHER_MAC + 2, 64, "udp/9000", 3),
                "the same stream goes on one way",
                site -> site.traffic("10.7.0.1", OTHER_MAC, 64, "10.8.0.1", OTHER_MAC + 2, 64, "udp/9000", 0));
    }

    private static void announced(Watched site, boolean done) {
        site.announce(STATION, PLC, Verb.STOP, Watched.DAY + 1_000, Watched.DAY + 2_000);
        site.at(Watched.DAY + 1_500);
        if (done) stop(site, STATION);
        site.at(Watched.DAY + 2_060).poll();
    }

    private void deeds() {
        deed(Situation.DOWNLOAD, "s7comm", "request download", Verb.DOWNLOAD, "a block is read", Verb.BROWSE);
        deed(Situation.UPLOAD, "s7comm", "start upload", Verb.UPLOAD, "blocks are listed", Verb.BROWSE);
        deed(Situation.STATE_CHANGED, "s7comm", "plc stop", Verb.STOP, "the state is asked", Verb.DIAGNOSE);
        deed(Situation.MODE_CHANGED, "cip", "set mode", Verb.MODE, "the mode is read", Verb.READ);
        deed(Situation.FIRMWARE, "cip", "update firmware", Verb.FIRMWARE, "the version is read", Verb.IDENTIFY);
        deed(Situation.CLOCK_SET, "s7comm", "set clock", Verb.CLOCK, "the clock is read", Verb.READ);
        deed(Situation.PROTECTION, "cip", "unlock", Verb.PROTECT, "the owner is read", Verb.READ);
        deed(Situation.FILE_TO_CONTROLLER, "opcua", "write file", Verb.FILE_WRITE, "a file is read", Verb.FILE_READ);
        deed(Situation.SAFETY_ENGINEERING, "tristation", "halt program", Verb.STOP, "its status is read", Verb.READ);
        deed(Situation.ALARMS_SILENCED, "dnp3", "disable unsolicited", Verb.CONFIGURE, "they are read", Verb.READ);
        deed(Situation.FORCED, "fins", "forced set or reset", Verb.OPERATE, "forces are read", Verb.READ);
        deed(
                Situation.DEVICE_SILENCED,
                "modbus",
                "diagnostics: force listen only mode",
                Verb.DIAGNOSE,
                "a counter is read",
                Verb.DIAGNOSE);
        deed(Situation.OUTPUTS_OFF, "cip", "disable outputs", Verb.STOP, "they are read", Verb.READ);
        silencing();
        deed(Situation.ADDRESS_SET, "pndcp", "set ip parameter", Verb.CONFIGURE, "devices are asked", Verb.IDENTIFY);
        computers();
    }

    private void silencing() {
        proof(
                Situation.ALARM_OFF,
                "opcua: the method TimedShelve of an alarm is called",
                site -> site.message(STATION, PLC, "opcua", "call", Verb.OPERATE, "ns=2;s=High i=2949"),
                "the method Unshelve",
                site -> site.message(STATION, PLC, "opcua", "call", Verb.OPERATE, "ns=2;s=High i=2947"));
        proof(
                Situation.ALERTS_REDIRECTED,
                "bacnet: the recipients of a notification class are written",
                site -> AlarmsTest.writes(site, "notification-class 1", 15L, 102L, "device 7"),
                "a value of the same object type as ever",
                site -> AlarmsTest.writes(site, "analog-value 1", 2L, 85L, 21.5));
        tested(
                Situation.ALARMS_ACKNOWLEDGED,
                "AlarmsTest.whoAcknowledgesDozensAtOnceIsToldAsABulk",
                "AlarmsTest.whoAcknowledgesOneByOneIsNot");
    }

    private void computers() {
        String calls = "dcerpc";
        deed(
                Situation.SERVICE_RUN,
                calls,
                "svcctl: createservicew",
                Verb.CONFIGURE,
                "services are listed",
                Verb.BROWSE);
        deed(Situation.TASK_SCHEDULED, calls, "atsvc: netrjobadd", Verb.CONFIGURE, "tasks are listed", Verb.BROWSE);
        deed(Situation.WMI_RUN, calls, "iwbemservices: execmethod", Verb.START, "it is queried", Verb.READ);
        deed(Situation.OBJECT_CALLED, calls, "idispatch: invoke", Verb.OPERATE, "its methods are listed", Verb.READ);
        deed(Situation.DRIVER, calls, "spoolss: rpcaddprinterdriver", Verb.DOWNLOAD, "drivers are listed", Verb.BROWSE);
        deed(Situation.HOST_STATE, calls, "svcctl: controlservice", Verb.STOP, "its state is read", Verb.READ);
        deed(Situation.LOG_CLEARED, calls, "eventlog: elfrclearelfw", Verb.CONFIGURE, "it is read", Verb.READ);
        deed(Situation.REGISTRY, calls, "winreg: baseregsetvalue", Verb.WRITE, "a key is read", Verb.READ);
        deed(
                Situation.RIGHTS_CHANGED,
                calls,
                "samr: samraddmembertogroup",
                Verb.PROTECT,
                "members are listed",
                Verb.BROWSE);
        deed(Situation.REPLICATION, calls, "drsuapi: dsgetncchanges", Verb.UPLOAD, "names are looked up", Verb.BROWSE);
        proof(
                Situation.WEAK_ENCRYPTION,
                "a ticket is asked for with nothing but RC4",
                site -> ticket(site, List.of(23L)),
                "RC4 is offered behind AES",
                site -> ticket(site, List.of(18L, 23L)));
        discovery();
    }

    private static void ticket(Watched site, List<Long> etypes) {
        ticket(site, etypes, "");
    }

    private static void ticket(Watched site, List<Long> etypes, String service) {
        site.message(STATION, SERVER, "kerberos", "tgs", Verb.LOGIN, service, "etypes", etypes);
    }

    private void discovery() {
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
        proof(
                Situation.ACCOUNTS_LISTED,
                "members of a group are asked for over SAMR",
                site -> lists(site, 1),
                "a name is looked up over LSARPC",
                site -> site.counted(STATION, SERVER, "dcerpc", "lsarpc: lsarlookupnames", Verb.BROWSE));
        proof(
                Situation.HOSTS_SWEPT,
                "one host has the accounts of three computers listed within minutes",
                site -> lists(site, 3),
                "of two",
                site -> lists(site, 2));
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
            site.counted(STATION, "192.168.1." + (40 + i), "dcerpc", "samr: samrgetmembersinalias", Verb.BROWSE);
    }

    private void deed(Situation s, String protocol, String operation, Verb verb, String resembles, Verb other) {
        proof(
                s,
                protocol + ": " + operation,
                site -> site.message(STATION, PLC, protocol, operation, verb, ""),
                protocol + ": " + resembles,
                site -> site.message(STATION, PLC, protocol, "read it", other, ""));
    }

    private void habits() {
        proof(
                Situation.UNSELECTED,
                "dnp3: operate without the select that came before each so far",
                site -> {
                    for (int i = 0; i < 6; i++) selectAndOperate(site, true);
                    selectAndOperate(site, false);
                },
                "a client that always operated directly",
                site -> {
                    for (int i = 0; i < 7; i++) selectAndOperate(site, false);
                });
        proof(
                Situation.TEST_FLAG,
                "goose: a state change marked as a simulation",
                site -> site.message(STATION, PLC, "goose", "goose", Verb.EXCHANGE, "gcb01", "simulation", true),
                "goose: the same without the mark",
                site -> site.message(STATION, PLC, "goose", "goose", Verb.EXCHANGE, "gcb01", "simulation", false));
        proof(
                Situation.REVISION_CHANGED,
                "goose: a control block has another revision than before",
                site -> publishes(publishes(site, 1, "PROT/ds1"), 2, "PROT/ds1"),
                "goose: it goes on with its own, and another block has another",
                site -> publishes(publishes(site, 1, "PROT/ds1"), 1, "PROT/ds1")
                        .message(STATION, PLC, "goose", "goose", Verb.EXCHANGE, "gcb02", "conf_rev", 7L));
        proof(
                Situation.PROGRAM_MOVED,
                "a program is written to a host that never got one",
                site -> site.message(STATION, SERVER, "smb2", "write", Verb.FILE_WRITE, "\\\\s\\c$\\tool.exe"),
                "a document is written",
                site -> site.message(STATION, SERVER, "smb2", "write", Verb.FILE_WRITE, "\\\\s\\docs\\plan.docx"));
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
                Situation.MEMORY,
                "modbus: a station reads memory of a controller through UMAS",
                site -> site.counted(STATION, PLC, "modbus", "umas read memory block", Verb.READ),
                "it reads variables",
                site -> site.counted(STATION, PLC, "modbus", "umas read variables", Verb.READ));
        proof(
                Situation.POINTS_SOUGHT,
                "a station asks a controller for 130 points that it does not have",
                site -> site.asksInVain(STATION, PLC, 0, 130),
                "one with a wrong list asks for 60 of them, in each round again",
                site -> {
                    for (int i = 1; i < 10; i++) site.at(Watched.DAY + 60 * i).asksInVain(STATION, PLC, 0, 60);
                });
        proof(
                Situation.STAND_IN,
                "a controller answers with a hop limit of 64, then 128, then 64 again",
                site -> answers(answers(site, 128).later(60), 64),
                "from some day on it answers with 128",
                site -> {
                    for (int i = 1; i < 10; i++) answers(site.later(60), 128);
                });
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
        proof(
                Situation.TUNNEL,
                "three pings are answered with other data than they carried",
                site -> {
                    for (int i = 0; i < 3; i++) site.malformed(STATION, SERVER, "icmp", "echo returns other data");
                },
                "three end early",
                site -> {
                    for (int i = 0; i < 3; i++) site.malformed(STATION, SERVER, "icmp", "header ends early");
                });
        proof(
                Situation.FOREIGN_PROTOCOL,
                "SSH on the port of Modbus",
                site -> site.traffic(STATION, STATION_MAC, PLC, PLC_MAC, "ssh"),
                "Modbus on its port",
                site -> site.traffic(STATION, STATION_MAC, PLC, PLC_MAC, "modbus"));
        proof(
                Situation.CONTROLLER_CALLS,
                "a controller of a day opens a connection",
                site -> site.traffic(PLC, PLC_MAC, SERVER, OTHER_MAC, "http"),
                "it is asked",
                site -> site.traffic(HMI, HMI_MAC, PLC, PLC_MAC, "http"));
        proof(
                Situation.PROTOCOL_BROKEN,
                "a message breaks a rule that these two never broke",
                site -> site.malformed(STATION, PLC, "modbus", "quantity out of range"),
                "the screen breaks the one it always broke",
                site -> site.malformed(HMI, PLC, "modbus", "quantity out of range"));
        proof(
                Situation.OVERLAP,
                "a segment is repeated with other data",
                site -> site.malformed(STATION, PLC, "tcp", "segment repeated with other data"),
                "a length is wrong",
                site -> site.malformed(STATION, PLC, "tcp", "data offset beyond segment"));
        proof(
                Situation.LOOP,
                "the same broadcast again and again within milliseconds",
                site -> site.malformed(HMI, "255.255.255.255", "ethernet", "same frame again and again"),
                "a frame that is too short",
                site -> site.malformed(HMI, "255.255.255.255", "ethernet", "header ends early"));
        proof(
                Situation.SWITCH_OVER,
                "another router becomes master of a virtual one",
                site -> advertises(advertises(site, GATEWAY, "1"), SERVER, "1"),
                "another router is master of another virtual one",
                site -> advertises(advertises(site, GATEWAY, "1"), SERVER, "2"));
        proof(
                Situation.GATEWAY_QUIET,
                "a serial server with three stations, polled for a day, is silent",
                site -> serialServer(site, false),
                "everything else is silent as well",
                site -> serialServer(site, true));
        proof(
                Situation.NEW_MASTER,
                "a station begins to poll a controller of a day",
                site -> site.polls(STATION, PLC, "modbus"),
                "the screen polls as ever",
                site -> site.polls(HMI, PLC, "modbus"));
    }

    private static Watched advertises(Watched site, String router, String virtual) {
        return site.counted(router, "224.0.0.18", "vrrp", "advertisement", Verb.REPORT, "virtual router " + virtual);
    }

    /** A serial server with three stations, a meter beside it, both polled each minute; then without the server, and without both. */
    private static void serialServer(Watched site, boolean meterToo) {
        for (int minute = 0; minute < 26 * 60; minute++) serialMinute(site, true, true);
        for (int minute = 0; minute < 6; minute++) serialMinute(site, false, !meterToo);
    }

    private static void serialMinute(Watched site, boolean server, boolean meter) {
        site.later(60);
        if (meter) site.traffic(HMI, HMI_MAC, PLC, PLC_MAC, "modbus").polls(HMI, PLC, "modbus");
        if (meter) site.traffic(HMI, HMI_MAC, "192.168.1.41", OTHER_MAC + 41, "dnp3");
        if (server) site.traffic(HMI, HMI_MAC, "192.168.1.40", OTHER_MAC + 40, "modbus");
        for (int unit = 1; server && unit <= 3; unit++) site.polls(HMI, "192.168.1.40", "modbus", "" + unit);
    }

    private void intruders() {
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
        tested(
                Situation.HOST_PATH,
                "HostPathsTest.anotherUserAndThenAHostNeverVisitedAreOnePath",
                "HostPathsTest.aJumpHostThatDoesSoEveryWeekIsToldOnceAtMost");
    }

    private static void odd(Watched site, int hosts) {
        for (int i = 0; i < hosts; i++)
            site.malformed(STATION, "192.168.1." + (40 + i), "tcp", "flags of no connection");
    }

    private static void selectAndOperate(Watched site, boolean select) {
        site.later(120);
        if (select) site.message(HMI, PLC, "dnp3", "select", Verb.OPERATE, "binary output 3");
        site.message(HMI, PLC, "dnp3", "operate", Verb.OPERATE, "binary output 3");
    }

    private void elsewhere() {
        tested(
                Situation.UNLIKE_PEERS,
                "PeerGroupsTest.aControllerThatLeavesItsGroupIsToldOnceAsANoticeWithWhatItDoesNow",
                "PeerGroupsTest.whatMostOfTheGroupDoFromOneDayOnIsNobodysLeaving");
        tested(
                Situation.SECOND_WAY,
                "BridgesTest.oneRouterIsHowASiteIsBuiltAndASecondOneIsToldWithBoth",
                "BridgesTest.aSecondRouterThatWasThereFromTheBeginningIsAStandbyAsItSeems");
        tested(
                Situation.TWO_PLACES,
                "GapReportTest.oneHostNameSaidInTurnFromTwoNetworksIsOneMachineInBoth",
                "GapReportTest.aMachineThatMovedIsNoBridge");
        tested(
                Situation.HIDDEN_MACHINES,
                "GapReportTest.hopLimitsOfTwoSystemsInTurnFromOneAddressHideSeveralMachines",
                "GapReportTest.aLongerWayIsNoOtherSystemAndAnotherCardIsAnotherDevice");
        tested(
                Situation.GUEST,
                "GapReportTest.aPhoneIsAVisitor",
                "BridgesTest.whoComesForAMorningIsAVisitorAndWhoStaysIsNot");
        tested(
                Situation.CARRIED_IN,
                "BridgesTest.anOldHostWithNewNamesAndNewPeersGotSomethingCarriedIn",
                "BridgesTest.whatCameOverTheNetworkWasNotCarriedIn");
        tested(
                Situation.RELAY,
                "BridgesTest.whoPassesOnWhatHeIsToldIsARelay",
                "BridgesTest.aServerThatFetchesSomethingElseForItsAnswerIsNone");
        tested(
                Situation.HAND_FROM_AFAR,
                "RemoteHandsTest.aScreenThatTheOfficeHasOpenForTheFirstTimeAndThatCommandsIsAnIncidentThatNamesAllThree",
                "RemoteHandsTest.whoSatThereInTheFirstWeekIsUsedToIt");
        tested(
                Situation.TOGGLED,
                "FirstDayTest.whoSwitchesToAndFroWithinMillisecondsAndNeverLooksIsAnIncidentAtOnce",
                "FirstDayTest.aScreenThatLooksMaySwitchAsItLikes");
        tested(
                Situation.POLICY,
                "PolicyTest.aWrittenRuleIsBrokenByWhatWentOnBeforeItAndThatIsAnIncident",
                "PolicyTest.whatAPersonAllowsOrCallsLearnedBreaksNothing");
    }

    private void floods() {
        tested(
                Situation.SLOW_SCAN,
                "SlowScansTest.oneAddressAnHourOverDaysIsToldOnce",
                "SlowScansTest.aClientWhoseServersComeAndGoIsNone");
        tested(
                Situation.LEASES_DRAINED,
                "FloodsTest.hardwareAddressesThatOnlyAskForLeasesDrainTheServer",
                "FloodsTest.aHallOfMachinesThatMovesInSpeaksUnderItsLeases");
        tested(
                Situation.CARDS_FLOOD,
                "FloodsTest.hundredsOfCardsThatSayOneThingFloodASwitch",
                "FloodsTest.aMirrorThatShowsAnotherHallBringsCardsThatAreAnswered");
        tested(
                Situation.SPANNING_TREE,
                "FloodsTest.aRootWithABetterPriorityTakesTheTree",
                "FloodsTest.aBridgeThatStartsClaimsToBeRootAndGivesWay");
        tested(
                Situation.HALF_OPEN,
                "FloodsTest.connectionsThatNobodyBeginsAreAStorm",
                "FloodsTest.clientsOfAServerThatIsOffAreNone");
        tested(
                Situation.AMPLIFIED,
                "FloodsTest.answersThatNobodyAskedForAreTold",
                "FloodsTest.onAMirrorOfOneDirectionAllAnswersAreSo");
    }

    private void tested(Situation s, String raises, String resembles) {
        proofs.put(s, new Proof(raises, null, resembles, null, false));
    }

    private void learned() {
        learned(Situation.NEW_DEVICE, Channel.NOVELTY_DEVICE, Verb.OTHER);
        learned(Situation.RETURNED, Channel.PRESENCE_RETURN, Verb.OTHER);
        learned(Situation.NEW_CONVERSATION, Channel.NOVELTY_PEER, Verb.OTHER);
        learned(Situation.NEW_SERVICE, Channel.NOVELTY_SERVICE, Verb.OTHER);
        learned(Situation.NEW_OPERATION, Channel.NOVELTY_OPERATION, Verb.READ);
        learned(Situation.IDENTITY_CHANGED, Channel.BINDING_NAME, Verb.OTHER);
        learned(Situation.SILENT, Channel.CYCLE_MISSED, Verb.READ);
        learned(Situation.PATH_CHANGED, Channel.BINDING_TTL, Verb.OTHER);
        learned(Situation.ACCOUNT, Channel.NOVELTY_ACCOUNT, Verb.LOGIN);
        learned(Situation.NEW_ENGINEER, Channel.NOVELTY_ENGINEER, Verb.UPLOAD);
        learned(Situation.NEW_WRITER, Channel.NOVELTY_WRITER, Verb.WRITE);
        proofs.put(
                Situation.REMOTE_ADMIN,
                new Proof(
                        "novelty.engineer over ssh",
                        site -> site.deviation(Channel.NOVELTY_ENGINEER, STATION, SERVER, Verb.UPLOAD, 1e-5, "ssh"),
                        "novelty.engineer over modbus",
                        site -> site.deviation(Channel.NOVELTY_ENGINEER, STATION, PLC, Verb.UPLOAD, 1e-5),
                        true));
        learned(Situation.NEW_WRITE, Channel.NOVELTY_TARGET, Verb.WRITE);
        learned(Situation.BLIND_WRITER, Channel.ROLE_LINK, Verb.WRITE);
        learned(Situation.CREEP, Channel.VALUE_CREEP, Verb.WRITE);
        learned(Situation.COMMAND_FLOOD, Channel.COUNT_COMMANDS, Verb.OPERATE);
        learned(Situation.REFUSALS, Channel.COUNT_FAILURES, Verb.OTHER);
        learned(Situation.RHYTHM, Channel.CYCLE_PERIOD, Verb.READ);
        learned(Situation.SCAN, Channel.COUNT_PEERS, Verb.OTHER);
        proofs.put(
                Situation.SWEEP,
                new Proof(
                        "count.silent of 250 in a minute",
                        site -> site.knocks(STATION, 250),
                        "of 40 in a minute",
                        site -> site.knocks(STATION, 40),
                        true));
        learned(Situation.LOGINS_REFUSED, Channel.COUNT_LOGINS, Verb.LOGIN);
        learned(Situation.NEW_NAME, Channel.NOVELTY_NAME, Verb.RESOLVE);
        learned(Situation.VOLUME, Channel.COUNT_BYTES, Verb.OTHER);
        learned(Situation.WRITE_OUT_OF_RANGE, Channel.VALUE_WRITE, Verb.WRITE);
        learned(Situation.NUMBERS_BROKEN, Channel.VALUE_NUMBERING, Verb.REPORT);
        learned(Situation.VALUE_UNUSUAL, Channel.VALUE_LEVEL, Verb.READ);
        learned(Situation.DRIFT, Channel.DRIFT_HOUR, Verb.OTHER);
        learned(Situation.YEAR_WALK, Channel.DRIFT_YEAR, Verb.OTHER);
        learned(Situation.NAME_TUNNEL, Channel.NAMES_INFORMATION, Verb.RESOLVE);
        learned(Situation.BEACON, Channel.PRESENCE_BEACON, Verb.OTHER);
        learned(Situation.VISITOR, Channel.PRESENCE_VISITOR, Verb.OTHER);
        proofs.put(
                Situation.DATA_READ,
                new Proof(
                        "novelty.operation or novelty.target of a reading over tds",
                        site -> site.deviation(Channel.NOVELTY_TARGET, STATION, SERVER, Verb.READ, 1e-5, "tds"),
                        "the same of a writing",
                        site -> site.deviation(Channel.NOVELTY_TARGET, STATION, SERVER, Verb.WRITE, 1e-5, "tds"),
                        true));
        learned(Situation.DATA_TAKEN, Channel.COUNT_READ, Verb.FILE_READ);
        learned(Situation.JOB_MISSED, Channel.PRESENCE_MISSED, Verb.OTHER);
        learned(Situation.FLOOD, Channel.COUNT_CONNECTIONS, Verb.OTHER);
        learned(Situation.PHASE, Channel.PHASE_NEW, Verb.OTHER);
        learned(Situation.ORDER, Channel.SEQUENCE_ORDER, Verb.READ);
        learned(Situation.LATENCY, Channel.HEALTH_LATENCY, Verb.READ);
        learned(Situation.LOSSES, Channel.HEALTH_TRANSPORT, Verb.OTHER);
        learned(Situation.WRITE_UNHEEDED, Channel.VALUE_UNHEEDED, Verb.WRITE);
        learned(Situation.RELATION_LOST, Channel.VALUE_PAIR, Verb.READ);
        learned(Situation.VALUE_WALKS, Channel.VALUE_WALK, Verb.READ);
        learned(Situation.TRIP_UNEXPLAINED, Channel.VALUE_TRIP, Verb.OPERATE);
        learned(Situation.DEVICE_TROUBLE, Channel.HEALTH_TROUBLE, Verb.REPORT);
        learned(Situation.STORM, Channel.COUNT_GROUP, Verb.OTHER);
        learned(Situation.BREADTH, Channel.BREADTH, Verb.OTHER);
    }

    /** Beside it, a deviation of another kind. */
    private void learned(Situation s, Channel channel, Verb verb) {
        Channel other = channel == Channel.BINDING_VLAN || s == Situation.PATH_CHANGED
                ? Channel.BINDING_NAME
                : Channel.BINDING_VLAN;
        learned(s, channel, verb, channel.label(), other.label(), other);
    }

    /** Situation, the test in {@code life} that raises its channel from traffic, and the one in which traffic only looks like it. */
    private static final String FROM_TRAFFIC = """
            NEW_DEVICE ChannelsTest.aHostThatWasNeverThereAContactAndAServiceThatWereNeverAreToldByTheirChannels ChannelsTest.whoMeetsNewPartnersAllDayIsNotToldOfTheNext
            RETURNED PresenceTest.aContactThatIsBackAfterSixHundredDaysIsToldAtOnceWithItsHistory PresenceTest.weekendsAreNoLongAbsence
            NEW_CONVERSATION ChannelsTest.aHostThatWasNeverThereAContactAndAServiceThatWereNeverAreToldByTheirChannels ChannelsTest.whoMeetsNewPartnersAllDayIsNotToldOfTheNext
            NEW_SERVICE ChannelsTest.aHostThatWasNeverThereAContactAndAServiceThatWereNeverAreToldByTheirChannels ChannelsTest.whoMeetsNewPartnersAllDayIsNotToldOfTheNext
            NEW_OPERATION LifeTest.aNewOperationAfterADayIsReportedAtOnce LifeTest.firstMinutesOfASiteRaiseNothing
            IDENTITY_CHANGED ChannelsTest.anotherNameIsToldAndTheOneThatItHadBeforeIsNot ChannelsTest.anotherNameIsToldAndTheOneThatItHadBeforeIsNot
            SILENT LifeTest.silenceOfAPolledControllerIsReportedWithNumbers LifeTest.theEndOfACaptureIsNoSilence
            PATH_CHANGED LifeTest.anotherHopOnTheWayIsFound ChannelsTest.anotherVlanIsToldAndTheTwoThatADeviceAlwaysHadAreNot
            ACCOUNT PersonsTest.anAccountThatActsFromAnotherHostIsToldUnderThatHostWithItsName PersonsTest.peopleAtTheirDesksRaiseNothing
            NEW_ENGINEER LifeTest.aControllerThatFetchesBlocksIsNoEngineerButTheStationThatHasItDoSo LifeTest.aControllerThatFetchesBlocksIsNoEngineerButTheStationThatHasItDoSo
            NEW_WRITER LifeTest.aWriterThatNeverWroteIsReported LifeTest.aControllerThatSaysThatACommandHasComeToItsEndDoesNotWriteToItsMaster
            NEW_WRITE ChannelsTest.aPointThatWasNeverWrittenIsANewTargetAndOneOfItsOwnIsNone ChannelsTest.aPointThatWasNeverWrittenIsANewTargetAndOneOfItsOwnIsNone
            BLIND_WRITER CommandsTest.aStationThatOnlyWritesIsToldInItsFirstMinute CommandsTest.aMasterThatReadsInTheSameMinuteIsNoBlindOne
            CREEP SteeringTest.aStepEveryTwelveMinutesIsToldBeforeTheProcessLeavesWhatOperatorsSet SteeringTest.operatorsAtWorkForASeasonRaiseNothing
            COMMAND_FLOOD SwitchesTest.everythingOffByAListIsToldBeforeTheListEnds SwitchesTest.aSwitchingProgrammeAtTheHandsOfPeopleIsNotTold
            REFUSALS ChannelsTest.aMinuteOfRefusalsIsTold ChannelsTest.aPointThatWasAlwaysRefusedIsNot
            RHYTHM ChannelsTest.aRoundThatTakesThreeQuartersOfItsTimeIsAnotherPeriod ChannelsTest.aClockThatDriftsByAThousandthIsNoOtherRhythm
            SCAN ChannelsTest.whoAsksFortyHostsInAMinuteIsToldAndWhoAlwaysDoesIsNot FruitlessTest.aFewHostsThatAreSwitchedOffAreEverydayLife
            LOGINS_REFUSED FruitlessTest.thirtyEncryptedLoginsThatAreOverAtOnceAreGuesses FruitlessTest.aScriptThatVisitsFortyHostsOnceIsNoGuesser
            NEW_NAME ChannelsTest.aNameThatNobodyEverAskedForIsANewName ChannelsTest.whoAsksForAnotherNameEachMinuteAsksForAnotherOnceMore
            VOLUME ChannelsTest.aCopyOfAHundredMegabytesInPacketsThatAreNoMoreThanUsualIsAnUnusualVolume ChannelsTest.aCopyOfAHundredMegabytesInPacketsThatAreNoMoreThanUsualIsAnUnusualVolume
            WRITE_OUT_OF_RANGE ValuesTest.aHundredTimesTheUsualValueIsToldAtOnceWithTheRangeAndThePoint ValuesTest.aNewRecipeWithinLimitsAndTheOperatorsRoundsAreNotTold
            NUMBERS_BROKEN ValuesTest.aSecondSenderOfSampledValuesIsToldWithinASecondWithItsNumbers ValuesTest.lostFramesAWrapAndARestartAreInOrder
            VALUE_UNUSUAL ValuesTest.aValueThatJumpsBeyondItsRangeAfterARestCarriesItsNameAndFrame ValuesTest.threeDaysOfAQuietProcessRaiseNothing
            DRIFT ChannelsTest.anHourOfTwiceTheBytesIsNothingInOneMinuteAndLastsTooLongForChance ChannelsTest.aMonthOfTheSameIsNoDrift
            YEAR_WALK GrowthsTest.aLoadThatGrowsByOnePercentAWeekIsToldOnceAfterAYear GrowthsTest.aLoadThatFollowsASeasonIsNotTold
            NAME_TUNNEL NamesTest.aTunnelIsToldWithinItsFirstMinuteWithTheDomainAndHowMuchItSaid NamesTest.reputationLookupsCarryHashesOfOneLengthAndAreLeftAlone
            BEACON PresenceTest.aBeaconOfFortyMinutesWithJitterIsToldWithItsPeriod PresenceTest.callsAsTheyHappenAreNoBeacon
            VISITOR PresenceTest.aMonthlyVisitorIsFoundWithinAboutSixVisits PresenceTest.aContactOfEachDayIsNoVisitor
            DATA_TAKEN ReadersTest.theDayOnWhichTheWholeDatabaseIsReadIsToldWithAmountsAndOperations ReadersTest.threeTimesAsMuchAsUsualIsAReportMore
            JOB_MISSED CalendarTest.aBackupThatDidNotComeIsToldOnceWithHowLateItIs CalendarTest.whatComesOnWeekdaysIsNotMissedOnAWeekendOrAHoliday
            FLOOD ChannelsTest.whoOpensFortyConnectionsInAMinuteIsToldAndWhoAlwaysDoesIsNot ChannelsTest.whoOpensFortyConnectionsInAMinuteIsToldAndWhoAlwaysDoesIsNot
            PHASE ChannelsTest.aStandstillInAWorksOfTwoShiftsIsANewPhaseAndTheNextShiftIsNone ChannelsTest.aStandstillInAWorksOfTwoShiftsIsANewPhaseAndTheNextShiftIsNone
            ORDER ChannelsTest.requestsThatComeInAnyOrderAreAnOrderThatWasNeverSeen ChannelsTest.whoNeverKeptAnOrderLosesNone
            LATENCY ChannelsTest.answersThatTakeThreeTimesAsLongForAnHourAreALatency ChannelsTest.oneSlowAnswerIsNone
            LOSSES ChannelsTest.packetsThatAreSentAgainAndAgainAreLosses ChannelsTest.aCableThatAlwaysLosesSomeIsAHabit
            VALUE_WALKS WalksTest.aPressureThatCreepsByOneAWeekIsToldOfItsStationAloneAndRareWithinTenMonths WalksTest.aSeasonThatAllStationsShareIsNone
            TRIP_UNEXPLAINED TripsTest.aTripBeforeAnythingMeasuredMovedIsToldOnceTheCurrentIsGone TripsTest.aTripAfterAFaultThatTheNeighboursFeelIsNoSurprise
            STORM ChannelsTest.aThousandTimesAsManyFramesToEverybodyAreAStormOfWhoSendsMost ChannelsTest.fiftyMachinesThatAreSwitchedOnTogetherAreNoStorm
            """;

    /** @return null where the way from traffic has no test of its own */
    static List<String> fromTraffic(Situation situation) {
        for (String row : FROM_TRAFFIC.lines().toList()) {
            List<String> words = List.of(row.split(" "));
            if (words.getFirst().equals(situation.name())) return words.subList(1, 3);
        }
        return null;
    }
}
