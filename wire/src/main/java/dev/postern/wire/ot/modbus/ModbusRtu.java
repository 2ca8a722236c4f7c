package dev.postern.wire.ot.modbus;

import dev.postern.model.Transport;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * Modbus RTU as it stands on a serial line, carried over TCP or UDP by converters: unit, function, data and a check of 16 bits. No length is sent, it
 * follows from the function ({@link SerialFrame}). Its messages are those of {@code modbus}, without a transaction. The side that opened the
 * connection asks; where its bytes fit an answer only, it is the converter that dialled out.
 */
public final class ModbusRtu implements Dissector {
    private static final int ROC_LENGTH = 5, ROC_FRAME_BYTES = 8;

    @Override
    public String protocol() {
        return "modbusrtu";
    }

    /** It has none of its own. */
    @Override
    public boolean usualPort(Transport transport, int port) {
        return false;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP || transport == Transport.UDP;
    }

    /**
     * The check, a length that follows from the function and counts in their range agree by chance once in some million payloads. ROC ends with the same
     * check; what could be one of its messages is not sure.
     */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int length = SerialFrame.length(pending, true);
        if (!SerialFrame.checks(pending, length) || !SerialFrame.counts(pending, true)) {
            length = SerialFrame.length(pending, false);
            if (!SerialFrame.checks(pending, length) || !SerialFrame.counts(pending, false)) return Recognition.NOT;
        }
        boolean exact = pending.length() == length;
        boolean roc = pending.length() == ROC_FRAME_BYTES + pending.u8(ROC_LENGTH);
        return exact && !roc ? Recognition.CERTAIN : Recognition.UNSURE;
    }

    /** Requests without an answer, and who asks. */
    private static final class State {
        private final ModbusState modbus = new ModbusState();
        private boolean serverAsks;
    }

    @Override
    public Object newState() {
        return new State();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        State state = turn.state();
        boolean stream = turn.conversation().transport() == Transport.TCP;
        boolean asks = turn.fromClient() != state.serverAsks;
        int length = SerialFrame.length(pending, asks);
        if (!SerialFrame.checks(pending, length)) {
            int other = SerialFrame.length(pending, !asks);
            if (SerialFrame.checks(pending, other)) {
                state.serverAsks = !state.serverAsks;
                state.modbus.pending.clear();
                asks = !asks;
                length = other;
            } else if (SerialFrame.checks(pending, pending.length())) {
                // A function whose length nobody knows: the segment is the frame.
                length = pending.length();
            } else if (stream && length > pending.length() && length <= SerialFrame.LENGTH_MAX) {
                turn.need(length);
                return NEED_MORE;
            } else {
                return lost(pending, turn, state.modbus, stream);
            }
        }
        state.modbus.inStep(turn.fromClient(), true);
        // One request at a time: what was not answered before the next one never will be.
        if (asks) state.modbus.pending.clear();
        Modbus.read(Pdu.serial(pending, length - SerialFrame.CHECK_BYTES, turn), asks, turn, state.modbus);
        return stream ? length : pending.length();
    }

    private static int lost(Bytes pending, Turn turn, ModbusState state, boolean stream) {
        if (!stream || state.inStep(turn.fromClient())) turn.malformed("check does not fit", pending.length());
        state.inStep(turn.fromClient(), false);
        return stream ? LOST : Math.max(1, pending.length());
    }
}
