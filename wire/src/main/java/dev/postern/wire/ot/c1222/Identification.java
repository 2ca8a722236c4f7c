package dev.postern.wire.ot.c1222;

import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * The answer to identification, ANSI C12.22 clause 5.3.2.4.1.
 *
 * <pre>{@code
 * 0    1          2         3          4
 * | ok | standard | version | revision | features, each with its tag first | 00
 * 01 ticket of C12.21: type, algorithm          02: the same, length, ticket       04 mechanism: tag, length, object identifier
 * 05 sessions, time-out     06, 0D, 80 device class: length, object identifier     07 identity: length, character format, text
 * }</pre>
 */
final class Identification {
    private static final int STANDARD = 1, VERSION = 2, REVISION = 3, FEATURES = 4;
    private static final int AUTHENTICATION = 1,
            TICKET = 2,
            MECHANISM = 4,
            SESSIONS = 5,
            UNIVERSAL = 6,
            IDENTITY = 7,
            RELATIVE = 0x0D,
            RELATIVE_CONTEXT = 0x80;
    private static final int ASCII = 1;
    private static final double CERTAINTY = 0.9;

    private String deviceClass;
    private String identity;
    private int sessions = -1;

    private Identification() {}

    static Identification read(Bytes answer) {
        Identification read = new Identification();
        int at = FEATURES;
        while (at < answer.length() && at > 0) at = read.feature(answer, at);
        return read;
    }

    /** Offset behind the feature, or -1 at the last one, a broken one and one that is unknown. */
    private int feature(Bytes answer, int at) {
        int length = answer.u8(at + 1);
        return switch (answer.u8(at)) {
            case AUTHENTICATION -> at + 3;
            case TICKET -> at + 4 + answer.u8(at + 3);
            case MECHANISM -> at + 3 + answer.u8(at + 2);
            case SESSIONS -> {
                sessions = length;
                yield at + 3;
            }
            case UNIVERSAL, RELATIVE, RELATIVE_CONTEXT -> {
                if (!answer.has(at + 2, length)) yield -1;
                deviceClass = C1222Dissector.arcs(answer, at + 2, at + 2 + length, answer.u8(at) != UNIVERSAL);
                yield at + 2 + length;
            }
            case IDENTITY -> {
                if (length < 1 || !answer.has(at + 2, length)) yield -1;
                String text = answer.u8(at + 2) == ASCII ? answer.ascii(at + 3, length - 1) : "";
                boolean readable = !text.isEmpty() && !text.contains(".");
                identity = readable ? text : answer.hex(at + 3, length - 1);
                yield at + 2 + length;
            }
            default -> -1;
        };
    }

    static String standard(int code) {
        return switch (code) {
            case 0 -> "C12.18";
            case 2 -> "C12.21";
            case 3 -> "C12.22";
            default -> "standard " + code;
        };
    }

    void describe(Bytes answer, Turn.Draft draft) {
        draft.field(
                        "standard",
                        standard(answer.u8(STANDARD)) + " version " + answer.u8(VERSION) + "." + answer.u8(REVISION))
                .field("end_device_class", deviceClass)
                .field("device_identity", identity);
        if (sessions >= 0) draft.field("sessions", (long) sessions);
    }

    void tell(String place, Turn turn) {
        if (deviceClass != null)
            turn.identity(turn.source(), place, Attribute.TYPE, "C12.22 device class " + deviceClass, CERTAINTY);
        turn.identity(turn.source(), place, Attribute.SERIAL, identity, CERTAINTY);
    }
}
