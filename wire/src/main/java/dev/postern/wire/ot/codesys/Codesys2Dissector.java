package dev.postern.wire.ot.codesys;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Pending;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;

/**
 * CODESYS V2 (TCP 1200, 1201, 2455). Few services are publicly known; the others are told as their number. Nothing ties an answer to its
 * request but its turn.
 *
 * <pre>{@code
 * 0       2        6
 * | BB BB | length | service | data          the length in the byte order of the controller
 * | CC CC | 01 00 | length | 8 zeros | 1 (4 octets) | 4 octets | service | data
 * | 66 66 |  the same, the length 0 when it only acknowledges
 * }</pre>
 */
public final class Codesys2Dissector implements Dissector {
    private static final int PLAIN = 0xBBBB, ROUTED = 0xCCCC, ACKNOWLEDGE = 0x6666;
    private static final int PLAIN_LENGTH = 2, PLAIN_BYTES = 6;
    private static final int ROUTED_LENGTH = 4, ROUTED_ONE = 16, ROUTED_BYTES = 24;
    private static final int LENGTH_MAX = 0xFFFF;
    private static final int LOGIN = 0x01,
            FILE_WRITE = 0x2F,
            FILE_WRITE_BLOCK = 0x30,
            FILE_READ = 0x31,
            FILE_READ_NEXT = 0x32,
            SHELL = 0x92;
    /** Where the answer to a login names system, its type and the product, each up to a zero. */
    private static final int SYSTEM = 65, SYSTEM_TYPE = 97, PRODUCT = 129;

    private static final int NAME_CHARACTERS = 32, COMMAND_CHARACTERS_MAX = 80;
    private static final double IDENTITY = 0.8;

    @Override
    public String protocol() {
        return "codesys2";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && (port == 1200 || port == 1201 || port == 2455);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Object newState() {
        return new Pending();
    }

    /** In whichever order gives a length that can be; both can only for 0. */
    private static long plainLength(Bytes bytes) {
        return Math.min(bytes.u32le(PLAIN_LENGTH), bytes.u32(PLAIN_LENGTH));
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int magic = pending.u16(0);
        if (magic == PLAIN) {
            if (!pending.has(0, PLAIN_BYTES + 1)) return Recognition.NOT;
            long length = plainLength(pending);
            if (length == 0 || length > LENGTH_MAX) return Recognition.NOT;
            return pending.length() == PLAIN_BYTES + length ? Recognition.CERTAIN : Recognition.UNSURE;
        }
        if (magic != ROUTED && magic != ACKNOWLEDGE || !pending.has(0, ROUTED_BYTES)) return Recognition.NOT;
        boolean fits = pending.i64(ROUTED_LENGTH + 4) == 0
                && pending.u32le(ROUTED_ONE) == 1
                && pending.u32le(ROUTED_LENGTH) <= LENGTH_MAX;
        return fits ? Recognition.CERTAIN : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (pending.length() < 2) {
            turn.need(2);
            return NEED_MORE;
        }
        int magic = pending.u16(0);
        boolean plain = magic == PLAIN;
        if (!plain && magic != ROUTED && magic != ACKNOWLEDGE) return LOST;
        int header = plain ? PLAIN_BYTES : ROUTED_BYTES;
        if (pending.length() < header) {
            turn.need(header);
            return NEED_MORE;
        }
        long length = plain ? plainLength(pending) : pending.u32le(ROUTED_LENGTH);
        if (length > LENGTH_MAX) {
            turn.malformed("length out of range", plain ? PLAIN_LENGTH : ROUTED_LENGTH);
            return LOST;
        }
        int total = header + (int) length;
        if (pending.length() < total) {
            turn.need(total);
            return NEED_MORE;
        }
        pending.endAt(total);
        if (length > 0 && magic != ACKNOWLEDGE) service(pending, header, total, turn);
        return total;
    }

    private static void service(Bytes bytes, int at, int end, Turn turn) {
        Pending waiting = turn.state();
        if (!turn.fromClient()) {
            Pending.Asked asked = waiting.oldest();
            Pending.answer(turn, asked, "answer", Verb.OTHER, Outcome.SUCCESS)
                    .field("data", Values.hex(bytes, at, end))
                    .emit();
            if (asked != null && asked.detail() == LOGIN && end > PRODUCT) identity(bytes, end, turn);
            return;
        }
        int service = bytes.u8(at);
        String target = target(bytes, at, end, service);
        Verb verb = service == SHELL ? shell(target) : verb(service);
        String operation = operation(service);
        turn.message(operation, verb, Outcome.REQUEST)
                .target(target)
                .field("service", (long) service)
                .field("data", Values.hex(bytes, at + 1, end))
                .emit();
        waiting.asked(0, turn, operation, verb, target, service);
    }

    private static String target(Bytes bytes, int at, int end, int service) {
        return switch (service) {
            case FILE_WRITE -> text(bytes, at + 5, end);
            case FILE_READ -> text(bytes, at + 4, end);
            case SHELL -> text(bytes, at + 5, end);
            default -> "";
        };
    }

    /** Up to a zero. */
    private static String text(Bytes bytes, int at, int end) {
        int zero = bytes.indexOf(0, at);
        int last = zero < 0 || zero > end ? end : zero;
        return at >= last ? "" : bytes.ascii(at, Math.min(last - at, COMMAND_CHARACTERS_MAX));
    }

    private static void identity(Bytes bytes, int end, Turn turn) {
        String system = name(bytes, SYSTEM, end) + " " + name(bytes, SYSTEM_TYPE, end);
        turn.identity(turn.source(), Attribute.OPERATING_SYSTEM, system, IDENTITY);
        turn.identity(turn.source(), Attribute.MODEL, name(bytes, PRODUCT, end), IDENTITY);
    }

    private static String name(Bytes bytes, int at, int end) {
        return text(bytes, at, Math.min(end, at + NAME_CHARACTERS));
    }

    private static String operation(int service) {
        return switch (service) {
            case LOGIN -> "login";
            case FILE_WRITE -> "file write";
            case FILE_WRITE_BLOCK -> "file write block";
            case FILE_READ -> "file read";
            case FILE_READ_NEXT -> "file read next";
            case SHELL -> "shell command";
            default -> "service " + service;
        };
    }

    /** Files of the runtime are its program, boot project and their check sums. */
    private static Verb verb(int service) {
        return switch (service) {
            case LOGIN -> Verb.SESSION;
            case FILE_WRITE, FILE_WRITE_BLOCK -> Verb.DOWNLOAD;
            case FILE_READ, FILE_READ_NEXT -> Verb.UPLOAD;
            default -> Verb.OTHER;
        };
    }

    /** Commands of the PLC browser as the manual of CODESYS 2.3 lists them. */
    private static Verb shell(String command) {
        int blank = command.indexOf(' ');
        return switch (blank < 0 ? command : command.substring(0, blank)) {
            case "startprg" -> Verb.START;
            case "stopprg" -> Verb.STOP;
            case "resetprg", "resetprgcold", "reboot", "restart" -> Verb.RESTART;
            case "resetprgorg" -> Verb.FACTORY_RESET;
            case "setpwd", "delpwd" -> Verb.PROTECT;
            case "rtc-set" -> Verb.CLOCK;
            case "filedelete", "filecopy", "filerename", "saveretain", "restoreretain" -> Verb.FILE_WRITE;
            default -> Verb.DIAGNOSE;
        };
    }
}
