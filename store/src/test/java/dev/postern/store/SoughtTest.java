package dev.postern.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Frame;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SoughtTest {
    private static final int SEARCHED_BYTES = 96;
    private static final List<Address> ADDRESSES = List.of(
            Address.parse("10.0.0.1"),
            Address.parse("10.0.0.17"),
            Address.parse("0.0.1.1"),
            Address.parse("00:00:01:01:00:01"),
            Address.parse("fe80::1"));
    private static final List<byte[]> OCTETS = List.of(
            new byte[] {10, 0, 0, 1},
            new byte[] {10, 0, 0, 17},
            new byte[] {0, 0, 1, 1},
            new byte[] {0, 0, 1, 1, 0, 1},
            new byte[] {(byte) 0xfe, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});

    private static Frame frame(byte[] data, int offset, int length) {
        Frame frame = new Frame();
        frame.data = data;
        frame.offset = offset;
        frame.capturedBytes = length;
        return frame;
    }

    /** What is to come out, looked for without any skill. */
    private static long standing(byte[] data, int offset, int length) {
        long found = 0;
        int end = offset + Math.min(length, SEARCHED_BYTES);
        for (int i = 0; i < OCTETS.size(); i++) {
            byte[] octets = OCTETS.get(i);
            for (int at = offset; at + octets.length <= end; at++) {
                int same = 0;
                while (same < octets.length && data[at + same] == octets[same]) same++;
                if (same == octets.length) found |= 1L << i;
            }
        }
        return found;
    }

    @Test
    void eachAddressIsFoundWhereverItStandsInTheFirstOctetsOfTheFrameAndNowhereElse() {
        Random random = new Random(7);
        Sought sought = new Sought();
        for (int i = 0; i < ADDRESSES.size(); i++)
            assertThat(sought.bit(ADDRESSES.get(i))).isEqualTo(1L << i);
        long ever = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] data = new byte[120];
            for (int i = 0; i < data.length; i++) data[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(20) : 0);
            byte[] octets = OCTETS.get(random.nextInt(OCTETS.size()));
            System.arraycopy(octets, 0, data, random.nextInt(data.length - octets.length + 1), octets.length);
            int offset = random.nextInt(8);
            int length = random.nextInt(data.length - offset + 1);
            long found = sought.in(frame(data, offset, length));
            assertThat(found).isEqualTo(standing(data, offset, length));
            ever |= found;
        }
        assertThat(ever).isEqualTo((1L << ADDRESSES.size()) - 1);
    }

    @Test
    void oneAddressAskedForTwiceIsOneAndNoAddressStandsEverywhere() {
        Sought sought = new Sought();
        long bit = sought.bit(Address.parse("10.0.0.1"));
        assertThat(sought.bit(Address.parse("10.0.0.2"))).isNotEqualTo(bit);
        assertThat(sought.bit(Address.parse("10.0.0.1"))).isEqualTo(bit);
        assertThat(sought.bit(null)).isZero();
    }
}
