package dev.postern.wire.it.mail;

import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.it.text.Lines;

/** Passes over text that ends with a line of one dot, RFC 5321 section 4.5.2, and counts it. State of one direction. */
final class Letter {
    private boolean open;
    long bytes;

    void begin() {
        open = true;
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
            boolean dot = lines.length() == 1 && pending.u8(lines.start()) == '.';
            if (!lines.ended()) {
                // Only a lone dot may still become the end.
                if (!dot && lines.length() > 2) break;
                bytes += lines.start();
                return lines.start() > 0 ? lines.start() : Dissector.NEED_MORE;
            }
            if (dot) {
                open = false;
                bytes += lines.start();
                return lines.after();
            }
        }
        bytes += pending.length();
        return pending.length();
    }
}
