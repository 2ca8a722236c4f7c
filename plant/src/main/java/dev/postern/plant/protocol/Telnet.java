package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/** Telnet: RFC 854, with the options echo (RFC 857), suppress go ahead (RFC 858) and terminal type (RFC 1091). */
public final class Telnet {
    public static final int PORT = 23;
    private static final int IAC = 0xFF;
    private static final int WILL = 0xFB;
    private static final int DO = 0xFD;
    private static final int ECHO = 1;
    private static final int NO_GO_AHEAD = 3;
    private static final int TERMINAL_TYPE = 24;

    private Telnet() {}

    public static byte[] offers() {
        return new Out()
                .octets(IAC, DO, TERMINAL_TYPE, IAC, WILL, ECHO, IAC, WILL, NO_GO_AHEAD)
                .done();
    }

    public static byte[] accepts() {
        return new Out()
                .octets(IAC, 0xFC, TERMINAL_TYPE, IAC, DO, ECHO, IAC, DO, NO_GO_AHEAD)
                .done();
    }

    public static byte[] text(String text) {
        return new Out().ascii(text).done();
    }
}
