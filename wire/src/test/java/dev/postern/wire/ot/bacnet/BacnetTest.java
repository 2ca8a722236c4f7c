package dev.postern.wire.ot.bacnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** APDUs after the examples of annex F of the standard, below headers of annex J and clause 6. */
class BacnetTest {
    private final Bench bench = new Bench(new BacnetDissector(), Transport.UDP, 47808);

    private Message message(int index) {
        return bench.messages().get(index);
    }

    private Object field(int index, String name) {
        return message(index).fields().get(name);
    }

    /** An NPDU in an original unicast, with its length. */
    private static String unicast(String npdu) {
        int length = 4 + Bench.hex(npdu).length;
        return "810a" + String.format("%04x", length) + npdu;
    }

    private List<String> identities() {
        return bench.observations.stream()
                .filter(Identity.class::isInstance)
                .map(o -> ((Identity) o).attribute() + " " + ((Identity) o).value())
                .toList();
    }

    @Test
    void aPropertyThatIsReadComesBackWithItsValueUnderTheSameTarget() {
        bench.client(unicast("0104 0005 01 0c 0c00000005 1955"));
        bench.server(unicast("0100 30 01 0c 0c00000005 1955 3e 444290999a 3f"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(message(0).operation()).isEqualTo("read property");
        assertThat(message(0).verb()).isEqualTo(Verb.READ);
        assertThat(message(0).target()).isEqualTo("analog-input 5 present-value");
        assertThat(message(1).target()).isEqualTo(message(0).target());
        assertThat(message(1).outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(message(1).latencyNanos()).isEqualTo(10_000_000L);
        assertThat(field(1, "value")).isEqualTo((double) 72.3f);
        assertThat(field(1, "type")).isEqualTo("real");
    }

    @Test
    void severalPropertiesStandInStepWithTheirValuesAndErrors() {
        bench.client(unicast("0104 0271 f1 0e 0c00000010 1e 0955 0967 1f 0c00000021 1e 0955 1f"));
        bench.server(
                unicast(
                        "0100 30 f1 0e 0c00000010 1e 2955 4e 44428ca8f6 4f 2967 4e 9100 4f 1f 0c00000021 1e 2955 5e 9101 911f 5f 1f"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(message(1).target())
                .isEqualTo("analog-input 16 present-value, reliability; analog-input 33 present-value");
        assertThat(field(1, "points"))
                .isEqualTo(List.of(
                        "analog-input 16 present-value",
                        "analog-input 16 reliability",
                        "analog-input 33 present-value"));
        assertThat(field(1, "values")).isEqualTo(List.of((double) 70.33f, 0L, "error unknown-object"));
        assertThat(field(1, "types")).isEqualTo(List.of("real", "enumerated", "error"));
        assertThat(field(1, "error_code")).isEqualTo(31L);
    }

    @Test
    void anOutputThatIsWrittenIsOperatedWithItsPriority() {
        bench.client(unicast("0104 0005 59 0f 0c00400003 1955 3e 4443340000 3f 4908"));
        bench.server(unicast("0100 20 59 0f"));
        assertThat(message(0).verb()).isEqualTo(Verb.OPERATE);
        assertThat(message(0).target()).isEqualTo("analog-output 3 present-value");
        assertThat(field(0, "value")).isEqualTo(180.0);
        assertThat(field(0, "priority")).isEqualTo(8L);
        assertThat(message(1).operation()).isEqualTo("write property");
        assertThat(message(1).outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void aValueAndAProgramAreWrittenWithTheVerbOfWhatTheyDo() {
        bench.client(unicast("0104 0005 01 0f 0c00800001 1955 3e 4443340000 3f"));
        bench.client(unicast("0104 0005 02 0f 0c04000001 195a 3e 9103 3f"));
        assertThat(bench.messages()).extracting(Message::verb).containsExactly(Verb.WRITE, Verb.STOP);
        assertThat(message(1).target()).isEqualTo("program 1 program-change");
    }

    @Test
    void reinitializingADeviceShowsThatThereIsAPasswordButNotWhich() {
        bench.client(unicast("0104 0004 02 14 0901 1d09 00 4162436445664768"));
        bench.server(unicast("0100 50 02 14 9104 911a"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(message(0).verb()).isEqualTo(Verb.RESTART);
        assertThat(field(0, "action")).isEqualTo("warmstart");
        assertThat(field(0, "password")).isEqualTo(true);
        assertThat(message(1).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(field(1, "error")).isEqualTo("security password-failure");
    }

    @Test
    void communicationControlBackupAndRestoreAreEngineering() {
        bench.client(unicast("0104 0004 05 11 0905 1901 2d08 00 23656762646621"));
        bench.client(unicast("0104 0004 06 14 0902"));
        bench.client(unicast("0104 0004 07 14 0904"));
        assertThat(bench.messages()).extracting(Message::verb).containsExactly(Verb.MODE, Verb.UPLOAD, Verb.DOWNLOAD);
        assertThat(field(0, "action")).isEqualTo("disable");
        assertThat(field(0, "duration")).isEqualTo(5L);
    }

    @Test
    void iAmTellsDeviceAndVendor() {
        bench.server("810b 0014 0100 1000 c402000001 2201e0 9103 2109");
        assertThat(message(0).operation()).isEqualTo("i-am");
        assertThat(message(0).outcome()).isEqualTo(Outcome.NOTICE);
        assertThat(field(0, "device")).isEqualTo(1L);
        assertThat(field(0, "max_apdu")).isEqualTo(480L);
        assertThat(identities()).containsExactly("NOTE BACnet device 1", "VENDOR Siemens Schweiz AG");
    }

    @Test
    void aForwardedAnnouncementSpeaksForWhomItCameFrom() {
        bench.server("8104 001a 0a000063 bac0 0100 1000 c402000001 2201e0 9103 2109");
        assertThat(bench.malformed()).isEmpty();
        assertThat(field(0, "forwarded_from")).isEqualTo("10.0.0.99:47808");
        assertThat(bench.observations.stream()
                        .filter(Identity.class::isInstance)
                        .map(o -> ((Identity) o).subject().toString()))
                .containsOnly("10.0.0.99");
    }

    @Test
    void aDeviceBehindARouterIsAUnitAndGivesTheRouterNoName() {
        bench.client(unicast("0124 000d 01 3d ff 0005 01 0c 0c02000005 194d"));
        bench.server(unicast("0108 000d 01 3d 30 01 0c 0c02000005 194d 3e 7506 00 4148552d31 3f"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages()).extracting(Message::unit).containsOnly("net 13 mac 3d");
        assertThat(message(1).latencyNanos()).isPositive();
        assertThat(bench.observations)
                .filteredOn(Identity.class::isInstance)
                .singleElement()
                .satisfies(i -> assertThat(((Identity) i).place()).isEqualTo("station net 13 mac 3d"));
    }

    @Test
    void whatADeviceSaysOfItselfIsItsIdentity() {
        bench.server(unicast("0100 30 01 0c 0c02000005 194d 3e 7506 00 4148552d31 3f"));
        assertThat(identities()).containsExactly("NAME AHU-1");
        assertThat(message(0).target()).isEqualTo("device 5 object-name");
    }

    @Test
    void segmentsArePutTogether() {
        bench.client(unicast("0104 0275 01 0c 0c02000005 194d"));
        bench.server(unicast("0100 3c 01 00 01 0c 0c02000005 194d 3e 7506"));
        bench.client(unicast("0100 40 01 00 01"));
        bench.server(unicast("0100 38 01 01 01 0c 00 4148552d31 3f"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::operation)
                .containsExactly("read property", "segment", "segment ack", "read property");
        assertThat(field(3, "value")).isEqualTo("AHU-1");
        assertThat(message(3).latencyNanos()).isEqualTo(30_000_000L);
    }

    @Test
    void routersAndBroadcastManagersAreRead() {
        bench.client("810b 0009 01 80 00 0005");
        bench.client("8105 0006 003c");
        bench.server("8100 0006 0030");
        assertThat(bench.messages())
                .extracting(Message::operation)
                .containsExactly("who-is-router-to-network", "register foreign device", "register foreign device");
        assertThat(message(0).target()).isEqualTo("network 5");
        assertThat(field(1, "time_to_live")).isEqualTo(60L);
        assertThat(message(2).outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void aFileThatIsWrittenNamesFilePositionAndData() {
        bench.client(unicast("0104 0005 07 07 c402800001 0e 3100 63aabbcc 0f"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(message(0).verb()).isEqualTo(Verb.FILE_WRITE);
        assertThat(message(0).target()).isEqualTo("file 1");
        assertThat(field(0, "start")).isEqualTo(0L);
        assertThat(field(0, "data")).isEqualTo("aabbcc");
    }

    @Test
    void aChangeOfValueIsAReport() {
        bench.server(
                unicast("0100 10 02 0912 1c02000004 2c0000000a 3900 4e 0955 2e 4442820000 2f 096f 2e 820400 2f 4f"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(message(0).verb()).isEqualTo(Verb.REPORT);
        assertThat(message(0).target()).isEqualTo("analog-input 10 present-value, status-flags");
        assertThat(field(0, "values")).isEqualTo(List.of(65.0, "0000"));
        assertThat(field(0, "device")).isEqualTo(4L);
    }

    @Test
    void brokenTagsAreReportedWhereTheyAre() {
        bench.client(unicast("0104 0005 01 0f 0c00400003 1955 3e 4443340000"));
        bench.client(unicast("0104 0005 01 0f 0c00400003 1955 3f"));
        bench.client(unicast("0104 0005 01 0f 0c0040"));
        assertThat(bench.malformed())
                .extracting(Malformed::rule)
                .containsExactly("no closing tag", "closing tag without opening", "parameter ends early");
        assertThat(bench.messages()).hasSize(3);
    }

    @Test
    void onlyAFittingHeaderIsRecognised() {
        BacnetDissector bacnet = new BacnetDissector();
        assertThat(bacnet.probe(new Bytes().wrap(Bench.hex("8105 0006 003c")), Transport.UDP, true))
                .isEqualTo(Recognition.CERTAIN);
        assertThat(bacnet.probe(new Bytes().wrap(Bench.hex("8105 0007 003c 00")), Transport.UDP, true))
                .isEqualTo(Recognition.NOT);
        assertThat(bacnet.probe(new Bytes().wrap(Bench.hex("810a 0008 0204 0005")), Transport.UDP, true))
                .isEqualTo(Recognition.NOT);
        assertThat(bacnet.probe(new Bytes().wrap(Bench.hex("810d 0008 0104 0005")), Transport.UDP, true))
                .isEqualTo(Recognition.NOT);
    }

    /** Clause U.2.2: source, destination, NPDU. */
    @Test
    void overIpv6APropertyIsReadAsOverIpv4WithTheVirtualAddressesBeside() {
        bench.client("8201 0017 00000a 000005 0104 0005 01 0c 0c02000005 194d");
        bench.server("8201 0020 000005 00000a 0100 30 01 0c 0c02000005 194d 3e 7506 00 4148552d31 3f");
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages()).extracting(Message::target).containsOnly("device 5 object-name");
        assertThat(message(1).latencyNanos()).isEqualTo(10_000_000L);
        assertThat(field(0, "source_vmac")).isEqualTo("00000a");
        assertThat(field(0, "destination_vmac")).isEqualTo("000005");
        assertThat(field(1, "source_vmac")).isEqualTo("000005");
        assertThat(field(1, "value")).isEqualTo("AHU-1");
        assertThat(identities()).containsExactly("NAME AHU-1");
    }

    /** Clauses U.2.3, U.2.9 and U.2.13: a broadcast, forwarded with the address it came from, or to be distributed. */
    @Test
    void overIpv6AnAnnouncementSpeaksForWhomItCameFrom() {
        bench.client("8202 0017 000001 0100 1000 c402000001 2201e0 9103 2109");
        bench.server("8208 0029 000001 20010db8000000000000000000000005 bac0 0100 1000 c402000001 2201e0 9103 2109");
        bench.client("820c 000f 00000a 0120 ffff00ff 1008");
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages()).extracting(Message::operation).containsExactly("i-am", "i-am", "who-is");
        assertThat(field(0, "source_vmac")).isEqualTo("000001");
        assertThat(field(0, "destination_vmac")).isNull();
        assertThat(field(1, "forwarded_from")).isEqualTo("[2001:db8::5]:47808");
        assertThat(field(1, "source_vmac")).isEqualTo("000001");
        assertThat(field(2, "dnet")).isEqualTo(0xFFFFL);
        assertThat(bench.observations.stream()
                        .filter(Identity.class::isInstance)
                        .map(o -> ((Identity) o).subject().toString()))
                .contains("2001:db8::5");
    }

    /** Clauses U.2.4 to U.2.8. */
    @Test
    void virtualAddressesAreSoughtAndTold() {
        bench.client("8203 000a 00000a 000005");
        bench.server("8205 000a 000005 00000a");
        bench.client("8204 001c 00000a 000005 20010db8000000000000000000000009 bac0");
        bench.client("8206 0007 00000a");
        bench.server("8207 000a 000005 00000a");
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::operation)
                .containsExactly(
                        "address resolution",
                        "address resolution",
                        "address resolution",
                        "virtual address resolution",
                        "virtual address resolution");
        assertThat(bench.messages()).extracting(Message::verb).containsOnly(Verb.IDENTIFY);
        assertThat(bench.messages())
                .extracting(Message::target)
                .containsExactly("vmac 000005", "vmac 000005", "vmac 000005", "", "");
        assertThat(message(1).latencyNanos()).isEqualTo(10_000_000L);
        assertThat(field(2, "forwarded_from")).isEqualTo("[2001:db8::9]:47808");
        assertThat(message(4).latencyNanos()).isEqualTo(10_000_000L);
        assertThat(identities()).containsOnly("NOTE BACnet virtual address 000005");
    }

    /** Clauses U.2.1, U.2.10 to U.2.12; a result without its question says by its code what was refused. */
    @Test
    void foreignDevicesOverIpv6AreRegisteredAndDeleted() {
        bench.client("8209 0009 00000a 003c");
        bench.server("8200 0009 000005 0000");
        bench.client("820a 0019 00000a 20010db8000000000000000000000009 bac0");
        bench.server("8200 0009 000005 00a0");
        bench.server("8200 0009 000005 00c0");
        bench.client("820b 000b 00000a 11223344");
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(m -> m.operation() + " " + m.verb() + " " + m.outcome())
                .containsExactly(
                        "register foreign device SESSION REQUEST",
                        "register foreign device SESSION SUCCESS",
                        "delete foreign device table entry CONFIGURE REQUEST",
                        "delete foreign device table entry CONFIGURE REFUSED",
                        "distribute broadcast OTHER REFUSED",
                        "secure bvll OTHER NOTICE");
        assertThat(field(0, "time_to_live")).isEqualTo(60L);
        assertThat(message(2).target()).isEqualTo("[2001:db8::9]:47808");
        assertThat(field(3, "result")).isEqualTo(0xA0L);
    }

    @Test
    void overIpv6OnlyAFittingHeaderIsRecognised() {
        assertThat(probe("8209 0009 00000a 003c")).isEqualTo(Recognition.CERTAIN);
        assertThat(probe("8209 000a 00000a 003c00")).isEqualTo(Recognition.NOT);
        assertThat(probe("8201 0017 00000a 000005 0204 0005 01 0c 0c02000005 194d"))
                .isEqualTo(Recognition.NOT);
        assertThat(probe("820d 0009 00000a 003c")).isEqualTo(Recognition.NOT);
        assertThat(probe("8303 000a 00000a 000005")).isEqualTo(Recognition.NOT);
        assertThat(probe("8201 0018 00000a 000005 0104 0005 01 0c 0c02000005 194d"))
                .isEqualTo(Recognition.UNSURE);
    }

    private static Recognition probe(String hex) {
        return new BacnetDissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.UDP, true);
    }

    @Test
    void anIpv6MessageThatEndsEarlyIsReported() {
        bench.client("8201 0017 00000a 000005 0104 0005");
        bench.client("8208 0010 000001 20010db800000000 00");
        assertThat(bench.malformed())
                .extracting(Malformed::rule)
                .contains("length does not fit datagram", "network layer version not 1");
    }

    @Test
    void vendorsAreKnownByNameAndThoseThatAreNotByNumber() {
        assertThat(Vendors.name(0)).isEqualTo("ASHRAE");
        assertThat(Vendors.told(1453)).isEqualTo("ClimaCool");
        assertThat(Vendors.name(65_535)).isNull();
        assertThat(Vendors.told(65_535)).isEqualTo("BACnet vendor 65535");
    }
}
