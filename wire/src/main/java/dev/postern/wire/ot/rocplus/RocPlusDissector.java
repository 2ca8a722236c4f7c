package dev.postern.wire.ot.rocplus;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Pending;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;

/**
 * Emerson ROC Plus over TCP and UDP (4000). Each message ends with a CRC-16. An answer repeats the opcode; an error indicator answers the
 * oldest request.
 *
 * <pre>{@code
 * 0                   2              4        5        6
 * | destination: unit, group | source: unit, group | opcode | length | data | CRC
 * }</pre>
 */
public final class RocPlusDissector implements Dissector {
    private static final int DESTINATION = 0, SOURCE = 2, OPCODE = 4, LENGTH = 5, DATA = 6;
    private static final int FRAME_BYTES_MIN = 8;
    private static final int CRC_POLYNOMIAL = 0xA001;
    private static final int MODBUS_WRITE_REGISTER = 6;
    private static final int ERRORS_SHOWN_MAX = 16, TABLE_VERSION_BYTES = 4;

    @Override
    public String protocol() {
        return "rocplus";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return speaks(transport) && port == 4000;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP || transport == Transport.UDP;
    }

    @Override
    public Object newState() {
        return new Pending();
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int total = FRAME_BYTES_MIN + pending.u8(LENGTH);
        boolean whole =
                pending.length() >= total && Opcode.name(pending.u8(OPCODE)) != null && pending.u32(DESTINATION) != 0;
        // An error without a code is none; in Modbus RTU it is a coil switched on.
        if (pending.u8(OPCODE) == Opcode.ERROR && pending.u8(LENGTH) == 0) return Recognition.NOT;
        if (!whole || transport == Transport.UDP && pending.length() != total) return Recognition.NOT;
        if (!crcFits(pending, total)) return Recognition.NOT;
        // The same sum ends Modbus RTU. Group 6 without data is a register written there; all else that could be both
        // is rather this.
        boolean ambiguous = pending.u8(DESTINATION + 1) == MODBUS_WRITE_REGISTER && total == FRAME_BYTES_MIN;
        return pending.length() == total && !ambiguous ? Recognition.CERTAIN : Recognition.UNSURE;
    }

    /** The manual starts the sum with 0, some devices with all ones. */
    private static boolean crcFits(Bytes bytes, int total) {
        int said = bytes.u16le(total - 2);
        return crc(bytes, total - 2, 0) == said || crc(bytes, total - 2, 0xFFFF) == said;
    }

    private static int crc(Bytes bytes, int count, int start) {
        int crc = start;
        for (int at = 0; at < count; at++) {
            crc ^= bytes.u8(at);
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ CRC_POLYNOMIAL : crc >> 1;
        }
        return crc;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        boolean stream = turn.conversation().transport() == Transport.TCP;
        int total = pending.length() < DATA ? FRAME_BYTES_MIN : FRAME_BYTES_MIN + pending.u8(LENGTH);
        if (pending.length() < total) {
            turn.need(total);
            if (stream) return NEED_MORE;
            turn.malformed("message ends early", pending.length());
            return pending.length();
        }
        if (!crcFits(pending, total)) {
            turn.malformed("wrong crc", total - 2);
            return stream ? LOST : pending.length();
        }
        if (stream) pending.endAt(total);
        int opcode = pending.u8(OPCODE);
        if (turn.fromClient() != (opcode == Opcode.SRBX_SIGNAL) && opcode != Opcode.ERROR)
            request(pending, total - 2, turn);
        else answer(pending, total - 2, turn);
        return total;
    }

    private static Turn.Draft head(Turn.Draft draft, Bytes bytes, boolean fromServer) {
        int device = fromServer ? SOURCE : DESTINATION;
        return draft.unit(bytes.u8(device) + "." + bytes.u8(device + 1))
                .field("opcode", (long) bytes.u8(OPCODE))
                .field("length", (long) bytes.u8(LENGTH));
    }

