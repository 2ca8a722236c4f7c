package dev.postern.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.habit.Room;
import dev.postern.life.trouble.Complaints;
import dev.postern.life.trouble.Signs;
import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each protocol has to say of its sender's trouble, as the dissectors say it. */
class ComplaintsTest {
    private static final int DAY = 1440;

    private static Message message(String protocol, String operation, String target, Object... fields) {
        Conversation c = new Conversation(Site.ip(1), Site.ip(11), Transport.TCP, 40_000, 502, 0);
        return new Message(
                new Site().stamp(Site.START),
                c,
                false,
                protocol,
                operation,
                Verb.READ,
                Outcome.SUCCESS,
                "",
                target,
                -1,
                Fields.of(fields));
    }

    /** What is so, each with its place in words. */
    private static List<String> complaints(String protocol, String operation, String target, Object... fields) {
        List<String> so = new ArrayList<>();
        Complaints.read(message(protocol, operation, target, fields), new Complaints.Ear() {
            @Override
            public void hears(String what, long place, String where, boolean is) {
                if (is) so.add(where.isEmpty() ? what : what + " at " + where);
            }

            @Override
            public void well(long place) {}

            @Override
            public void happened(String what) {
                so.add(what + "!");
            }

            @Override
            public void refused(String what, long place, String where) {
                so.add(what + " for " + where);
            }
        });
        return so;
    }

    @Test
    void dnp3PointsOfOneIndexAndOfIndicesOfFourOctets() {
        assertThat(complaints("dnp3", "read", "", "g30v1 index 7 flags", List.of(33L)))
                .containsExactly("over range at g30 7");
        assertThat(complaints("dnp3", "read", "", "g1v2 4294967294..4294967295 flags", List.of(1L, 4L)))
                .containsExactly("offline at g1 4294967295", "communication lost at g1 4294967295");
    }

    @Test
    void dnp3PointsWithTheirFlagsInRangesAndEvents() {
        assertThat(complaints(
                        "dnp3",
                        "read",
                        "",
                        "g30v1 4..6",
                        List.of(1L, 2L, 3L),
                        "g30v1 4..6 flags",
                        List.of(1L, 5L, 33L)))
                .containsExactly("communication lost at g30 5", "over range at g30 6");
        assertThat(complaints(
                        "dnp3",
                        "read",
                        "",
                        "g2v2 index",
                        List.of(9L),
                        "g2v2",
                        List.of(true),
                        "g2v2 flags",
                        List.of(0L)))
                .containsExactly("offline at g2 9");
    }

    @Test
    void iec104QualityAndRestart() {
        assertThat(complaints(
                        "iec104",
                        "measured value",
                        "",
                        "addresses",
                        List.of(700L, 701L),
                        "quality",
                        List.of("good", "overflow invalid")))
                .containsExactly("overflow at address 701", "invalid at address 701");
        assertThat(complaints("iec104", "end of initialization", "station")).containsExactly("restarted!");
    }

    @Test
    void identityStatusOfCip() {
        assertThat(complaints("enip", "list identity", "", "deviceStatus", 0x0030L))
                .isEmpty();
        assertThat(complaints("cip", "get attributes all", "identity", "deviceStatus", 0x0460L))
                .containsExactly("major recoverable fault");
    }

    @Test
    void lampsModeAndEventsOfS7() {
        assertThat(complaints("s7comm", "read szl", "szl 0x0019", "lamps", List.of("RUN", "BUS1F")))
                .containsExactly("lamp BUS1F");
        assertThat(complaints("s7comm", "read szl", "szl 0x0424", "mode", "STOP"))
                .containsExactly("in STOP");
        assertThat(complaints("s7comm", "read szl", "", "events", List.of("0x3821", "0x3921", "0x4302", "0x4562")))
                .containsExactly("diagnostic event 0x3921", "diagnostic event 0x4562");
        assertThat(complaints("s7comm", "diagnostic message", "", "event", "0x2521"))
                .containsExactly("diagnostic event 0x2521!");
    }

