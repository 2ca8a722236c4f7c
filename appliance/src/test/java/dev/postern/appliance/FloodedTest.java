package dev.postern.appliance;

import static dev.postern.appliance.Wiretap.HOUR;
import static dev.postern.appliance.Wiretap.MINUTE;
import static dev.postern.appliance.Wiretap.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Situation;
import dev.postern.plant.protocol.Dhcp;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** D9 and F1 from the bytes on: leases, the table of a switch, a spanning tree, a listening port and a host are flooded. */
class FloodedTest {
    private static final byte[] EVERYBODY = {-1, -1, -1, -1, -1, -1};
    private static final long FORGED = 0x02AA_0000_0000L;
    private static final int SERVER = 9;

    private final Wiretap tap = new Wiretap();
    private int count;

    @AfterEach
    void close() {
        tap.close();
    }

    private static byte[] card(long mac) {
        return HexFormat.of().parseHex("%012x".formatted(mac));
    }

    /** A frame that comes from this card, whatever its addresses. */
    private void from(long mac, byte[] frame) {
        System.arraycopy(card(mac), 0, frame, 6, 6);
        tap.frame(frame);
    }

    private void asksForLease(int kind, long mac) {
        Dhcp.Client client = new Dhcp.Client(mac, "host" + (mac & 0xFFFF), "none");
        byte[] frame = Wiretap.ip(0, 255, 17, ++count, 0, Wiretap.udp(68, 67, Dhcp.ask(kind, count, client, 0, 0, 0)));
        System.arraycopy(EVERYBODY, 0, frame, 0, 6);
        System.arraycopy(new byte[] {0, 0, 0, 0, -1, -1, -1, -1}, 0, frame, 26, 8);
        from(mac, frame);
    }

    private void ordinary(long nanos) {
        Wiretap.Link link = tap.new Link(1, 40_000, SERVER, 502);
        tap.live(
                nanos,
                20 * SECOND,
                () -> link.asks(
                        HexFormat.of().parseHex("000100000006010300000001"),
                        HexFormat.of().parseHex("0001000000050103020001")));
    }

    @Test
    void aServerOfLeasesIsDrained() {
        ordinary(HOUR);
        for (int i = 0; i < 80; i++) asksForLease(Dhcp.DISCOVER, FORGED + i);
        tap.pause(2 * MINUTE);
        assertThat(tap.told(Situation.LEASES_DRAINED))
                .singleElement()
                .satisfies(a -> assertThat(a.seen()).startsWith("80 hardware addresses"));
    }

    @Test
    void oneLaptopThatAsksAgainAndAgainDrainsNothing() {
        ordinary(HOUR);
        for (int i = 0; i < 80; i++) asksForLease(Dhcp.DISCOVER, FORGED);
        tap.pause(2 * MINUTE);
        assertThat(tap.told(Situation.LEASES_DRAINED)).isEmpty();
    }

    private void opens(int from, int fromPort, int sequence, int flags) {
        ByteBuffer segment = ByteBuffer.allocate(20)
                .putShort((short) fromPort)
                .putShort((short) 502)
                .putInt(sequence);
        segment.putInt(0).put((byte) 0x50).put((byte) flags).putShort((short) 8_192);
        tap.frame(Wiretap.ip(from, SERVER, 6, ++count, 0, segment.array()));
    }

    private void answers(int to, int toPort, int sequence) {
        ByteBuffer segment = ByteBuffer.allocate(20)
                .putShort((short) 502)
                .putShort((short) toPort)
                .putInt(7);
        segment.putInt(sequence + 1).put((byte) 0x50).put((byte) 0x12).putShort((short) 8_192);
        tap.frame(Wiretap.ip(SERVER, to, 6, ++count, 0, segment.array()));
    }

    @Test
    void aTableOfASwitchIsFlooded() {
        ordinary(HOUR);
        for (int i = 0; i < 400; i++) {
            ByteBuffer segment = ByteBuffer.allocate(20)
                    .putShort((short) (1_024 + i))
                    .putShort((short) 80)
                    .putInt(i);
            segment.putInt(0).put((byte) 0x50).put((byte) 2).putShort((short) 512);
            from(FORGED + 257L * i, Wiretap.ip(100 + i % 150, 250 - i % 90, 6, i, 0, segment.array()));
        }
        tap.pause(2 * MINUTE);
        assertThat(tap.told(Situation.CARDS_FLOOD))
                .singleElement()
                .satisfies(a -> assertThat(a.consequence()).isEqualTo(20));
    }

    private void bpdu(int port, String root) {
        byte[] unit = HexFormat.of()
                .parseHex("42420300000202" + "3c" + root + "00000004" + "8000020000000009" + "8001"
                        + "0000140002000f0000");
        tap.frame(Wiretap.ethernet(HexFormat.of().parseHex("0180c2000000"), Wiretap.mac(port), 39, unit));
    }

    @Test
    void anotherBridgeBecomesRoot() {
        tap.live(25 * HOUR, 10 * SECOND, () -> bpdu(9, "8000020000000008"));
        tap.live(2 * MINUTE, 10 * SECOND, () -> bpdu(9, "000002aa00000001"));
        tap.pause(MINUTE);
        assertThat(tap.told(Situation.SPANNING_TREE)).singleElement().satisfies(a -> {
            assertThat(a.device()).hasToString("02:aa:00:00:00:01");
            assertThat(a.seen()).contains("priority 0").contains("identifier is lower");
        });
    }

    @Test
    void aPortIsFullOfConnectionsThatNobodyBegins() {
        ordinary(HOUR);
        for (int i = 0; i < 200; i++) {
            opens(30 + i % 100, 10_000 + i, i, 0x02);
            answers(30 + i % 100, 10_000 + i, i);
        }
        tap.pause(2 * MINUTE);
        assertThat(tap.told(Situation.HALF_OPEN))
                .singleElement()
                .satisfies(a -> assertThat(a.device()).hasToString("10.0.0." + SERVER));
    }

    @Test
    void connectionsThatBeginAreNoStorm() {
        ordinary(HOUR);
        for (int i = 0; i < 200; i++) tap.new Link(30 + i % 100, 10_000 + i, SERVER, 502);
        tap.pause(2 * MINUTE);
        assertThat(tap.told(Situation.HALF_OPEN)).isEmpty();
    }

    @Test
    void aHostGetsTheAnswersToQuestionsThatAnotherAsked() {
        tap.live(HOUR, MINUTE, () -> {
            tap.udp(1, 123, SERVER, 123, time(0x23));
            tap.udp(SERVER, 123, 1, 123, time(0x24));
        });
        for (int i = 0; i < 600; i++) tap.udp(20 + i % 5, 123, 77, 40_000, time(0x24));
        tap.pause(2 * MINUTE);
        assertThat(tap.told(Situation.AMPLIFIED))
                .singleElement()
                .satisfies(a -> assertThat(a.peer()).hasToString("10.0.0.77"));
    }

    private static byte[] time(int head) {
        byte[] datagram = new byte[48];
        datagram[0] = (byte) head;
        return datagram;
    }
}
