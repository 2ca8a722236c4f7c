package dev.postern.wire;

import static dev.postern.wire.Lab.ACK;
import static dev.postern.wire.Lab.SYN;
import static dev.postern.wire.Lab.tcpFrame;
import static dev.postern.wire.Lab.udpFrame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.wire.it.ftp.TftpDissector;
import dev.postern.wire.it.http.HttpDissector;
import dev.postern.wire.it.http.WebSocketDissector;
import dev.postern.wire.it.sip.SipDissector;
import dev.postern.wire.it.snmp.SnmpDissector;
import dev.postern.wire.it.sunrpc.SunRpcDissector;
import dev.postern.wire.ot.cotp.CotpDissector;
import dev.postern.wire.ot.iec61850.MmsDissector;
import dev.postern.wire.ot.s7comm.S7comm;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A stream that changes hands once its data is known, and a port that is asked in several languages, through the reader. */
class HandOverTest {
    private static final int CLIENT = 50_000;
    private static final String MMS_SELECTORS = "c0010ac2020001c1020001";
    private static final String S7_SELECTORS = "c0010ac2020102c1020100";
    private static final byte[] MMS_ASKS =
            Bench.hex("0300001e 02f080 01000100 6111 300f 020103 a00a a008 020101 a203 8100ff");
    private static final byte[] S7_ASKS = Bench.hex("03000019 02f080 32010000000100080000f0000001000101e0");

    private final Lab lab = new Lab(new S7comm(), new MmsDissector(), new CotpDissector());
    private int sent = 1;

    private void open(String selectors) {
        lab.send(tcpFrame(true, CLIENT, 102, 0, 0, SYN, new byte[0]))
                .send(tcpFrame(false, CLIENT, 102, 0, 1, SYN | ACK, new byte[0]));
        client(Bench.hex("03000016 11e00000000100" + selectors));
        lab.send(tcpFrame(false, CLIENT, 102, 1, sent, ACK, Bench.hex("03000016 11d00001000500" + selectors)));
    }

    private void client(byte[] data) {
        lab.send(tcpFrame(true, CLIENT, 102, sent, 1, ACK, data));
        sent += data.length;
    }

    private void assertProtocols(String... protocols) {
        assertThat(lab.seen).noneMatch(Malformed.class::isInstance);
        assertThat(lab.seen)
                .filteredOn(Message.class::isInstance)
                .extracting(o -> ((Message) o).protocol())
                .containsExactly(protocols);
    }

    @Test
    void whatMmsAsksGoesToMmsWholeAndInPieces() {
        open(MMS_SELECTORS);
        client(MMS_ASKS);
        client(Arrays.copyOf(MMS_ASKS, 12));
        client(Arrays.copyOfRange(MMS_ASKS, 12, MMS_ASKS.length));
        assertProtocols("cotp", "cotp", "mms", "mms");
    }

    @Test
    void theFirstDataInPiecesIsHandedOverToo() {
        open(MMS_SELECTORS);
        client(Arrays.copyOf(MMS_ASKS, 9));
        client(Arrays.copyOfRange(MMS_ASKS, 9, MMS_ASKS.length));
        assertProtocols("cotp", "cotp", "mms");
    }

    @Test
    void s7KeepsWhatItsSelectorsOpened() {
        open(S7_SELECTORS);
        client(S7_ASKS);
        assertProtocols("s7comm", "s7comm", "s7comm");
    }

    @Test
    void mmsBehindSelectorsOfS7AndS7BehindOthersFindTheirReader() {
        open(S7_SELECTORS);
        client(MMS_ASKS);
        assertProtocols("s7comm", "s7comm", "mms");
        lab.seen.clear();
        HandOverTest other = new HandOverTest();
        other.open(MMS_SELECTORS);
        other.client(S7_ASKS);
        other.assertProtocols("cotp", "cotp", "s7comm");
    }

    @Test
    void aScannerThatChangesItsLanguageIsReadInEach() {
        Lab scanned = scan(41_000);
        assertThat(scanned.messages()).extracting(Message::protocol).containsExactly("sunrpc", "snmp", "sip", "sunrpc");
        assertThat(scanned.malformed()).isEmpty();
    }

    @Test
    void whereAProtocolIsAtHomeAnotherOneIsAFault() {
        Lab scanned = scan(111);
        assertThat(scanned.messages()).extracting(Message::protocol).containsExactly("sunrpc", "sunrpc");
        assertThat(scanned.malformed()).hasSize(2);
    }

    private static Lab scan(int port) {
        Lab lab = new Lab(new SunRpcDissector(), new SnmpDissector(), new SipDissector());
        for (String language : new String[] {"sunrpc-getport", "snmp-get", "sip-invite", "sunrpc-getport"})
            lab.send(udpFrame(true, CLIENT, port, Sample.bytes(language)));
        return lab;
    }

