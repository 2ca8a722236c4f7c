package dev.postern.wire.it.kerberos;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/** The Kerberos ticket with which somebody logs in to another protocol: an AP-REQ somewhere within a security blob. */
public final class Presented {
    private static final int AP_REQ = 0x6E;
    /** A blob begins with object identifiers; the ticket follows soon. */
    private static final int SEARCH_BYTES_MAX = 512;

    private final Said said;

    private Presented(Said said) {
        this.said = said;
    }

    /** The ticket within {@code blob}, or null. */
    public static Presented find(Bytes blob) {
        for (int at = blob.indexOf(AP_REQ, 0); at >= 0 && at < SEARCH_BYTES_MAX; at = blob.indexOf(AP_REQ, at + 1))
            if (KerberosDissector.isMessage(blob, at))
                return new Presented(new Said(new Bytes().wrap(blob, at, blob.length() - at), Type.AP_REQ));
        return null;
    }

    /** Service the ticket is for: {@code cifs/fs-1@EXAMPLE.COM}. */
    public String service() {
        return said.serviceAtRealm();
    }

    /** Adds the ticket to a message. */
    public void fill(Turn.Draft draft) {
        draft.field("auth", "kerberos").field("service", said.serviceAtRealm());
        draft.field("ticket_etype", said.ticketEtype < 0 ? null : (Object) said.ticketEtype);
    }
}
