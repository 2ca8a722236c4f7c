package dev.postern.wire.it.x11;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/** X11 over TCP: that a program opens a window on another machine's screen, and how it is let in. What follows the setup passes unread. */
public final class X11Dissector implements Dissector {
    private static final int SETUP_BYTES = 12, ANSWER_BYTES = 8, TEXT_BYTES_MAX = 255;
    private static final int VENDOR_LENGTH = 24, VENDOR = 40;
    private static final int BIG_ENDIAN = 'B', LITTLE_ENDIAN = 'l';
    private static final int FAILED = 0, SUCCESS = 1, MORE = 2;

    private static final class Screen {
        private boolean little;
        private boolean asked;
        private boolean answered;
        private long askedNanos = -1;
    }

    @Override
    public String protocol() {
        return "x11";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port >= 6000 && port <= 6063;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (fromClient) return isSetup(pending) ? Recognition.CERTAIN : Recognition.NOT;
        boolean status = pending.u8(0) <= MORE && pending.length() >= ANSWER_BYTES;
        boolean version =
                pending.u16(2) == 11 && pending.u16(4) == 0 || pending.u16le(2) == 11 && pending.u16le(4) == 0;
        return status && version ? Recognition.UNSURE : Recognition.NOT;
    }

    /** Order of octets, version 11.0, two names that are as long as there is, zeros between. */
    private static boolean isSetup(Bytes pending) {
        int order = pending.u8(0);
        if (order != BIG_ENDIAN && order != LITTLE_ENDIAN || pending.u8(1) != 0 || !pending.has(0, SETUP_BYTES))
            return false;
        boolean little = order == LITTLE_ENDIAN;
        return u16(pending, 2, little) == 11
                && u16(pending, 4, little) == 0
                && pending.u16(10) == 0
                && setupLength(pending, little) == pending.length();
    }

    private static int u16(Bytes pending, int at, boolean little) {
        return little ? pending.u16le(at) : pending.u16(at);
    }

    private static int setupLength(Bytes pending, boolean little) {
        return SETUP_BYTES + (u16(pending, 6, little) + 3 & ~3) + (u16(pending, 8, little) + 3 & ~3);
    }

    @Override
    public Object newState() {
        return new Screen();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Screen screen = turn.state();
        if (turn.fromClient() && !screen.asked) return setup(pending, turn, screen);
        if (!turn.fromClient() && !screen.answered) return answer(pending, turn, screen);
        return pending.length();
    }

    private static int setup(Bytes pending, Turn turn, Screen screen) {
        if (pending.length() < SETUP_BYTES) return NEED_MORE;
        screen.little = pending.u8(0) == LITTLE_ENDIAN;
        int length = setupLength(pending, screen.little);
        // Met in the middle: nothing to be read.
        if (u16(pending, 2, screen.little) != 11 || length > 4096) {
            screen.asked = true;
            return pending.length();
        }
        if (!pending.has(0, length)) {
            turn.need(length);
            return NEED_MORE;
        }
        screen.asked = true;
        screen.askedNanos = turn.atNanos();
        String authentication = pending.ascii(SETUP_BYTES, Math.min(u16(pending, 6, screen.little), TEXT_BYTES_MAX));
        Turn.Draft draft = turn.message("connect", Verb.SESSION, Outcome.REQUEST)
                .field("authentication", authentication.isEmpty() ? "none" : authentication);
        // The cookie itself goes in the clear.
        if (authentication.isEmpty() || authentication.startsWith("MIT-MAGIC-COOKIE")) draft.field("weak", true);
        draft.emit();
        return length;
    }

    private static int answer(Bytes pending, Turn turn, Screen screen) {
        int status = pending.u8(0);
        if (pending.length() < ANSWER_BYTES || status == SUCCESS && pending.length() < VENDOR) return NEED_MORE;
        int at = status == SUCCESS ? VENDOR : ANSWER_BYTES;
        int length =
                status == SUCCESS ? u16(pending, VENDOR_LENGTH, screen.little) : status == FAILED ? pending.u8(1) : 0;
        length = Math.min(length, TEXT_BYTES_MAX);
        if (!pending.has(at, length)) {
            turn.need(at + length);
            return NEED_MORE;
        }
        screen.answered = true;
        String text = pending.ascii(at, length);
        turn.message("connect", Verb.SESSION, status == FAILED ? Outcome.REFUSED : Outcome.SUCCESS)
                .answers(screen.askedNanos)
                .field("status", (long) status)
                .field(status == SUCCESS ? "vendor" : "text", text)
                .emit();
        if (status == SUCCESS) {
            turn.identity(turn.source(), Attribute.SOFTWARE, "X server of " + text, 0.6);
            turn.identity(turn.source(), Attribute.ROLE, "x server", 0.7);
        }
        return pending.length();
    }
}
