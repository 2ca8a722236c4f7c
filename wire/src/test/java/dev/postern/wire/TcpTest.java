package dev.postern.wire;

import static dev.postern.wire.Lab.ACK;
import static dev.postern.wire.Lab.FIN;
import static dev.postern.wire.Lab.RST;
import static dev.postern.wire.Lab.SYN;
import static dev.postern.wire.Lab.tcpFrame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Traffic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream of tick messages is cut, shuffled, repeated; what is read must be what was said. */
class TcpTest {
    private static final int CLIENT = 50_000;
    private static final List<String> SAID =
            List.of("tick one", "tick two", Tick.NOTHING, "tick a somewhat longer one", "tick five");

    private record Segment(int at, byte[] data) {}

    private static byte[] stream() {
        byte[] all = new byte[0];
        for (String text : SAID) all = Lab.join(all, Tick.say(text));
        return all;
    }

    private static List<Segment> cut(byte[] stream, Random random) {
        List<Segment> segments = new ArrayList<>();
        for (int at = 0; at < stream.length; ) {
            int count = Math.min(stream.length - at, 1 + random.nextInt(20));
            segments.add(new Segment(at, Arrays.copyOfRange(stream, at, at + count)));
            at += count;
        }
        return segments;
    }

    private static Lab open(int start, Dissector dissector) {
        return new Lab(dissector)
                .send(tcpFrame(true, CLIENT, Tick.PORT, start - 1, 0, SYN, new byte[0]))
                .send(tcpFrame(false, CLIENT, Tick.PORT, 999, start, SYN | ACK, new byte[0]))
                .send(client(start, new byte[0]));
    }

    private static byte[] client(int sequence, byte[] data) {
        return tcpFrame(true, CLIENT, Tick.PORT, sequence, 1000, ACK, data);
    }

    private static byte[] server(int sequence, int acknowledged, byte[] data) {
        return tcpFrame(false, CLIENT, Tick.PORT, sequence, acknowledged, ACK, data);
    }

    private static List<String> heard(Lab lab) {
        return lab.messages().stream().map(Message::operation).toList();
    }

    @Property(seed = "1")
    void anyOrderAndRepetitionOfSegmentsGivesTheSameMessages(
            @ForAll long seed, @ForAll int start, @ForAll boolean saysNeed) {
        Random random = new Random(seed);
        List<Segment> segments = cut(stream(), random);
        for (int i = random.nextInt(5); i > 0; i--) segments.add(segments.get(random.nextInt(segments.size())));
        Collections.shuffle(segments, random);
        Lab lab = open(start, new Tick(saysNeed));
        for (Segment segment : segments) lab.send(client(start + segment.at, segment.data));
        assertThat(heard(lab)).isEqualTo(SAID);
        assertThat(lab.malformed()).isEmpty();
        assertThat(lab.wire.pendingBytes()).isZero();
    }

    @Property(seed = "1")
    void overlappingSegmentsThatAgreeGiveTheSameMessages(@ForAll long seed, @ForAll int start) {
        Random random = new Random(seed);
        byte[] stream = stream();
        List<Segment> segments = cut(stream, random);
        for (int i = 0; i < 10; i++) {
            int from = random.nextInt(stream.length);
            int to = from + 1 + random.nextInt(stream.length - from);
            segments.add(new Segment(from, Arrays.copyOfRange(stream, from, to)));
        }
        Collections.shuffle(segments, random);
        Lab lab = open(start, new Tick());
        for (Segment segment : segments) lab.send(client(start + segment.at, segment.data));
        assertThat(heard(lab)).isEqualTo(SAID);
        assertThat(lab.malformed()).isEmpty();
    }

    @Property(seed = "1")
    void aStreamMetMidwayIsReadFromTheFirstSegmentThatBeginsAMessage(@ForAll @IntRange(min = 1, max = 10) int missed) {
        byte[] first = Tick.say("tick one");
        Lab lab = new Lab(new Tick())
                .send(client(500, Arrays.copyOfRange(first, missed, first.length)))
                .send(client(500 + first.length - missed, Tick.say("tick two")))
                .send(client(511 + first.length - missed, Tick.say("tick three")));
        assertThat(heard(lab)).isEqualTo(List.of("tick two", "tick three"));
    }

