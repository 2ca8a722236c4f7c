package dev.postern.wire.it.tds;

import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.it.ntlm.Ntlm;

/** LOGIN7, MS-TDS section 2.2.6.4: who logs in, from where, with what. The password, merely scrambled on the wire, is not read. */
record Login(
        String host,
        String user,
        String application,
        String server,
        String library,
        String database,
        long version,
        boolean integrated,
        Ntlm ntlm) {
    private static final int VERSION = 4, FLAGS_2 = 25, TABLE = 36, SSPI_OFFSET = 78, SSPI_LENGTH = 80;
    private static final int INTEGRATED = 0x80;
    private static final int HOST = 0, USER = 1, APPLICATION = 3, SERVER = 4, LIBRARY = 6, DATABASE = 8;
    private static final int TEXT_CHARS_MAX = 128;

    static Login read(Bytes payload) {
        return new Login(
                text(payload, HOST),
                text(payload, USER),
                text(payload, APPLICATION),
                text(payload, SERVER),
                text(payload, LIBRARY),
                text(payload, DATABASE),
                payload.u32le(VERSION),
                (payload.u8(FLAGS_2) & INTEGRATED) != 0 || payload.u16le(SSPI_LENGTH) > 0,
                Ntlm.find(new Bytes().wrap(payload, payload.u16le(SSPI_OFFSET), payload.u16le(SSPI_LENGTH))));
    }

    /** The first field is the length of the whole; the second one of the versions 7.x. */
    static boolean looks(Bytes payload, int bytes) {
        return payload.u32le(0) == bytes && payload.u8(VERSION + 3) >> 4 == 7;
    }

    private static String text(Bytes payload, int entry) {
        int at = payload.u16le(TABLE + 4 * entry);
        int chars = payload.u16le(TABLE + 4 * entry + 2);
        if (chars == 0 || chars > TEXT_CHARS_MAX || !payload.has(at, 2 * chars)) return null;
        return payload.utf16le(at, 2 * chars);
    }

    Turn.Draft fill(Turn.Draft draft) {
        draft.field("host", host)
                .field("user", user)
                .field("application", application)
                .field("server", server)
                .field("library", library)
                .field("database", database)
                .field("tds_version", version);
        if (ntlm != null) ntlm.fill(draft);
        if (integrated) draft.field("integrated", true);
        // The password is turned by a fixed rule: everyone can turn it back.
        else draft.field("credentials", true);
        return draft;
    }

    void tell(Turn turn) {
        turn.identity(
                turn.source(), Attribute.NAME, host == null ? null : host.toLowerCase(java.util.Locale.ROOT), 0.7);
        turn.identity(turn.source(), Attribute.SOFTWARE, application, 0.7);
        turn.identity(turn.source(), Attribute.USER, user, 0.6);
        if (ntlm != null) ntlm.tell(turn);
    }
}
