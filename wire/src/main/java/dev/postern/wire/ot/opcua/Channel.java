package dev.postern.wire.ot.opcua;

import dev.postern.wire.Turn;

/** Where a message stands: its secure channel, the sequence header (OPC 10000-6 section 6.7.2.4) and what is known of the channel. */
record Channel(long id, long sequence, long request, OpcUaState state) {
    void describe(Turn.Draft draft) {
        draft.field("channel", id).field("sequence", sequence).field("request", request);
    }

    String policy() {
        return state.policy;
    }

    void mode(int mode) {
        state.mode = mode;
    }
}