    @Test
    void aHoleIsGivenUpWhenTheReceiverAcknowledgesWhatLiesBeyond() {
        byte[] two = Tick.say("tick two");
        Lab lab = open(1, new Tick()).send(client(1, Tick.say("tick one"))).send(client(100, two));
        assertThat(heard(lab)).containsExactly("tick one");
        lab.send(server(1000, 100 + two.length, new byte[0]));
        assertThat(heard(lab)).containsExactly("tick one", "tick two");
        assertThat(lab.wire.counters().gaps).isEqualTo(1);
    }

    @Test
    void aHoleIsGivenUpAfterTwoSeconds() {
        Lab lab = open(1, new Tick()).send(client(1, Tick.say("tick one"))).send(client(100, Tick.say("tick two")));
        lab.atNanos += 3_000_000_000L;
        lab.send(client(111, Tick.say("tick three")));
        assertThat(heard(lab)).containsExactly("tick one", "tick two", "tick three");
    }

    @Test
    void aHoleIsGivenUpWhenTooMuchPilesUpBehindIt() {
        Lab lab = open(1, new Tick()).send(client(1, Tick.say("tick one")));
        for (int i = 0; i <= Tcp.LATER_MAX; i++) lab.send(client(100 + 11 * i, Tick.say("tick two")));
        assertThat(heard(lab)).hasSize(Tcp.LATER_MAX + 2);
        assertThat(lab.wire.counters().limits()).containsEntry("tcp segments out of order", 1L);
    }

    @Test
    void aHoleWithinAMessageOfKnownLengthCostsThatMessageOnly() {
        byte[] long1 = Tick.say("x".repeat(300));
        byte[] next = Tick.say("tick next");
        byte[] rest = Lab.join(Arrays.copyOfRange(long1, 200, long1.length), next);
        Lab lab = open(1, new Tick())
                .send(client(1, Tick.say("tick one")))
                .send(client(12, Arrays.copyOf(long1, 100)))
                .send(client(212, rest))
                .send(server(1000, 212 + rest.length, new byte[0]));
        assertThat(heard(lab)).containsExactly("tick one", "tick next");
    }

    @Test
    void aSegmentCutByTheCaptureIsAHole() {
        Lab lab = open(1, new Tick());
        byte[] message = Tick.say("tick cut");
        lab.cut(client(1, message), 54 + 8).send(client(1 + message.length, Tick.say("tick two")));
        assertThat(heard(lab)).containsExactly("tick two");
        assertThat(lab.malformed()).isEmpty();
        assertThat(lab.wire.counters().truncated).isEqualTo(1);
    }

    @Test
    void aSegmentRepeatedWithOtherDataIsReported() {
        Lab lab = open(1, new Tick()).send(client(1, Tick.say("tick one"))).send(client(1, Tick.say("tick two")));
        assertThat(heard(lab)).containsExactly("tick one");
        assertThat(lab.malformed()).extracting(Malformed::rule).containsExactly("segment repeated with other data");
        assertThat(lab.wire.counters().malformed()).containsEntry("tcp: segment repeated with other data", 1L);
    }

    @Test
    void aSegmentThatAnotherCardSendsWithOtherDataIsToldFromOneThatItsOwnRepeats() {
        Lab lab = open(1, new Tick()).send(client(1, Tick.say("tick one")));
        byte[] passedOn = client(1, Tick.say("tick two"));
        passedOn[11] ^= 0x77;
        lab.send(passedOn);
        assertThat(lab.malformed())
                .extracting(Malformed::rule)
                .containsExactly("segment repeated with other data from another card");
    }

    @Test
    void aSegmentThatAnotherCardPassesOnUnchangedIsNothing() {
        Lab lab = open(1, new Tick());
        byte[] passedOn = client(1, Tick.say("tick one"));
        lab.send(passedOn.clone());
        passedOn[11] ^= 0x77;
        assertThat(lab.send(passedOn).malformed()).isEmpty();
    }

    @Test
    void aSegmentThatBeginsInTheMiddleOfAnotherWithOtherDataIsReported() {
        byte[] one = Tick.say("tick one");
        Lab lab = open(1, new Tick()).send(client(1, one));
        lab.send(client(1 + one.length - 3, Lab.join("one".getBytes(StandardCharsets.UTF_8), Tick.say("tick two"))));
        assertThat(lab.malformed()).isEmpty();
        lab.send(client(1 + one.length - 3, Lab.join("two".getBytes(StandardCharsets.UTF_8), Tick.say("tick two"))));
        assertThat(lab.malformed()).extracting(Malformed::rule).containsExactly("segment repeated with other data");
        assertThat(heard(lab)).containsExactly("tick one", "tick two");
    }

