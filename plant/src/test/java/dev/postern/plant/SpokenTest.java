package dev.postern.plant;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Frame;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.wire.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What attackers, and those who only look like them, say means to our own wire what they meant. */
class SpokenTest {
    private static final long START = PlantSettings.MONDAY_NANOS + 10 * Tape.HOUR;
    private static final long BEGIN = START + 10 * Tape.MINUTE;

    /** Begins to connect and is never heard. */
    private static final Set<Cause> SILENT = Set.of(Scenario.ALREADY_THERE);

    /** Beginnings of protocol, operation, target and outcome of messages in the frames of the labels. */
    private static final Map<Cause, List<String>> SPOKEN = Map.ofEntries(
            entry(
                    Scenario.INDUSTROYER2,
                    List.of(
                            "iec104 startdt  SUCCESS",
                            "iec104 interrogation command station SUCCESS",
                            "iec104 single command single command 3001 SUCCESS",
                            "iec104 single command single command 2999 REFUSED")),
            entry(
                    Scenario.INDUSTROYER_MMS,
                    List.of(
                            "opc iopcserverlist: enumclassesofcategories  SUCCESS",
                            "mms get name list domains SUCCESS",
                            "mms get name list named variables of RELAYB1LD0 SUCCESS",
                            "mms operate RELAYB1LD0/CSWI1$CO$Pos SUCCESS")),
            entry(
                    Scenario.UKRAINE_2015,
                    List.of(
                            "rdp connect l.keller SUCCESS",
                            "dnp3 operate g12v1 index 3 SUCCESS",
                            "tftp write gw-3100.bin REQUEST")),
            entry(LifeEvent.NIGHT_MAINTENANCE, List.of("tftp write gw-3102.bin REQUEST")),
            entry(
                    Scenario.MICROSCADA_2022,
                    List.of(
                            "iec104 single command select single command 3006 SUCCESS",
                            "iec104 single command single command 3006 SUCCESS")),
            entry(
                    Scenario.TRITON,
                    List.of(
                            "rdp connect engineer SUCCESS",
                            "tristation get cp status  SUCCESS",
                            "tristation upload program program 5 SUCCESS",
                            "tristation allocate program program 5 SUCCESS",
                            "tristation end download change  SUCCESS")),
            entry(LifeEvent.PROOF_TEST, List.of("tristation allocate program program 5 SUCCESS")),
            entry(
                    Scenario.FROSTYGOOP,
                    List.of(
                            "modbus read holding registers holding 0 x10 SUCCESS",
                            "modbus write single register holding 8 x1 SUCCESS")),
            entry(Scenario.OLDSMAR, List.of("modbus write single register holding 8 x1 SUCCESS")),
            entry(
                    Scenario.COSMICENERGY,
                    List.of(
                            "tds login plant REFUSED",
                            "tds login plant SUCCESS",
                            "tds exec master..xp_cmdshell SUCCESS",
                            "iec104 single command single command 3006 SUCCESS")),
            entry(
                    Scenario.PIPEDREAM,
                    List.of(
                            "codesys3 resolve address  REQUEST",
                            "opcua activate session  REFUSED",
                            "opcua write ns=2;s=Dosing.Setpoint SUCCESS",
                            "fins controller data read  SUCCESS",
                            "modbus umas take plc reservation  SUCCESS",
                            "modbus umas stop plc  SUCCESS",
                            "codesys3 app download  SUCCESS",
                            "fins stop  SUCCESS")),
            entry(
                    Scenario.LATERAL_MOVEMENT,
                    List.of(
                            "dcerpc svcctl: createservicew svcupd SUCCESS",
                            "dcerpc svcctl: startservicew svcupd SUCCESS")),
            entry(Scenario.FUXNET, List.of("telnet login root REFUSED", "telnet command uname REQUEST")),
            entry(
                    Scenario.HAVEX,
                    List.of("opc iopcserverlist: enumclassesofcategories  SUCCESS", "opcua browse i=85 SUCCESS")),
            entry(
                    Scenario.LIVING_OFF_THE_LAND,
                    List.of(
                            "dcerpc iwbemservices: execmethod  SUCCESS",
                            "dcerpc itaskschedulerservice: schrpcregistertask  SUCCESS")),
            entry(
                    Scenario.UNITRONICS,
                    List.of("pcom identification  SUCCESS", "pcom stop  SUCCESS", "pcom reset  SUCCESS")),
            entry(Scenario.PLC_WORM, List.of("s7comm plc stop  SUCCESS")),
            entry(Scenario.MAROOCHY, List.of("dnp3 disable unsolicited class 1,2,3 SUCCESS")),
            entry(Scenario.STUXNET, List.of("dcerpc bind 000204e1-0000-0000-c000-000000000046 SUCCESS")),
            entry(Scenario.USB_IMPLANT, List.of("dns query a drop.stickware.example REFUSED")),
            entry(
                    Scenario.ROGUE_ACCESS_POINT,
                    List.of(
                            "icmpv6 router advertisement 2001:db8:ac::/64 NOTICE",
                            "modbus read holding registers holding 0 x10 SUCCESS",
                            "rdp connect operator SUCCESS")),
            entry(Scenario.SMASH_AND_GRAB, List.of("dcerpc drsuapi: dsgetncchanges  SUCCESS")),
            entry(
                    Scenario.DUAL_HOMED,
                    List.of("tls certificate ews-1.works.example NOTICE", "s7comm plc stop  SUCCESS")),
            entry(
                    Scenario.MODBUS_ROGUE_WRITER,
                    List.of(
                            "modbus read holding registers holding 60 x10 REFUSED",
                            "modbus write multiple registers holding 0 x3 SUCCESS",
                            "modbus write single coil coil 3 x1 SUCCESS")),
            entry(
                    Scenario.S7_STOP_AND_DOWNLOAD,
                    List.of(
                            "s7comm read szl szl 0x0011 index 0x0000 SUCCESS",
                            "s7comm plc stop  SUCCESS",
                            "s7comm download block OB1 SUCCESS")),
            entry(
                    Scenario.NIGHT_DOWNLOAD,
                    List.of("s7comm request download OB1 SUCCESS", "s7comm insert block DB10 SUCCESS")),
            entry(
                    Scenario.ROGUE_GATEWAY,
                    List.of(
                            "dhcp offer ec:b1:d7:40:a6:e2 SUCCESS",
                            "http get /ncsi.txt SUCCESS",
                            "tls hello connectivity.check.example.com SUCCESS")),
            entry(Scenario.PUBLIC_BEACON, List.of("dns query a cdn-telemetry.update-sync.example REFUSED")),
            entry(
                    Scenario.DNP3_BREAKERS,
                    List.of(
                            "dnp3 direct operate g12v1 index 3 SUCCESS",
                            "dnp3 disable unsolicited class 1,2,3 SUCCESS",
                            "dnp3 cold restart  SUCCESS")),
            entry(Scenario.SCAN, List.of("icmp echo reply  SUCCESS", "arp request 10.10.1.40 REQUEST")),
            entry(Scenario.SETPOINT_CREEP, List.of("modbus write single register holding 0 x1 SUCCESS")),
            entry(
                    Scenario.ROGUE_READER_HOURLY,
                    List.of(
                            "modbus read holding registers holding 0 x10 SUCCESS",
                            "modbus read input registers input 0 x8 SUCCESS")),
            entry(Scenario.ROGUE_READER_DAILY, List.of("modbus read input registers input 0 x8 SUCCESS")),
            entry(Scenario.ROGUE_READER_WEEKLY, List.of("modbus read input registers input 0 x8 SUCCESS")),
            entry(Scenario.ARP_RELAY, List.of("arp reply 10.10.1.15 SUCCESS", "arp announcement 10.10.1.66 NOTICE")),
            entry(Scenario.DNS_TUNNEL, List.of("dns query txt ")),
            entry(Scenario.ICMP_TUNNEL, List.of("icmp echo request  REQUEST", "icmp echo reply  SUCCESS")),
            entry(Scenario.POISONER, List.of("modbus read", "tls hello")),
            entry(Scenario.LOW_AND_SLOW, List.of("modbus write single register holding 8 x1 SUCCESS")));

