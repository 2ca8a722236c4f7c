package dev.postern.wire.ot.modbus;

import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * One message; reading past its end gives zeros and is reported by {@link #finish}. Offsets count from the MBAP header, also where there is none: a
 * message of a serial line is one whose first {@link Modbus#PREFIX_BYTES} octets are left out.
 */
final class Pdu {
    /** Bytes of opaque data shown in a message. */
    private static final int DATA_SHOWN_BYTES = 64;

    private final Bytes bytes;
    private final Turn turn;
    /** Octets left out at the beginning. */
    private final int shift;

    private boolean lengthWrong;

    Pdu(Bytes pending, int total, Turn turn) {
        this(pending, total, 0, turn);
    }

    private Pdu(Bytes pending, int total, int shift, Turn turn) {
        bytes = new Bytes().wrap(pending, 0, total);
        this.turn = turn;
        this.shift = shift;
    }

    /** A message that begins with its unit, without its check. */
    static Pdu serial(Bytes pending, int total, Turn turn) {
        return new Pdu(pending, total, Modbus.PREFIX_BYTES, turn);
    }

    /** 0 on a serial line, which has one request at a time. */
    int transaction() {
        return shift == 0 ? bytes.u16(Modbus.TRANSACTION) : 0;
    }

    /** For a message; null where there is none. */
    Object transactionField() {
        return shift == 0 ? (Object) (long) transaction() : null;
    }

    int unit() {
        return u8(Modbus.UNIT);
    }

    String unitText() {
        return Integer.toString(unit());
    }

    int code() {
        return u8(Modbus.FUNCTION);
    }

    /** First offset after the message. */
    int end() {
        return bytes.length() + shift;
    }

    int u8(int offset) {
        return bytes.u8(offset - shift);
    }

    int u16(int offset) {
        return bytes.u16(offset - shift);
    }

    String ascii(int offset, int count) {
        return bytes.ascii(offset - shift, Math.clamp(end() - offset, 0, count));
    }

    /** Data from here to the end, cut to what is worth showing; null if there is none. */
    String hexFrom(int offset) {
        return end() <= offset ? null : bytes.hex(offset - shift, Math.min(end() - offset, DATA_SHOWN_BYTES));
    }

    /** {@code count} octets from here, which are there, cut to what is worth showing. */
    String hex(int offset, int count) {
        return bytes.hex(offset - shift, Math.min(count, DATA_SHOWN_BYTES));
    }

    /** Registers as far as they are there. */
    List<Long> registers(int offset, int count) {
        int there = Math.clamp((end() - offset) / 2, 0, count);
        List<Long> values = new ArrayList<>(there);
        for (int i = 0; i < there; i++) values.add((long) u16(offset + 2 * i));
        return values;
    }

    /** Bits, lowest of the first byte first, as far as they are there. */
    List<Boolean> bits(int offset, int count) {
        int there = Math.clamp((end() - offset) * 8L, 0, count);
        List<Boolean> values = new ArrayList<>(there);
        for (int i = 0; i < there; i++) values.add((u8(offset + i / 8) >> i % 8 & 1) == 1);
        return values;
    }

    ModbusState.Asked asked(String operation, Verb verb, String target, int address, int quantity) {
        return new ModbusState.Asked(
                transaction(), unit(), code(), turn.atNanos(), operation, verb, target, address, quantity);
    }

    /** A field that is not there breaks no rule of its own: {@link #finish} says that the message ends early. */
    void malformed(String rule, int offset) {
        if (offset < end()) turn.malformed(rule, Math.max(0, offset - shift));
    }

    /** The message must end at {@code offset}. */
    void endsAt(int offset) {
        if (end() != offset && !lengthWrong) {
            lengthWrong = true;
            turn.malformed("length does not fit function", shift == 0 ? Modbus.LENGTH : bytes.length());
        }
    }

    /** Reports what was read past the end, unless the length was complained about already. */
    void finish() {
        if (bytes.overrun() && !lengthWrong) turn.malformed("message ends early", bytes.overrunAt());
    }
}
