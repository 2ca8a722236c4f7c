package dev.postern.wire.it.ntlm;

import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.Locale;

/**
 * NTLMSSP tokens within a security blob, MS-NLMP sections 2.2.1.1 to 2.2.1.3: who logs in from where, and what the server says it is.
 * Reads at most {@link #PAIRS_MAX} target information pairs.
 */
public final class Ntlm {
    static final int PAIRS_MAX = 32;
    private static final int TEXT_BYTES_MAX = 512;
    private static final int CHALLENGE = 2, AUTHENTICATE = 3;
    private static final int FLAG_UNICODE = 1, FLAG_VERSION = 0x0200_0000;
    private static final int PAIR_COMPUTER = 1, PAIR_DOMAIN = 2, PAIR_DNS_COMPUTER = 3, PAIR_DNS_DOMAIN = 4;

    private final Bytes token;

    private Ntlm(Bytes token) {
        this.token = token;
    }

    /** The token that begins somewhere in {@code blob}, or null. */
    public static Ntlm find(Bytes blob) {
        for (int at = blob.indexOf('N', 0); at >= 0; at = blob.indexOf('N', at + 1))
            if (blob.startsWith("NTLMSSP\0", at)) return new Ntlm(new Bytes().wrap(blob, at, blob.length() - at));
        return null;
    }

    /** Adds what the token says to a message. */
    public void fill(Turn.Draft draft) {
        draft.field("auth", "ntlm").field("ntlm_type", token.u32le(8));
        if (type() == CHALLENGE) {
            draft.field("target_name", text(12, unicode(20)));
            draft.field("computer", pair(PAIR_COMPUTER)).field("domain", pair(PAIR_DOMAIN));
            draft.field("dns_computer", pair(PAIR_DNS_COMPUTER)).field("dns_domain", pair(PAIR_DNS_DOMAIN));
            draft.field("os_version", version(48, 20));
        } else if (type() == AUTHENTICATE) {
            draft.field("domain", domain());
            draft.field("user", text(36, unicode(60)));
            draft.field("workstation", text(44, unicode(60)));
            draft.field("os_version", version(64, 60));
            if (anonymous()) draft.field("anonymous", true);
        }
    }

    /** Tells what the token says about the side that sent it. */
    public void tell(Turn turn) {
        if (type() == CHALLENGE) {
            turn.identity(turn.source(), Attribute.NAME, lower(pair(PAIR_COMPUTER)), 0.9);
            turn.identity(turn.source(), Attribute.DOMAIN, lower(pair(PAIR_DNS_DOMAIN)), 0.9);
            String version = version(48, 20);
            if (version != null) turn.identity(turn.source(), Attribute.OPERATING_SYSTEM, "Windows " + version, 0.8);
        } else if (provesUser()) {
            String account = account();
            turn.identity(turn.source(), Attribute.USER, account.isEmpty() ? null : account, 0.8);
            turn.identity(turn.source(), Attribute.NAME, lower(text(44, unicode(60))), 0.7);
        }
    }

    /** {@code domain\\user} of the last token, or null. */
    public String account() {
        if (type() != AUTHENTICATE) return null;
        String domain = domain();
        return domain == null || user().isEmpty() ? user() : domain + "\\" + user();
    }

    /** It is the last token, and not of nobody. */
    public boolean provesUser() {
        return type() == AUTHENTICATE && !anonymous();
    }

    /** Of the last token; empty where it cannot be read. */
    public String user() {
        String user = text(36, unicode(60));
        return user == null ? "" : user;
    }

    /** Of the last token, or null. */
    public String domain() {
        return text(28, unicode(60));
    }

    private int type() {
        return token.i32le(8);
    }

    private boolean anonymous() {
        return token.u16le(36) == 0;
    }

    private boolean unicode(int flagsAt) {
        return (token.i32le(flagsAt) & FLAG_UNICODE) != 0;
    }

    private static String lower(String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    /** A security buffer: length, space, offset; null where empty or outside. */
    private String text(int at, boolean unicode) {
        int length = token.u16le(at);
        long offset = token.u32le(at + 4);
        if (length == 0 || length > TEXT_BYTES_MAX || offset > token.length() || !token.has((int) offset, length))
            return null;
        return unicode ? token.utf16le((int) offset, length) : token.ascii((int) offset, length);
    }

    private String pair(int wanted) {
        int length = token.u16le(40);
        long offset = token.u32le(44);
        if (offset > token.length() || !token.has((int) offset, length)) return null;
        int at = (int) offset;
        int end = at + length;
        for (int i = 0; i < PAIRS_MAX && at + 4 <= end; i++) {
            int id = token.u16le(at);
            int size = token.u16le(at + 2);
            if (id == 0 || at + 4 + size > end) return null;
            if (id == wanted && size <= TEXT_BYTES_MAX) return token.utf16le(at + 4, size);
            at += 4 + size;
        }
        return null;
    }

    /** {@code 10.0 build 17763}; null unless the flag says that the eight octets are there. */
    private String version(int at, int flagsAt) {
        if ((token.i32le(flagsAt) & FLAG_VERSION) == 0 || !token.has(at, 8) || token.u8(at) == 0) return null;
        return token.u8(at) + "." + token.u8(at + 1) + " build " + token.u16le(at + 2);
    }
}
