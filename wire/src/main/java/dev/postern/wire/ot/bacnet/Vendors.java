package dev.postern.wire.ot.bacnet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Names of vendor identifiers, from the list that ASHRAE keeps: {@code vendors.txt}, a number and a name in each line. Immutable. */
final class Vendors {
    private static final Map<Long, String> NAMES = read();

    private Vendors() {}

    private static Map<Long, String> read() {
        Map<Long, String> names = new HashMap<>();
        try (InputStream in = Vendors.class.getResourceAsStream("vendors.txt")) {
            if (in == null) throw new IllegalStateException("the build left out the list of BACnet vendors");
            String list = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : list.lines().toList()) {
                int blank = line.indexOf(' ');
                if (!line.startsWith("#")) names.put(Long.valueOf(line.substring(0, blank)), line.substring(blank + 1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    /** Null for a vendor that is not in the list. */
    static String name(long identifier) {
        return NAMES.get(identifier);
    }

    /** The same, or the number. */
    static String told(long identifier) {
        return NAMES.getOrDefault(identifier, "BACnet vendor " + identifier);
    }
}