    static Set<Cause> spoken() {
        return SPOKEN.keySet();
    }

    @ParameterizedTest
    @MethodSource("spoken")
    void ourOwnWireHearsWhatWasMeant(Cause cause) {
        PlantSettings settings = PlantSettings.demo(5).startingAt(START).suiting(cause);
        Plant plant = new Plant(cause instanceof LifeEvent event ? settings.with(event, 0, 10) : settings);
        if (cause instanceof Scenario scenario) plant.start(scenario, BEGIN);
        Map<Long, Set<String>> heard = new HashMap<>();
        List<Malformed> malformed = new ArrayList<>();
        listen(plant, heard, malformed);
        Set<String> said = new LinkedHashSet<>();
        for (Label label : plant.labels())
            for (long frame : label.frames()) said.addAll(heard.getOrDefault(frame, Set.of()));
        // A relay's two hops show the same segment twice, once altered; pings that carry a shell do not echo. Both are
        // evidence.
        String broken = cause == Scenario.ARP_RELAY
                ? "segment repeated with other data from another card"
                : cause == Scenario.ICMP_TUNNEL ? "echo returns other data" : "";
        if (broken.isEmpty()) assertThat(malformed).isEmpty();
        else assertThat(malformed).extracting(Malformed::rule).isNotEmpty().containsOnly(broken);
        assertThat(SPOKEN.get(cause))
                .allSatisfy(wanted -> assertThat(said).anyMatch(heardOf -> heardOf.startsWith(wanted)));
    }

    @Test
    void everyAttackThatSaysAnythingIsListenedTo() {
        Set<Cause> spoken = new LinkedHashSet<>(SPOKEN.keySet());
        spoken.addAll(SILENT);
        assertThat(spoken).contains(Scenario.values());
    }

    private static void listen(Plant plant, Map<Long, Set<String>> heard, List<Malformed> malformed) {
        Wire wire = new Wire(Wire.Limits.defaults());
        Frame frame = new Frame();
        while (plant.next(frame) && frame.atNanos < BEGIN + 3 * Tape.HOUR) {
            frame.order = frame.number;
            wire.frame(frame, observation -> {
                if (observation instanceof Malformed bad) malformed.add(bad);
                if (observation instanceof Message message)
                    heard.computeIfAbsent(message.stamp().frame(), number -> new LinkedHashSet<>())
                            .add(String.join(
                                    " ",
                                    message.protocol(),
                                    message.operation(),
                                    message.target(),
                                    message.outcome().name()));
            });
        }
    }
}
