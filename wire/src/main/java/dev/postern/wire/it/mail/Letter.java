package dev.postern.wire.it.mail;

import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.it.text.Lines;

/** Passes over text that ends with a line of one dot, RFC 5321 section 4.5.2, and counts it. State of one direction. */
final class Letter {
    private boolean open;
    /** The line that was passed last has not ended. */
    private boolean withinLine;

    long bytes;

    void begin() {
        open = true;
        withinLine = false;
        bytes = 0;
    }

    void end() {
        open = false;
    }

    boolean isOpen() {
        return open;
    }

    /** Octets at the start of {@code pending} that belong to the text or end it. */
    int pass(Bytes pending) {
        Lines lines = new Lines(pending, 0, pending.length());
        while (lines.next()) {
            boolean dot = !withinLine && pending.u8(lines.start()) == '.';
            withinLine = false;
            if (lines.ended()) {
                if (!dot || lines.length() != 1) continue;
                open = false;
                bytes += lines.start();
                return lines.after();
            }
            // Only a dot that nothing but the end of its line has followed so far may still become the end.
            if (dot && lines.length() <= 2) {
                bytes += lines.start();
                return lines.start() > 0 ? lines.start() : Dissector.NEED_MORE;
            }
            withinLine = true;
        }
        bytes += pending.length();
        return pending.length();
    }
}
