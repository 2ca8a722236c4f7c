package dev.postern.wire.ot.cotp;

/** What a flow over COTP remembers: segments of an unfinished data unit in each direction, and the names of both ends. */
public final class CotpState {
    /** A data unit longer than this is given up and reported. */
    public static final int UNIT_BYTES_MAX = 65_536;

    static final byte[] NOTHING = new byte[0];

    private final Part clientPart = new Part();
    private final Part serverPart = new Part();
    boolean clientInStep;
    boolean serverInStep;
    /** Data units that outgrew {@link #UNIT_BYTES_MAX}. */
    long givenUp;
    /** Transport selector of the side that asked, empty if the connection's start was not seen. */
    byte[] callingTsap = NOTHING;

    byte[] calledTsap = NOTHING;

    public byte[] callingTsap() {
        return callingTsap;
    }

    public byte[] calledTsap() {
        return calledTsap;
    }

    Part part(boolean fromClient) {
        return fromClient ? clientPart : serverPart;
    }

    boolean inStep(boolean fromClient) {
        return fromClient ? clientInStep : serverInStep;
    }

    void inStep(boolean fromClient, boolean value) {
        if (fromClient) clientInStep = value;
        else serverInStep = value;
        if (!value) part(fromClient).clear();
    }

    /** Segments so far; grows by doubling, so that many small ones stay linear. */
    static final class Part {
        byte[] bytes = NOTHING;
        int length;

        void append(dev.postern.wire.Bytes from, int offset, int count) {
            if (length + count > bytes.length)
                bytes = java.util.Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
            System.arraycopy(from.array(), from.arrayOffset() + offset, bytes, length, count);
            length += count;
        }

        void clear() {
            bytes = NOTHING;
            length = 0;
        }
    }
}
