package dev.postern.wire.ot.opc;

/** Names an object of DCOM: one of its interfaces (IPID), or the whole of it (OID, with {@code high} 0). */
public record Id(long high, long low) {
    /** An object that nobody named. */
    static final Id NONE = new Id(0, 0);
}
