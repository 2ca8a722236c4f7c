package dev.postern.wire.ot.modbus;

import dev.postern.model.Verb;

/** Function codes of the specification (section 6) and the programming codes of older Modicon controllers. */
enum Function {
    READ_COILS(1, "read coils", Verb.READ),
    READ_DISCRETE_INPUTS(2, "read discrete inputs", Verb.READ),
    READ_HOLDING_REGISTERS(3, "read holding registers", Verb.READ),
    READ_INPUT_REGISTERS(4, "read input registers", Verb.READ),
    WRITE_SINGLE_COIL(5, "write single coil", Verb.WRITE),
    WRITE_SINGLE_REGISTER(6, "write single register", Verb.WRITE),
    READ_EXCEPTION_STATUS(7, "read exception status", Verb.DIAGNOSE),
    DIAGNOSTICS(8, "diagnostics", Verb.DIAGNOSE),
    PROGRAM_484(9, "program 484", Verb.DOWNLOAD),
    POLL_484(10, "poll 484", Verb.DIAGNOSE),
    GET_COMM_EVENT_COUNTER(11, "get comm event counter", Verb.DIAGNOSE),
    GET_COMM_EVENT_LOG(12, "get comm event log", Verb.DIAGNOSE),
    PROGRAM_CONTROLLER(13, "program controller", Verb.DOWNLOAD),
    POLL_CONTROLLER(14, "poll controller", Verb.DIAGNOSE),
    WRITE_MULTIPLE_COILS(15, "write multiple coils", Verb.WRITE),
    WRITE_MULTIPLE_REGISTERS(16, "write multiple registers", Verb.WRITE),
    REPORT_SERVER_ID(17, "report server id", Verb.IDENTIFY),
    PROGRAM_884(18, "program 884", Verb.DOWNLOAD),
    RESET_COMM_LINK(19, "reset comm link", Verb.DIAGNOSE),
    READ_FILE_RECORD(20, "read file record", Verb.FILE_READ),
    WRITE_FILE_RECORD(21, "write file record", Verb.FILE_WRITE),
    MASK_WRITE_REGISTER(22, "mask write register", Verb.WRITE),
    READ_WRITE_MULTIPLE_REGISTERS(23, "read/write multiple registers", Verb.WRITE),
    READ_FIFO_QUEUE(24, "read fifo queue", Verb.READ),
    PROGRAM_CONCEPT(40, "program concept", Verb.DOWNLOAD),
    ENCAPSULATED_INTERFACE(43, "encapsulated interface transport", Verb.OTHER),
    UMAS(90, "umas", Verb.OTHER),
    FIRMWARE_REPLACEMENT(125, "firmware replacement", Verb.FIRMWARE),
    PROGRAM_984(126, "program 584/984", Verb.DOWNLOAD),
    REPORT_LOCAL_ADDRESS_MAPPING(127, "report local address mapping", Verb.DIAGNOSE);

    private static final Function[] BY_CODE = new Function[128];

    static {
        for (Function function : values()) BY_CODE[function.code] = function;
    }

    final int code;
    final String operation;
    final Verb verb;

    Function(int code, String operation, Verb verb) {
        this.code = code;
        this.operation = operation;
        this.verb = verb;
    }

    /** The function of a code without its exception bit, or null if nobody knows it. */
    static Function of(int code) {
        return BY_CODE[code & 0x7F];
    }

    /** Table the function works on, as it stands in a target; null where it works on none. */
    String table() {
        return switch (this) {
            case READ_COILS, WRITE_SINGLE_COIL, WRITE_MULTIPLE_COILS -> "coil";
            case READ_DISCRETE_INPUTS -> "discrete";
            case READ_INPUT_REGISTERS -> "input";
            case READ_HOLDING_REGISTERS,
                    WRITE_SINGLE_REGISTER,
                    WRITE_MULTIPLE_REGISTERS,
                    MASK_WRITE_REGISTER,
                    READ_WRITE_MULTIPLE_REGISTERS -> "holding";
            default -> null;
        };
    }

    boolean isBits() {
        return this == READ_COILS || this == READ_DISCRETE_INPUTS || this == WRITE_MULTIPLE_COILS;
    }

    /** Largest quantity a request may name (section 6); 0 where it names none. */
    int quantityMax() {
        return switch (this) {
            case READ_COILS, READ_DISCRETE_INPUTS -> 2000;
            case READ_HOLDING_REGISTERS, READ_INPUT_REGISTERS, READ_WRITE_MULTIPLE_REGISTERS -> 125;
            case WRITE_MULTIPLE_COILS -> 1968;
            case WRITE_MULTIPLE_REGISTERS -> 123;
            default -> 0;
        };
    }

    /** Sub-function of {@link #DIAGNOSTICS}, section 6.8.1. */
    static String diagnostic(int code) {
        return switch (code) {
            case 0 -> "return query data";
            case 1 -> "restart communications option";
            case 2 -> "return diagnostic register";
            case 3 -> "change ascii input delimiter";
            case 4 -> "force listen only mode";
            case 10 -> "clear counters and diagnostic register";
            case 11 -> "return bus message count";
            case 12 -> "return bus communication error count";
            case 13 -> "return bus exception error count";
            case 14 -> "return server message count";
            case 15 -> "return server no response count";
            case 16 -> "return server nak count";
            case 17 -> "return server busy count";
            case 18 -> "return bus character overrun count";
            case 20 -> "clear overrun counter and flag";
            case 21 -> "get/clear modbus plus statistics";
            default -> "sub-function " + code;
        };
    }

    /** Listening only silences the device until it is restarted: a change of mode. */
    static Verb diagnosticVerb(int code) {
        return switch (code) {
            case 1 -> Verb.RESTART;
            case 4 -> Verb.MODE;
            case 3 -> Verb.CONFIGURE;
            default -> Verb.DIAGNOSE;
        };
    }

    /** Exception code, section 7. */
    static String exception(int code) {
        return switch (code) {
            case 1 -> "illegal function";
            case 2 -> "illegal data address";
            case 3 -> "illegal data value";
            case 4 -> "server device failure";
            case 5 -> "acknowledge";
            case 6 -> "server device busy";
            case 7 -> "negative acknowledge";
            case 8 -> "memory parity error";
            case 10 -> "gateway path unavailable";
            case 11 -> "gateway target device failed to respond";
            default -> "exception " + code;
        };
    }
}
