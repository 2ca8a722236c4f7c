package dev.postern.wire.ot.codesys;

import dev.postern.model.Outcome;

/**
 * How a service ended. Each component has its own tag for it; two tags are common to all. Numbers of the tags and of the results as the header
 * files of the runtime's interfaces have them (CmpSrv, CmpDevice, CmpApp, CmpFileTransfer, CmpErrors; 3.5).
 */
final class Result {
    static final int DEVICE = 0x01, APP = 0x02, FILES = 0x08;
    private static final int ERROR = 0xFF7F, ACCESS = 0xFF82, LOGIN = 0x82, LOGIN_RESULT = 0x20;
    private static final int DEVICE_LOGIN = 0x02, LOGIN_SESSION = 0x21, LOGIN_CHALLENGE = 0x23;
    private static final int SERVICE_RESULT = 0x01, EXTERNAL_REFERENCES = 0x02;
    private static final int STATUS = 0x82, STATUS_RESULT = 0x13;
    private static final int START = 0x84, FILE_ERROR = 0x08;
    private static final int OK = 0, CALL_PENDING = 0x0A, ENTRIES_REMAINING = 0x1B, CALL_AGAIN = 0x37;

    private static final String[] WORDS = {
        "ok",
        "failed",
        "parameter",
        "not initialized",
        "version",
        "timeout",
        "no buffer",
        null,
        null,
        null,
        "pending",
        "too many pending",
        "not implemented",
        "invalid id",
        "overflow",
        "buffer size",
        "no object",
        "no memory",
        "duplicate",
        "memory overwrite",
        "invalid handle",
        "end of object",
        "no change",
        "invalid interface",
        "not supported",
        "no access rights",
        "out of limits",
        "entries remaining",
        "invalid session id",
        "exception",
        "signature mismatch",
        "version mismatch",
        "type mismatch",
        "id mismatch",
        "no consistency",
        "no cycle needed",
        "do not suspend task",
        "memory lock failed",
        "license missing",
        "operation denied",
        "device error",
        "disk full"
    };

    private Result() {}

    /** The number that the answer gives as its result, or -1 if it gives none. */
    static int of(int group, int command, Tags answer) {
        int result = answer.find(ERROR).result();
        if (result > OK) return result;
        result = answer.find(ACCESS).find(LOGIN_RESULT).result();
        if (result > OK) return result;
        return switch (group) {
            case DEVICE -> device(command, answer);
            case APP -> app(command, answer);
            case FILES -> {
                int started = answer.find(START).find(FILE_ERROR).result();
                yield started >= 0 ? started : answer.find(FILE_ERROR).result();
            }
            default -> -1;
        };
    }

    private static int device(int command, Tags answer) {
        return switch (command) {
            case DEVICE_LOGIN -> answer.find(LOGIN).find(LOGIN_RESULT).result();
            case 0x04, 0x05, 0x06, 0x08, 0x09 -> answer.find(SERVICE_RESULT).result();
            default -> -1;
        };
    }

    /** A download ends with what became of the references to the runtime; a list of those that are missing is in the tag before it. */
    private static int app(int command, Tags answer) {
        return switch (command) {
            case 0x05, 0x06, 0x30, 0x34 -> answer.find(EXTERNAL_REFERENCES).result();
            case 0x14 -> answer.find(STATUS).find(STATUS_RESULT).result();
            case 0x02, 0x04, 0x10, 0x11, 0x12, 0x13, 0x15, 0x19, 0x20, 0x22, 0x23, 0x24, 0x26, 0x27, 0x36, 0x37 ->
                answer.find(SERVICE_RESULT).result();
            default -> -1;
        };
    }

    /** The first step of a login: it asks for a challenge, and nobody is in. */
    static boolean isChallenge(int group, int command, Tags answer) {
        if (group != DEVICE || command != DEVICE_LOGIN) return false;
        Tags login = answer.find(LOGIN);
        return login.find(LOGIN_CHALLENGE).holds() && !login.find(LOGIN_SESSION).holds();
    }

    /** An answer that names no result is a yes; one that is still pending is neither. */
    static Outcome outcome(int result) {
        return switch (result) {
            case -1, OK, ENTRIES_REMAINING -> Outcome.SUCCESS;
            case CALL_PENDING, CALL_AGAIN -> Outcome.NOTICE;
            default -> Outcome.REFUSED;
        };
    }

    /** Null for a number without a word; what is above belongs to sockets, layer 7 and single components. */
    static String word(int result) {
        return switch (result) {
            case 0x0032 -> "file error";
            case 0x0300 -> "tag missing";
            case 0x0301 -> "unknown service group";
            case 0x0302 -> "unknown service";
            case 0x0303 -> "service incomplete";
            case 0x0304 -> "protocol mismatch";
            default -> result >= 0 && result < WORDS.length ? WORDS[result] : null;
        };
    }
}