    @Test
    void healthOfASubstation() {
        String health = "IED1LD0/LLN0$ST$Health$stVal";
        assertThat(complaints("mms", "read", health, "values", List.of(3L)))
                .containsExactly("health: alarm at " + health);
        assertThat(complaints("mms", "read", health, "values", List.of(1L))).isEmpty();
        assertThat(complaints(
                        "mms",
                        "information report",
                        "report r1",
                        "references",
                        List.of("IED1LD0/MMXU1$MX$TotW", health),
                        "counts",
                        List.of(3L, 3L),
                        "values",
                        List.of(2.0, "q", "t", 2L, "q", "t"),
                        "buffer_overflow",
                        true))
                .containsExactly("report buffer overflow at report r1", "health: warning at " + health);
        assertThat(complaints("mms", "status", "", "physical_status", "inoperable"))
                .containsExactly("inoperable");
    }

    @Test
    void propertiesOfABuilding() {
        assertThat(complaints("bacnet", "read property", "device 9 system-status", "property", 112L, "value", 4L))
                .containsExactly("non-operational at device 9 system-status");
        assertThat(complaints(
                        "bacnet",
                        "unconfirmed cov notification",
                        "",
                        "property",
                        List.of(85L, 111L),
                        "points",
                        List.of("analog-input 1 present-value", "analog-input 1 status-flags"),
                        "values",
                        List.of(21.5, "0100")))
                .containsExactly("fault at analog-input 1 status-flags");
        assertThat(complaints("bacnet", "read property", "analog-input 1 reliability", "property", 103L, "value", 12L))
                .containsExactly("communication failure at analog-input 1 reliability");
    }

    @Test
    void serverStateAndStatusCodesOfOpcUa() {
        assertThat(complaints("opcua", "read", "i=2259", "value", 1L)).containsExactly("server failed");
        assertThat(complaints("opcua", "read", "ns=2;s=flow", "results", 0x808C_0000L))
                .containsExactly("sensor failure at ns=2;s=flow");
        assertThat(complaints(
                        "opcua",
                        "publish",
                        "",
                        "points",
                        List.of("ns=2;s=level", "i=2259", "ns=2;s=flow"),
                        "values",
                        List.of(4L, 1L, 0L),
                        "results",
                        List.of(0L, 0L, 0x808C_0000L)))
                .containsExactly("server failed", "sensor failure at ns=2;s=flow");
        assertThat(complaints("opcua", "publish", "", "points", List.of("i=2259"), "value", 1L))
                .containsExactly("server failed");
    }

    @Test
    void serverStateAndQualitiesOfOpcClassic() {
        assertThat(complaints("opc", "iopcserver: getstatus", "", "state", "failed"))
                .containsExactly("server failed");
        assertThat(complaints(
                        "opc",
                        "iopcsyncio: read",
                        "Level, Flow",
                        "item_ids",
                        List.of("Level", "Flow"),
                        "qualities",
                        List.of("good", "bad: sensor failure, low limited")))
                .containsExactly("sensor failure at Flow");
    }

    @Test
    void stationProblemOfProfinet() {
        assertThat(complaints("pnrt", "cyclic data", "", "problem", true, "provider_runs", false))
                .containsExactly("station problem", "provider stopped");
    }

    @Test
    void signsThatFindNoRoomPushOutTheOldestAndAreCounted() {
        Signs signs = new Signs();
        double[] numbers = new double[5];
        for (int i = 1; i <= 40; i++) signs.on(i, 0, DAY + i, 0, DAY, Room.ENDLESS, numbers);
        assertThat(signs.forgotten()).isEqualTo(8);
        assertThat(signs.on(40, 0, DAY + 41, 0, DAY, Room.ENDLESS, numbers)).isEqualTo(1);
        assertThat(signs.on(1, 0, DAY + 41, 0, DAY, Room.ENDLESS, numbers)).isLessThan(1e-3);
    }
}
