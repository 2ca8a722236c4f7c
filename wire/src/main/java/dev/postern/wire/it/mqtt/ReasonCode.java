package dev.postern.wire.it.mqtt;

/** Why something was not done: return codes of version 3 (section 3.2.2.3) and reason codes of version 5 (section 2.4). */
final class ReasonCode {
    private static final int REFUSED = 0x80;
    private static final String[] RETURN_CODES = {
        "accepted",
        "unacceptable protocol version",
        "identifier rejected",
        "server unavailable",
        "bad user name or password",
        "not authorized"
    };
    private static final String[] FROM_128 = {
        "unspecified error",
        "malformed packet",
        "protocol error",
        "implementation specific error",
        "unsupported protocol version",
        "client identifier not valid",
        "bad user name or password",
        "not authorized",
        "server unavailable",
        "server busy",
        "banned",
        "server shutting down",
        "bad authentication method",
        "keep alive timeout",
        "session taken over",
        "topic filter invalid",
        "topic name invalid",
        "packet identifier in use",
        "packet identifier not found",
        "receive maximum exceeded",
        "topic alias invalid",
        "packet too large",
        "message rate too high",
        "quota exceeded",
        "administrative action",
        "payload format invalid",
        "retain not supported",
        "qos not supported",
        "use another server",
        "server moved",
        "shared subscriptions not supported",
        "connection rate exceeded",
        "maximum connect time",
        "subscription identifiers not supported",
        "wildcard subscriptions not supported"
    };

    private ReasonCode() {}

    static boolean refuses(int code) {
        return code >= REFUSED;
    }

    static String connack(int code, boolean version5) {
        return !version5 && code < RETURN_CODES.length ? RETURN_CODES[code] : name(code);
    }

    /** Null for what is no failure. */
    static String name(int code) {
        if (code < REFUSED) return null;
        return code - REFUSED < FROM_128.length ? FROM_128[code - REFUSED] : "reason " + code;
    }
}
