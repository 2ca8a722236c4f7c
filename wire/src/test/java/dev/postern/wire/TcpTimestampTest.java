package dev.postern.wire;

import static dev.postern.wire.Lab.ACK;
import static dev.postern.wire.Lab.RST;
import static dev.postern.wire.Lab.SYN;
import static dev.postern.wire.Lab.join;
import static dev.postern.wire.Lab.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Traffic.Ticks;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The timestamp among the options of a segment, RFC 7323 section 3.2. */
class TcpTimestampTest {
    private static final int CLIENT = 50_000;
    private static final byte[] NOTHING = {};
    private static final long TICKS = 0xFEDC_BA98L;
    private static final byte[] STAMP = numbers(8, 1, 10, 1, TICKS, 4, 7, 4);

    /** One segment; options are filled up to a whole number of words with the option that ends them. */
    private static byte[] segment(boolean fromClient, int flags, byte[] options, byte[] payload) {
        byte[] whole = Arrays.copyOf(options, (options.length + 3) / 4 * 4);
        int from = fromClient ? CLIENT : Tick.PORT;
        int to = fromClient ? Tick.PORT : CLIENT;
        return Lab.frame(
                fromClient,
                6,
                join(
                        numbers(from, 2, to, 2, 1, 4, 1, 4, (5 + whole.length / 4) << 4, 1, flags, 1, 8192, 2, 0, 4),
                        whole,
                        payload));
    }

    private static Ticks read(byte[] options) {
        return read(new Lab(new Tick()).send(segment(true, ACK, options, NOTHING)));
    }

    private static Ticks read(Lab lab) {
        return lab.close().traffic().getLast().up().ticks();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01",
                "0101",
                "020405b4",
                "020405b40402",
                "030307",
                "01010101010101",
                "fd060000beef",
                "050a0000000000000000"
            })
    void isReadWhateverStandsBeforeIt(String before) {
        byte[] options = HexFormat.of().parseHex(before);
        assertThat(read(join(options, STAMP)).value()).isEqualTo(TICKS);
    }

    @Test
    void isReadWhereMoreFollows() {
        assertThat(read(join(STAMP, numbers(1, 1, 3, 1, 3, 1, 7, 1))).value()).isEqualTo(TICKS);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 9, 11, 255})
    void ofAnotherLengthIsNone(int length) {
        byte[] options = STAMP.clone();
        options[1] = (byte) length;
        assertThat(read(options)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "0200", "0201", "02ff", "03"})
    void behindOptionsThatEndOrHaveNoLengthItIsNotLookedFor(String before) {
        byte[] first = Arrays.copyOf(HexFormat.of().parseHex(before), 2);
        assertThat(read(join(first, STAMP))).isNull();
    }

    @Test
    void thatTheCaptureCutIsNone() {
        byte[] frame = segment(true, ACK, STAMP, NOTHING);
        int end = frame.length - 2;
        assertThat(read(new Lab(new Tick()).cut(frame, end)).value())
                .as("whole")
                .isEqualTo(TICKS);
        for (int cut = 1; cut <= STAMP.length; cut++)
            assertThat(read(new Lab(new Tick()).cut(frame, end - cut))).isNull();
    }

    @Property(seed = "1")
    void anyBytesInItsPlaceAreSurvivedAndTheDataBehindIsRead(@ForAll @Size(max = 40) byte[] options) {
        Lab lab = new Lab(new Tick()).send(segment(true, ACK, options, Tick.say("tick one")));
        lab.close();
        assertThat(lab.messages()).hasSize(1);
        assertThat(lab.malformed()).isEmpty();
    }

    @Test
    void theFirstOfEachSideInEachMinuteIsToldWithItsTime() {
        Lab lab = new Lab(new Tick());
        lab.send(segment(true, SYN, numbers(8, 1, 10, 1, 100, 4, 0, 4), NOTHING));
        long asked = lab.atNanos;
        lab.send(segment(false, SYN | ACK, numbers(8, 1, 10, 1, 900, 4, 100, 4), NOTHING));
        long answered = lab.atNanos;
        lab.send(segment(true, ACK, numbers(8, 1, 10, 1, 101, 4, 900, 4), NOTHING))
                .close();
        lab.send(segment(true, ACK, numbers(8, 1, 10, 1, 60_100, 4, 900, 4), NOTHING));
        long next = lab.atNanos;
        lab.close();
        lab.send(segment(true, ACK, NOTHING, NOTHING)).close();
        assertThat(lab.traffic())
                .extracting(t -> t.up().ticks())
                .containsExactly(new Ticks(100, asked), new Ticks(60_100, next), null);
        assertThat(lab.traffic())
                .extracting(t -> t.down().ticks())
                .containsExactly(new Ticks(900, answered), null, null);
    }

    @Test
    void ofTheSegmentThatBreaksOffIsNotBelievedForAFirewallMayHaveSentIt() {
        assertThat(read(new Lab(new Tick())
                        .send(segment(true, ACK, NOTHING, NOTHING))
                        .send(segment(true, RST | ACK, STAMP, NOTHING))))
                .isNull();
    }
}
