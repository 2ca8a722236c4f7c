package dev.postern.wire.it.mail;

import dev.postern.wire.Bytes;
import dev.postern.wire.it.ntlm.Ntlm;
import java.util.Base64;
import java.util.Locale;

/** How one side logs in, RFC 4954 and RFC 4616: mechanism and user; what is a password is passed over. */
final class Credentials {
    static final int TEXT_MAX = 256;

    final String mechanism;
    String user;
    private int step;

    Credentials(String mechanism) {
        this.mechanism = mechanism.toLowerCase(Locale.ROOT);
    }

    /** Whoever listens on the wire has the password now. */
    boolean clear() {
        return mechanism.equals("plain") || mechanism.equals("login") || mechanism.equals("user");
    }

    /** What the client answers to a challenge, in base64. */
    void response(String base64) {
        byte[] plain = decode(base64);
        if (mechanism.equals("ntlm")) {
            Ntlm ntlm = Ntlm.find(new Bytes().wrap(plain));
            if (ntlm != null) user = ntlm.account();
        } else if (user == null && step == 0) {
            if (mechanism.equals("plain")) user = between(plain);
            else if (mechanism.equals("login")) user = new Bytes().wrap(plain).utf8(0, plain.length);
            else if (mechanism.equals("cram-md5")) user = beforeBlank(plain);
            else if (mechanism.equals("xoauth2")) user = bearer(plain);
        }
        step++;
    }

    /** {@code authorization NUL user NUL password}. */
    private static String between(byte[] plain) {
        Bytes bytes = new Bytes().wrap(plain);
        int first = bytes.indexOf(0, 0);
        int second = first < 0 ? -1 : bytes.indexOf(0, first + 1);
        return second < 0 ? null : bytes.utf8(first + 1, second - first - 1);
    }

    /** {@code user=NAME SOH auth=Bearer TOKEN}. */
    private static String bearer(byte[] plain) {
        Bytes bytes = new Bytes().wrap(plain);
        int end = bytes.indexOf(1, 0);
        return end < 5 || !bytes.startsWith("user=", 0) ? null : bytes.utf8(5, end - 5);
    }

    private static String beforeBlank(byte[] plain) {
        Bytes bytes = new Bytes().wrap(plain);
        int blank = bytes.indexOf(' ', 0);
        return blank < 0 ? null : bytes.utf8(0, blank);
    }

    /** The octets of base64 text; nothing where it is broken. */
    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException broken) {
            return new byte[0];
        }
    }
}
