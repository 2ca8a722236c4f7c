package dev.postern.wire.it.rdp;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What both sides say of themselves when they set the conference up, MS-RDPBCGR sections 2.2.1.3 and 2.2.1.4: blocks of type, length and data behind
 * the key that each side writes before its own.
 */
final class Settings {
    static final int CONNECT_INITIAL = 0x7F65, CONNECT_RESPONSE = 0x7F66;
    private static final String CLIENT_KEY = "Duca", SERVER_KEY = "McDn";
    private static final int CLIENT_CORE = 0xC001, CLIENT_SECURITY = 0xC002, CLIENT_NETWORK = 0xC003;
    private static final int SERVER_CORE = 0x0C01, SERVER_SECURITY = 0x0C02;
    private static final int BLOCKS_MAX = 16, CHANNELS_MAX = 31;
    private static final int CHANNEL_BYTES = 12;

    private Settings() {}

    /** Where the blocks begin, or the end. */
    private static int blocks(Bytes unit, int from, String key) {
        for (int at = unit.indexOf(key.charAt(0), from); at >= 0; at = unit.indexOf(key.charAt(0), at + 1))
            if (unit.startsWith(key, at)) {
                int length = at + key.length();
                // A length of one octet, or two with the top bit set.
                return length + (unit.u8(length) >= 0x80 ? 2 : 1);
            }
        return unit.length();
    }

    static void client(Bytes unit, int body, Turn turn) {
        Turn.Draft draft = turn.message("settings", Verb.SESSION, Outcome.REQUEST);
        String name = null;
        long build = -1;
        int at = blocks(unit, body, CLIENT_KEY);
        for (int i = 0; i < BLOCKS_MAX && unit.has(at, 4); i++) {
            int length = unit.u16le(at + 2);
            switch (unit.u16le(at)) {
                case CLIENT_CORE -> {
                    name = zeroEnded(unit, at + 24, 32);
                    build = unit.u32le(at + 20);
                    draft.field("rdp_version", version(unit, at + 4))
                            .field("width", (long) unit.u16le(at + 8))
                            .field("height", (long) unit.u16le(at + 10))
                            .field("keyboard_layout", unit.u32le(at + 16))
                            .field("client_build", build)
                            .field("client_name", name);
                }
                case CLIENT_SECURITY -> draft.field("encryption_methods", unit.u32le(at + 4));
                case CLIENT_NETWORK -> draft.field("channels", channels(unit, at, length));
                default -> {}
            }
            if (length < 4) break;
            at += length;
        }
        draft.emit();
        if (name != null) turn.identity(turn.source(), Attribute.NAME, name.toLowerCase(Locale.ROOT), 0.7);
        if (build > 0) turn.identity(turn.source(), Attribute.SOFTWARE, "RDP client build " + build, 0.5);
    }

    private static List<Object> channels(Bytes unit, int at, int length) {
        List<Object> names = new ArrayList<>();
        int count = (int) Math.min(unit.u32le(at + 4), CHANNELS_MAX);
        for (int i = 0; i < count && 8 + (i + 1) * CHANNEL_BYTES <= length; i++) {
            int start = at + 8 + i * CHANNEL_BYTES;
            int end = start;
            while (end < start + 8 && unit.u8(end) != 0) end++;
            names.add(unit.ascii(start, end - start));
        }
        return names;
    }

    static void server(Bytes unit, int body, Turn turn) {
        Turn.Draft draft = turn.message("settings", Verb.SESSION, Outcome.SUCCESS);
        int at = blocks(unit, body, SERVER_KEY);
        for (int i = 0; i < BLOCKS_MAX && unit.has(at, 4); i++) {
            int length = unit.u16le(at + 2);
            if (unit.u16le(at) == SERVER_CORE) draft.field("rdp_version", version(unit, at + 4));
            if (unit.u16le(at) == SERVER_SECURITY)
                draft.field("encryption_method", unit.u32le(at + 4)).field("encryption_level", unit.u32le(at + 8));
            if (length < 4) break;
            at += length;
        }
        draft.emit();
    }

    private static String version(Bytes unit, int at) {
        return unit.u16le(at + 2) + "." + unit.u16le(at);
    }

    static String zeroEnded(Bytes unit, int at, int octets) {
        int end = 0;
        while (end + 2 <= octets && unit.u16le(at + end) != 0) end += 2;
        return end == 0 ? "" : unit.utf16le(at, end);
    }
}