    private static Lab tftp(int dataPort, int from) {
        Lab lab = new Lab(new TftpDissector(), new SnmpDissector());
        lab.send(udpFrame(true, CLIENT, 69, Bench.ascii("\0\1fw.bin\0octet\0")));
        lab.send(udpFrame(false, from, dataPort, Lab.join(Bench.hex("00030001"), new byte[512])));
        lab.send(udpFrame(true, from, dataPort, Bench.hex("00040001")));
        lab.send(udpFrame(false, from, dataPort, Bench.hex("00030002 AABBCC")));
        return lab;
    }

    @Test
    void aTransferFromAFreshPortIsTiedToItsRequest() {
        Lab lab = tftp(40_000, CLIENT);
        assertThat(lab.messages()).hasSize(2);
        Message end = lab.messages().getLast();
        assertThat(end.target()).isEqualTo("fw.bin");
        assertThat(end.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(end.latencyNanos()).isEqualTo(3_000_000L);
        assertThat(end.fields().get("octets")).isEqualTo(515L);
        assertThat(end.conversation().clientPort()).isEqualTo(CLIENT);
        assertThat(end.conversation().serverPort()).isEqualTo(40_000);
        assertThat(end.fromClient()).isFalse();
        assertThat(lab.close().traffic()).extracting(t -> t.service()).containsOnly("tftp");
    }

    @Test
    void whoWasNotCalledIsNotTakenForATransfer() {
        assertThat(tftp(40_000, CLIENT + 1).messages()).hasSize(1);
        Lab lab = new Lab(new TftpDissector());
        lab.send(udpFrame(true, CLIENT, 69, Bench.ascii("\0\1fw.bin\0octet\0")));
        lab.atNanos += 31_000_000_000L;
        lab.send(udpFrame(false, CLIENT, 40_000, Bench.hex("00030001 AABBCC")));
        assertThat(lab.messages()).hasSize(1);
    }

    /** What is expected, and never comes, is forgotten, and that is counted. */
    @Test
    void noMoreIsExpectedThanThereIsRoomFor() {
        Lab lab = new Lab(new TftpDissector());
        for (int port = 0; port < Common.EXPECTED_MAX + 1; port++)
            lab.send(udpFrame(true, CLIENT + port, 69, Bench.ascii("\0\1fw.bin\0octet\0")));
        lab.send(udpFrame(false, CLIENT, 40_000, Bench.hex("00030001 AABBCC")));
        assertThat(lab.messages()).hasSize(Common.EXPECTED_MAX + 1);
        lab.send(udpFrame(false, CLIENT + Common.EXPECTED_MAX, 40_001, Bench.hex("00030001 AABBCC")));
        assertThat(lab.messages()).hasSize(Common.EXPECTED_MAX + 2);
        assertThat(lab.wire.counters().limits()).containsKey("entries of a flow");
    }

    /** Also one that is expired is neither taken nor counted. */
    @Test
    void whatIsTooOldToBeExpectedIsNotLost() {
        Lab lab = new Lab(new TftpDissector());
        for (int port = 0; port < 2 * Common.EXPECTED_MAX; port++) {
            if (port % 32 == 0) lab.atNanos += 31_000_000_000L;
            lab.send(udpFrame(true, CLIENT + port, 69, Bench.ascii("\0\1fw.bin\0octet\0")));
        }
        assertThat(lab.messages()).hasSize(2 * Common.EXPECTED_MAX);
        assertThat(lab.wire.counters().limits()).doesNotContainKey("entries of a flow");
    }

    @Test
    void whoAskedAndSpeaksAnotherLanguageElsewhereIsReadInThat() {
        for (int port : new int[] {161, 40_000}) {
            Lab lab = new Lab(new TftpDissector(), new SnmpDissector());
            lab.send(udpFrame(true, CLIENT, 69, Bench.ascii("\0\1a\0octet\0")));
            lab.send(udpFrame(true, CLIENT, port, Sample.bytes("snmp-get")));
            assertThat(lab.messages()).extracting(Message::protocol).containsExactly("tftp", "snmp");
            assertThat(lab.malformed()).isEmpty();
        }
    }

    @Test
    void whoWasAskedMayAnswerInNothingButATransfer() {
        for (String other : new String[] {"00020001 AABBCC", "00070001", "0003", "00050005 6100"}) {
            Lab lab = new Lab(new TftpDissector());
            lab.send(udpFrame(true, CLIENT, 69, Bench.ascii("\0\1fw.bin\0octet\0")));
            lab.send(udpFrame(false, CLIENT, 40_000, Bench.hex(other)));
            assertThat(lab.messages()).as(other).hasSize(1);
            assertThat(lab.malformed()).as(other).isEmpty();
            // And is still expected.
            lab.send(udpFrame(false, CLIENT, 40_001, Bench.hex("00030001 AABBCC")));
            assertThat(lab.messages()).as(other).hasSize(2);
        }
        Lab home = new Lab(new TftpDissector(), new SnmpDissector());
        home.send(udpFrame(true, CLIENT, 69, Bench.ascii("\0\1fw.bin\0octet\0")));
        home.send(udpFrame(false, CLIENT, 161, Bench.hex("00030001 AABBCC")));
        assertThat(home.messages()).hasSize(1);
    }

    /** What a transfer says of itself is little: one that was not is left. */
    @Test
    void aTransferThatChangesItsLanguageIsReadInTheOther() {
        Lab lab = tftp(40_000, CLIENT);
        lab.send(udpFrame(true, CLIENT, 40_000, Sample.bytes("snmp-get")));
        assertThat(lab.messages()).extracting(Message::protocol).containsExactly("tftp", "tftp", "snmp");
    }

    /** A transfer may be doubted, but no block of one is certainly something else. */
    @Test
    void noBlockOfATransferIsTakenForAnotherProtocol() {
        Random random = new Random(500);
        Dissector[] all = Dissectors.standard().on(Transport.UDP);
        assertThat(all).hasSizeGreaterThan(50);
        for (int i = 0; i < 20_000; i++) {
            byte[] content = new byte[i % 3 == 0 ? 512 : random.nextInt(600)];
            if (i % 5 == 0) Arrays.fill(content, (byte) random.nextInt());
            else random.nextBytes(content);
            byte[] block = Lab.join(new byte[] {0, (byte) (3 + i % 2), 0, (byte) (i / 2 % 18)}, content);
            byte[] datagram = i % 2 == 0 ? block : Arrays.copyOf(block, 4);
            for (Dissector one : all)
                for (boolean fromClient : new boolean[] {true, false})
                    assertThat(one.probe(new Bytes().wrap(datagram), Transport.UDP, fromClient))
                            .as(one.protocol())
                            .isNotEqualTo(Dissector.Recognition.CERTAIN);
        }
    }

    /** Reads what it carries with the next one, then finds fault far behind it. */
    private record Carrier(Carrier next, int bytes) implements Dissector {
        @Override
        public String protocol() {
            return "carrier";
        }

        @Override
        public boolean usualPort(Transport transport, int port) {
            return false;
        }

        @Override
        public boolean speaks(Transport transport) {
            return true;
        }

        @Override
        public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
            return Recognition.NOT;
        }

        @Override
        public int dissect(Bytes pending, Turn turn) {
            if (next != null) turn.carry(next, null, pending, false, bytes);
            turn.malformed("fault", 1000);
            return pending.length();
        }
    }

