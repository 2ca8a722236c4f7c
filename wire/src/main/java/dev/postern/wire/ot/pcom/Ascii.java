package dev.postern.wire.ot.pcom;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Pending;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/** PCOM ASCII: everything is text, numbers are hex digits. Answers repeat unit and command, not the address. */
final class Ascii {
    private static final int VALUES_MAX = 256;
    /** Commands of three letters; all others have two. */
    private static final List<String> LONG =
            List.of("CCR", "CCS", "CCE", "CCI", "RNL", "RNH", "RND", "RNJ", "RNF", "SNL", "SNH", "SND", "SNJ", "SNF");

    private Ascii() {}

    static void read(Bytes bytes, int end, Turn turn) {
        int start = PcomDissector.BODY;
        boolean answer = bytes.u8(start + 1) == 'A';
        int unit = start + (answer ? 2 : 1);
        int body = unit + 2;
        int last = end - 3;
        if (bytes.u8(start) != '/' || last < body + 2) {
            turn.malformed("no ascii message", start);
            return;
        }
        if (bytes.u8(end - 1) != '\r') turn.malformed("message without end", end - 1);
        else if (digits(bytes, last, 2) != sum(bytes, unit, last)) turn.malformed("wrong sum", last);
        String code = bytes.ascii(body, Math.min(3, last - body));
        if (!LONG.contains(code)) code = bytes.ascii(body, 2);
        int data = body + code.length();
        Operand operand = Operand.of(code);
        String operation = operand != null ? operand.operation() : operation(code);
        Verb verb = operand != null ? operand.verb() : verb(code);
        PcomState state = turn.state();
        Pending waiting = state.waiting;
        long transaction = bytes.u16le(PcomDissector.TRANSACTION);
        if (answer) {
            Pending.Asked asked = waiting.answered(transaction);
            Turn.Draft draft = Pending.answer(turn, asked, operation, verb, Outcome.SUCCESS);
            head(draft, bytes, unit, code, transaction);
            if (operand != null && !operand.writes())
                draft.field("values", values(bytes, data, last, operand.digits()));
            else if (last > data) draft.field("data", bytes.ascii(data, last - data));
            draft.emit();
            if (code.equals("ID"))
                PcomIdentity.told((int) digits(bytes, unit, 2), bytes.ascii(data, last - data), turn);
            return;
        }
        boolean placed = operand != null && last >= data + 6;
        long address = placed ? digits(bytes, data, 4) : 0;
        long quantity = placed ? digits(bytes, data + 4, 2) : 0;
        String target = placed ? operand.name() + " " + address + " x" + quantity : "";
        Turn.Draft draft = turn.message(operation, verb, Outcome.REQUEST).target(target);
        head(draft, bytes, unit, code, transaction);
        if (placed) draft.field("address", address).field("quantity", quantity);
        if (placed && operand.writes()) draft.field("values", values(bytes, data + 6, last, operand.digits()));
        if (operand == null && last > data) draft.field("data", bytes.ascii(data, last - data));
        draft.emit();
        waiting.asked(transaction, turn, operation, verb, target, 0);
    }

    private static void head(Turn.Draft draft, Bytes bytes, int unit, String code, long transaction) {
        draft.unit(Long.toString(digits(bytes, unit, 2)))
                .field("transaction", transaction)
                .field("mode", 0x65L)
                .field("code", code);
    }

    private static long digits(Bytes bytes, int at, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) value = value << 4 | Math.max(0, Character.digit(bytes.u8(at + i), 16));
        return value;
    }

    private static int sum(Bytes bytes, int from, int to) {
        int sum = 0;
        for (int at = from; at < to; at++) sum += bytes.u8(at);
        return sum & 0xFF;
    }

    private static List<Object> values(Bytes bytes, int at, int end, int width) {
        int count = Math.clamp((end - at) / width, 0, VALUES_MAX);
        List<Object> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) values.add(digits(bytes, at + width * i, width));
        return values;
    }

    private static String operation(String code) {
        return switch (code) {
            case "ID" -> "identification";
            case "CCR" -> "run";
            case "CCS" -> "stop";
            case "CCE" -> "reset";
            case "CCI" -> "initialize";
            case "UG" -> "get unit id";
            case "US" -> "set unit id";
            case "RC" -> "get real-time clock";
            case "SC" -> "set real-time clock";
            default -> "command " + code.toLowerCase(java.util.Locale.ROOT);
        };
    }

    private static Verb verb(String code) {
        return switch (code) {
            case "ID", "UG" -> Verb.IDENTIFY;
            case "CCR" -> Verb.START;
            case "CCS" -> Verb.STOP;
            case "CCE" -> Verb.RESTART;
            case "CCI" -> Verb.FACTORY_RESET;
            case "US" -> Verb.CONFIGURE;
            case "RC" -> Verb.READ;
            case "SC" -> Verb.CLOCK;
            default -> Verb.OTHER;
        };
    }

    /** What a read or write command is about; digits of one value. */
    private record Operand(boolean writes, String name, int digits) {
        static Operand of(String code) {
            return switch (code) {
                case "RE" -> new Operand(false, "input", 1);
                case "RA" -> new Operand(false, "output", 1);
                case "RB" -> new Operand(false, "MB", 1);
                case "GS" -> new Operand(false, "SB", 1);
                case "RW" -> new Operand(false, "MI", 4);
                case "GF" -> new Operand(false, "SI", 4);
                case "RNL" -> new Operand(false, "ML", 8);
                case "RNH" -> new Operand(false, "SL", 8);
                case "RND" -> new Operand(false, "MDW", 8);
                case "RNJ" -> new Operand(false, "SDW", 8);
                case "RNF" -> new Operand(false, "MF", 8);
                case "SA" -> new Operand(true, "output", 1);
                case "SB" -> new Operand(true, "MB", 1);
                case "SS" -> new Operand(true, "SB", 1);
                case "SW" -> new Operand(true, "MI", 4);
                case "SF" -> new Operand(true, "SI", 4);
                case "SNL" -> new Operand(true, "ML", 8);
                case "SNH" -> new Operand(true, "SL", 8);
                case "SND" -> new Operand(true, "MDW", 8);
                case "SNJ" -> new Operand(true, "SDW", 8);
                case "SNF" -> new Operand(true, "MF", 8);
                default -> null;
            };
        }

        String operation() {
            return (writes ? "write " : "read ") + name.toLowerCase(java.util.Locale.ROOT);
        }

        Verb verb() {
            return writes ? Verb.WRITE : Verb.READ;
        }
    }
}
