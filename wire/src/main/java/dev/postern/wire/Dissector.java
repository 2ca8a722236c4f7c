package dev.postern.wire;

import dev.postern.model.Transport;

/**
 * Reads one protocol. Stateless: what it must remember between messages of a flow is a plain object that the flow keeps (fields are
 * primitives, arrays, strings, enums, records and {@code java.util} collections, so that a snapshot can hold it), bounded in size.
 *
 * <p>One instance serves all flows and all threads. A dissector never throws for bad input: {@link Bytes} gives zeros past the end and
 * the caller turns an unreported overrun into a malformed message.
 */
public interface Dissector {
    /** {@link #dissect} result: nothing yet, wait for more of the stream. */
    int NEED_MORE = 0;

    /** {@link #dissect} result: this stream cannot be read from here; skip to the next segment and try again. */
    int LOST = -1;

    /** How sure a dissector is that bytes are its protocol. */
    enum Recognition {
        /** The bytes say so by more than a plausible length: no other protocol looks like this. */
        CERTAIN,
        /** Possible; believed on the protocol's own port, or when both directions agree. */
        UNSURE,
        /** Not this protocol. */
        NOT
    }

    /** Lower-case name, also the service of its conversations. */
    String protocol();

    /** True if {@code port} (EtherType for {@link Transport#ETHERNET}) is where this protocol usually lives. */
    boolean usualPort(Transport transport, int port);

    /** True if the protocol can live on this transport at all. */
    boolean speaks(Transport transport);

    /**
     * Judges the first bytes one side sent.
     *
     * @param pending not empty; for a stream, what has arrived in order so far
     */
    Recognition probe(Bytes pending, Transport transport, boolean fromClient);

    /** A datagram that may begin a flow which was announced with {@link Turn#expectsCall}. */
    default boolean mayCall(Bytes datagram) {
        return false;
    }

    /** True for a datagram that is an answer for certain: between two ports of the protocol nothing else tells the client from the server once the question was missed. */
    default boolean answersForCertain(Bytes datagram) {
        return false;
    }

    /** Fresh state of a flow, or null if none is kept. */
    default Object newState() {
        return null;
    }

    /**
     * Reads one message from the start of {@code pending} and reports it through {@code turn}.
     *
     * @param pending the whole datagram or frame payload, or what is pending of the stream in this direction
     * @return bytes consumed (1 or more), {@link #NEED_MORE} (streams only; set {@link Turn#need} if known), or {@link #LOST}
     */
    int dissect(Bytes pending, Turn turn);

    /**
     * Both sides have closed the stream, or one broke it off. What is told then is told in the turn of the server, at the moment of the last segment;
     * {@link Turn#isAfterGap} if the last bytes of either side are missing. A stream that nobody closes ends without this.
     */
    default void ended(Turn turn) {}
}
