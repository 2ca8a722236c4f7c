package dev.postern.wire.ot.s7comm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No bytes make it throw or consume more than there is; the bench fails on both. */
class S7commRobustnessTest {
    @Property(seed = "1")
    void noBytesDoHarm(@ForAll byte[] bytes, @ForAll boolean fromClient) {
        Bench bench = new Bench(new S7comm(), Transport.TCP, 102);
        if (fromClient) bench.client(bytes);
        else bench.server(bytes);
        assertThat(bench.observations.size()).isLessThanOrEqualTo(4 * bytes.length + 4);
    }

    @Property(seed = "1", tries = 5000)
    void noBodyBehindAGoodHeaderDoesHarm(@ForAll("units") byte[] ask, @ForAll("units") byte[] answer) {
        Bench bench = new Bench(new S7comm(), Transport.TCP, 102);
        bench.client(ask);
        bench.server(answer);
        assertThat(bench.observations.size()).isLessThan(4 * (ask.length + answer.length));
    }

    /** TPKT, COTP and an S7 header whose lengths are right; types, function and the rest are anything. */
    @Provide
    Arbitrary<byte[]> units() {
        Arbitrary<Integer> types = Arbitraries.of(1, 2, 3, 7);
        Arbitrary<Integer> functions =
                Arbitraries.of(0, 4, 5, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F, 0x28, 0x29, 0xF0, 0x72, 0x33);
        Arbitrary<Integer> groups = Arbitraries.integers().between(0, 255);
        Arbitrary<byte[]> bodies =
                Arbitraries.bytes().array(byte[].class).ofMinSize(8).ofMaxSize(80);
        return Combinators.combine(types, functions, groups, bodies).as(S7commRobustnessTest::unit);
    }

    private static byte[] unit(int type, int function, int group, byte[] body) {
        boolean acknowledges = type == 2 || type == 3;
        int parameters = Math.min(12, body.length);
        int header = acknowledges ? 12 : 10;
        byte[] bytes = new byte[7 + header + body.length];
        bytes[0] = 3;
        bytes[3] = (byte) bytes.length;
        bytes[4] = 2;
        bytes[5] = (byte) 0xF0;
        bytes[6] = (byte) 0x80;
        bytes[7] = (byte) (function == 0x72 ? 0x72 : 0x32);
        bytes[8] = (byte) type;
        bytes[14] = (byte) parameters;
        bytes[16] = (byte) (body.length - parameters);
        System.arraycopy(body, 0, bytes, 7 + header, body.length);
        bytes[7 + header] = (byte) function;
        if (type == 7) {
            bytes[7 + header] = 0;
            bytes[8 + header] = 1;
            bytes[9 + header] = 0x12;
            bytes[12 + header] = (byte) group;
        }
        return bytes;
    }
}
