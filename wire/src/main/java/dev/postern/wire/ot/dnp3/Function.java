package dev.postern.wire.ot.dnp3;

import dev.postern.model.Verb;

/** Application function codes, IEEE 1815 table 4-2, with what they want. */
enum Function {
    CONFIRM(0, "confirm", Verb.SESSION, Body.NONE),
    READ(1, "read", Verb.READ, Body.NONE),
    WRITE(2, "write", Verb.WRITE, Body.OBJECTS),
    SELECT(3, "select", Verb.OPERATE, Body.OBJECTS),
    OPERATE(4, "operate", Verb.OPERATE, Body.OBJECTS),
    DIRECT_OPERATE(5, "direct operate", Verb.OPERATE, Body.OBJECTS),
    DIRECT_OPERATE_NO_ACK(6, "direct operate without answer", Verb.OPERATE, Body.OBJECTS),
    FREEZE(7, "immediate freeze", Verb.OTHER, Body.NONE),
    FREEZE_NO_ACK(8, "immediate freeze without answer", Verb.OTHER, Body.NONE),
    FREEZE_CLEAR(9, "freeze and clear", Verb.WRITE, Body.NONE),
    FREEZE_CLEAR_NO_ACK(10, "freeze and clear without answer", Verb.WRITE, Body.NONE),
    FREEZE_AT_TIME(11, "freeze at time", Verb.OTHER, Body.OBJECTS),
    FREEZE_AT_TIME_NO_ACK(12, "freeze at time without answer", Verb.OTHER, Body.OBJECTS),
    COLD_RESTART(13, "cold restart", Verb.RESTART, Body.NONE),
    WARM_RESTART(14, "warm restart", Verb.RESTART, Body.NONE),
    INITIALIZE_DATA(15, "initialize data", Verb.RESTART, Body.NONE),
    INITIALIZE_APPLICATION(16, "initialize application", Verb.RESTART, Body.OBJECTS),
    START_APPLICATION(17, "start application", Verb.START, Body.OBJECTS),
    STOP_APPLICATION(18, "stop application", Verb.STOP, Body.OBJECTS),
    SAVE_CONFIGURATION(19, "save configuration", Verb.CONFIGURE, Body.OBJECTS),
    ENABLE_UNSOLICITED(20, "enable unsolicited", Verb.CONFIGURE, Body.NONE),
    DISABLE_UNSOLICITED(21, "disable unsolicited", Verb.CONFIGURE, Body.NONE),
    ASSIGN_CLASS(22, "assign class", Verb.CONFIGURE, Body.NONE),
    DELAY_MEASURE(23, "delay measurement", Verb.OTHER, Body.NONE),
    RECORD_CURRENT_TIME(24, "record current time", Verb.OTHER, Body.NONE),
    OPEN_FILE(25, "open file", Verb.FILE_READ, Body.OBJECTS),
    CLOSE_FILE(26, "close file", Verb.SESSION, Body.OBJECTS),
    DELETE_FILE(27, "delete file", Verb.FILE_WRITE, Body.OBJECTS),
    GET_FILE_INFO(28, "get file information", Verb.FILE_READ, Body.OBJECTS),
    AUTHENTICATE_FILE(29, "authenticate file", Verb.LOGIN, Body.OBJECTS),
    ABORT_FILE(30, "abort file", Verb.SESSION, Body.OBJECTS),
    ACTIVATE_CONFIGURATION(31, "activate configuration", Verb.DOWNLOAD, Body.OBJECTS),
    AUTHENTICATE(32, "authentication request", Verb.LOGIN, Body.OBJECTS),
    AUTHENTICATE_NO_ACK(33, "authentication error", Verb.LOGIN, Body.OBJECTS),
    RESPONSE(129, "response", Verb.OTHER, Body.OBJECTS),
    UNSOLICITED(130, "unsolicited response", Verb.REPORT, Body.OBJECTS),
    AUTHENTICATE_RESPONSE(131, "authentication response", Verb.LOGIN, Body.OBJECTS);

    /** Whether object headers are followed by objects. */
    enum Body {
        NONE,
        OBJECTS
    }

    private static final Function[] BY_CODE = new Function[256];

    static {
        for (Function function : values()) BY_CODE[function.code] = function;
    }

    final int code;
    final String operation;
    final Verb verb;
    final Body body;

    Function(int code, String operation, Verb verb, Body body) {
        this.code = code;
        this.operation = operation;
        this.verb = verb;
        this.body = body;
    }

    /** Null if the code is not in the table. */
    static Function of(int code) {
        return BY_CODE[code & 0xFF];
    }

    boolean isResponse() {
        return code >= 128;
    }

    /** The outstation must not answer. */
    boolean isSilent() {
        return switch (this) {
            case CONFIRM,
                    DIRECT_OPERATE_NO_ACK,
                    FREEZE_NO_ACK,
                    FREEZE_CLEAR_NO_ACK,
                    FREEZE_AT_TIME_NO_ACK,
                    AUTHENTICATE_NO_ACK -> true;
            default -> false;
        };
    }
}
