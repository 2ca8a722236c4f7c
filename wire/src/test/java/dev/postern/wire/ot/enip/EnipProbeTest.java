package dev.postern.wire.ot.enip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import org.junit.jupiter.api.Test;

class EnipProbeTest {
    @Test
    void aShortMessageOfZerosIsNotTheBeginningOfANop() {
        byte[] modbus = Bench.hex("0000 0000 0006 01 00 0000 0001");
        assertThat(new EnipDissector().probe(new Bytes().wrap(modbus), Transport.TCP, true))
                .isEqualTo(Recognition.NOT);
    }
}
