package dev.postern.wire.ot.knxip;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import java.util.HashMap;
import java.util.Map;

/** Service type identifiers of KNXnet/IP, KNX 3.8.1 section 5.2; those with one operation are question and answer. */
enum KnxService {
    SEARCH_REQUEST(0x0201, "search", Verb.IDENTIFY, Outcome.NOTICE),
    SEARCH_RESPONSE(0x0202, "search", Verb.IDENTIFY, Outcome.SUCCESS),
    DESCRIPTION_REQUEST(0x0203, "description", Verb.IDENTIFY, Outcome.REQUEST),
    DESCRIPTION_RESPONSE(0x0204, "description", Verb.IDENTIFY, Outcome.SUCCESS),
    CONNECT_REQUEST(0x0205, "connect", Verb.SESSION, Outcome.REQUEST),
    CONNECT_RESPONSE(0x0206, "connect", Verb.SESSION, Outcome.SUCCESS),
    CONNECTIONSTATE_REQUEST(0x0207, "connection state", Verb.SESSION, Outcome.REQUEST),
    CONNECTIONSTATE_RESPONSE(0x0208, "connection state", Verb.SESSION, Outcome.SUCCESS),
    DISCONNECT_REQUEST(0x0209, "disconnect", Verb.SESSION, Outcome.REQUEST),
    DISCONNECT_RESPONSE(0x020A, "disconnect", Verb.SESSION, Outcome.SUCCESS),
    SEARCH_REQUEST_EXTENDED(0x020B, "search extended", Verb.IDENTIFY, Outcome.NOTICE),
    SEARCH_RESPONSE_EXTENDED(0x020C, "search extended", Verb.IDENTIFY, Outcome.SUCCESS),
    DEVICE_CONFIGURATION_REQUEST(0x0310, "device configuration", Verb.OTHER, Outcome.REQUEST),
    DEVICE_CONFIGURATION_ACK(0x0311, "device configuration ack", Verb.SESSION, Outcome.NOTICE),
    TUNNELLING_REQUEST(0x0420, "tunnelling", Verb.OTHER, Outcome.REQUEST),
    TUNNELLING_ACK(0x0421, "tunnelling ack", Verb.SESSION, Outcome.NOTICE),
    TUNNELLING_FEATURE_GET(0x0422, "tunnelling feature", Verb.READ, Outcome.REQUEST),
    TUNNELLING_FEATURE_RESPONSE(0x0423, "tunnelling feature", Verb.READ, Outcome.SUCCESS),
    TUNNELLING_FEATURE_SET(0x0424, "tunnelling feature set", Verb.CONFIGURE, Outcome.REQUEST),
    TUNNELLING_FEATURE_INFO(0x0425, "tunnelling feature info", Verb.REPORT, Outcome.NOTICE),
    ROUTING_INDICATION(0x0530, "routing", Verb.OTHER, Outcome.NOTICE),
    ROUTING_LOST(0x0531, "routing lost message", Verb.DIAGNOSE, Outcome.NOTICE),
    ROUTING_BUSY(0x0532, "routing busy", Verb.DIAGNOSE, Outcome.NOTICE),
    ROUTING_SYSTEM_BROADCAST(0x0533, "routing system broadcast", Verb.OTHER, Outcome.NOTICE),
    REMOTE_DIAGNOSTIC_REQUEST(0x0740, "remote diagnostic", Verb.DIAGNOSE, Outcome.NOTICE),
    REMOTE_DIAGNOSTIC_RESPONSE(0x0741, "remote diagnostic", Verb.DIAGNOSE, Outcome.SUCCESS),
    REMOTE_BASIC_CONFIGURATION(0x0742, "remote basic configuration", Verb.CONFIGURE, Outcome.NOTICE),
    REMOTE_RESET(0x0743, "remote reset", Verb.RESTART, Outcome.NOTICE),
    SECURE_WRAPPER(0x0950, "secure wrapper", Verb.OTHER, Outcome.NOTICE),
    SESSION_REQUEST(0x0951, "secure session", Verb.SESSION, Outcome.REQUEST),
    SESSION_RESPONSE(0x0952, "secure session", Verb.SESSION, Outcome.SUCCESS),
    SESSION_AUTHENTICATE(0x0953, "session authenticate", Verb.LOGIN, Outcome.REQUEST),
    SESSION_STATUS(0x0954, "session status", Verb.SESSION, Outcome.NOTICE),
    TIMER_NOTIFY(0x0955, "timer notify", Verb.OTHER, Outcome.NOTICE);

    private static final Map<Integer, KnxService> BY_CODE = new HashMap<>();

    static {
        for (KnxService service : values()) BY_CODE.put(service.code, service);
    }

    final int code;
    final String operation;
    final Verb verb;
    final Outcome outcome;

    KnxService(int code, String operation, Verb verb, Outcome outcome) {
        this.code = code;
        this.operation = operation;
        this.verb = verb;
        this.outcome = outcome;
    }

    static KnxService of(int code) {
        return BY_CODE.get(code);
    }

    /** Error codes, KNX 3.8.2 section 7.8.1.4 and 3.8.4 section 2.4. */
    static String status(int code) {
        return switch (code) {
            case 0 -> "no error";
            case 0x01 -> "host protocol type";
            case 0x02 -> "version not supported";
            case 0x04 -> "sequence number";
            case 0x0F -> "error";
            case 0x21 -> "connection id";
            case 0x22 -> "connection type";
            case 0x23 -> "connection option";
            case 0x24 -> "no more connections";
            case 0x25 -> "no more unique connections";
            case 0x26 -> "data connection";
            case 0x27 -> "knx connection";
            case 0x28 -> "authorisation";
            case 0x29 -> "tunnelling layer";
            default -> "status " + code;
        };
    }
}
