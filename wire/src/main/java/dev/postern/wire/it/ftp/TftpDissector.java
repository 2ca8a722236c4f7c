package dev.postern.wire.it.ftp;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import java.util.LinkedHashMap;
import java.util.Locale;

/**
 * Requests of TFTP: file, direction, options; and the end of a transfer, a block that is shorter than the others. Most servers transfer from a fresh port to
 * that of the request ({@link Turn#expectsCall}).
 *
 * <pre>{@code
 * 0 operation (2) | 2 file, 0, mode, 0 | option, 0, value, 0 ...
 * 0 operation (2) | 2 block number (2) | 4 data
 * }</pre>
 */
public final class TftpDissector implements Dissector {
    private static final int READ = 1, WRITE = 2, DATA = 3, ACKNOWLEDGE = 4, ERROR = 5, OPTIONS = 6;
    private static final int DATA_AT = 4, BLOCK_BYTES = 512;
    /** What is told to whoever speaks from a port that no transfer has, RFC 1350 section 4. */
    private static final int UNKNOWN_TRANSFER = 5;

    private static final int NAME_BYTES_MAX = 512;
    private static final int OPTIONS_MAX = 8;
    /** Requests between two hosts whose transfers have not begun. */
    private static final int ASKED_MAX = 32;

    /** A transfer that begins later is another one. */
    private static final long ASKED_NANOS_MAX = 30_000_000_000L;

    private static final int DIGITS_MAX = 5;

    /** Transfers between two hosts by the port that asked, until they begin. */
    private static final class Asked {
        private final LinkedHashMap<Integer, Transfer> byPort = new LinkedHashMap<>();
    }

    /** What was asked last in a flow, while it is under way. */
    private static final class Transfer {
        /** Null while nothing is. */
        private String file;

        private boolean read;
        private long askedNanos;
        private int blockBytes;
        private int lastBlock;
        private long octets;
        private boolean ending;

        private void take(Transfer asked) {
            file = asked.file;
            read = asked.read;
            askedNanos = asked.askedNanos;
            blockBytes = asked.blockBytes;
            lastBlock = 0;
            octets = 0;
            ending = false;
        }

        private boolean isOver(long atNanos) {
            return atNanos - askedNanos > ASKED_NANOS_MAX;
        }
    }

    @Override
    public Object newState() {
        return new Transfer();
    }

    @Override
    public String protocol() {
        return "tftp";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.UDP && port == 69;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int operation = pending.u16(0);
        if (operation != READ && operation != WRITE) return Recognition.NOT;
        int file = zero(pending, 2);
        int mode = file < 0 ? -1 : zero(pending, file + 1);
        return file > 2 && mode > 0 && isMode(pending.ascii(file + 1, mode - file - 1))
                ? Recognition.CERTAIN
                : Recognition.NOT;
    }

    private static boolean isMode(String mode) {
        return mode.equalsIgnoreCase("octet") || mode.equalsIgnoreCase("netascii") || mode.equalsIgnoreCase("mail");
    }

    /** End of a printable text, or -1. */
    private static int zero(Bytes pending, int from) {
        for (int at = from; at < Math.min(pending.length(), from + NAME_BYTES_MAX); at++) {
            int octet = pending.u8(at);
            if (octet == 0) return at;
            if (octet < ' ' || octet == 127) return -1;
        }
        return -1;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Transfer transfer = turn.state();
        if (transfer.file == null && mayBegin(pending)) begin(turn, transfer);
        switch (pending.u16(0)) {
            case READ, WRITE -> request(pending, turn, transfer);
            case DATA -> data(pending, turn, transfer);
            case ACKNOWLEDGE -> {
                if (transfer.ending && pending.u16(2) == transfer.lastBlock) end(turn, transfer);
            }
            case ERROR -> error(pending, turn, transfer);
            case OPTIONS -> transfer.blockBytes = blockBytes(pending, 2, transfer.blockBytes);
            default -> turn.malformed("operation unknown", 0);
        }
        return pending.length();
    }

    /** An operation of a transfer, RFC 1350 and 2347. */
    @Override
    public boolean mayCall(Bytes datagram) {
        int operation = datagram.u16(0);
        return datagram.has(0, DATA_AT) && operation >= DATA && operation <= OPTIONS && !isOfNone(datagram);
    }

    private static boolean isOfNone(Bytes datagram) {
        return datagram.u16(0) == ERROR && datagram.u16(2) == UNKNOWN_TRANSFER;
    }

    /** Of data and acknowledgements only the first: another block is of the transfer before. */
    private static boolean mayBegin(Bytes pending) {
        return switch (pending.u16(0)) {
            case DATA, ACKNOWLEDGE -> pending.u16(2) <= 1;
            case ERROR -> !isOfNone(pending);
            case OPTIONS -> true;
            default -> false;
        };
    }