    private static void request(Bytes bytes, int end, Turn turn) {
        int opcode = bytes.u8(OPCODE);
        boolean signal = opcode == Opcode.SRBX_SIGNAL;
        int file = opcode == Opcode.FILE_TRANSFER ? Files.command(bytes, end) : 0;
        boolean login = opcode == Opcode.LOGIN;
        int[] written =
                opcode == Opcode.WRITE_PARAMETERS ? Parameters.inTurn(bytes, DATA + 1, end, bytes.u8(DATA)) : null;
        Verb verb = file > 0
                ? Files.verb(file, bytes, end)
                : login ? Login.verb(end - DATA) : verb(bytes, opcode, end, written);
        String operation = file > 0 ? Files.operation(file) : Opcode.operation(opcode);
        String target = file > 0
                ? Files.target(file, bytes, end)
                : written == null ? target(bytes, opcode, end) : written(bytes, written);
        // Who acknowledges a signal is not answered.
        boolean stands = signal || opcode == Opcode.SRBX_ACKNOWLEDGE;
        Turn.Draft draft = head(turn.message(operation, verb, stands ? Outcome.NOTICE : Outcome.REQUEST), bytes, signal)
                .target(target);
        // Passwords and keys are not kept.
        if (login) Login.describe(bytes, DATA, end, draft);
        else if (opcode == Opcode.READ_PARAMETERS || opcode == Opcode.READ_POINT || !mayHoldSecret(bytes, opcode, end))
            draft.field("data", Values.hex(bytes, DATA, end));
        if (file > 0) Files.describe(file, bytes, end, false, draft);
        if (opcode == Opcode.SET_CLOCK && end >= DATA + 7) draft.field("time", clock(bytes));
        if ((opcode == Opcode.SET_POINT || opcode == Opcode.READ_POINT) && end >= DATA + 4) {
            names(bytes, draft);
            if (opcode == Opcode.SET_POINT) values(bytes, end, draft);
        }
        if (opcode == Opcode.READ_PARAMETERS)
            draft.field("parameters", Parameters.names(bytes, DATA + 1, bytes.u8(DATA), end));
        if (written != null)
            draft.field("parameters", Parameters.names(bytes, written))
                    .field("values", Parameters.values(bytes, written, end));
        draft.emit();
        if (stands) return;
        Pending waiting = turn.state();
        waiting.asked(opcode, turn, operation, verb, target, file > 0 ? file : History.detail(bytes, opcode, end));
    }

    /** Of a write it is that of the gravest parameter, if its values can be told apart. */
    private static Verb verb(Bytes bytes, int opcode, int end, int[] written) {
        Verb verb = Opcode.verb(opcode);
        if (written != null)
            for (int at : written)
                verb = Effect.graver(
                        verb, Effect.verb(bytes.u8(at), bytes.u8(at + 2), bytes, at + Parameters.POINT_BYTES));
        if (opcode == Opcode.SET_POINT)
            for (int i = 0, at = DATA + 4; i < bytes.u8(DATA + 2) && at < end; i++) {
                int number = bytes.u8(DATA + 3) + i;
                verb = Effect.graver(verb, Effect.verb(bytes.u8(DATA), number, bytes, at));
                Points.Parameter parameter = Points.parameter(bytes.u8(DATA), number);
                if (parameter == null) break;
                at += parameter.octets();
            }
        return verb;
    }

    private static String written(Bytes bytes, int[] starts) {
        StringBuilder points = new StringBuilder();
        for (int at : starts) points.append(points.isEmpty() ? "" : ", ").append(Parameters.point(bytes, at));
        return points.toString();
    }

    private static boolean mayHoldSecret(Bytes bytes, int opcode, int end) {
        return switch (opcode) {
            case Opcode.SET_POINT, Opcode.READ_POINT ->
                Points.holdSecret(bytes.u8(DATA), bytes.u8(DATA + 3), bytes.u8(DATA + 2));
            case Opcode.READ_PARAMETERS, Opcode.WRITE_PARAMETERS, History.EVENTS ->
                Points.mayHoldSecret(bytes, DATA, end);
            default -> false;
        };
    }

    /** Names of the parameters of {@code | type | logical number | how many | first parameter |}. */
    private static void names(Bytes bytes, Turn.Draft draft) {
        draft.field("parameters", Parameters.names(bytes.u8(DATA), bytes.u8(DATA + 3), bytes.u8(DATA + 2)));
    }

    /** Their values, which follow: {@code value} of one, {@code values} of several. */
    private static void values(Bytes bytes, int end, Turn.Draft draft) {
        int type = bytes.u8(DATA), count = bytes.u8(DATA + 2), first = bytes.u8(DATA + 3);
        if (end <= DATA + 4) return;
        if (count == 1)
            draft.field("value", Parameters.value(bytes, DATA + 4, end - DATA - 4, Points.parameter(type, first)));
        else draft.field("values", Parameters.values(bytes, DATA + 4, end, type, first, count));
    }

    /** Points as type, logical number and parameter: {@code 103.0.21}. */
    private static String target(Bytes bytes, int opcode, int end) {
        return switch (opcode) {
            case Opcode.SET_POINT, Opcode.READ_POINT ->
                end < DATA + 4
                        ? ""
                        : bytes.u8(DATA) + "." + bytes.u8(DATA + 1) + "." + bytes.u8(DATA + 3) + " x"
                                + bytes.u8(DATA + 2);
            case Opcode.READ_PARAMETERS -> Parameters.points(bytes, DATA + 1, bytes.u8(DATA), end);
            case Opcode.READ_CONFIGURABLE, Opcode.WRITE_CONFIGURABLE ->
                end < DATA + 3 ? "" : "table " + bytes.u8(DATA) + "." + bytes.u8(DATA + 1) + " x" + bytes.u8(DATA + 2);
            // Behind the first point stands a value whose length only its type tells.
            case Opcode.WRITE_PARAMETERS ->
                end < DATA + 4
                        ? ""
                        : Parameters.point(bytes, DATA + 1)
                                + (bytes.u8(DATA) > 1 ? " and " + (bytes.u8(DATA) - 1) : "");
            default -> History.target(bytes, opcode, end);
        };
    }

