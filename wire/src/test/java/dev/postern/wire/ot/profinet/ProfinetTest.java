package dev.postern.wire.ot.profinet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Identity;
import dev.postern.model.Identity.Attribute;
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

class ProfinetTest {
    private static final String CYCLIC = "8001" + "00".repeat(40) + "2100 35 00";
    private final Bench pn = new Bench(new Profinet(), Transport.ETHERNET, Profinet.ETHER_TYPE);

    private Message last() {
        return pn.messages().getLast();
    }

    private static Recognition probe(String hex) {
        return new Profinet().probe(new Bytes().wrap(Bench.hex(hex)), Transport.ETHERNET, true);
    }

    @Test
    void anIdentifyNamesWhomItLooksFor() {
        pn.client("FEFE 05 00 00000001 0001 000C 0202 0007 70726573732D31 00");
        assertThat(last())
                .extracting(Message::operation, Message::target, Message::verb, Message::outcome)
                .containsExactly("identify", "press-1", Verb.IDENTIFY, Outcome.REQUEST);
        pn.client("FEFE 05 00 00000002 0080 0004 FFFF 0000");
        assertThat(last().target()).isEqualTo("all");
        assertThat(last().fields().get("response_delay")).isEqualTo(128L);
    }

    @Test
    void anAnswerToIdentifyTellsTheStation() {
        pn.server("FEFF 05 01 00000012 0000 0040 0201 0009 0000 53372D31353030 00 0202 0009 0000 70726573732D31 00"
                + "0203 0006 0000 002A 010D 0204 0004 0000 02 00 0102 000E 0001 C0A80005 FFFFFF00 C0A80001");
        assertThat(pn.malformed()).isEmpty();
        assertThat(last().outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(last().fields().get("options")).isEqualTo(List.of("2.1", "2.2", "2.3", "2.4", "1.2"));
        assertThat(last().fields().get("device_id")).isEqualTo(0x010DL);
        assertThat(last().fields().get("mask")).isEqualTo("255.255.255.0");
        assertThat(pn.observations.stream().filter(Identity.class::isInstance).map(Identity.class::cast))
                .extracting(Identity::attribute, Identity::value)
                .containsExactly(
                        tuple(Attribute.NAME, "press-1"),
                        tuple(Attribute.MODEL, "S7-1500"),
                        tuple(Attribute.ADDRESS, "192.168.0.5"),
                        tuple(Attribute.VENDOR, "Siemens"),
                        tuple(Attribute.ROLE, "io controller"));
    }

    @Test
    void settingTheNameIsAnsweredWithItsOperation() {
        pn.client("FEFD 04 00 00000011 0000 000E 0202 0009 0001 70726573732D31 00");
        pn.server("FEFD 04 01 00000011 0000 0008 0504 0003 0202 00 00");
        assertThat(pn.messages())
                .extracting(Message::operation, Message::verb, Message::outcome, Message::latencyNanos)
                .containsExactly(
                        tuple("set name of station", Verb.CONFIGURE, Outcome.REQUEST, -1L),
                        tuple("set name of station", Verb.CONFIGURE, Outcome.SUCCESS, 10_000_000L));
        assertThat(pn.messages().getFirst().fields().get("name")).isEqualTo("press-1");
        assertThat(pn.messages().getFirst().fields().get("qualifier")).isEqualTo(1L);
    }

    @Test
    void aSetThatTheStationWillNotDoIsRefused() {
        pn.client("FEFD 04 00 00000011 0000 0012 0102 000E 0000 C0A80005 FFFFFF00 00000000");
        pn.server("FEFD 04 01 00000011 0000 0008 0504 0003 0102 06 00");
        assertThat(last())
                .extracting(Message::operation, Message::outcome)
                .containsExactly("set ip parameter", Outcome.REFUSED);
        assertThat(last().fields().get("error")).isEqualTo(6L);
    }

    @Test
    void aSetIsNamedByItsGravestBlock() {
        pn.client("FEFD 04 00 00000001 0000 001A 0501 0002 0000 0503 0004 0000 0100 0506 0002 0004 0502 0002 0000");
        assertThat(last())
                .extracting(Message::operation, Message::verb)
                .containsExactly("reset to factory", Verb.FACTORY_RESET);
        pn.client("FEFD 04 00 00000002 0000 0008 0503 0004 0000 0100");
        assertThat(last()).extracting(Message::operation, Message::verb).containsExactly("signal", Verb.DIAGNOSE);
        pn.client("FEFD 04 00 00000003 0000 0006 0505 0002 0000");
        assertThat(last())
                .extracting(Message::operation, Message::verb)
                .containsExactly("factory reset", Verb.FACTORY_RESET);
    }

    @Test
    void cyclicDataBearTheirCounterAndStatus() {
        pn.client(CYCLIC);
        assertThat(last())
                .extracting(Message::protocol, Message::operation, Message::verb, Message::target)
                .containsExactly("pnrt", "cyclic data", Verb.EXCHANGE, "frame 0x8001");
        assertThat(last().fields().get("cycle_counter")).isEqualTo(0x2100L);
        assertThat(last().fields().get("data_length")).isEqualTo(40L);
        assertThat(last().fields().get("provider_runs")).isEqualTo(true);
        assertThat(last().fields().get("problem")).isEqualTo(false);
    }

    @Test
    void anAlarmIsAskedAndAcknowledged() {
        pn.server("FE01 0001 0002 11 11 FFFF FFFE 001A 0002 0016 01 00 0003 00000000 0002 0001 00000020 00000001 A801");
        assertThat(last())
                .extracting(Message::operation, Message::verb, Message::unit, Message::target, Message::outcome)
                .containsExactly("alarm", Verb.REPORT, "2.1", "pull", Outcome.REQUEST);
        pn.client("FE01 0002 0001 13 01 FFFE FFFF 0000");
        assertThat(last().operation()).isEqualTo("alarm transport acknowledge");
        pn.client("FE01 0002 0001 11 11 FFFF FFFF 0016 8002 0012 01 00 0003 00000000 0002 0001 A801 00000000");
        assertThat(last()).extracting(Message::operation, Message::outcome).containsExactly("alarm", Outcome.SUCCESS);
        assertThat(pn.malformed()).isEmpty();
    }

    @Test
    void lineDelayIsMeasuredByPtcp() {
        pn.client("FF40 000000000000000000000000 001D 00000000 0000");
        assertThat(last()).extracting(Message::protocol, Message::operation).containsExactly("ptcp", "delay request");
        assertThat(last().fields().get("sequence")).isEqualTo(29L);
    }

    @Test
    void lengthsThatLieAreMalformed() {
        pn.client("FEFD 04 00 00000011 0000 0020 0202 0009 0001 7072");
        pn.client("FEFE 05");
        pn.client("8001 0000");
        pn.client("FE01 0001 0002 11 11 FFFF FFFE 0040 0002");
        pn.client("FFF0 0000");
        assertThat(pn.malformed())
                .extracting(Malformed::rule)
                .containsExactly(
                        "length beyond frame",
                        "block ends early",
                        "header ends early",
                        "cyclic frame ends early",
                        "length beyond frame",
                        "no alarm block",
                        "reserved frame id");
    }

    @Test
    void onlyDcpIsBeyondDoubt() {
        assertThat(probe("FEFE 05 00 00000002 0080 0004 FFFF 0000")).isEqualTo(Recognition.CERTAIN);
        assertThat(probe("FEFE 05 01 00000002 0080 0004 FFFF 0000")).isEqualTo(Recognition.NOT);
        assertThat(probe("FEFE 05 00 00000002 0080 0044 FFFF 0000")).isEqualTo(Recognition.NOT);
        assertThat(probe(CYCLIC)).isEqualTo(Recognition.UNSURE);
        assertThat(probe("8001" + "00".repeat(40) + "2100 75 00")).isEqualTo(Recognition.NOT);
        assertThat(probe("8001" + "00".repeat(40) + "2100 35 01")).isEqualTo(Recognition.NOT);
        assertThat(probe("4242 03 0000")).isEqualTo(Recognition.NOT);
    }
}
