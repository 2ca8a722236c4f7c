package dev.postern.wire.it.sip;

import dev.postern.wire.Bytes;
import dev.postern.wire.it.text.Digest;
import dev.postern.wire.it.text.Lines;

/** First line and the header fields that matter of one message; at most {@link #LINES_MAX} lines, {@link #VALUE_MAX} characters a value. */
final class Head {
    static final int LINES_MAX = 128;
    static final int VALUE_MAX = 256;

    final String firstLine;
    String from;
    String to;
    String callId;
    String sequence;
    String contact;
    String userAgent;
    String server;
    String user;
    String expires;
    /** The proof was good, but the challenge that it was made for is too old: RFC 3261 section 22.4. */
    boolean stale;

    long contentLength = -1;
    /** Offset after the empty line, or of the end if there is none. */
    final int end;

    Head(Bytes pending) {
        Lines lines = new Lines(pending, 0, pending.length());
        lines.next();
        firstLine = lines.text(VALUE_MAX);
        for (int i = 0; i < LINES_MAX && lines.next() && !lines.isEmpty(); i++) line(lines);
        end = Math.min(lines.after(), pending.length());
    }

    private void line(Lines line) {
        if (line.named("from") || line.named("f")) from = address(line.value(VALUE_MAX));
        else if (line.named("to") || line.named("t")) to = address(line.value(VALUE_MAX));
        else if (line.named("call-id") || line.named("i")) callId = line.value(VALUE_MAX);
        else if (line.named("cseq")) sequence = line.value(VALUE_MAX);
        else if (line.named("contact") || line.named("m")) contact = address(line.value(VALUE_MAX));
        else if (line.named("user-agent")) userAgent = line.value(VALUE_MAX);
        else if (line.named("server")) server = line.value(VALUE_MAX);
        else if (line.named("expires")) expires = line.value(VALUE_MAX);
        else if (line.named("authorization") || line.named("proxy-authorization"))
            user = Digest.user(line.value(Digest.CHARACTERS_MAX));
        else if (line.named("www-authenticate") || line.named("proxy-authenticate"))
            stale |= Digest.isStale(line.value(Digest.CHARACTERS_MAX));
        else if (line.named("content-length") || line.named("l")) contentLength = number(line.value(VALUE_MAX));
    }

    /** {@code sip:a@b} of {@code "A" <sip:a@b;x=y>;tag=z}. */
    private static String address(String value) {
        int open = value.indexOf('<');
        int start = open < 0 ? 0 : open + 1;
        int end = start;
        while (end < value.length() && ";>? ".indexOf(value.charAt(end)) < 0) end++;
        return value.substring(start, end);
    }

    private static long number(String value) {
        long number = 0;
        for (int i = 0; i < value.length() && i < 9; i++) {
            int digit = value.charAt(i) - '0';
            if (digit < 0 || digit > 9) return -1;
            number = number * 10 + digit;
        }
        return value.isEmpty() ? -1 : number;
    }
}
