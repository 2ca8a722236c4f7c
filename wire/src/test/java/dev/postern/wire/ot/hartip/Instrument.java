package dev.postern.wire.ot.hartip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import java.util.HexFormat;
import java.util.List;

/** A field instrument that is asked and answers, and what was read of it. */
abstract class Instrument {
    final Bench hart = new Bench(new HartIpDissector(), Transport.UDP, 5094);

    /** Header and check octet around a frame. */
    static String message(String type, String frame) {
        byte[] bytes = Bench.hex(frame);
        int check = 0;
        for (byte octet : bytes) check ^= octet & 0xFF;
        HexFormat hex = HexFormat.of();
        return "01" + type + "03 00 0006" + hex.toHexDigits((short) (8 + bytes.length + 1)) + frame
                + hex.toHexDigits((byte) check);
    }

    Object field(String name) {
        return hart.messages().getLast().fields().get(name);
    }

    List<String> identities() {
        return hart.observations.stream()
                .filter(Identity.class::isInstance)
                .map(Identity.class::cast)
                .map(i -> i.place() + ": " + i.attribute() + " " + i.value())
                .toList();
    }

    Object asked(String command, String data, String name) {
        int octets = data.replace(" ", "").length() / 2;
        hart.client(message("00", "82 264E0000D2 " + command + "%02X".formatted(octets) + data));
        assertThat(hart.malformed()).isEmpty();
        return field(name);
    }

    Object answered(String command, String request, String answer, String name) {
        asked(command, request, name);
        int octets = answer.replace(" ", "").length() / 2 + 2;
        hart.server(message("01", "86 264E0000D2 " + command + "%02X".formatted(octets) + "00 00" + answer));
        assertThat(hart.malformed()).isEmpty();
        return field(name);
    }
}
