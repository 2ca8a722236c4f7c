package dev.postern.plant.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** One message: RFC 5424 section 6. */
public final class Syslog {
    public static final int PORT = 514;
    private static final int LOCAL_7 = 23;

    private Syslog() {}

    /** @param severity 0 to 7 */
    public static byte[] message(int severity, long atNanos, String host, String program, String text) {
        Instant at = Instant.ofEpochMilli(atNanos / 1_000_000);
        return ("<" + (LOCAL_7 * 8 + severity) + ">1 " + at + " " + host + " " + program + " - - - " + text)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
