package dev.postern.wire.ot.s7comm;

import dev.postern.model.Verb;

/** Userdata services: function group and sub-function. */
final class Service {
    static final int MODE_TRANSITION = 0;
    static final int PROGRAMMER = 1;
    static final int CYCLIC = 2;
    static final int BLOCKS = 3;
    static final int CPU = 4;
    static final int SECURITY = 5;
    static final int BSEND = 6;
    static final int TIME = 7;
    static final int NC_PROGRAMMING = 15;
    /** Function of {@link #CPU}. */
    static final int DIAGNOSTIC_MESSAGE = 3;

    /** Functions of {@link #CYCLIC}. */
    static final int UNSUBSCRIBE = 4;

    private static final int CYCLIC_TRANSFER = 1, CHANGE_DRIVEN = 5, CHANGE_DRIVEN_MODIFY = 7;

    /** Functions of {@link #SECURITY}. */
    private static final int ENTER_PASSWORD = 1, CANCEL_PASSWORD = 2;

    private Service() {}

    static String operation(int group, int function) {
        String name = switch (group) {
            case MODE_TRANSITION -> "mode transition: " + mode(function);
            case PROGRAMMER -> programmer(function);
            case CYCLIC -> cyclic(function);
            case BLOCKS -> blocks(function);
            case CPU -> cpu(function);
            case SECURITY ->
                switch (function) {
                    case ENTER_PASSWORD -> "plc password";
                    case CANCEL_PASSWORD -> "cancel plc password";
                    default -> null;
                };
            case BSEND -> "bsend/brecv";
            case TIME -> time(function);
            case NC_PROGRAMMING -> nc(function);
            default -> null;
        };
        return name != null ? name : "userdata group " + group + " function " + function;
    }

    private static String mode(int code) {
        return switch (code) {
            case 0 -> "stop";
            case 1 -> "warm restart";
            case 2 -> "run";
            case 3 -> "hot restart";
            case 4 -> "hold";
            case 6 -> "cold restart";
            case 9 -> "run redundant";
            case 11 -> "link-up";
            case 12 -> "update";
            default -> "mode " + code;
        };
    }

    private static String programmer(int function) {
        return switch (function) {
            case 1 -> "block status";
            case 2 -> "variable status";
            case 3 -> "output istack";
            case 4 -> "output bstack";
            case 5 -> "output lstack";
            case 6 -> "time measurement";
            case 7 -> "force selection";
            case 8 -> "modify variable";
            case 9 -> "force";
            case 10 -> "breakpoint";
            case 11 -> "exit hold";
            case 12 -> "memory reset";
            case 13 -> "disable job";
            case 14 -> "enable job";
            case 15 -> "delete job";
            case 16 -> "read job list";
            case 17 -> "read job";
            case 18 -> "replace job";
            case 19 -> "block status v2";
            case 22 -> "flash led";
            default -> null;
        };
    }

    private static String cyclic(int function) {
        return switch (function) {
            case CYCLIC_TRANSFER -> "cyclic transfer";
            case UNSUBSCRIBE -> "unsubscribe";
            case CHANGE_DRIVEN -> "change driven transfer";
            case CHANGE_DRIVEN_MODIFY -> "change driven transfer modify";
            case 8 -> "read record";
            default -> null;
        };
    }

    /** This function of {@link #CYCLIC} says what is to be brought from now on. */
    static boolean subscribes(int function) {
        return function == CYCLIC_TRANSFER || function == CHANGE_DRIVEN || function == CHANGE_DRIVEN_MODIFY;
    }

    private static String blocks(int function) {
        return switch (function) {
            case 1 -> "list blocks";
            case 2 -> "list blocks of type";
            case 3 -> "get block info";
            default -> null;
        };
    }

    private static String cpu(int function) {
        return switch (function) {
            case 1 -> "read szl";
            case 2 -> "message service";
            case 3 -> "diagnostic message";
            case 5 -> "alarm_8 indication";
            case 6 -> "notify indication";
            case 7 -> "alarm_8 lock";
            case 8 -> "alarm_8 unlock";
            case 9 -> "scan indication";
            case 11 -> "alarm ack";
            case 12 -> "alarm ack indication";
            case 13 -> "alarm lock indication";
            case 14 -> "alarm unlock indication";
            case 17 -> "alarm_sq indication";
            case 18 -> "alarm_s indication";
            case 19 -> "alarm query";
            case 22 -> "notify_8 indication";
            default -> null;
        };
    }

    /** This function of {@link #CPU} brings a message of the program. */
    static boolean indicates(int function) {
        return switch (function) {
            case 5, 6, 17, 18, 22 -> true;
            default -> false;
        };
    }

    private static String time(int function) {
        return switch (function) {
            case 1 -> "read clock";
            case 2, 4 -> "set clock";
            case 3 -> "read clock following";
            default -> null;
        };
    }

    private static String nc(int function) {
        return switch (function) {
            case 1 -> "nc request download";
            case 2 -> "nc download block";
            case 3 -> "nc continue download";
            case 4 -> "nc download ended";
            case 6 -> "nc start upload";
            case 7 -> "nc upload";
            case 8 -> "nc continue upload";
            default -> null;
        };
    }

    static Verb verb(int group, int function, int listId) {
        return switch (group) {
            case MODE_TRANSITION -> Verb.REPORT;
            case PROGRAMMER ->
                switch (function) {
                    case 8, 9 -> Verb.WRITE;
                    case 11 -> Verb.START;
                    case 12 -> Verb.FACTORY_RESET;
                    case 22 -> Verb.IDENTIFY;
                    default -> Verb.DIAGNOSE;
                };
            case CYCLIC -> function == UNSUBSCRIBE ? Verb.SESSION : Verb.READ;
            case BLOCKS -> Verb.BROWSE;
            case CPU ->
                switch (function) {
                    case 1 -> Szl.identifies(listId) ? Verb.IDENTIFY : Verb.DIAGNOSE;
                    case 2 -> Verb.SESSION;
                    case 7, 8 -> Verb.CONFIGURE;
                    case 11 -> Verb.OTHER;
                    case 19 -> Verb.READ;
                    default -> Verb.REPORT;
                };
            case SECURITY -> function == ENTER_PASSWORD ? Verb.LOGIN : Verb.SESSION;
            case BSEND -> Verb.EXCHANGE;
            case TIME -> function == 2 || function == 4 ? Verb.CLOCK : Verb.READ;
            case NC_PROGRAMMING -> function <= 4 ? Verb.DOWNLOAD : Verb.UPLOAD;
            default -> Verb.OTHER;
        };
    }
}
