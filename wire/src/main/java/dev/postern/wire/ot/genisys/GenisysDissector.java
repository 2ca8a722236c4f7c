package dev.postern.wire.ot.genisys;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Pending;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Genisys over TCP (10001): control codes from F1 to FE, everything else below F0 or escaped by it. The office polls, the field answers in turn.
 *
 * <pre>{@code
 * | code | station | address, data ... | CRC (not with F1, and not with a short FB) | F6
 * }</pre>
 */
public final class GenisysDissector implements Dissector {
    private static final int ESCAPE = 0xF0, END = 0xF6;
    private static final int ACKNOWLEDGE = 0xF1, INDICATION = 0xF2, CHECKBACK = 0xF3;
    private static final int COMMON_CONTROL = 0xF9,
            ACKNOWLEDGE_AND_POLL = 0xFA,
            POLL = 0xFB,
            CONTROL = 0xFC,
            RECALL = 0xFD,
            EXECUTE = 0xFE;
    private static final int CRC_POLYNOMIAL = 0xA001;
    /** Addresses and data of 255 pairs, all escaped, are less. */
    private static final int MESSAGE_BYTES_MAX = 2048;

    @Override
    public String protocol() {
        return "genisys";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return speaks(transport) && port == 10001;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Object newState() {
        return new Pending();
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int code = pending.u8(0);
        if (!isCode(code)) return Recognition.NOT;
        int end = pending.indexOf(END, 1);
        if (end < 2 || end > MESSAGE_BYTES_MAX) return Recognition.NOT;
        for (int at = 1; at < end; at++) if (pending.u8(at) > ESCAPE) return Recognition.NOT;
        if (!hasCrc(code, end)) return end == 2 ? Recognition.UNSURE : Recognition.NOT;
        byte[] plain = unescaped(pending, end);
        return plain.length >= 4 && crcFits(plain) ? Recognition.CERTAIN : Recognition.NOT;
    }

    private static boolean isCode(int code) {
        return code >= ACKNOWLEDGE && code <= CHECKBACK || code >= COMMON_CONTROL && code <= EXECUTE;
    }

    private static boolean hasCrc(int code, int end) {
        return code != ACKNOWLEDGE && !(code == POLL && end <= 3);
    }

    /** Code, station, data and CRC as they are meant; {@code end} is where the terminator stands. */
    private static byte[] unescaped(Bytes bytes, int end) {
        byte[] plain = new byte[end];
        int length = 0;
        for (int at = 0; at < end; at++) {
            int octet = bytes.u8(at);
            if (octet == ESCAPE && at + 1 < end) octet |= bytes.u8(++at);
            plain[length++] = (byte) octet;
        }
        return Arrays.copyOf(plain, length);
    }

    /** Started with all ones, or with 0. */
    private static boolean crcFits(byte[] plain) {
        int said = plain[plain.length - 2] & 0xFF | (plain[plain.length - 1] & 0xFF) << 8;
        return crc(plain, 0xFFFF) == said || crc(plain, 0) == said;
    }

    private static int crc(byte[] plain, int start) {
        int crc = start;
        for (int at = 0; at < plain.length - 2; at++) {
            crc ^= plain[at] & 0xFF;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ CRC_POLYNOMIAL : crc >> 1;
        }
        return crc;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        int code = pending.u8(0);
        if (!isCode(code)) return LOST;
        int end = pending.indexOf(END, 1);
        if (end > MESSAGE_BYTES_MAX || end < 0 && pending.length() > MESSAGE_BYTES_MAX) {
            turn.malformed("message without end", MESSAGE_BYTES_MAX);
            return LOST;
        }
        if (end < 0) return NEED_MORE;
        byte[] plain = unescaped(pending, end);
        boolean crc = hasCrc(code, end);
        if (plain.length < (crc ? 4 : 2)) turn.malformed("message ends early", end);
        else if (crc && !crcFits(plain)) turn.malformed("wrong crc", end - 2);
        else message(code, plain, crc ? plain.length - 2 : plain.length, turn);
        return end + 1;
    }

    private static void message(int code, byte[] plain, int end, Turn turn) {
        String station = Integer.toString(plain[1] & 0xFF);
        Pending waiting = turn.state();
        boolean office = code >= COMMON_CONTROL;
        String operation = operation(code);
        Verb verb = verb(code);
        Turn.Draft draft;
        if (office) {
            boolean all = code == COMMON_CONTROL;
            draft = turn.message(operation, verb, all ? Outcome.NOTICE : Outcome.REQUEST);
            if (!all) waiting.asked(plain[1], turn, operation, verb, "", code);
        } else {
            // The answer says more than the poll: that there is nothing, what is indicated, what would be controlled.
            Pending.Asked asked = waiting.answered(plain[1]);
            draft = turn.message(operation, asked == null ? verb : stronger(asked.verb(), verb), Outcome.SUCCESS)
                    .answers(asked == null ? -1 : asked.atNanos());
        }
        List<Object> addresses = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (int at = 2; at + 1 < end; at += 2) {
            addresses.add((long) (plain[at] & 0xFF));
            values.add((long) (plain[at + 1] & 0xFF));
        }
        draft.unit(station).field("code", (long) code);
        if (!addresses.isEmpty()) draft.field("addresses", addresses).field("values", values);
        draft.emit();
    }

    private static Verb stronger(Verb one, Verb other) {
        return one.weight() > other.weight() ? one : other;
    }

    private static String operation(int code) {
        return switch (code) {
            case ACKNOWLEDGE -> "acknowledge";
            case INDICATION -> "indication data";
            case CHECKBACK -> "control checkback";
            case COMMON_CONTROL -> "common control data";
            case ACKNOWLEDGE_AND_POLL -> "acknowledge and poll";
            case POLL -> "poll";
            case CONTROL -> "control data";
            case RECALL -> "recall";
            default -> "execute controls";
        };
    }

    private static Verb verb(int code) {
        return switch (code) {
            case CONTROL, COMMON_CONTROL, EXECUTE -> Verb.OPERATE;
            case INDICATION -> Verb.REPORT;
            default -> Verb.READ;
        };
    }
}
