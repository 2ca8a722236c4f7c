package dev.postern.wire.ot.modbus;

import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/** One message, offsets from its MBAP header; reading past its end gives zeros and is reported by {@link #finish}. */
final class Pdu {
    /** Bytes of opaque data shown in a message. */
    private static final int DATA_SHOWN_BYTES = 64;

    private final Bytes bytes;
    private final Turn turn;
    private boolean lengthWrong;

    Pdu(Bytes pending, int total, Turn turn) {
        bytes = new Bytes().wrap(pending, 0, total);
        this.turn = turn;
    }

    int transaction() {
        return bytes.u16(Modbus.TRANSACTION);
    }

    int unit() {
        return bytes.u8(Modbus.UNIT);
    }

    String unitText() {
        return Integer.toString(unit());
    }

    int code() {
        return bytes.u8(Modbus.FUNCTION);
    }

    /** First offset after the message. */
    int end() {
        return bytes.length();
    }

    int u8(int offset) {
        return bytes.u8(offset);
    }

    int u16(int offset) {
        return bytes.u16(offset);
    }

    String ascii(int offset, int count) {
        return bytes.ascii(offset, Math.clamp(end() - offset, 0, count));
    }

    /** Data from here to the end, cut to what is worth showing; null if there is none. */
    String hexFrom(int offset) {
        return end() <= offset ? null : bytes.hex(offset, Math.min(end() - offset, DATA_SHOWN_BYTES));
    }

    /** Registers as far as they are there. */
    List<Long> registers(int offset, int count) {
        int there = Math.clamp((end() - offset) / 2, 0, count);
        List<Long> values = new ArrayList<>(there);
        for (int i = 0; i < there; i++) values.add((long) bytes.u16(offset + 2 * i));
        return values;
    }

    /** Bits, lowest of the first byte first, as far as they are there. */
    List<Boolean> bits(int offset, int count) {
        int there = Math.clamp((end() - offset) * 8L, 0, count);
        List<Boolean> values = new ArrayList<>(there);
        for (int i = 0; i < there; i++) values.add((bytes.u8(offset + i / 8) >> i % 8 & 1) == 1);
        return values;
    }

    ModbusState.Asked asked(String operation, Verb verb, String target, int address, int quantity) {
        return new ModbusState.Asked(
                transaction(), unit(), code(), turn.atNanos(), operation, verb, target, address, quantity);
    }

    /** A field that is not there breaks no rule of its own: {@link #finish} says that the message ends early. */
    void malformed(String rule, int offset) {
        if (offset < end()) turn.malformed(rule, offset);
    }

    /** The message must end at {@code offset}. */
    void endsAt(int offset) {
        if (end() != offset && !lengthWrong) {
            lengthWrong = true;
            turn.malformed("length does not fit function", Modbus.LENGTH);
        }
    }

    /** Reports what was read past the end, unless the length was complained about already. */
    void finish() {
        if (bytes.overrun() && !lengthWrong) turn.malformed("message ends early", bytes.overrunAt());
    }
}