    /** No fault of what is carried stands behind the message that carries it, however deep. */
    @Test
    void whatIsCarriedTwiceKeepsTheBoundsOfBoth() {
        Bench bench = new Bench(new Carrier(new Carrier(new Carrier(null, 0), 50), 20), Transport.UDP, 1);
        bench.client(new byte[8]);
        assertThat(bench.malformed()).extracting(Malformed::offset).containsExactly(20, 20, 1000);
    }

    /** A frame of 30 segments of which the second is lost: what follows of it is neither a frame nor a fault, and the next one is read. */
    @Test
    void theRestOfAFrameBehindAGapIsNoFault() {
        Lab lab = new Lab(new HttpDissector(), new WebSocketDissector());
        byte[] asks = Bench.ascii("GET /a HTTP/1.1\r\nUpgrade: websocket\r\n\r\n");
        byte[] agrees = Bench.ascii("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n");
        lab.send(tcpFrame(true, CLIENT, 80, 0, 0, SYN, new byte[0]))
                .send(tcpFrame(false, CLIENT, 80, 0, 1, SYN | ACK, new byte[0]));
        lab.send(tcpFrame(true, CLIENT, 80, 1, 1, ACK, asks));
        int told = 1;
        lab.send(tcpFrame(false, CLIENT, 80, told, 1 + asks.length, ACK, agrees));
        told += agrees.length;
        byte[] frame = new byte[30 * 1000];
        Arrays.fill(frame, (byte) 0xBB);
        System.arraycopy(Bench.hex("82 7E 752C"), 0, frame, 0, 4);
        for (int at = 0; at < frame.length; at += 1000) {
            if (at == 5000) continue;
            byte[] segment = Arrays.copyOfRange(frame, at, at + 1000);
            lab.send(tcpFrame(false, CLIENT, 80, told + at, 1 + asks.length, ACK, segment));
            if (at == 6000) lab.send(tcpFrame(true, CLIENT, 80, 1 + asks.length, told + 7000, ACK, new byte[0]));
        }
        // Cut where its beginning is not yet plain.
        int next = told + frame.length;
        lab.send(tcpFrame(false, CLIENT, 80, next, 1 + asks.length, ACK, Bench.hex("81")));
        lab.send(tcpFrame(false, CLIENT, 80, next + 1, 1 + asks.length, ACK, Bench.hex("02 6F6B")));
        assertThat(lab.wire.counters().gaps).isEqualTo(1);
        assertThat(lab.malformed()).isEmpty();
        assertThat(lab.messages()).extracting(Message::operation).containsExactly("get", "get", "binary", "text");
    }
}