    @Test
    void aKeepAliveMayCarryAByteThatMeansNothing() {
        byte[] one = Tick.say("tick one");
        byte[] two = Tick.say("tick two");
        byte[] nothing = {0};
        Lab lab = open(1, new Tick()).send(client(1, one));
        lab.send(client(one.length, nothing)).send(client(one.length, new byte[] {'?'}));
        lab.send(client(1 + one.length, two)).send(client(one.length, nothing));
        assertThat(heard(lab)).containsExactly("tick one", "tick two");
        assertThat(lab.malformed()).isEmpty();
    }

    @Test
    void aLongerRepetitionOfSegmentsWithOtherDataIsReported() {
        byte[] one = Tick.say("tick one");
        byte[] two = Tick.say("tick two");
        Lab lab = open(1, new Tick()).send(client(1, one)).send(client(1 + one.length, two));
        lab.send(client(1, Lab.join(one, two)));
        assertThat(lab.malformed()).isEmpty();
        lab.send(client(1, Lab.join(one, Tick.say("tick owt"), Tick.say("tick end"))));
        assertThat(lab.malformed()).extracting(Malformed::rule).containsExactly("segment repeated with other data");
        assertThat(heard(lab)).containsExactly("tick one", "tick two", "tick end");
    }

    @Test
    void oneDirectionAloneIsReadThroughItsHoles() {
        Lab lab = new Lab(new Tick());
        int sequence = -20;
        for (int i = 0; i < 10; i++) {
            lab.atNanos += 1_000_000_000L;
            byte[] said = Tick.say("tick " + i);
            // The third and the seventh are never captured.
            if (i % 4 != 2) lab.send(server(sequence, 1, said));
            sequence += said.length;
        }
        assertThat(heard(lab))
                .containsExactly("tick 0", "tick 1", "tick 3", "tick 4", "tick 5", "tick 7", "tick 8", "tick 9");
        assertThat(lab.messages()).extracting(Message::fromClient).containsOnly(false);
        assertThat(lab.wire.counters().gaps).isEqualTo(2);
    }

    @Test
    void aConnectionMetMidwayWhoseHoleIsInItsFirstMessageGoesOn() {
        byte[] giant = Tick.say("x".repeat(300));
        Lab lab = new Lab(new Tick())
                .send(client(1, Tick.say("tick one")))
                .send(client(12, Arrays.copyOf(giant, 100)))
                .send(client(212, Arrays.copyOfRange(giant, 200, giant.length)))
                .send(server(1000, 12 + giant.length, new byte[0]))
                .send(client(12 + giant.length, Tick.say("tick two")));
        assertThat(heard(lab)).containsExactly("tick one", "tick two");
    }

    @Test
    void earlySegmentsThatContradictEachOtherAreReported() {
        Lab lab = open(1, new Tick()).send(client(12, Tick.say("tick two"))).send(client(12, Tick.say("tick owt")));
        assertThat(lab.malformed()).hasSize(1);
    }

    @Test
    void keepAlivesAreNoRetransmissionsAndNoData() {
        Lab lab = open(1, new Tick())
                .send(client(1, Tick.say("tick one")))
                .send(client(11, new byte[1]))
                .send(client(11, new byte[0]))
                .close();
        assertThat(heard(lab)).containsExactly("tick one");
        assertThat(lab.traffic())
                .singleElement()
                .extracting(Traffic::retransmissions)
                .isEqualTo(0);
        assertThat(lab.malformed()).isEmpty();
    }

    @Test
    void retransmissionsAreCounted() {
        Lab lab = open(1, new Tick());
        for (int i = 0; i < 3; i++) lab.send(client(1, Tick.say("tick one")));
        assertThat(lab.close().traffic())
                .singleElement()
                .extracting(Traffic::retransmissions)
                .isEqualTo(2);
    }

