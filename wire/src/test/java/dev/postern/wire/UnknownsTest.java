package dev.postern.wire;

import static dev.postern.wire.Lab.ACK;
import static dev.postern.wire.Lab.join;
import static dev.postern.wire.Lab.numbers;
import static dev.postern.wire.Lab.tcpFrame;
import static dev.postern.wire.Lab.udpFrame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Message;
import dev.postern.model.Outcome;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A protocol nobody reads: 0xAA 0x55, number, length of what follows, verb 1 to 3, as many values as the verb wants. */
class UnknownsTest {
    private static final int PORT = 4_321;

    private static byte[] said(int number, int verb) {
        byte[] values = new byte[4 * verb];
        for (int i = 0; i < values.length; i++) values[i] = (byte) (number * 7 + i * 13 & 0x3F);
        return join(numbers(0xAA55, 2, number, 2, values.length + 1, 2, verb, 1), values);
    }

    private static Lab polls(int count) {
        Lab lab = new Lab();
        for (int i = 0; i < count; i++)
            lab.send(udpFrame(true, 50_000, PORT, said(1_000 + 3 * i, 1 + i % 3)))
                    .send(udpFrame(false, 50_000, PORT, said(1_000 + 3 * i, 1 + i % 3)));
        return lab;
    }

    private static List<Message> told(Lab lab) {
        return lab.messages().stream()
                .filter(m -> !m.operation().equals("format"))
                .toList();
    }

    @Test
    void theFormatIsLearnedAndToldOnce() {
        Lab lab = polls(200);
        List<Message> formats = lab.messages().stream()
                .filter(m -> m.operation().equals("format"))
                .toList();
        assertThat(formats).singleElement().satisfies(m -> {
            assertThat(m.protocol()).isEqualTo("unknown");
            assertThat(m.target()).isEqualTo("udp/4321");
            assertThat(m.fields().text("client_constant")).startsWith("aa55");
            assertThat(m.fields().get("client_length_at")).isEqualTo(4L);
            assertThat(m.fields().get("client_length_octets")).isEqualTo(2L);
            assertThat(m.fields().get("client_length_bias")).isEqualTo(6L);
            assertThat(m.fields().get("client_verb_at")).isEqualTo(6L);
            assertThat(m.fields().get("id_at")).isEqualTo(2L);
        });
        assertThat(lab.malformed()).isEmpty();
    }