    private static void answer(Bytes bytes, int end, Turn turn) {
        int opcode = bytes.u8(OPCODE);
        boolean error = opcode == Opcode.ERROR;
        Pending waiting = turn.state();
        Pending.Asked asked = error ? waiting.oldest() : waiting.answeredInTurn(opcode);
        Turn.Draft draft = head(
                Pending.answer(
                        turn,
                        asked,
                        Opcode.operation(opcode),
                        Opcode.verb(opcode),
                        error ? Outcome.REFUSED : Outcome.SUCCESS),
                bytes,
                true);
        if (error) draft.field("errors", Values.octets(bytes, DATA, Math.min(end - DATA, 2 * ERRORS_SHOWN_MAX)));
        else if (opcode == Opcode.READ_CLOCK && end >= DATA + 7) draft.field("time", clock(bytes));
        else if (opcode != Opcode.LOGIN && !mayHoldSecret(bytes, opcode, end))
            draft.field("data", Values.hex(bytes, DATA, end));
        if (error && end > DATA) draft.field("name", Opcode.error(bytes.u8(DATA)));
        int[] read = opcode == Opcode.READ_PARAMETERS ? read(bytes, end, asked) : null;
        if (read != null)
            draft.field("parameters", Parameters.names(bytes, read))
                    .field("values", Parameters.values(bytes, read, end));
        contents(bytes, opcode, end, asked, draft);
        draft.emit();
        if (read != null) identity(bytes, read, end, turn);
        if (opcode == Opcode.READ_POINT) identity(bytes, end, turn);
        if (opcode == Opcode.CONFIGURATION && Configuration.isWhole(end - DATA))
            Configuration.identity(bytes, DATA, turn);
    }

    /** Where the points of an answer begin; null where that cannot be told. */
    private static int[] read(Bytes bytes, int end, Pending.Asked asked) {
        if (bytes.u8(DATA) > Parameters.SHOWN_MAX) return null;
        return asked == null
                ? Parameters.inTurn(bytes, DATA + 1, end, bytes.u8(DATA))
                : Parameters.answered(bytes, DATA + 1, end, asked.target());
    }

    private static void identity(Bytes bytes, int[] read, int end, Turn turn) {
        for (int i = 0; i < read.length; i++) {
            if (bytes.u8(read[i]) != Points.SYSTEM) continue;
            int at = read[i] + Parameters.POINT_BYTES;
            int octets = (i + 1 < read.length ? read[i + 1] : end) - at;
            identity(bytes, bytes.u8(at - 1), at, octets, turn);
        }
    }

    /** Of parameters that follow each other. */
    private static void identity(Bytes bytes, int end, Turn turn) {
        if (bytes.u8(DATA) != Points.SYSTEM) return;
        int at = DATA + 4;
        for (int i = 0; i < bytes.u8(DATA + 2) && at < end; i++) {
            int number = bytes.u8(DATA + 3) + i;
            Points.Parameter parameter = Points.parameter(Points.SYSTEM, number);
            if (parameter == null || at + parameter.octets() > end) return;
            identity(bytes, number, at, parameter.octets(), turn);
            at += parameter.octets();
        }
    }

    private static void identity(Bytes bytes, int number, int at, int octets, Turn turn) {
        Points.Parameter parameter = Points.parameter(Points.SYSTEM, number);
        if (parameter != null && parameter.kind() == 'c' && parameter.octets() == octets)
            Effect.identity(number, parameter.value(bytes, at), turn);
    }

    private static void contents(Bytes bytes, int opcode, int end, Pending.Asked asked, Turn.Draft draft) {
        switch (opcode) {
            case Opcode.CONFIGURATION -> {
                if (Configuration.isWhole(end - DATA)) Configuration.describe(bytes, DATA, end, draft);
            }
            case Opcode.READ_POINT -> {
                if (end > DATA + 4) {
                    names(bytes, draft);
                    values(bytes, end, draft);
                }
            }
            case Opcode.READ_CONFIGURABLE -> {
                int at = DATA + 3 + TABLE_VERSION_BYTES;
                if (end > at && bytes.u8(DATA + 2) == 1) draft.field("value", Parameters.value(bytes, at, end - at));
            }
            case Opcode.FILE_TRANSFER -> {
                int file = asked == null ? bytes.u8(DATA) : (int) asked.detail();
                Files.describe(file, bytes, end, true, draft);
            }
            default -> History.describe(bytes, opcode, end, asked == null ? -1 : asked.detail(), draft);
        }
    }

    /** Seconds, minutes, hours, day, month, year. */
    private static String clock(Bytes bytes) {
        return bytes.u16le(DATA + 5) + "-" + two(bytes.u8(DATA + 4)) + "-" + two(bytes.u8(DATA + 3)) + " "
                + two(bytes.u8(DATA + 2)) + ":" + two(bytes.u8(DATA + 1)) + ":" + two(bytes.u8(DATA));
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
