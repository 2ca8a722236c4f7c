package dev.postern.wire.it.ssh;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The ten name lists of a KEXINIT, RFC 4253 section 7.1, and the HASSH made of them: MD5 over four lists in the order of the sender. */
final class Offer {
    private static final int COOKIE_BYTES = 16;
    private static final int LISTS = 10;
    /** First of each pair: from client to server; the other way follows. */
    private static final int KEX = 0, HOST_KEY = 1, CIPHER = 2, MAC = 4, COMPRESSION = 6;

    private static final int NAMES_MAX = 64;
    private static final int KEPT_BYTES_MAX = 1024;
    private static final String[] WEAK = {
        "-cbc", "arcfour", "none", "md5", "group1-sha1", "-dss", "-96", "3des", "blowfish"
    };

    private final String[] lists = new String[LISTS];
    private boolean broken;

    Offer(Bytes packet, int start) {
        int at = start + COOKIE_BYTES;
        for (int i = 0; i < LISTS; i++) {
            int length = packet.i32(at);
            broken |= !packet.has(at, 4) || !packet.has(at + 4, length);
            lists[i] = broken ? "" : packet.ascii(at + 4, length);
            at += broken ? 0 : 4 + length;
        }
    }

    boolean broken() {
        return broken;
    }

    void fill(Turn.Draft draft, boolean fromClient) {
        draft.field("kex", names(lists[KEX])).field("host_keys", names(lists[HOST_KEY]));
        draft.field("ciphers", names(lists[CIPHER + way(fromClient)]));
        draft.field("macs", names(lists[MAC + way(fromClient)]));
        draft.field("compression", names(lists[COMPRESSION + way(fromClient)]));
        List<Object> weak = weak(fromClient);
        if (!weak.isEmpty()) draft.field("weak", weak);
        if (!broken) draft.field(fromClient ? "hassh" : "hassh_server", hassh(fromClient));
    }

    /** Ciphers, codes and compressions for what the server sends; null where they are too long to be kept until the other side has offered. */
    String[] toClient() {
        String[] offers = {lists[CIPHER + 1], lists[MAC + 1], lists[COMPRESSION + 1]};
        for (String offer : offers) if (offer.length() > KEPT_BYTES_MAX) return null;
        return offers;
    }

    /** MD5, in hex. */
    String hassh(boolean fromClient) {
        int way = way(fromClient);
        String all = lists[KEX] + ";" + lists[CIPHER + way] + ";" + lists[MAC + way] + ";" + lists[COMPRESSION + way];
        return HexFormat.of().formatHex(SshDissector.digest("MD5", SshDissector.latin(all)));
    }

    private static int way(boolean fromClient) {
        return fromClient ? 0 : 1;
    }

    private static List<Object> names(String list) {
        List<Object> names = new ArrayList<>();
        for (int at = 0; at < list.length() && names.size() < NAMES_MAX; ) {
            int comma = list.indexOf(',', at);
            int end = comma < 0 ? list.length() : comma;
            names.add(list.substring(at, end));
            at = end + 1;
        }
        return names;
    }

    /** Names offered that nobody should accept any more. */
    private List<Object> weak(boolean fromClient) {
        List<Object> weak = new ArrayList<>();
        for (int list : new int[] {KEX, HOST_KEY, CIPHER + way(fromClient), MAC + way(fromClient)})
            for (Object name : names(lists[list])) if (isWeak(name.toString())) weak.add(name);
        return weak;
    }

    private static boolean isWeak(String name) {
        for (String part : WEAK) if (name.contains(part)) return true;
        return false;
    }
}
