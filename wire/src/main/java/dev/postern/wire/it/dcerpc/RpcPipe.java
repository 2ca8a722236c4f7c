package dev.postern.wire.it.dcerpc;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * An association within something that carries its octets for it: one open pipe of SMB. Whoever reads the carrier keeps one in its state for each
 * open pipe and hands over what each write, read or transaction held; the messages are those of {@code dcerpc}. What comes in pieces is told by
 * its first piece, the rest passes.
 */
public final class RpcPipe {
    private final Association association = new Association();
    private final String pipe;
    private long skipFromClient;
    private long skipFromServer;

    /** For a snapshot. */
    RpcPipe() {
        this("");
    }

    /** @param pipe its name, with or without a path: {@code svcctl}, {@code \\PIPE\\svcctl} */
    public RpcPipe(String pipe) {
        this.pipe = pipe;
    }

    /**
     * Reads what one message of the carrier held.
     *
     * @param data what went through the pipe
     * @param offset where it begins in the message of the carrier, for what is malformed
     */
    public void read(Bytes data, int offset, boolean fromClient, Turn turn) {
        long skip = fromClient ? skipFromClient : skipFromServer;
        int at = (int) Math.min(skip, data.length());
        long left = skip - at;
        Bytes pdu = new Bytes();
        while (at < data.length()) {
            pdu.wrap(data, at, data.length() - at);
            if (!ConnectionPdu.begins(pdu)) break;
            int length = ConnectionPdu.length(pdu);
            pdu.wrap(data, at, length);
            new ConnectionPdu(pdu, offset + at, association, Interfaces.ofPipe(pipe), turn).read();
            left = Math.max(0, at + length - data.length());
            at += length;
        }
        if (fromClient) skipFromClient = left;
        else skipFromServer = left;
    }

    /** The octets look like the beginning of an association's PDU, so that a pipe with another protocol is left alone. */
    public static boolean speaks(Bytes data) {
        return ConnectionPdu.begins(data);
    }
}
