package dev.postern.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Datagrams that come twice, from the card that sent them and from one that passes them on. */
class CopiesTest {
    private static final long RELAY = 0x02_00_00_00_00_0CL;
    private static final long SECOND = 1_000_000_000L;

    private final Lab lab = new Lab();

    private void says(long mac, int id, String words) {
        byte[] datagram = Lab.udp(2_222, 2_222, words.getBytes(StandardCharsets.UTF_8));
        lab.send(Lab.ethernet(mac, Lab.MAC_B, 0x0800, Lab.fragment(Lab.A, Lab.B, 17, id, 0, false, datagram)));
    }

    private List<String> rules() {
        return lab.malformed().stream().map(Malformed::rule).toList();
    }

    @Test
    void whatARelayChangesIsTold() {
        for (int id = 1; id < 10; id++) {
            says(Lab.MAC_A, id, "valve shut " + id);
            says(RELAY, id, "valve open " + id);
        }
        assertThat(rules()).hasSizeBetween(5, 9).containsOnly(Copies.RULE);
        assertThat(lab.malformed().getFirst().layer()).isEqualTo("udp");
    }

    @Test
    void aRelayThatIsSomePacketsBehindIsFoundAsWell() {
        for (int id = 1; id < 20; id++) {
            says(Lab.MAC_A, id, "valve shut " + id);
            if (id > 5) says(RELAY, id - 5, "valve open " + (id - 5));
        }
        assertThat(rules()).hasSizeGreaterThan(5);
    }

    @Test
    void whatARouterPassesOnUnchangedIsNothing() {
        for (int id = 1; id < 50; id++) {
            says(Lab.MAC_A, id, "valve shut " + id);
            says(RELAY, id, "valve shut " + id);
        }
        assertThat(rules()).isEmpty();
    }

    /** A sender that gives all the same number, or none, has no copies. */
    @Test
    void datagramsThatShareANumberAreNoCopies() {
        for (int i = 1; i < 50; i++) {
            says(Lab.MAC_A, 7, "valve shut " + i);
            says(RELAY, 7, "valve open " + i);
            says(Lab.MAC_A, 0, "valve shut " + i);
            says(RELAY, 0, "valve open " + i);
        }
        assertThat(rules()).hasSizeLessThan(2);
    }

    @Test
    void oneNumberThatComesAgainLaterIsAnotherDatagram() {
        for (int i = 1; i < 50; i++) {
            says(Lab.MAC_A, i, "valve shut " + i);
            lab.atNanos += 2 * SECOND;
            says(RELAY, i, "valve open " + i);
        }
        assertThat(rules()).isEmpty();
    }

    @Test
    void twoAreChance() {
        for (int id = 1; id < 3; id++) {
            says(Lab.MAC_A, id, "valve shut " + id);
            says(RELAY, id, "valve open " + id);
        }
        for (int id = 10; id < 50; id++) says(Lab.MAC_A, id, "valve shut " + id);
        assertThat(rules()).isEmpty();
    }
}
