package dev.postern.wire.ot.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No bytes make it throw or consume more than there is; the bench fails on both. */
class ModbusRobustnessTest {
    @Property(seed = "1")
    void noBytesOfAClientOrServerDoHarm(@ForAll byte[] bytes, @ForAll boolean fromClient, @ForAll boolean datagram) {
        Bench bench = new Bench(new Modbus(), datagram ? Transport.UDP : Transport.TCP, 502);
        feed(bench, bytes, fromClient);
        assertThat(bench.observations.size()).isLessThanOrEqualTo(4 * bytes.length + 4);
    }

    @Property(seed = "1", tries = 5000)
    void noBodyBehindAGoodHeaderDoesHarm(
            @ForAll("messages") byte[] request, @ForAll("messages") byte[] answer, @ForAll boolean datagram) {
        Bench bench = new Bench(new Modbus(), datagram ? Transport.UDP : Transport.TCP, 502);
        feed(bench, request, true);
        feed(bench, answer, false);
        assertThat(bench.messages()).isNotEmpty();
    }

    private static void feed(Bench bench, byte[] bytes, boolean fromClient) {
        if (fromClient) bench.client(bytes);
        else bench.server(bytes);
    }

    /** A header whose length is right, any function, any body. */
    @Provide
    Arbitrary<byte[]> messages() {
        Arbitrary<byte[]> bodies =
                Arbitraries.bytes().array(byte[].class).ofMinSize(0).ofMaxSize(60);
        return net.jqwik.api.Combinators.combine(Arbitraries.bytes(), bodies).as((function, body) -> {
            byte[] message = new byte[8 + body.length];
            message[5] = (byte) (2 + body.length);
            message[6] = 1;
            message[7] = function;
            System.arraycopy(body, 0, message, 8, body.length);
            return message;
        });
    }
}
