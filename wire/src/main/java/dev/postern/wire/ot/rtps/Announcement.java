package dev.postern.wire.ot.rtps;

import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/** A parameter list of discovery, section 9.4.2.11: what a participant or an endpoint says about itself. */
final class Announcement {
    private static final int PID_SENTINEL = 1,
            PID_TOPIC_NAME = 5,
            PID_TYPE_NAME = 7,
            PID_DOMAIN_ID = 0x0F,
            PID_USER_DATA = 0x2C;
    private static final int PID_PARTICIPANT_GUID = 0x50,
            PID_PROPERTY_LIST = 0x59,
            PID_ENDPOINT_GUID = 0x5A,
            PID_ENTITY_NAME = 0x62,
            PID_STATUS_INFO = 0x71;
    private static final int GUID_BYTES = 16;
    private static final int TEXT_BYTES_MAX = 256;
    private static final int PARAMETERS_MAX = 256;
    private static final int PROPERTIES_MAX = 32;
    private static final int VENDOR_BITS = 0x3FFF, VENDOR_SPECIFIC = 0x8000;

    private final Bytes bytes;
    private final boolean little;
    private int end;
    String topic = "";
    String type = "";
    String guid = "";
    private String name = "";
    private String userData = "";
    private long domain = -1;
    /** Bits of PID_STATUS_INFO: 1 disposed, 2 unregistered. */
    long status;

    private final List<String> properties = new ArrayList<>(0);
    private boolean broken;

    private Announcement(Bytes bytes, boolean little) {
        this.bytes = bytes;
        this.little = little;
    }

    /** Reads parameters from {@code from} to the sentinel or {@code to}. */
    static Announcement read(Bytes bytes, int from, int to, boolean little) {
        Announcement said = new Announcement(bytes, little);
        int at = from;
        int limit = Math.min(to, bytes.length());
        for (int count = 0; at + 4 <= limit && count < PARAMETERS_MAX; count++) {
            int id = said.u16(at);
            int length = said.u16(at + 2);
            at += 4;
            if (id == PID_SENTINEL) break;
            if (length > limit - at) {
                said.broken = true;
                break;
            }
            said.parameter(id, at, length);
            at += length;
        }
        said.end = Math.min(at, limit);
        return said;
    }

    boolean broken() {
        return broken;
    }

    /** First octet behind the list. */
    int end() {
        return end;
    }

    private int u16(int at) {
        return little ? bytes.u16le(at) : bytes.u16(at);
    }

    private long u32(int at) {
        return little ? bytes.u32le(at) : bytes.u32(at);
    }

    private void parameter(int id, int at, int length) {
        if ((id & VENDOR_SPECIFIC) != 0) return;
        switch (id & VENDOR_BITS) {
            case PID_TOPIC_NAME -> topic = text(at, length);
            case PID_TYPE_NAME -> type = text(at, length);
            case PID_ENTITY_NAME -> name = text(at, length);
            case PID_DOMAIN_ID -> domain = length >= 4 ? u32(at) : -1;
            case PID_PARTICIPANT_GUID, PID_ENDPOINT_GUID ->
                guid = length >= GUID_BYTES ? bytes.hex(at, GUID_BYTES) : "";
            case PID_STATUS_INFO -> status = length >= 4 ? bytes.u32(at) & 3 : 0;
            case PID_USER_DATA -> userData = text(at, length);
            case PID_PROPERTY_LIST -> properties(at, at + length);
            default -> {}
        }
    }

    /** CDR string: length with its final zero. */
    private String text(int at, int length) {
        long size = length < 4 ? 0 : Math.min(u32(at), length - 4);
        return bytes.ascii(at + 4, (int) Math.min(size, TEXT_BYTES_MAX));
    }

    private void properties(int from, int to) {
        int at = from + 4;
        for (long left = u32(from); left > 0 && at < to && properties.size() < PROPERTIES_MAX; left--) {
            String key = text(at, to - at);
            at = next(at, to);
            String value = text(at, to - at);
            at = next(at, to);
            if (!key.isEmpty()) properties.add(key + "=" + value);
        }
    }

    /** Strings are aligned to four octets. */
    private int next(int at, int to) {
        long size = at + 4 <= to ? u32(at) : 0;
        return (int) Math.min(to, at + 4 + (size + 3 & ~3L));
    }

    void describe(Turn.Draft draft) {
        field(draft, "topic", topic);
        field(draft, "topic_type", type);
        field(draft, "name", name);
        field(draft, "user_data", userData);
        field(draft, "guid", guid);
        if (domain >= 0) draft.field("domain", domain);
        if (!properties.isEmpty()) draft.field("properties", properties);
    }

    private static void field(Turn.Draft draft, String name, String value) {
        if (!value.isEmpty()) draft.field(name, value);
    }

    /** A participant speaks of itself. */
    void identify(Turn turn, String vendor) {
        turn.identity(turn.source(), Attribute.SOFTWARE, vendor, 0.8);
        turn.identity(turn.source(), Attribute.NOTE, name.isEmpty() ? "" : "DDS participant " + name, 0.7);
        for (String property : properties) {
            int equals = property.indexOf('=');
            String key = property.substring(0, equals);
            if (key.endsWith(".username"))
                turn.identity(turn.source(), Attribute.USER, property.substring(equals + 1), 0.6);
            if (key.endsWith("hostname"))
                turn.identity(turn.source(), Attribute.NAME, property.substring(equals + 1), 0.8);
        }
    }
}
