package dev.postern.wire.it.syslog;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.text.Once;

/**
 * Syslog, old ({@code <34>Oct 11 22:14:15 host tag: text}) and new ({@code <34>1 2003-10-11T22:14:15Z host app pid id - text}), over UDP, or over TCP
 * with a count or a line end. Target is the program. Certain only with a time stamp where it must be.
 */
public final class SyslogDissector implements Dissector {
    static final int TEXT_MAX = 512;
    private static final int MESSAGE_BYTES_MAX = 16 * 1024;
    private static final int WORD_MAX = 128;
    private static final int PRIORITY_MAX = 191;
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final int OLD_TIME_CHARS = 15;

    @Override
    public String protocol() {
        return "syslog";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.UDP && port == 514 || transport == Transport.TCP && (port == 514 || port == 601);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP || transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int at = transport == Transport.TCP ? afterCount(pending) : 0;
        int body = afterPriority(pending, at);
        if (body < 0 || !fromClient) return Recognition.NOT;
        boolean timed = isOldTime(pending, body) || isNew(pending, body);
        return timed ? Recognition.CERTAIN : Recognition.UNSURE;
    }

    /** Offset after {@code 123 } of a counted message, or 0. */
    private static int afterCount(Bytes pending) {
        int at = 0;
        while (at < 6 && isDigit(pending.u8(at))) at++;
        return at > 0 && pending.u8(at) == ' ' && pending.u8(at + 1) == '<' ? at + 1 : 0;
    }

    /** Offset after {@code <34>}, or -1. */
    private static int afterPriority(Bytes pending, int from) {
        if (pending.u8(from) != '<') return -1;
        int at = from + 1;
        while (at < from + 4 && isDigit(pending.u8(at))) at++;
        return at > from + 1 && pending.u8(at) == '>' && priority(pending, from) <= PRIORITY_MAX ? at + 1 : -1;
    }

    private static int priority(Bytes pending, int from) {
        int value = 0;
        for (int at = from + 1; isDigit(pending.u8(at)) && at < from + 4; at++)
            value = 10 * value + pending.u8(at) - '0';
        return value;
    }

    private static boolean isDigit(int octet) {
        return octet >= '0' && octet <= '9';
    }

    private static boolean isOldTime(Bytes pending, int at) {
        boolean shaped = pending.u8(at + 3) == ' '
                && pending.u8(at + 6) == ' '
                && pending.u8(at + 9) == ':'
                && pending.u8(at + 12) == ':';
        if (!shaped) return false;
        for (int i = 0; i < MONTHS.length(); i += 3)
            if (pending.startsWith(MONTHS.substring(i, i + 3), at)) return true;
        return false;
    }

    private static boolean isNew(Bytes pending, int at) {
        boolean version = pending.u8(at) == '1' && pending.u8(at + 1) == ' ';
        return version
                && (pending.startsWith("- ", at + 2)
                        || pending.u8(at + 6) == '-' && pending.u8(at + 9) == '-' && pending.u8(at + 12) == 'T');
    }

    @Override
    public Object newState() {
        return new Once();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (turn.conversation().transport() == Transport.UDP) {
            if (afterPriority(pending, 0) < 0) turn.malformed("priority missing", 0);
            else read(pending, 0, pending.length(), turn);
            return pending.length();
        }
        int counted = afterCount(pending);
        int total = counted > 0 ? counted + count(pending, counted - 1) : pending.indexOf('\n', 0) + 1;
        if (total > MESSAGE_BYTES_MAX) return LOST;
        if (total == 0 || total > pending.length()) {
            if (total == 0 && pending.length() > MESSAGE_BYTES_MAX) return LOST;
            if (total > 0) turn.need(total);
            return NEED_MORE;
        }
        pending.endAt(total);
        if (afterPriority(pending, counted) < 0) return LOST;
        read(pending, counted, total, turn);
        return total;
    }