    @Test
    void theOpeningOfAConnectionIsTold() {
        assertThat(opening(open(1, new Tick()))).isEqualTo(Traffic.Opening.OPENED);
        assertThat(opening(new Lab().send(tcpFrame(true, CLIENT, 80, 1, 0, SYN, new byte[0]))))
                .isEqualTo(Traffic.Opening.UNANSWERED);
        assertThat(opening(new Lab()
                        .send(tcpFrame(true, CLIENT, 80, 1, 0, SYN, new byte[0]))
                        .send(tcpFrame(false, CLIENT, 80, 0, 2, RST | ACK, new byte[0]))))
                .isEqualTo(Traffic.Opening.REFUSED);
        assertThat(opening(new Lab().send(client(5, Tick.say("tick one"))))).isEqualTo(Traffic.Opening.NONE);
    }

    @Test
    void aResetMayBeTheWordOfAnotherSystemAndDoesNotTellTheHopLimit() {
        Lab lab = open(1, new Tick())
                .send(client(1, Tick.say("tick one")))
                .send(hopLimit(128, server(1000, 14, Tick.say("tick two"))))
                .send(hopLimit(255, tcpFrame(false, CLIENT, Tick.PORT, 1013, 14, RST, new byte[0])));
        assertThat(lab.close().traffic()).extracting(t -> t.down().ttl()).containsOnly(128);
        Lab refused = new Lab()
                .send(tcpFrame(true, CLIENT, 80, 1, 0, SYN, new byte[0]))
                .send(hopLimit(255, tcpFrame(false, CLIENT, 80, 0, 2, RST | ACK, new byte[0])));
        assertThat(refused.close().traffic()).extracting(t -> t.down().ttl()).containsOnly(255);
    }

    private static byte[] hopLimit(int limit, byte[] frame) {
        frame[22] = (byte) limit;
        return frame;
    }

    private static Traffic.Opening opening(Lab lab) {
        return lab.close().traffic().getFirst().opening();
    }

    @Test
    void aNewConnectionOnTheSamePortsIsANewFlow() {
        Lab lab = open(1, new Tick())
                .send(tcpFrame(true, CLIENT, Tick.PORT, 1, 1000, FIN | ACK, new byte[0]))
                .send(tcpFrame(false, CLIENT, Tick.PORT, 1000, 2, FIN | ACK, new byte[0]))
                .send(tcpFrame(true, CLIENT, Tick.PORT, 77_000, 0, SYN, new byte[0]))
                .close();
        assertThat(lab.traffic()).extracting(Traffic::last).containsExactly(true, false);
        assertThat(lab.traffic()).extracting(Traffic::first).containsExactly(true, true);
    }

    @Test
    void theSideWithTheKnownPortIsTheServerOfAFlowMetMidway() {
        Lab lab =
                new Lab(new Tick()).send(server(1000, 1, Tick.say("tick one"))).close();
        assertThat(lab.messages()).singleElement().satisfies(message -> {
            assertThat(message.fromClient()).isFalse();
            assertThat(message.conversation().serverPort()).isEqualTo(Tick.PORT);
        });
        assertThat(lab.traffic())
                .singleElement()
                .extracting(Traffic::packetsDown)
                .isEqualTo(1L);
    }

    @Test
    void aMessageTooLongToKeepIsSkippedAndTheNextOneRead() {
        Lab lab = new Lab(new Wire.Limits(100, 100, 64, 1000), new Tick());
        byte[] giant = Tick.say("x".repeat(200));
        lab.send(client(1, Tick.say("tick one")))
                .send(client(12, Arrays.copyOf(giant, 50)))
                .send(client(62, Lab.join(Arrays.copyOfRange(giant, 50, giant.length), Tick.say("tick end"))));
        assertThat(heard(lab)).containsExactly("tick one", "tick end");
        assertThat(lab.wire.counters().limits()).containsEntry("pending bytes of a direction", 1L);
    }

