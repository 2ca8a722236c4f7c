package dev.postern.wire.it.ldap;

import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.Locale;

/**
 * The answer by which a domain controller says who it is to a machine that looks for one, MS-ADTS section 6.3.1.9
 * (NETLOGON_SAM_LOGON_RESPONSE_EX): names in the compressed form of DNS.
 */
final class Netlogon {
    private static final int LOGON_RESPONSE_EX = 23, LOGON_USER_UNKNOWN_EX = 25;
    private static final int FLAGS = 4, GUID = 8, NAMES = 24;
    private static final int FOREST = 0,
            DOMAIN = 1,
            HOST = 2,
            NETBIOS_DOMAIN = 3,
            NETBIOS_COMPUTER = 4,
            USER = 5,
            SERVER_SITE = 6,
            CLIENT_SITE = 7;
    private static final int NAMES_COUNT = 8;
    private static final int LABELS_MAX = 32, POINTERS_MAX = 8;

    private final Bytes data;
    private final String[] names = new String[NAMES_COUNT];
    private int next = NAMES;

    private Netlogon(Bytes data) {
        this.data = data;
        for (int i = 0; i < NAMES_COUNT; i++) names[i] = name();
    }

    /** @return null if it is one of the older forms */
    static Netlogon read(Bytes data) {
        int opcode = data.u16le(0);
        boolean known = (opcode == LOGON_RESPONSE_EX || opcode == LOGON_USER_UNKNOWN_EX) && data.has(0, NAMES);
        return known ? new Netlogon(data) : null;
    }

    /** A machine that looks for a controller names itself in the filter: {@code (Host=PC-7)}. */
    static void asked(String filter, Turn turn) {
        int host = filter.toLowerCase(Locale.ROOT).indexOf("(host=");
        int end = host < 0 ? -1 : filter.indexOf(')', host);
        if (end > 0)
            turn.identity(
                    turn.source(),
                    Attribute.NAME,
                    filter.substring(host + 6, end).toLowerCase(Locale.ROOT),
                    0.8);
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        int at = next;
        int pointers = 0;
        for (int i = 0; i < LABELS_MAX && data.has(at, 1); i++) {
            int length = data.u8(at);
            if (length >= 0xC0) {
                if (pointers++ == 0) next = at + 2;
                if (pointers > POINTERS_MAX) return name.toString();
                at = data.u16(at) & 0x3FFF;
                continue;
            }
            if (length == 0) break;
            if (!name.isEmpty()) name.append('.');
            name.append(data.utf8(at + 1, Math.min(length, data.length() - at - 1)));
            at += 1 + length;
        }
        if (pointers == 0) next = at + 1;
        return name.toString();
    }

    void fill(Turn.Draft draft) {
        draft.field("flags", data.u32le(FLAGS))
                .field("domain_guid", data.hex(GUID, 16))
                .field("forest", names[FOREST])
                .field("dns_domain", names[DOMAIN])
                .field("host_name", names[HOST])
                .field("domain", names[NETBIOS_DOMAIN])
                .field("computer", names[NETBIOS_COMPUTER])
                .field("user", names[USER].isEmpty() ? null : names[USER])
                .field("server_site", names[SERVER_SITE])
                .field("client_site", names[CLIENT_SITE]);
    }

    void tell(Turn turn) {
        var subject = turn.source();
        turn.identity(subject, Attribute.NAME, names[HOST].toLowerCase(Locale.ROOT), 0.9);
        turn.identity(subject, Attribute.DOMAIN, names[DOMAIN].toLowerCase(Locale.ROOT), 0.9);
        turn.identity(subject, Attribute.ROLE, "domain controller", 0.9);
    }
}
