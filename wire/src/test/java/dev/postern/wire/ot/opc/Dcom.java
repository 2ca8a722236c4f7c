package dev.postern.wire.ot.opc;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Calls over DCOM as hex, little-endian: C706 section 12.6, MS-DCOM sections 2.2.13 and 2.2.18, C706 chapter 14, MS-OAUT section 2.2.29. */
public final class Dcom {
    public static final String SERVER = "4D3AC139 1E01 D011 9675 0020AFD8ADB3";
    public static final String ITEM_MGT = "543AC139 1E01 D011 9675 0020AFD8ADB3";
    public static final String SYNC_IO = "523AC139 1E01 D011 9675 0020AFD8ADB3";
    public static final String ASYNC_IO2 = "713AC139 1E01 D011 9675 0020AFD8ADB3";
    public static final String CALLBACK = "703AC139 1E01 D011 9675 0020AFD8ADB3";
    public static final String GROUP_STATE = "503AC139 1E01 D011 9675 0020AFD8ADB3";
    public static final String ITEM_IO = "27B4C085 9328 BC4C BD78 E5FC5146F08F";
    public static final String BROWSE = "04702239 8FA1 574B 8B0A 5235670F4468";
    public static final String ADDRESS_SPACE = "4F3AC139 1E01 D011 9675 0020AFD8ADB3";
    public static final String ENUM_STRING = "01010000 0000 0000 C000 000000000046";
    public static final String REM_UNKNOWN = "31010000 0000 0000 C000 000000000046";
    public static final String PROPERTIES = "723AC139 1E01 D011 9675 0020AFD8ADB3";
    public static final String COMMON = "E2FD1DF3 B607 D211 B2D8 0060083BA1FB";

    public static final String EVENT_SERVER = "51881665 8357 D111 84A0 00608CB8A7E9";
    public static final String EVENT_SINK = "5F881665 8357 D111 84A0 00608CB8A7E9";
    public static final String HISTORY = "B017121F E0DE D211 A5E5 000086339399";
    public static final String HISTORY_READ = "B217121F E0DE D211 A5E5 000086339399";

    private static final String NDR = "045D888A EB1C C911 9FE8 08002B104860 02000000";
    /** Version 5.7, no flags, causality; no extensions. */
    private static final String THIS = "0500 0700 00000000 00000000" + "C1".repeat(16) + "00000000";

    private static final String THAT = "00000000 00000000";

    private Dcom() {}

    public static String little(long value, int octets) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < octets; i++) text.append("%02X".formatted(value >> 8 * i & 0xFF));
        return text.toString();
    }

    public static String u32(long value) {
        return little(value, 4);
    }

    private static int octets(String hex) {
        return hex.replace(" ", "").length() / 2;
    }

    private static String pdu(int type, int flags, int call, String body) {
        return "0500 %02X %02X 10000000 ".formatted(type, flags) + little(16 + octets(body), 2) + "0000" + u32(call)
                + body;
    }

    /** Binds {@code context} to an interface, version 0. */
    public static String bind(int context, String syntax) {
        return pdu(11, 3, 1, "D016 D016 00000000 01000000" + little(context, 2) + "0100" + syntax + "00000000" + NDR);
    }

    /** A call of the interface {@code ipid}, with its ORPCTHIS. */
    public static String request(int call, int context, int operation, String ipid, String parameters) {
        String stub = laid(THIS + parameters);
        return pdu(0, 0x83, call, u32(octets(stub)) + little(context, 2) + little(operation, 2) + ipid + stub);
    }

    /** The same, cut into two fragments behind {@code first} octets of the stub, a multiple of eight. */
    public static String[] fragments(int call, int context, int operation, String ipid, String parameters, int first) {
        String stub = laid(THIS + parameters);
        String head = little(context, 2) + little(operation, 2) + ipid;
        return new String[] {
            pdu(0, 0x81, call, u32(octets(stub)) + head + stub.substring(0, 2 * first)),
            pdu(0, 0x82, call, u32(octets(stub) - first) + head + stub.substring(2 * first))
        };
    }

    public static String response(int call, int context, String results) {
        String stub = laid(THAT + results);
        return pdu(2, 3, call, u32(octets(stub)) + little(context, 2) + "0000" + stub);
    }

    public static String[] answerFragments(int call, int context, String results, int first) {
        String stub = laid(THAT + results);
        return new String[] {
            pdu(2, 1, call, u32(octets(stub)) + little(context, 2) + "0000" + stub.substring(0, 2 * first)),
            pdu(2, 2, call, u32(octets(stub) - first) + little(context, 2) + "0000" + stub.substring(2 * first))
        };
    }

    /** Room, offset, length, characters with the zero at the end, up to the next number of 32 bits. */
    public static String text(String text) {
        String hex = HexFormat.of().formatHex((text + "\0").getBytes(StandardCharsets.UTF_16LE));
        String length = u32(text.length() + 1);
        return length + u32(0) + length + hex + "0000".repeat((text.length() + 1) % 2);
    }

    /** Name of an interface of the group {@code number}. */
    public static String ipid(int number) {
        return u32(number) + "0000 0000 AABBCCDDEEFF0011";
    }

    /** MInterfacePointer behind its pointer: OBJREF_STANDARD with STDOBJREF, and no addresses. */
    public static String reference(String iid, int oid, String ipid) {
        String object = "4D454F57 01000000" + iid + "00000000 05000000" + little(0x0102, 8) + little(oid, 8) + ipid
                + "0000 0000";
        String length = u32(octets(object));
        return "00000200" + length + length + object;
    }

    /** REMQIRESULT: success, flags, references, exporter, object, interface. */
    public static String queried(int oid, String ipid) {
        return "00000000 00000000 00000000 05000000" + little(0x0102, 8) + little(oid, 8) + ipid;
    }

    /** FILETIME of a moment in milliseconds since 1970. */
    public static String filetime(long millis) {
        return little((millis + 11_644_473_600_000L) * 10_000, 8);
    }

    /** wireVARIANT: {@code #} goes to a multiple of 8 before it, {@code =} to one of 4 behind it. */
    public static String variant(int type, String value) {
        String padding = octets(value) == 8 ? "00000000" : "";
        String body = little(type, 2) + "0000 00000000" + u32(type) + padding + value;
        return "#" + u32((8 + octets(body) + 7) / 8) + "00000000" + body + "=";
    }

    /** A stub with its paddings filled in. */
    public static String laid(String stub) {
        StringBuilder hex = new StringBuilder();
        for (char one : stub.replace(" ", "").toCharArray()) {
            if (one != '#' && one != '=') hex.append(one);
            else while (hex.length() % (one == '#' ? 16 : 8) != 0) hex.append('0');
        }
        return hex.toString();
    }

    public static String r8(double value) {
        return variant(5, little(Double.doubleToLongBits(value), 8));
    }

    /** FLAGGED_WORD_BLOB behind its pointer. */
    public static String bstr(String text) {
        String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_16LE));
        return variant(8, "BEEFDEAD" + u32(text.length()) + u32(2L * text.length()) + u32(text.length()) + hex);
    }
}