    private static byte[] from(int source, int port, int sequence, byte[] data) {
        byte[] segment = Lab.tcp(port, Tick.PORT, sequence, 1, ACK, data);
        return Lab.ethernet(Lab.MAC_A, Lab.MAC_B, 0x0800, Lab.ipv4(source, Lab.B, 6, segment));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 41, 3, 43})
    void flagsThatNoConnectionHasAreTold(int flags) {
        Lab lab = new Lab(new Tick());
        byte[] segment = Lab.tcp(CLIENT, Tick.PORT, 1, 1, flags, new byte[0]);
        lab.send(Lab.ethernet(Lab.MAC_A, Lab.MAC_B, 0x0800, Lab.ipv4(Lab.A, Lab.B, 6, segment)));
        assertThat(lab.malformed())
                .singleElement()
                .satisfies(m -> assertThat(m.rule()).isEqualTo("flags of no connection"));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 18, 16, 17, 24, 4, 20})
    void flagsOfAConnectionAreNot(int flags) {
        Lab lab = new Lab(new Tick());
        byte[] segment = Lab.tcp(CLIENT, Tick.PORT, 1, 1, flags, new byte[0]);
        lab.send(Lab.ethernet(Lab.MAC_A, Lab.MAC_B, 0x0800, Lab.ipv4(Lab.A, Lab.B, 6, segment)));
        assertThat(lab.malformed()).isEmpty();
    }

    @Test
    void streamsOfAShardShareOneBudget() {
        Lab lab = new Lab(new Wire.Limits(1000, 1000, 64, 400), new Tick());
        byte[] beginning = Arrays.copyOf(Tick.say("tick and something"), 12);
        for (int source = 0; source < 40; source++) lab.send(from(Lab.A + source, CLIENT, 1, beginning));
        // The last to be let in holds no more than an eighth of what was left.
        assertThat(lab.wire.pendingBytes()).isEqualTo(12 * 26);
        assertThat(lab.wire.counters().limits()).containsEntry("pending bytes of a shard", 14L);
        lab.atNanos += 2 * Flows.IDLE_CONNECTION_NANOS;
        lab.close();
        assertThat(lab.wire.pendingBytes()).isZero();
        assertThat(lab.wire.flows()).isZero();
    }

    @Test
    void aSourceOfMessagesThatNeverEndFillsItsOwnPartOnly() {
        Lab lab = new Lab(new Wire.Limits(1000, 1000, 4_000, 80_000), new Tick());
        byte[] endless = Arrays.copyOf(Tick.say("x".repeat(3_990)), 3_000);
        for (int port = 0; port < 100; port++) {
            lab.send(from(Lab.A, 40_000 + port, 1, Tick.say("tick one")));
            lab.send(from(Lab.A, 40_000 + port, 12, endless));
        }
        assertThat(lab.wire.pendingBytes()).isBetween(3_000L, 80_000L / Budget.SOURCE_PART);
        assertThat(lab.wire.counters().limits()).containsEntry("pending bytes of a source", 97L);
        byte[] honest = Tick.say("tick and something");
        lab.send(from(99, CLIENT, 1, Arrays.copyOf(honest, 12)));
        lab.send(from(99, CLIENT, 13, Arrays.copyOfRange(honest, 12, honest.length)));
        assertThat(heard(lab)).last().isEqualTo("tick and something");
    }

    @Test
    void messagesThatNeverEndFromManyForgedSourcesLeaveRoomForOthers() {
        Lab lab = new Lab(new Wire.Limits(4_000, 1000, 4_000, 800_000), new Tick());
        byte[] endless = Arrays.copyOf(Tick.say("x".repeat(3_990)), 500);
        for (int source = 0; source < 1_000; source++)
            for (int port = 0; port < 3; port++) {
                lab.send(from(0x0B000000 + source, 40_000 + port, 1, Tick.say("tick one")));
                lab.send(from(0x0B000000 + source, 40_000 + port, 12, endless));
            }
        assertThat(lab.wire.counters().limits()).containsKey("pending bytes of a shard");
        byte[] honest = Tick.say("tick and something");
        for (int port = 0; port < 10; port++) {
            lab.send(from(99, port + 1_000, 1, Arrays.copyOf(honest, 12)));
            lab.send(from(99, port + 1_000, 13, Arrays.copyOfRange(honest, 12, honest.length)));
        }
        assertThat(heard(lab).stream().filter("tick and something"::equals)).hasSize(10);
    }

    @Test
    void aFloodOfHalfOpenConnectionsLeavesOpenOnesAlone() {
        Lab lab = new Lab(new Wire.Limits(64, 16, 1 << 16, 1 << 20), new Tick())
                .send(tcpFrame(true, CLIENT, Tick.PORT, 0, 0, SYN, new byte[0]))
                .send(tcpFrame(false, CLIENT, Tick.PORT, 999, 1, SYN | ACK, new byte[0]))
                .send(client(1, Arrays.copyOf(Tick.say("tick one"), 5)));
        byte[] syn = Lab.tcp(1_000, 80, 1, 0, SYN, new byte[0]);
        for (int i = 1; i < 5_000; i++)
            lab.send(Lab.ethernet(Lab.MAC_A, Lab.MAC_B, 0x0800, Lab.ipv4(0x0B000000 + i, Lab.B, 6, syn)));
        for (int port = 1; port < 5_000; port++) lab.send(tcpFrame(true, port, 81, 1, 0, SYN, new byte[0]));
        byte[] said = Tick.say("tick one");
        lab.send(client(6, Arrays.copyOfRange(said, 5, said.length)));
        assertThat(heard(lab)).containsExactly("tick one");
        assertThat(lab.wire.flows()).isLessThanOrEqualTo(64);
        assertThat(lab.wire.counters().limits()).containsKeys("flows of a shard", "flows of a source");
    }

    @Test
    void aStreamThatJumpsFarAwayIsFollowedOnceTheNextSegmentConfirmsIt() {
        Lab lab = open(1, new Tick())
                .send(client(1, Tick.say("tick one")))
                .send(client(900_000_000, Tick.say("tick far")))
                .send(client(12, Tick.say("tick two")))
                .send(client(700_000_000, Tick.say("tick far")))
                .send(client(700_000_011, Tick.say("tick new")));
        assertThat(heard(lab)).containsExactly("tick one", "tick two", "tick new");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static Lab tunnelled(String asked, String granted, byte[] then) {
        Dissector http = new dev.postern.wire.it.http.HttpDissector();
        Lab lab = new Lab(http, new Tick());
        lab.send(tcpFrame(true, CLIENT, 80, 0, 0, SYN, new byte[0]))
                .send(tcpFrame(false, CLIENT, 80, 999, 1, SYN | ACK, new byte[0]))
                .send(tcpFrame(true, CLIENT, 80, 1, 1000, ACK, ascii(asked)))
                .send(tcpFrame(false, CLIENT, 80, 1000, 1 + asked.length(), ACK, Lab.join(ascii(granted), then)));
        return lab;
    }

    @Test
    void whatFollowsAGrantedTunnelIsRecognisedAnew() {
        String asked = "CONNECT plc:502 HTTP/1.1\r\n\r\n";
        String granted = "HTTP/1.1 200 OK\r\n\r\n";
        Lab lab = tunnelled(asked, granted, new byte[0]);
        lab.send(tcpFrame(true, CLIENT, 80, 1 + asked.length(), 1000 + granted.length(), ACK, Tick.say("tick one")))
                .send(tcpFrame(false, CLIENT, 80, 1000 + granted.length(), 0, ACK, Tick.say("tick two")))
                .close();
        assertThat(heard(lab)).containsExactly("connect", "connect", "tick one", "tick two");
        assertThat(lab.traffic()).singleElement().extracting(Traffic::service).isEqualTo("tick");
    }

    @Test
    void whatFollowsAnUpgradeInTheSameSegmentIsRead() {
        String asked = "GET / HTTP/1.1\r\nUpgrade: tick\r\nConnection: upgrade\r\n\r\n";
        String granted = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: tick\r\n\r\n";
        byte[] two = Lab.join(Tick.say("tick one"), Tick.say("tick two"));
        Lab lab = tunnelled(asked, granted, two);
        assertThat(heard(lab)).containsExactly("get", "get", "tick one", "tick two");
        Lab unknown = tunnelled(asked, granted, new byte[100]);
        assertThat(unknown.close().traffic())
                .singleElement()
                .extracting(Traffic::service)
                .isEqualTo("http");
    }

    @Test
    void protocolsThatEndAgainAndAgainAreFollowedToALimit() {
        Dissector http = new dev.postern.wire.it.http.HttpDissector();
        Lab lab = new Lab(http)
                .send(tcpFrame(true, CLIENT, 80, 0, 0, SYN, new byte[0]))
                .send(tcpFrame(false, CLIENT, 80, 999, 1, SYN | ACK, new byte[0]));
        byte[] granted = ascii("HTTP/1.1 101 Switching Protocols\r\n\r\n");
        for (int i = 0; i < 40; i++) lab.send(server(1000 + i * granted.length, 1, granted, 80));
        assertThat(lab.messages()).hasSize(Reader.SWITCHES_MAX + 1);
        assertThat(lab.wire.counters().limits()).containsEntry("protocols of a flow", 1L);
    }

    private static byte[] server(int sequence, int acknowledged, byte[] data, int port) {
        return tcpFrame(false, CLIENT, port, sequence, acknowledged, ACK, data);
    }
}
