package dev.postern.wire.ot.bacnet;

import dev.postern.wire.Turn;

/**
 * What the virtual link says of who speaks to whom, beside the addresses of the datagram.
 *
 * @param forwardedFrom null where no other node forwards it
 * @param source virtual address of the speaker, hex, null over IPv4
 * @param destination null where nobody is named
 */
record Link(BvlcAddress forwardedFrom, String source, String destination) {
    static final Link PLAIN = new Link(null, null, null);

    void describe(Turn.Draft draft) {
        if (forwardedFrom != null) draft.field("forwarded_from", forwardedFrom.toString());
        draft.field("source_vmac", source).field("destination_vmac", destination);
    }
}
