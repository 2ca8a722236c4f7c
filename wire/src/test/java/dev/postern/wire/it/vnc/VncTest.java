package dev.postern.wire.it.vnc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Identity;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Dissector.Recognition;
import java.util.List;
import org.junit.jupiter.api.Test;

class VncTest {
    private final Bench vnc = new Bench(new VncDissector(), Transport.TCP, 5900);

    private void begin(String version) {
        vnc.server(Bench.ascii("RFB " + version + "\n"));
        vnc.client(Bench.ascii("RFB " + version + "\n"));
    }

    /** 1280 x 800, pixel format of 16 octets, name "HMI". */
    private static final String INIT = "0500 0320 20180001 00FF00FF00FF1008 00000000 00000003 484D49";

    @Test
    void aLoginWithAPasswordIsFollowedToTheDesktop() {
        begin("003.008");
        vnc.server("02 02 10");
        vnc.client("02");
        vnc.server("00".repeat(16));
        vnc.client("11".repeat(16));
        vnc.server("00000000");
        vnc.client("01");
        vnc.server(INIT);
        assertThat(vnc.messages())
                .extracting(Message::operation, Message::outcome)
                .containsExactly(
                        tuple("version", Outcome.NOTICE),
                        tuple("version", Outcome.REQUEST),
                        tuple("security", Outcome.NOTICE),
                        tuple("login", Outcome.REQUEST),
                        tuple("login", Outcome.SUCCESS),
                        tuple("desktop", Outcome.NOTICE));
        assertThat(vnc.messages().get(2).fields().get("offered_names")).isEqualTo(List.of("vnc password", "tight"));
        assertThat(vnc.messages().get(5).fields().get("name")).isEqualTo("HMI");
        assertThat(vnc.messages().get(5).fields().get("width")).isEqualTo(1280L);
        assertThat(vnc.observations.stream().filter(Identity.class::isInstance).map(Identity.class::cast))
                .extracting(Identity::value)
                .containsExactly("desktop HMI");
        assertThat(vnc.server("00 00 0001")).isEqualTo(4);
    }

    @Test
    void aWrongPasswordIsRefusedWithItsReason() {
        begin("003.008");
        vnc.server("01 02");
        vnc.client("02");
        vnc.server("00".repeat(16));
        vnc.server("00000001 00000002 6E6F");
        assertThat(vnc.messages().getLast().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(vnc.messages().getLast().fields().get("reason")).isEqualTo("no");
    }

    @Test
    void inTheOldestVersionTheServerDecides() {
        begin("003.003");
        vnc.server("00000001");
        vnc.server(INIT);
        assertThat(vnc.messages()).extracting(Message::operation).contains("security", "desktop");
        assertThat(vnc.messages().get(2).fields().get("unprotected")).isEqualTo(true);
    }

    @Test
    void otherSecurityPassesUnread() {
        begin("003.008");
        vnc.server("01 13");
        vnc.client("13");
        assertThat(vnc.server("00020000")).isEqualTo(4);
        assertThat(vnc.client("0102")).isEqualTo(2);
        assertThat(vnc.messages()).hasSize(4);
    }

    @Test
    void anythingLongerThanAReasonIsNotOne() {
        begin("003.008");
        assertThat(vnc.server("00 7FFFFFFF 41")).isEqualTo(Dissector.LOST);
        assertThat(probe("RFB 003.008\n")).isEqualTo(Recognition.CERTAIN);
        assertThat(probe("RFB 3.8 text")).isEqualTo(Recognition.NOT);
    }

    private static Recognition probe(String text) {
        return new VncDissector().probe(new Bytes().wrap(Bench.ascii(text)), Transport.TCP, false);
    }
}
