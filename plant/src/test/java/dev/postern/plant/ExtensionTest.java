package dev.postern.plant;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Frame;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.wire.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a works may have beyond its lines, five hours from before noon on. */
class ExtensionTest {
    private static final long START = PlantSettings.MONDAY_NANOS + 9 * Tape.HOUR;

    /** What tshark must find in it. */
    private static final Map<Extension, List<String>> SPOKEN = Map.ofEntries(
            entry(
                    Extension.TELECONTROL,
                    List.of(
                            "iec60870_asdu.typeid == 100",
                            "iec60870_asdu.typeid == 36",
                            "iec60870_asdu.typeid == 45",
                            "iec60870_104.utype == 0x10")),
            entry(
                    Extension.BAY,
                    List.of(
                            "goose.stNum == 1",
                            "sv.smpCnt == 7",
                            "mms.initiate_RequestPDU_element",
                            "mms.confirmedServiceResponse == 4")),
            entry(
                    Extension.BUILDING,
                    List.of("bacapp.unconfirmed_service == 8", "bacapp.confirmed_service == 12 && bacapp.type == 3")),
            entry(
                    Extension.SENSORS,
                    List.of("mqtt.msgtype == 1", "mqtt.msgtype == 3", "mqtt.msgtype == 9", "mqtt.msgtype == 13")),
            entry(Extension.NETWORK_MANAGEMENT, List.of("snmp.data == 0", "snmp.data == 2", "syslog.version == 1")),
            entry(
                    Extension.LOGINS,
                    List.of(
                            "kerberos.msg_type == 10",
                            "kerberos.msg_type == 13",
                            "kerberos.error_code == 25",
                            "ldap.protocolOp == 4",
                            "rdp.rt_cookie",
                            "ssh.message_code == 31")),
            entry(
                    Extension.OPC_UA,
                    List.of(
                            "opcua.servicenodeid.numeric == 446", "opcua.servicenodeid.numeric == 470",
                            "opcua.servicenodeid.numeric == 634", "opcua.servicenodeid.numeric == 676")),
            entry(Extension.SAFETY, List.of("mbtcp && modbus.func_code == 2", "udp.port == 1502")),
            entry(
                    Extension.DATABASE,
                    List.of("tds.type == 16", "tds.type == 1", "tds.type == 4", "tcp.analysis.keep_alive_ack")),
            entry(
                    Extension.MACHINES,
                    List.of("omron.command == 0x0101", "modbus.func_code == 90", "tcp.port == 11740")),
            entry(Extension.BOOSTER, List.of("pcomascii.command_code")),
            entry(
                    Extension.DRIVES,
                    List.of(
                            "pn_rt.frame_id == 0x8001",
                            "pn_dcp.service_id == 5 && pn_dcp.service_type == 1",
                            "pn_io.block_type == 0x0101",
                            "pn_io.block_type == 0x8103",
                            "pn_io.control_command.applready == 1")),
            entry(
                    Extension.PHASORS,
                    List.of("synphasor.frtype == 3", "synphasor.frtype == 0", "synphasor.frtype == 4")),
            entry(
                    Extension.NEIGHBOURS,
                    List.of("stp.version == 2", "llmnr", "nbns", "mdns && dns.flags.response == 1")));

    private static PlantSettings settings(Set<Extension> extensions) {
        return new PlantSettings(7, START, 1, 30, false).with(extensions);
    }

    private static List<Tape.Seen> fiveHours(Set<Extension> extensions) {
        Plant plant = new Plant(settings(extensions));
        return Tape.record(plant, START + 5 * Tape.HOUR);
    }

    @ParameterizedTest
    @EnumSource
    void tsharkReadsItWithoutFault(Extension extension, @TempDir Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("plant.pcap");
        Tape.write(fiveHours(EnumSet.of(extension)), file);
        DecodersTest.assertNoFaultAnd(SPOKEN.get(extension), file);
    }

    @Test
    void whatIsAddedChangesNothingInWhatControllersAreAsked() {
        List<String> without = DecodersTest.questions(fiveHours(Set.of()));
        assertThat(DecodersTest.questions(fiveHours(EnumSet.allOf(Extension.class))))
                .isEqualTo(without);
    }

    @Test
    void ourOwnWireReadsAllOfItWithoutFault() {
        Wire wire = new Wire(Wire.Limits.defaults());
        Set<String> protocols = new TreeSet<>();
        List<Malformed> malformed = new ArrayList<>();
        Plant plant = new Plant(settings(EnumSet.allOf(Extension.class)));
        Frame frame = new Frame();
        while (plant.next(frame) && frame.atNanos < START + 5 * Tape.HOUR) {
            frame.order = frame.number;
            wire.frame(frame, observation -> {
                if (observation instanceof Malformed bad) malformed.add(bad);
                if (observation instanceof Message message) protocols.add(message.protocol());
            });
        }
        assertThat(malformed).isEmpty();
        assertThat(protocols)
                .contains("iec104", "goose", "sv", "mms", "bacnet", "mqtt", "opcua", "snmp", "syslog")
                .contains(
                        "kerberos",
                        "ldap",
                        "rdp",
                        "ssh",
                        "tristation",
                        "tds",
                        "fins",
                        "codesys3",
                        "pcom",
                        "pnio",
                        "pnrt",
                        "pndcp");
    }
}
