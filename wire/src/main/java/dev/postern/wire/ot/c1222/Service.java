package dev.postern.wire.ot.c1222;

import dev.postern.model.Verb;

/** Request codes of EPSEM and what they want; response codes are below 0x20. */
enum Service {
    IDENTIFICATION(0x20, "identification", Verb.IDENTIFY),
    TERMINATE(0x21, "terminate", Verb.SESSION),
    DISCONNECT(0x22, "disconnect", Verb.SESSION),
    DEREGISTER(0x24, "deregister", Verb.SESSION),
    RESOLVE(0x25, "resolve", Verb.RESOLVE),
    TRACE(0x26, "trace", Verb.DIAGNOSE),
    REGISTER(0x27, "register", Verb.SESSION),
    READ(0x30, "full read", Verb.READ),
    READ_DEFAULT(0x3E, "default read", Verb.READ),
    READ_OFFSET(0x3F, "partial read", Verb.READ),
    WRITE(0x40, "full write", Verb.WRITE),
    WRITE_OFFSET(0x4F, "partial write", Verb.WRITE),
    LOGON(0x50, "logon", Verb.LOGIN),
    SECURITY(0x51, "security", Verb.LOGIN),
    LOGOFF(0x52, "logoff", Verb.SESSION),
    AUTHENTICATE(0x53, "authenticate", Verb.LOGIN),
    NEGOTIATE(0x60, "negotiate", Verb.SESSION),
    WAIT(0x70, "wait", Verb.SESSION),
    TIMING(0x71, "timing setup", Verb.SESSION);

    private static final int REQUEST_MIN = 0x20;
    private static final Service[] BY_CODE = new Service[256];

    static {
        for (Service service : values()) BY_CODE[service.code] = service;
        // The low digit counts indices, or baud rates.
        for (int code = 0x31; code <= 0x39; code++) BY_CODE[code] = READ_OFFSET;
        for (int code = 0x41; code <= 0x49; code++) BY_CODE[code] = WRITE_OFFSET;
        for (int code = 0x61; code <= 0x6B; code++) BY_CODE[code] = NEGOTIATE;
    }

    private static final String[] ANSWERS = {
        "ok",
        "error",
        "service not supported",
        "insufficient security clearance",
        "operation not possible",
        "inappropriate action requested",
        "device busy",
        "data not ready",
        "data locked",
        "renegotiate request",
        "invalid service sequence state",
        "security mechanism error",
        "unknown application title",
        "network time-out",
        "network not reachable",
        "request too large",
        "response too large",
        "segmentation not possible",
        "segmentation error"
    };

    final int code;
    final String operation;
    final Verb verb;

    Service(int code, String operation, Verb verb) {
        this.code = code;
        this.operation = operation;
        this.verb = verb;
    }

    /** Null if no service has this code. */
    static Service of(int code) {
        return BY_CODE[code & 0xFF];
    }

    static boolean isAnswer(int code) {
        return code < REQUEST_MIN;
    }

    static String answerName(int code) {
        return code < ANSWERS.length ? ANSWERS[code] : "answer " + code;
    }
}
