package dev.postern.appliance;

import static dev.postern.appliance.Wiretap.HOUR;
import static dev.postern.appliance.Wiretap.MINUTE;
import static dev.postern.appliance.Wiretap.SECOND;
import static dev.postern.appliance.Wiretap.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Situation;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** F2 from the bytes on: storms, loops, and what bridges, rings and pairs of routers say when they switch over. */
class RedundancyTest {
    private static final byte[] EVERYBODY = {-1, -1, -1, -1, -1, -1};
    private static final int HSRP_STANDBY = 8;
    private static final int HSRP_ACTIVE = 16;

    private final Wiretap tap = new Wiretap();
    private int count;

    @AfterEach
    void close() {
        tap.close();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private void broadcast(int host, int content) {
        byte[] datagram = Wiretap.udp(40_000, 40_000, bytes(content >> 8 & 0xFF, content & 0xFF));
        byte[] frame = Wiretap.ip(host, 255, 17, content, 0, datagram);
        System.arraycopy(EVERYBODY, 0, frame, 0, 6);
        System.arraycopy(new byte[] {-1, -1, -1, -1}, 0, frame, 30, 4);
        tap.frame(frame);
    }

    /** Three hosts that announce themselves now and then. */
    private void announcements(long nanos) {
        tap.live(nanos, 20 * SECOND, () -> broadcast(1 + count % 3, ++count));
    }

    @Test
    void aStormIsToldOfWhoSendsMost() {
        announcements(12 * HOUR);
        for (int i = 0; i < 3_000; i++) broadcast(7, ++count);
        announcements(3 * MINUTE);
        assertThat(tap.told(Situation.STORM)).singleElement().satisfies(a -> {
            assertThat(a.device()).hasToString("10.0.0.7");
            assertThat(a.situation()).isEqualTo("F2");
            assertThat(a.explanation().seen()).isGreaterThan(2_900);
        });
        assertThat(tap.told(Situation.LOOP)).isEmpty();
    }

    @Test
    void aFewMoreAnnouncementsAreNoStorm() {
        announcements(12 * HOUR);
        for (int i = 0; i < 6; i++) broadcast(7, ++count);
        announcements(3 * MINUTE);
        assertThat(tap.told(Situation.STORM)).isEmpty();
    }

    @Test
    void oneFrameThatGoesRoundIsALoopAndToldOnce() {
        announcements(25 * HOUR);
        int same = ++count;
        for (int i = 0; i < 500; i++) broadcast(2, same);
        assertThat(tap.told(Situation.LOOP)).singleElement().satisfies(a -> {
            assertThat(a.seen()).contains("ff:ff:ff:ff:ff:ff");
            assertThat(a.evidence()).hasSize(1);
        });
    }

    @Test
    void aFrameThatAMirrorShowsFourTimesIsNoLoop() {
        announcements(25 * HOUR);
        for (int i = 0; i < 200; i++) {
            count++;
            for (int copy = 0; copy < 4; copy++) broadcast(2, count);
        }
        assertThat(tap.told(Situation.LOOP)).isEmpty();
    }

    private void hsrp(int router, int state) {
        byte[] hello = bytes(0, 0, state, 3, 10, 100, 1, 0, hex("636973636f000000"), 10, 0, 0, 254);
        byte[] frame = Wiretap.ip(router, 2, 17, ++count, 0, Wiretap.udp(1985, 1985, hello));
        System.arraycopy(hex("01005e000002"), 0, frame, 0, 6);
        System.arraycopy(new byte[] {(byte) 224, 0, 0, 2}, 0, frame, 30, 4);
        tap.frame(frame);
    }

    @Test
    void aStandbyThatTakesOverIsToldAndThatItStandsByIsNot() {
        tap.live(8 * HOUR, 10 * SECOND, () -> {
            hsrp(2, HSRP_ACTIVE);
            hsrp(3, HSRP_STANDBY);
        });
        assertThat(tap.told(Situation.SWITCH_OVER)).isEmpty();
        tap.live(10 * MINUTE, 10 * SECOND, () -> hsrp(3, HSRP_ACTIVE));
        assertThat(tap.told(Situation.SWITCH_OVER)).singleElement().satisfies(a -> {
            assertThat(a.device()).hasToString("10.0.0.3");
            assertThat(a.seen()).contains("active for group 1");
        });
    }

    /** A test frame of the manager of a ring of IEC 62439-2. */
    private void ringTest(boolean open) {
        byte[] pdu = hex("0001 0212 8000 020000000009 0000" + (open ? "0000" : "0001") + "0000 0000 0001"
                + "0112 %04x ffffffffffffffffffffffffffffffff 0000 0000".formatted(++count & 0xFFFF));
        tap.frame(Wiretap.ethernet(hex("01154e000001"), Wiretap.mac(9), 0x88E3, pdu));
    }

    @Test
    void aRingThatIsOpenIsToldAndOneThatIsClosedIsNot() {
        tap.live(8 * HOUR, 10 * SECOND, () -> ringTest(false));
        assertThat(tap.told(Situation.SWITCH_OVER)).isEmpty();
        tap.live(5 * MINUTE, 10 * SECOND, () -> ringTest(true));
        assertThat(tap.told(Situation.SWITCH_OVER))
                .singleElement()
                .satisfies(a -> assertThat(a.seen()).contains("ring open"));
    }

    @Test
    void aBridgeThatChangesItsTreeIsTold() {
        String head = "424203 0000 02 02 %s 8000020000000009 00000000 8000020000000009 8001 0000 1400 0200 0f00 00";
        byte[] steady = hex(head.formatted("3c"));
        byte[] changing = hex(head.formatted("3d"));
        byte[] group = hex("0180c2000000");
        tap.live(8 * HOUR, 10 * SECOND, () -> tap.frame(Wiretap.ethernet(group, Wiretap.mac(9), 39, steady)));
        assertThat(tap.told(Situation.SWITCH_OVER)).isEmpty();
        tap.live(MINUTE, 10 * SECOND, () -> tap.frame(Wiretap.ethernet(group, Wiretap.mac(9), 39, changing)));
        assertThat(tap.told(Situation.SWITCH_OVER))
                .singleElement()
                .satisfies(a -> assertThat(a.seen()).contains("topology change"));
    }
}
