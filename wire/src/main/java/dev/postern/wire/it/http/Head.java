package dev.postern.wire.it.http;

import dev.postern.wire.Bytes;
import dev.postern.wire.it.parts.Guess;
import dev.postern.wire.it.text.Digest;
import java.util.Base64;
import java.util.Locale;

/** The header lines of one message that matter here; a line is cut to {@link #VALUE_MAX} characters. */
final class Head {
    static final int VALUE_MAX = 256;
    /** Characters of a login token. */
    private static final int TOKEN_MAX = 16 * 1024;

    private static final int FIRST_LINE_MAX = 8192;

    final String firstLine;
    String host;
    String userAgent;
    String server;
    String contentType;
    String location;
    String upgrade;
    /** Those a client offers for its WebSocket, or the one that was chosen. */
    String subProtocol;

    /** User of Basic or Digest credentials; the password is never read into anything. */
    String user;

    /** How easily its password is guessed ({@link Guess}), or null. */
    String guessable;

    /** Scheme of the authorization sent or demanded, lower case. */
    String scheme;

    /** What NTLM, Negotiate or CredSSP sends, decoded; null where there is none. */
    Bytes token;

    boolean credentials;
    /** Of Digest: who asks proves that he knows the password. */
    boolean digest;
    /** What is proved is proved to a proxy. */
    boolean toProxy;
    /** The proof was good, but the challenge that it was made for is too old: RFC 7616 section 3.3. */
    boolean stale;

    boolean chunked;
    long contentLength = -1;
    /** Two lengths that differ: how requests are smuggled past a proxy. */
    boolean lengthsDiffer;

    /** @param end offset of the empty line's end */
    Head(Bytes bytes, int end) {
        int lineEnd = lineEnd(bytes, 0, end);
        firstLine = bytes.ascii(0, Math.min(lineEnd, FIRST_LINE_MAX));
        for (int at = after(bytes, lineEnd); at < end; ) {
            int stop = lineEnd(bytes, at, end);
            int colon = bytes.indexOf(':', at);
            if (colon > at && colon < stop) line(bytes, at, colon, stop);
            at = after(bytes, stop);
        }
    }

    private static int lineEnd(Bytes bytes, int at, int end) {
        int newline = bytes.indexOf('\n', at);
        if (newline < 0 || newline >= end) return end;
        return newline > at && bytes.u8(newline - 1) == '\r' ? newline - 1 : newline;
    }

    private static int after(Bytes bytes, int lineEnd) {
        return lineEnd + (bytes.has(lineEnd, 1) && bytes.u8(lineEnd) == '\r' ? 2 : 1);
    }

    private void line(Bytes bytes, int at, int colon, int stop) {
        String name = bytes.ascii(at, Math.min(colon - at, 32)).toLowerCase(Locale.ROOT);
        switch (name) {
            case "host" -> host = value(bytes, colon, stop).toLowerCase(Locale.ROOT);
            case "user-agent" -> userAgent = value(bytes, colon, stop);
            case "server" -> server = value(bytes, colon, stop);
            case "content-type" -> contentType = value(bytes, colon, stop);
            case "location" -> location = value(bytes, colon, stop);
            case "upgrade" -> upgrade = value(bytes, colon, stop).toLowerCase(Locale.ROOT);
            case "sec-websocket-protocol" -> subProtocol = value(bytes, colon, stop);
            case "content-length" -> contentLength(value(bytes, colon, stop));
            case "transfer-encoding" ->
                chunked = value(bytes, colon, stop).toLowerCase(Locale.ROOT).endsWith("chunked");
            case "authorization", "proxy-authorization" -> {
                toProxy = name.startsWith("proxy");
                authorization(bytes, colon, stop);
            }
            case "www-authenticate", "proxy-authenticate" -> {
                scheme = scheme(value(bytes, colon, stop));
                token(bytes, colon, stop);
                stale |= scheme.equals("digest") && Digest.isStale(digest(bytes, colon, stop));
            }
            default -> {}
        }
    }

    private static String value(Bytes bytes, int colon, int stop) {
        return bytes.ascii(colon + 1, Math.min(stop - colon - 1, VALUE_MAX)).strip();
    }

    private void contentLength(String value) {
        long length = 0;
        for (int i = 0; i < value.length(); i++) {
            int digit = value.charAt(i) - '0';
            if (digit < 0 || digit > 9 || i > 17) return;
            length = length * 10 + digit;
        }
        lengthsDiffer |= contentLength >= 0 && contentLength != length;
        if (!value.isEmpty()) contentLength = length;
    }

    private static String scheme(String value) {
        int blank = value.indexOf(' ');
        return (blank < 0 ? value : value.substring(0, blank)).toLowerCase(Locale.ROOT);
    }

    private void authorization(Bytes bytes, int colon, int stop) {
        String value = value(bytes, colon, stop);
        scheme = scheme(value);
        token(bytes, colon, stop);
        if (scheme.equals("digest")) {
            String said = digest(bytes, colon, stop);
            digest = Digest.proves(said);
            user = Digest.user(said);
        }
        if (!scheme.equals("basic") || value.length() < 7) return;
        credentials = true;
        String encoded = value.substring(6).strip();
        byte[] plain = decode(encoded);
        for (int i = 0; i < plain.length; i++)
            if (plain[i] == ':') {
                Bytes both = new Bytes().wrap(plain);
                user = both.utf8(0, i);
                guessable = Guess.of(user, both.utf8(i + 1, plain.length - i - 1));
                return;
            }
    }

    private static String digest(Bytes bytes, int colon, int stop) {
        return bytes.ascii(colon + 1, Math.min(stop - colon - 1, Digest.CHARACTERS_MAX));
    }

    private void token(Bytes bytes, int colon, int stop) {
        boolean carries = scheme.equals("ntlm")
                || scheme.equals("negotiate")
                || scheme.equals("credssp")
                || scheme.equals("kerberos");
        int start = colon + 1;
        while (start < stop && bytes.u8(start) == ' ') start++;
        start += scheme.length() + 1;
        if (!carries || start >= stop) return;
        byte[] plain = decode(bytes.ascii(start, Math.min(stop - start, TOKEN_MAX)));
        if (plain.length > 0) token = new Bytes().wrap(plain);
    }

    /** Whole groups of four decode on their own; a broken value is empty. */
    private static byte[] decode(String text) {
        String encoded = text.substring(0, text.length() / 4 * 4);
        for (int i = 0; i < encoded.length(); i++) if (!base64(encoded, i)) return new byte[0];
        return Base64.getDecoder().decode(encoded);
    }

    private static boolean base64(String text, int at) {
        char c = text.charAt(at);
        if (c == '=') return at == text.length() - 1 || at == text.length() - 2 && text.charAt(at + 1) == '=';
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '+' || c == '/';
    }
}
