package dev.postern.wire.ot.opcua;

import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Turn;

/** What a server says about its software, OPC 10000-5 section 12.4, as a structure or read part by part. */
final class BuildInfo {
    /** Binary encodings of ServerStatusDataType (two times and the state stand before its build information) and of BuildInfo itself. */
    static final String SERVER_STATUS = "i=864", BUILD_INFO = "i=340";

    private static final String PREFIX = "build: ";
    private static final String PRODUCT_NAME = "i=2261", MANUFACTURER_NAME = "i=2263", SOFTWARE_VERSION = "i=2264";

    private BuildInfo() {}

    /** {@code build: manufacturer | product | version | build number}. */
    static String read(Decoder in) {
        in.text();
        String manufacturer = in.text();
        String product = in.text();
        String version = in.text();
        return PREFIX + manufacturer + " | " + product + " | " + version + " | " + in.text();
    }

    /** {@code value} was read from the Value attribute of {@code node}. */
    static void identify(String node, Object value, Turn turn) {
        if (!(value instanceof String text)) return;
        Attribute attribute = switch (node) {
            case PRODUCT_NAME -> Attribute.MODEL;
            case MANUFACTURER_NAME -> Attribute.VENDOR;
            case SOFTWARE_VERSION -> Attribute.FIRMWARE;
            default -> null;
        };
        if (attribute != null) turn.identity(turn.source(), attribute, text, 0.9);
        else if (text.startsWith(PREFIX)) structure(text.substring(PREFIX.length()), turn);
    }

    private static void structure(String text, Turn turn) {
        String[] parts = text.split(" \\| ", -1);
        if (parts.length < 3) return;
        turn.identity(turn.source(), Attribute.VENDOR, parts[0], 0.9);
        turn.identity(turn.source(), Attribute.MODEL, parts[1], 0.9);
        turn.identity(turn.source(), Attribute.FIRMWARE, parts[2], 0.9);
    }
}