    /** A transfer begins here that was asked for in another flow, or in this one. */
    private static void begin(Turn turn, Transfer transfer) {
        Asked asked = turn.common(Asked::new);
        Transfer wanted = asked.byPort.remove(turn.conversation().clientPort());
        if (wanted != null && !wanted.isOver(turn.atNanos())) transfer.take(wanted);
    }

    private static void data(Bytes pending, Turn turn, Transfer transfer) {
        int block = pending.u16(2);
        // Of a block that comes twice the first counts.
        if (transfer.file == null || block == transfer.lastBlock) return;
        int octets = Math.max(0, pending.length() - DATA_AT);
        transfer.lastBlock = block;
        transfer.octets += octets;
        transfer.ending = octets < transfer.blockBytes;
        // What is read has arrived once it was sent, what is written once the server has said so.
        if (transfer.ending && transfer.read) end(turn, transfer);
    }

    private static void end(Turn turn, Transfer transfer) {
        answer(turn, transfer, Outcome.SUCCESS).field("octets", transfer.octets).emit();
        transfer.file = null;
        transfer.ending = false;
    }

    private static void error(Bytes pending, Turn turn, Transfer transfer) {
        int end = zero(pending, DATA_AT);
        Turn.Draft draft = transfer.file == null
                ? turn.message("error", Verb.OTHER, Outcome.REFUSED)
                : answer(turn, transfer, Outcome.REFUSED);
        draft.field("code", (long) pending.u16(2))
                .field("text", end < 0 ? "" : pending.ascii(DATA_AT, end - DATA_AT))
                .emit();
        transfer.file = null;
        transfer.ending = false;
    }

    private static Turn.Draft answer(Turn turn, Transfer transfer, Outcome outcome) {
        return turn.message(transfer.read ? "read" : "write", transfer.read ? Verb.FILE_READ : Verb.FILE_WRITE, outcome)
                .target(transfer.file)
                .answers(transfer.askedNanos);
    }

    /** The size of a block that both sides have agreed to, RFC 2348. */
    private static int blockBytes(Bytes pending, int from, int otherwise) {
        int at = from;
        for (int i = 0; i < OPTIONS_MAX && at < pending.length(); i++) {
            int option = zero(pending, at);
            int value = option < 0 ? -1 : zero(pending, option + 1);
            if (value < 0) break;
            if (pending.ascii(at, option - at).equalsIgnoreCase("blksize")) return decimal(pending, option + 1, value);
            at = value + 1;
        }
        return otherwise;
    }

    private static int decimal(Bytes pending, int from, int to) {
        int value = 0;
        for (int at = from; at < Math.min(to, from + DIGITS_MAX); at++)
            value = 10 * value + Math.clamp(pending.u8(at) - '0', 0, 9);
        return value;
    }

    private static void request(Bytes pending, Turn turn, Transfer transfer) {
        boolean read = pending.u16(0) == READ;
        int file = zero(pending, 2);
        int mode = file < 0 ? -1 : zero(pending, file + 1);
        if (mode < 0) {
            turn.malformed("file or mode without end", 2);
            return;
        }
        String name = pending.utf8(2, file - 2);
        Turn.Draft draft = turn.message(
                        read ? "read" : "write", read ? Verb.FILE_READ : Verb.FILE_WRITE, Outcome.REQUEST)
                .target(name)
                .field("file", name)
                .field("mode", pending.ascii(file + 1, mode - file - 1).toLowerCase(Locale.ROOT));
        int at = mode + 1;
        for (int i = 0; i < OPTIONS_MAX && at < pending.length(); i++) {
            int option = zero(pending, at);
            int value = option < 0 ? -1 : zero(pending, option + 1);
            if (value < 0) break;
            switch (pending.ascii(at, option - at).toLowerCase(Locale.ROOT)) {
                case "blksize" -> draft.field("block_size", pending.ascii(option + 1, value - option - 1));
                case "tsize" -> draft.field("size", pending.ascii(option + 1, value - option - 1));
                default -> {}
            }
            at = value + 1;
        }
        draft.emit();
        Transfer wanted = new Transfer();
        wanted.file = name;
        wanted.read = read;
        wanted.askedNanos = turn.atNanos();
        wanted.blockBytes = BLOCK_BYTES;
        transfer.file = null;
        transfer.lastBlock = 0;
        transfer.octets = 0;
        transfer.ending = false;
        Asked asked = turn.common(Asked::new);
        while (!asked.byPort.isEmpty() && asked.byPort.firstEntry().getValue().isOver(turn.atNanos()))
            asked.byPort.pollFirstEntry();
        asked.byPort.putLast(turn.conversation().clientPort(), wanted);
        if (asked.byPort.size() > ASKED_MAX) {
            asked.byPort.pollFirstEntry();
            turn.forgot();
        }
        turn.expectsCall();
    }
}
