package dev.postern.wire.ot.s7comm;

import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/** Program invocation: start and stop, and what is done with blocks after their transfer. Which of them, a name tells. */
final class Invocation {
    private static final int START_PARAMETERS = 8;
    private static final int STOP_NAME = 6;

    private Invocation() {}

    static void request(S7comm.Parts parts, Turn turn, S7State state) {
        Bytes pdu = parts.pdu();
        int at = parts.parameter();
        if (parts.function() == Job.STOP) {
            String name = name(parts, turn, at + STOP_NAME);
            Job.ask(parts, turn, state, "plc stop", Verb.STOP, "", null)
                    .field("service", name)
                    .emit();
            return;
        }
        int block = at + START_PARAMETERS;
        int blockBytes = parts.u16(block);
        if (block + 2 + blockBytes > parts.data()) {
            turn.malformed("argument beyond parameters", block);
            blockBytes = 0;
        }
        String service = name(parts, turn, block + 2 + blockBytes);
        String argument = pdu.ascii(block + 2, blockBytes);
        String target = service.equals("_INSE") || service.equals("_DELE") ? blocks(pdu, block + 2, blockBytes) : "";
        Verb verb = verb(service, argument);
        // What stands there is the password.
        boolean login = verb == Verb.LOGIN;
        Job.ask(parts, turn, state, operation(service, argument), verb, target, null)
                .field("service", service)
                .field("argument", target.isEmpty() && !argument.isEmpty() && !login ? argument : null)
                .field("credentials", login ? Boolean.TRUE : null)
                .emit();
    }

    private static String name(S7comm.Parts parts, Turn turn, int at) {
        int length = parts.u8(at);
        if (at + 1 + length > parts.data()) {
            turn.malformed("service name beyond parameters", at);
            return "";
        }
        return parts.pdu().ascii(at + 1, length);
    }

    /** Count, filler, then names of eight characters. */
    private static String blocks(Bytes pdu, int at, int length) {
        StringBuilder names = new StringBuilder();
        int count = Math.min(pdu.u8(at), (length - 2) / Blocks.NAME_BYTES);
        for (int i = 0; i < count; i++) {
            if (i > 0) names.append(", ");
            names.append(Blocks.name(pdu, at + 2 + i * Blocks.NAME_BYTES, Blocks.NAME_BYTES));
        }
        return names.toString();
    }

    private static String operation(String service, String argument) {
        return switch (service) {
            case "P_PROGRAM" ->
                switch (argument) {
                    case "" -> "plc warm start";
                    case "C" -> "plc cold start";
                    default -> "plc start";
                };
            case "_INSE" -> "insert block";
            case "_DELE" -> "delete block";
            case "_GARB" -> "compress memory";
            case "_MODU" -> "copy ram to rom";
            case "_PROT" -> "set protection";
            default -> "pi service " + service.toLowerCase(java.util.Locale.ROOT);
        };
    }

    private static Verb verb(String service, String argument) {
        return switch (service) {
            case "P_PROGRAM" -> argument.equals("C") ? Verb.RESTART : Verb.START;
            case "_INSE", "_DELE", "_MODU" -> Verb.DOWNLOAD;
            case "_GARB" -> Verb.CONFIGURE;
            case "_PROT" -> Verb.PROTECT;
            case "_N_LOGIN_" -> Verb.LOGIN;
            case "_N_LOGOUT" -> Verb.SESSION;
            default -> Verb.OPERATE;
        };
    }
}
