package dev.postern.wire.ot.rocplus;

import dev.postern.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Types of points and what their parameters are called and hold: {@code points.txt}. A message says neither. Immutable; only some types are in the list, and
 * types from 60 to 84 are defined by programs of users.
 */
final class Points {
    static final int SYSTEM = 91, LOGON = 92;
    private static final int TYPES = 256, PARAMETERS = 256;
    private static final String[] NAMES = new String[TYPES];
    private static final Parameter[][] LIST = read();

    private Points() {}

    /**
     * @param name of type and parameter: {@code analog input: eu value}
     * @param kind u unsigned, f floating-point, c text, p point, t time, s secret
     */
    record Parameter(String name, char kind, int octets) {
        static final String SECRET = "secret";

        boolean isSecret() {
            return kind == 's';
        }

        /** The value in {@link #octets} from {@code at} on, which are there. */
        Object value(Bytes bytes, int at) {
            return switch (kind) {
                case 's' -> SECRET;
                case 'c' -> Parameters.text(bytes, at, octets);
                case 'p' -> Parameters.point(bytes, at);
                case 'f' -> octets == 4 ? (Object) (double) bytes.f32le(at) : (Object) bytes.f64le(at);
                default -> octets == 1 ? bytes.u8(at) : octets == 2 ? bytes.u16le(at) : bytes.u32le(at);
            };
        }
    }

    private static Parameter[][] read() {
        Parameter[][] list = new Parameter[TYPES][];
        try (InputStream in = Points.class.getResourceAsStream("points.txt")) {
            if (in == null) throw new IllegalStateException("the build left out the list of ROC Plus points");
            int type = 0;
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith("#")) continue;
                String[] words = line.split(" ", 3);
                if (words[0].equals("point")) {
                    type = Integer.parseInt(words[1]);
                    NAMES[type] = words[2];
                    continue;
                }
                if (list[type] == null) list[type] = new Parameter[PARAMETERS];
                list[type][Integer.parseInt(words[0])] = new Parameter(
                        NAMES[type] + ": " + words[2], words[1].charAt(0), Integer.parseInt(words[1].substring(1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return list;
    }

    /** Null for a type that is not in the list. */
    static String name(int type) {
        return NAMES[type];
    }

    /** Null for a parameter that is not in the list. */
    static Parameter parameter(int type, int number) {
        Parameter[] parameters = LIST[type];
        return parameters == null || number >= PARAMETERS ? null : parameters[number];
    }

    /** What a parameter is called, or its type alone; null if not even that is known. */
    static String told(int type, int number) {
        Parameter parameter = parameter(type, number);
        return parameter == null ? NAMES[type] : parameter.name;
    }

    /** Whether a secret may stand behind its point somewhere from {@code from} on: rather once too often, as where points begin is not always known. */
    static boolean mayHoldSecret(Bytes bytes, int from, int end) {
        for (int at = from; at + Parameters.POINT_BYTES < end; at++)
            if (bytes.u8(at) == LOGON && isSecret(bytes.u8(at + 2))) return true;
        return false;
    }

    /** Whether one of {@code count} parameters of a point is a secret. */
    static boolean holdSecret(int type, int first, int count) {
        if (type == LOGON) for (int i = 0; i < count; i++) if (isSecret(first + i)) return true;
        return false;
    }

    private static boolean isSecret(int number) {
        Parameter parameter = parameter(LOGON, number);
        return parameter != null && parameter.isSecret();
    }
}
