package dev.postern.wire.it.smb2;

import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.it.dcerpc.RpcPipe;
import java.util.LinkedHashMap;

/**
 * What one connection remembers: requests that wait, trees and open files by their ids. Each table forgets its oldest entry at its limit; what
 * refers to it then has an empty target.
 */
final class Session {
    static final int WAITING_MAX = 256;
    static final int TREES_MAX = 64;
    static final int FILES_MAX = 512;
    /** Pipes in which RPC was seen. */
    static final int PIPES_MAX = 32;

    /**
     * A share, or an open file or pipe in one.
     *
     * @param handle of the open file, or 0
     */
    record Named(String name, boolean pipe, long handle) {}

    static final Named UNKNOWN = new Named("", false, 0);

    /**
     * A request that waits.
     *
     * @param command null for SMB 1
     * @param about the path, share or file
     */
    record Asked(Command command, Named about, long atNanos) {}

    static final Asked NEVER_ASKED = new Asked(null, UNKNOWN, -1);

    private final LinkedHashMap<Long, Asked> waiting = new LinkedHashMap<>();
    private final LinkedHashMap<Long, Named> trees = new LinkedHashMap<>();
    private final LinkedHashMap<Long, Named> files = new LinkedHashMap<>();
    private final LinkedHashMap<Long, RpcPipe> pipes = new LinkedHashMap<>();
    /** Octets of the running message that need not be looked at, by direction. */
    long skipFromClient;

    long skipFromServer;
    /** Octets of the running frame behind those, where the next command of a chain begins. */
    long chainFromClient;

    long chainFromServer;
    /** What the command before in a chain of the client is about, across what was read of it at once; null for nothing. */
    Named chained;

    /** Octets of it were lost, so that the count may be wrong. */
    boolean lostFromClient;

    boolean lostFromServer;
    private boolean told;

    private static <V> void put(Turn turn, LinkedHashMap<Long, V> table, long key, V value, int limit) {
        table.put(key, value);
        if (table.size() <= limit) return;
        table.pollFirstEntry();
        turn.forgot();
    }

    void ask(Turn turn, long messageId, Asked asked) {
        put(turn, waiting, messageId, asked, WAITING_MAX);
    }

    /** What was asked, or {@link #NEVER_ASKED}. */
    Asked asked(long messageId, boolean keep) {
        Asked asked = keep ? waiting.get(messageId) : waiting.remove(messageId);
        return asked == null ? NEVER_ASKED : asked;
    }

    void tree(Turn turn, long id, Named tree) {
        put(turn, trees, id, tree, TREES_MAX);
    }

    /** Only a controller of a domain lends its logon scripts and policies: MS-ADTS 6.1.1. */
    void tellShare(String path, Turn turn) {
        String share = path.substring(path.lastIndexOf('\\') + 1);
        if (!told && (share.equalsIgnoreCase("SYSVOL") || share.equalsIgnoreCase("NETLOGON"))) {
            told = true;
            turn.identity(turn.source(), Attribute.ROLE, "domain controller", 0.8);
        }
    }

    Named tree(long id) {
        return trees.getOrDefault(id, UNKNOWN);
    }

    void forgetTree(long id) {
        trees.remove(id);
    }

    void file(Turn turn, long id, Named file) {
        put(turn, files, id, file, FILES_MAX);
    }

    Named file(long id) {
        return files.getOrDefault(id, UNKNOWN);
    }

    void forgetFile(long id) {
        files.remove(id);
        pipes.remove(id);
    }

    /**
     * What went through a pipe: read as RPC if it is.
     *
     * @param offset where the octets begin in the message
     */
    void carried(Named pipe, Bytes data, int offset, boolean fromClient, Turn turn) {
        if (!pipe.pipe() || data.length() == 0) return;
        RpcPipe rpc = pipes.get(pipe.handle());
        if (rpc == null) {
            if (!RpcPipe.speaks(data)) return;
            rpc = new RpcPipe(pipe.name());
            put(turn, pipes, pipe.handle(), rpc, PIPES_MAX);
        }
        rpc.read(data, offset, fromClient, turn);
    }

    static String join(String share, String path) {
        return path.isEmpty() ? share : share.isEmpty() ? path : share + "\\" + path;
    }
}
