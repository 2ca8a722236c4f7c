package dev.postern.wire.ot.rocplus;

import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to opcode 6: what the device is, and how many points of each type it has.
 *
 * <pre>{@code
 * 0      1         3          4               5          6         7        18     19
 * | mode | port(2) | security | compatibility | revision | subtype | 0 ...  | type | number of points of type 60, 61, ...
 * }</pre>
 */
final class Configuration {
    private static final int MODE = 0, PORT = 1, SECURITY = 3, REVISION = 5, SUBTYPE = 6, TYPE = 18, POINTS = 19;
    private static final int FIRST_POINT_TYPE = 60, POINT_TYPES_SHOWN_MAX = 64;
    private static final double IDENTITY = 0.95;

    private Configuration() {}

    static boolean isWhole(int octets) {
        return octets >= POINTS;
    }

    private static String type(int code) {
        return switch (code) {
            case 1 -> "ROC300 with ROCPAC";
            case 2 -> "FloBoss 407";
            case 3 -> "ROC300 with FlashPAC";
            case 4 -> "FloBoss 503";
            case 5 -> "FloBoss 504";
            case 6 -> "ROC800";
            case 11 -> "DL8000";
            default -> null;
        };
    }

    static void describe(Bytes bytes, int at, int end, Turn.Draft draft) {
        int mode = bytes.u8(at + MODE);
        List<Object> points = new ArrayList<>();
        for (int i = 0; at + POINTS + i < end && points.size() < POINT_TYPES_SHOWN_MAX; i++)
            if (bytes.u8(at + POINTS + i) != 0) points.add(FIRST_POINT_TYPE + i + " x" + bytes.u8(at + POINTS + i));
        draft.field("mode", mode == 0 ? "firmware update" : mode == 1 ? "run" : "mode " + mode)
                .field("port", (long) bytes.u16le(at + PORT))
                .field("security", (long) bytes.u8(at + SECURITY))
                .field("revision", (long) bytes.u8(at + REVISION))
                .field("subtype", (long) bytes.u8(at + SUBTYPE))
                .field("type", (long) bytes.u8(at + TYPE))
                .field("model", type(bytes.u8(at + TYPE)))
                .field("points", points);
    }

    static void identity(Bytes bytes, int at, Turn turn) {
        String type = type(bytes.u8(at + TYPE));
        if (type == null) return;
        turn.identity(turn.source(), Attribute.VENDOR, "Emerson", IDENTITY);
        turn.identity(turn.source(), Attribute.MODEL, type, IDENTITY);
    }
}
