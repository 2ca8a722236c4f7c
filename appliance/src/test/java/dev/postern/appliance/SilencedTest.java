package dev.postern.appliance;

import static dev.postern.appliance.Wiretap.HOUR;
import static dev.postern.appliance.Wiretap.MINUTE;
import static dev.postern.appliance.Wiretap.SECOND;
import static dev.postern.appliance.Wiretap.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Situation;
import dev.postern.plant.protocol.Bacnet;
import dev.postern.plant.protocol.Mms;
import dev.postern.plant.protocol.OpcUa;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** B14, B15 and B20 from the bytes on: alarms kept from people, points taken out of service, memory read. */
class SilencedTest {
    private static final int RELAY = 9;
    private static final int DAY_HOURS = 25;
    private static final byte[] FALSE = {(byte) 0x83, 1, 0};
    private static final byte[] TRUE = {(byte) 0x83, 1, 1};

    private final Wiretap tap = new Wiretap();
    private int invoke;

    @AfterEach
    void close() {
        tap.close();
    }

    /** A day in which one client asks another for something else. */
    private void learned() {
        Wiretap.Link link = tap.new Link(1, 40_000, 2, 502);
        tap.live(
                DAY_HOURS * HOUR,
                MINUTE,
                () -> link.asks(
                        HexFormat.of().parseHex("000100000006010300000001"),
                        HexFormat.of().parseHex("0001000000050103020001")));
    }

    private Wiretap.Link associates(int client, int port) {
        Wiretap.Link link = tap.new Link(client, port, RELAY, 102);
        link.asks(Mms.connect(), Mms.connected());
        link.asks(Mms.initiate(), Mms.initiated());
        return link;
    }

    private void enables(Wiretap.Link link, byte[] value) {
        link.asks(Mms.write(++invoke, "IED1LD", "LLN0$BR$brcb01$RptEna", value), Mms.written(invoke));
    }

    @Test
    void aReportThatAnotherClientSwitchesOffIsToldAndOneThatIsSetUpIsNot() {
        learned();
        Wiretap.Link master = associates(1, 41_000);
        enables(master, FALSE);
        enables(master, TRUE);
        tap.pause(20 * MINUTE);
        assertThat(tap.told(Situation.ALARMS_SILENCED)).isEmpty();
        enables(associates(7, 42_000), FALSE);
        tap.pause(3 * MINUTE);
        assertThat(tap.told(Situation.ALARMS_SILENCED)).singleElement().satisfies(a -> {
            assertThat(a.device()).hasToString("10.0.0.7");
            assertThat(a.seen()).contains("IED1LD/LLN0$BR$brcb01, which 10.0.0.1 had switched on");
        });
    }

    /** A service of its own body; what stands before it is that of any request. */
    private static byte[] service(int request, int service, byte[] body) {
        OpcUa.Head head = new OpcUa.Head(5, 1, request, request, 9, 0);
        byte[] any = OpcUa.read(head);
        int length = any.length - 16 + body.length;
        byte[] message = bytes(Arrays.copyOf(any, any.length - 16), body);
        ByteBuffer out = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        return out.putInt(4, length).putShort(26, (short) service).array();
    }

    @Test
    void aClientOfOpcUaThatPublishesNoMoreIsTold() {
        learned();
        Wiretap.Link link = tap.new Link(1, 43_000, RELAY, 4_840);
        link.asks(OpcUa.hello("opc.tcp://relay:4840"), OpcUa.acknowledge());
        OpcUa.Head head = new OpcUa.Head(5, 1, 1, 1, 0, 0);
        link.asks(OpcUa.open(head, false), OpcUa.opened(head));
        link.says(true, service(2, 799, HexFormat.of().parseHex("000100000007000000")));
        tap.pause(5 * MINUTE);
        assertThat(tap.told(Situation.ALARMS_SILENCED)).as("it may pause").isEmpty();
        tap.pause(10 * MINUTE);
        assertThat(tap.told(Situation.ALARMS_SILENCED))
                .singleElement()
                .satisfies(a -> assertThat(a.seen()).contains("told it to publish nothing any more"));
    }

    private void bacnet(int client, byte[] message) {
        tap.udp(client, 47_808, RELAY, 47_808, message);
    }

    private static byte[] acknowledges(int invoke, int instance) {
        String alarm =
                "810a%04x0104" + "0005%02x00" + "0901" + "1c%08x" + "2902" + "3e19053f" + "4c006f70" + "5e19065f";
        int length = alarm.formatted(0, 0, 0).length() / 2;
        return HexFormat.of().parseHex(alarm.formatted(length, invoke, instance));
    }

    @Test
    void alarmsOfBacnetAcknowledgedInBulkAreToldAndOneNowAndThenIsNot() {
        tap.live(DAY_HOURS * HOUR, HOUR, () -> bacnet(1, acknowledges(++invoke & 0x7F, 1)));
        assertThat(tap.told(Situation.ALARMS_ACKNOWLEDGED)).isEmpty();
        for (int i = 0; i < 30; i++) bacnet(1, acknowledges(i, i));
        tap.pause(2 * MINUTE);
        assertThat(tap.told(Situation.ALARMS_ACKNOWLEDGED))
                .singleElement()
                .satisfies(a -> assertThat(a.title()).endsWith("in bulk"));
        bacnet(7, acknowledges(1, 1));
        tap.pause(2 * MINUTE);
        assertThat(tap.told(Situation.ALARMS_ACKNOWLEDGED)).hasSize(2).last().satisfies(a -> {
            assertThat(a.device()).hasToString("10.0.0.7");
            assertThat(a.title()).endsWith("by a new hand");
        });
    }

    @Test
    void aPointOutOfServiceIsForcedAndEventsThatAreSwitchedOffAreAnAlarmOff() {
        learned();
        bacnet(1, Bacnet.write(1, 1, 4, 81, new byte[] {0x10}));
        bacnet(1, Bacnet.write(2, 0, 4, 35, HexFormat.of().parseHex("8205e0")));
        tap.pause(2 * MINUTE);
        assertThat(tap.told(Situation.FORCED)).isEmpty();
        assertThat(tap.told(Situation.ALARM_OFF)).isEmpty();
        bacnet(1, Bacnet.write(3, 1, 4, 81, new byte[] {0x11}));
        bacnet(1, Bacnet.write(4, 0, 4, 35, HexFormat.of().parseHex("820500")));
        bacnet(1, Bacnet.write(5, 15, 1, 102, HexFormat.of().parseHex("2107")));
        tap.pause(2 * MINUTE);
        assertThat(tap.told(Situation.FORCED)).hasSize(1);
        assertThat(tap.told(Situation.ALARM_OFF)).hasSize(1);
        assertThat(tap.told(Situation.ALERTS_REDIRECTED)).hasSize(1);
    }

    @Test
    void memoryReadThroughUmasIsToldAndVariablesAreNot() {
        learned();
        Wiretap.Link link = tap.new Link(7, 44_000, 2, 502);
        link.says(true, HexFormat.of().parseHex("000100000005015a002200"));
        tap.pause(2 * MINUTE);
        assertThat(tap.told(Situation.MEMORY)).isEmpty();
        link.says(true, HexFormat.of().parseHex("00020000000d015a0020010200100000000004"));
        tap.pause(2 * SECOND + MINUTE);
        assertThat(tap.told(Situation.MEMORY))
                .singleElement()
                .satisfies(a -> assertThat(a.seen()).contains("umas read memory block"));
    }
}
