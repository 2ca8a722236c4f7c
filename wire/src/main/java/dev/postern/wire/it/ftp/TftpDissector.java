package dev.postern.wire.it.ftp;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import java.util.Locale;

/**
 * Requests of TFTP: file, direction, options. The transfer itself runs between two fresh ports and carries nothing by which it could be told; it stays a
 * conversation of its own.
 *
 * <pre>{@code 0 operation (2) | 2 file, 0, mode, 0 | option, 0, value, 0 ...}</pre>
 */
public final class TftpDissector implements Dissector {
    private static final int READ = 1, WRITE = 2, ERROR = 5;
    private static final int NAME_BYTES_MAX = 512;
    private static final int OPTIONS_MAX = 8;

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
        int operation = pending.u16(0);
        if (operation == ERROR) {
            int end = zero(pending, 4);
            turn.message("error", Verb.OTHER, Outcome.REFUSED)
                    .field("code", (long) pending.u16(2))
                    .field("text", end < 0 ? "" : pending.ascii(4, end - 4))
                    .emit();
        } else if (operation == READ || operation == WRITE) {
            request(pending, turn, operation == READ);
        } else {
            turn.malformed("operation unknown", 0);
        }
        return pending.length();
    }

    private static void request(Bytes pending, Turn turn, boolean read) {
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
    }
}