    @Test
    void messagesAreToldByTheirVerbAndAnswersAreTied() {
        List<Message> told = told(polls(60));
        assertThat(told).hasSizeGreaterThan(30);
        Message asked = told.stream().filter(Message::fromClient).findFirst().orElseThrow();
        Message answered = told.get(told.indexOf(asked) + 1);
        assertThat(asked.operation()).isIn("verb 01", "verb 02", "verb 03");
        assertThat(asked.outcome()).isEqualTo(Outcome.REQUEST);
        assertThat(answered.operation()).isEqualTo(asked.operation());
        assertThat(answered.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(answered.latencyNanos()).isEqualTo(1_000_000);
        assertThat(told).extracting(Message::operation).contains("verb 01", "verb 02", "verb 03");
    }

    @Test
    void aVerbNeverHeardBeforeIsTold() {
        Lab lab = polls(60).send(udpFrame(true, 50_000, PORT, said(9_000, 9)));
        assertThat(told(lab).getLast().operation()).isEqualTo("verb 09");
    }

    @Test
    void messagesOfAStreamAreFramedByTheLengthLearned() {
        Lab lab = new Lab();
        int sequence = 1;
        int answered = 1;
        for (int i = 0; i < 60; i++) {
            byte[] request = said(3 * i, 1 + i % 3);
            lab.send(tcpFrame(true, 40_000, PORT, sequence, answered, ACK, request));
            sequence += request.length;
            lab.send(tcpFrame(false, 40_000, PORT, answered, sequence, ACK, request));
            answered += request.length;
        }
        int before = told(lab).size();
        byte[] three = join(said(901, 1), said(902, 3), said(903, 2));
        lab.send(tcpFrame(true, 40_000, PORT, sequence, answered, ACK, java.util.Arrays.copyOf(three, 20)));
        lab.send(tcpFrame(
                true,
                40_000,
                PORT,
                sequence + 20,
                answered,
                ACK,
                java.util.Arrays.copyOfRange(three, 20, three.length)));
        assertThat(told(lab).subList(before, told(lab).size()))
                .extracting(Message::operation)
                .containsExactly("verb 01", "verb 03", "verb 02");
    }

    @Test
    void whatIsEncryptedOrBulkOrNeverAnsweredIsNotTold() {
        Random random = new Random(5);
        Lab lab = new Lab();
        for (int i = 0; i < 200; i++) {
            byte[] secret = new byte[40 + random.nextInt(100)];
            random.nextBytes(secret);
            secret[0] = 0x17;
            lab.send(udpFrame(true, 50_000, PORT, secret)).send(udpFrame(false, 50_000, PORT, secret));
            byte[] bulk = new byte[1_200];
            bulk[3] = (byte) i;
            lab.send(udpFrame(true, 50_001, PORT + 1, bulk)).send(udpFrame(false, 50_001, PORT + 1, new byte[400]));
            lab.send(udpFrame(true, 50_002, PORT + 2, said(i, 1)));
        }
        assertThat(lab.messages()).isEmpty();
    }

    @Test
    void protocolsAreLimitedAndTheOneLongSilentGivesWay() {
        Lab lab = new Lab();
        for (int port = 0; port < Unknowns.PROTOCOLS_MAX + 1; port++)
            for (int i = 0; i < 40; i++)
                lab.send(udpFrame(true, 50_000, 10_000 + port, said(3 * i, 1 + i % 3)))
                        .send(udpFrame(false, 50_000, 10_000 + port, said(3 * i, 1 + i % 3)));
        assertThat(lab.wire.counters().limits()).containsKey("unknown protocols of a shard");
        lab.seen.clear();
        lab.atNanos += 2 * Unknowns.IDLE_NANOS;
        for (int i = 0; i < 40; i++)
            lab.send(udpFrame(true, 50_000, 20_000, said(3 * i, 1 + i % 3)))
                    .send(udpFrame(false, 50_000, 20_000, said(3 * i, 1 + i % 3)));
        assertThat(lab.messages()).isNotEmpty();
    }

    @Test
    void anEtherTypeWithoutAReaderIsLearnedTo() {
        Lab lab = new Lab();
        for (int i = 0; i < 60; i++)
            lab.send(Lab.ethernet(
                    Lab.MAC_A, 0x010203040506L, 0x88B5, join(numbers(0x5A01, 2, i, 2, 1 + i % 2, 1), new byte[41])));
        Message format = lab.messages().getFirst();
        assertThat(format.operation()).isEqualTo("format");
        assertThat(format.fields().get("client_length")).isEqualTo(46L);
        assertThat(format.fields().get("client_counter_at")).isEqualTo(3L);
        assertThat(format.fields().get("client_verb_at")).isEqualTo(4L);
        assertThat(told(lab)).extracting(Message::outcome).containsOnly(Outcome.NOTICE);
    }

    @Test
    void aClockIsNoVerbAndAVerbOfTooManyValuesIsNone() {
        Lab lab = new Lab();
        for (int i = 0; i < 100; i++) {
            byte[] measured = join(numbers(0xAA01, 2, 1_000 + i / 8, 4), new byte[30]);
            lab.send(udpFrame(true, 50_000, PORT, measured)).send(udpFrame(false, 50_000, PORT, new byte[4]));
        }
        assertThat(lab.messages().getFirst().fields().get("client_verb_at")).isNull();
        Lab values = polls(60);
        for (int i = 0; i < 100; i++) values.send(udpFrame(true, 50_000, PORT, said(9_000 + i, 10 + i)));
        assertThat(told(values).getLast().operation()).isEqualTo("message");
    }
}
