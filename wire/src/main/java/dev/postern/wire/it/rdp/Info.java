package dev.postern.wire.it.rdp;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/** The login of the oldest security where nothing is encrypted, MS-RDPBCGR section 2.2.1.11.1: flags, five lengths, five texts. */
final class Info {
    static final int SEND_DATA_REQUEST = 0x64;
    private static final int FLAG_INFO = 0x40, FLAG_ENCRYPTED = 0x08;
    private static final int UNICODE = 0x10;
    private static final int TEXTS = 18;
    private static final int TEXT_BYTES_MAX = 512;

    private Info() {}

    /** @return whether this was the client's info or something encrypted: what follows is of no use */
    static boolean read(Bytes unit, int body, Turn turn) {
        // Initiator, channel, priority, then a length of one octet or two.
        int at = body + 6 + (unit.u8(body + 6) >= 0x80 ? 2 : 1);
        int flags = unit.u16le(at);
        if ((flags & FLAG_ENCRYPTED) != 0) return true;
        if ((flags & FLAG_INFO) == 0) return false;
        int info = at + 4;
        boolean wide = (unit.u32le(info + 4) & UNICODE) != 0;
        String[] texts = new String[4];
        int text = info + TEXTS;
        for (int i = 0; i < texts.length; i++) {
            int length = unit.u16le(info + 8 + 2 * i);
            // Domain, user, password, shell; the password stays where it is.
            if (i != 2)
                texts[i] = wide
                        ? Settings.zeroEnded(unit, text, Math.min(length, TEXT_BYTES_MAX))
                        : unit.ascii(text, Math.min(length, TEXT_BYTES_MAX));
            text += length + (wide ? 2 : 1);
        }
        String account = texts[0].isEmpty() ? texts[1] : texts[0] + "\\" + texts[1];
        boolean password = unit.u16le(info + 12) > 0;
        turn.message("client info", Verb.LOGIN, Outcome.REQUEST)
                .target(account)
                .field("domain", texts[0])
                .field("user", texts[1])
                .field("credentials", password ? true : null)
                .field("shell", texts[3].isEmpty() ? null : texts[3])
                .emit();
        turn.identity(turn.source(), Attribute.USER, account, 0.8);
        return true;
    }
}