    private static int count(Bytes pending, int digits) {
        int value = 0;
        for (int i = 0; i < digits; i++) value = 10 * value + pending.u8(i) - '0';
        return value;
    }

    /** Without line ends and zeros behind it. */
    private static int end(Bytes pending, int from) {
        int end = from;
        while (end > 0 && (pending.u8(end - 1) == '\n' || pending.u8(end - 1) == '\r' || pending.u8(end - 1) == 0))
            end--;
        return end;
    }

    private static void read(Bytes pending, int from, int total, Turn turn) {
        int end = end(pending, total);
        // Looks for a time may go past the end of a short message, but not into the next one.
        Bytes message = new Bytes().wrap(pending, 0, end);
        int priority = priority(message, from);
        int at = afterPriority(message, from);
        Words words = new Words(message, at, end);
        String time = null;
        String host = null;
        String program = "";
        String process = null;
        String id = null;
        if (isNew(message, at)) {
            words.next();
            time = words.next();
            host = orNull(words.next());
            program = orEmpty(words.next());
            process = orNull(words.next());
            id = orNull(words.next());
        } else if (isOldTime(message, at)) {
            time = message.ascii(at, Math.min(OLD_TIME_CHARS, end - at));
            words.at = at + OLD_TIME_CHARS + 1;
            host = words.host();
            program = words.tag();
            process = words.process;
        }
        turn.message("log", Verb.REPORT, Outcome.NOTICE)
                .target(program)
                .field("facility", (long) (priority >> 3))
                .field("severity", (long) (priority & 7))
                .field("time", time)
                .field("host", host)
                .field("program", program.isEmpty() ? null : program)
                .field("process", process)
                .field("id", id)
                .field("text", words.rest())
                .emit();
        Once once = turn.state();
        once.identity(turn, Attribute.NAME, host, 0.5);
    }

    private static String orNull(String word) {
        return word.equals("-") || word.isEmpty() ? null : word;
    }

    private static String orEmpty(String word) {
        return word.equals("-") ? "" : word;
    }

    /** Walks over the words of a header. */
    private static final class Words {
        private final Bytes bytes;
        private final int end;
        private int at;
        private String process;

        Words(Bytes bytes, int at, int end) {
            this.bytes = bytes;
            this.at = at;
            this.end = end;
        }

        String next() {
            int blank = bytes.indexOf(' ', at);
            int stop = blank < 0 || blank > end ? end : blank;
            String word = stop <= at ? "" : bytes.ascii(at, Math.min(stop - at, WORD_MAX));
            at = Math.min(end, stop + 1);
            return word;
        }

        /** A name; some devices leave it out, then the tag with its colon stands here. */
        String host() {
            int before = at;
            String word = next();
            if (!word.endsWith(":") && word.indexOf('[') < 0) return orNull(word);
            at = before;
            return null;
        }

        /** {@code sshd[123]:} up to the colon; empty where there is none near. */
        String tag() {
            int stop = at;
            while (stop < end
                    && stop - at < WORD_MAX
                    && bytes.u8(stop) != ':'
                    && bytes.u8(stop) != '['
                    && bytes.u8(stop) != ' ') stop++;
            int sign = stop < end ? bytes.u8(stop) : 0;
            if (sign != ':' && sign != '[') return "";
            String program = bytes.ascii(at, stop - at);
            int close = sign == '[' ? bytes.indexOf(']', stop) : stop;
            if (sign == '[' && close > stop && close < end)
                process = bytes.ascii(stop + 1, Math.min(close - stop - 1, WORD_MAX));
            at = close < 0 ? stop : Math.min(end, close + 1);
            while (at < end && (bytes.u8(at) == ':' || bytes.u8(at) == ' ')) at++;
            return program;
        }

        String rest() {
            return at >= end ? "" : bytes.utf8(at, Math.min(end - at, TEXT_MAX));
        }
    }
}
