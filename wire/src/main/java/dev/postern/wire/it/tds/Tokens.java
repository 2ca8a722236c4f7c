package dev.postern.wire.it.tds;

import dev.postern.wire.Bytes;
import dev.postern.wire.it.ntlm.Ntlm;

/**
 * What the token stream of an answer says, MS-TDS section 2.2.7, up to the first row or column description: errors, the end of a login, what
 * changed, how it ended. One pass over one packet.
 */
final class Tokens {
    private static final int ENVIRONMENT = 0xE3, ERROR = 0xAA, INFO = 0xAB, LOGIN_ACK = 0xAD;
    private static final int DONE = 0xFD, DONE_PROCEDURE = 0xFE, DONE_IN_PROCEDURE = 0xFF;
    private static final int RETURN_STATUS = 0x79,
            ORDER = 0xA9,
            FEATURES = 0xAE,
            SSPI = 0xED,
            COLUMNS = 0x81,
            RETURN_VALUE = 0xAC;
    private static final int STATUS_ERROR = 0x02, STATUS_COUNT = 0x10;
    private static final int DONE_BYTES = 13, DONE_BYTES_OLD = 9;
    private static final int TEXT_CHARS_MAX = 256;

    long error = -1;
    long errorClass;
    String errorText;
    String server;
    /** Product and version that accepted a login. */
    String product;

    String productVersion;
    String database;
    long returnStatus = Long.MIN_VALUE;
    long rows = -1;
    boolean failed;
    /** The next step of a login with Windows' own means is asked for. */
    private boolean sspi;

    /** What it brings, where that is NTLM. */
    Ntlm ntlm;

    /** Answers begin with one of these. */
    static boolean isToken(int token) {
        return switch (token) {
            case ENVIRONMENT, ERROR, INFO, LOGIN_ACK, DONE, DONE_PROCEDURE, DONE_IN_PROCEDURE -> true;
            case RETURN_STATUS, ORDER, FEATURES, SSPI, COLUMNS, RETURN_VALUE -> true;
            default -> false;
        };
    }

    void read(Bytes payload) {
        int at = 0;
        while (payload.has(at, 1)) {
            int token = payload.u8(at);
            switch (token) {
                case ERROR -> error(payload, at + 3);
                case LOGIN_ACK -> accepted(payload, at + 3);
                case ENVIRONMENT -> environment(payload, at + 3);
                case SSPI -> sspi(payload, at + 3, payload.u16le(at + 1));
                case INFO, ORDER -> {}
                case RETURN_STATUS -> {
                    returnStatus = payload.i32le(at + 1);
                    at += 5;
                    continue;
                }
                case DONE, DONE_PROCEDURE, DONE_IN_PROCEDURE -> {
                    // Versions before 7.2 count rows in four octets.
                    int bytes = payload.has(at, DONE_BYTES) && !isOld(payload, at) ? DONE_BYTES : DONE_BYTES_OLD;
                    if (payload.has(at, bytes)) done(payload, at, bytes);
                    at += bytes;
                    continue;
                }
                case FEATURES -> {
                    at = features(payload, at + 1);
                    continue;
                }
                default -> {
                    return;
                }
            }
            at += 3 + payload.u16le(at + 1);
        }
    }

    private void sspi(Bytes payload, int at, int length) {
        sspi = true;
        ntlm = Ntlm.find(new Bytes().wrap(payload.copy(at, length)));
    }

    boolean asksToken() {
        return sspi && product == null && !failed;
    }

    /** The end of the last packet, where its beginning is rows. */
    void readEnd(Bytes payload) {
        int at = payload.length() - DONE_BYTES;
        boolean done =
                at >= 0 && (payload.u8(at) == DONE || payload.u8(at) == DONE_PROCEDURE) && payload.u32le(at + 9) == 0;
        if (!done) return;
        if (rows < 0) done(payload, at, DONE_BYTES);
        if (returnStatus == Long.MIN_VALUE && payload.u8(at - 5) == RETURN_STATUS) returnStatus = payload.i32le(at - 4);
    }

    private static boolean isOld(Bytes payload, int at) {
        return payload.has(at + DONE_BYTES_OLD, 1)
                && isToken(payload.u8(at + DONE_BYTES_OLD))
                && payload.u32le(at + DONE_BYTES_OLD) != 0;
    }

    private void done(Bytes payload, int at, int bytes) {
        int status = payload.u16le(at + 1);
        failed |= (status & STATUS_ERROR) != 0;
        if ((status & STATUS_COUNT) != 0) rows = bytes == DONE_BYTES ? payload.i64le(at + 5) : payload.u32le(at + 5);
    }

    private void error(Bytes payload, int at) {
        failed = true;
        if (error >= 0) return;
        error = payload.u32le(at);
        errorClass = payload.u8(at + 5);
        int chars = payload.u16le(at + 6);
        errorText = payload.utf16le(at + 8, 2 * Math.min(chars, TEXT_CHARS_MAX));
        int serverAt = at + 8 + 2 * chars;
        server = payload.utf16le(serverAt + 1, 2 * payload.u8(serverAt));
    }

    private void accepted(Bytes payload, int at) {
        int chars = payload.u8(at + 5);
        product = payload.utf16le(at + 6, 2 * chars).replace("\0", "").strip();
        int version = at + 6 + 2 * chars;
        productVersion = payload.u8(version) + "." + payload.u8(version + 1) + "." + payload.u16(version + 2);
    }

    private void environment(Bytes payload, int at) {
        if (payload.u8(at) == 1) database = payload.utf16le(at + 2, 2 * payload.u8(at + 1));
    }

    private static int features(Bytes payload, int start) {
        int at = start;
        while (payload.has(at, 5) && payload.u8(at) != 0xFF)
            at += 5 + (int) Math.min(payload.u32le(at + 1), payload.length());
        return at + 1;
    }
}
