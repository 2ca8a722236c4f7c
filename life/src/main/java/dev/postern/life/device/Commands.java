package dev.postern.life.device;

import dev.postern.life.Surprise;
import dev.postern.life.Surprise.Basis;
import dev.postern.life.Words;
import dev.postern.life.chance.Law;
import dev.postern.life.habit.Hash;
import dev.postern.life.habit.Heap;
import dev.postern.life.habit.Room;
import dev.postern.model.Address;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.FrameRef;
import dev.postern.model.Message;
import dev.postern.model.Stamp;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * M8 without history: a station that operates a plant looks far more often than it commands. One that only commands a controller, and never read
 * anything from it, is rare from its first minute on, whoever else there is. Of one client, up to {@value #SERVERS_MAX} servers, the oldest gives
 * way. Whom it ever looked at is remembered by one bit of a hash: what it commands there later is not blind.
 */
public final class Commands {
    static final int SERVERS_MAX = 64;
    private static final int LOOKED_BITS = 1024;
    /** Octets of heap of whom it looked at, which never ask. */
    static final int LOOKED_BYTES = Heap.array(LOOKED_BITS / 64, 8);
    /** Before a station is known, one in eleven of its requests is a command, give or take as much: Beta(1/2, 5). */
    private static final double A = 0.5, B = 5;

    private static final int FRAMES_MAX = 8;
    private static final int WHAT_MAX = 120;
    /** Octets of heap of commands without a look, at most: itself, what, its last stamp, its frames. */
    private static final int BLIND_BYTES = Heap.object(33)
            + Heap.object(12)
            + Heap.array(WHAT_MAX, 2)
            + Heap.object(33)
            + Heap.object(12)
            + Heap.object(12)
            + Heap.array(10, Heap.REFERENCE)
            + FRAMES_MAX * Heap.object(12);

    /** In the order in which they were first commanded; the first {@link #size} are taken. */
    private long[] servers = new long[2];

    private long[] sinceNanos = new long[2];
    /** Null after the first look, and once it was told: nothing more will be said of it. */
    private Blind[] blinds = new Blind[2];

    private int size;
    private long[] lookedAt;

    /** Commands without a look. */
    private static final class Blind {
        Address server;
        String service = "";
        String unit = "";
        String what = "";
        Verb verb = Verb.WRITE;
        Stamp last;
        int commands;
        boolean fresh;
        final List<FrameRef> frames = new ArrayList<>(1);
    }

    public static boolean isLook(Verb verb) {
        return verb == Verb.READ || verb == Verb.EXCHANGE || verb == Verb.REPORT;
    }

    private int find(Address server) {
        long name = Hash.of(server);
        for (int i = 0; i < size; i++) if (servers[i] == name) return i;
        return -1;
    }

    /** @return true if another server gave way */
    public boolean commanded(Message message, Address server, Room room) {
        int at = find(server);
        boolean full = at < 0 && size > 0 && (size >= SERVERS_MAX || !room.has(BLIND_BYTES + growth()));
        if (full) remove(0);
        if (at < 0) at = begin(server, message.stamp().atNanos());
        Blind blind = blinds[at];
        if (blind == null) return full;
        blind.commands++;
        blind.fresh = true;
        blind.last = message.stamp();
        blind.service = message.protocol();
        blind.unit = message.unit();
        blind.verb = message.verb();
        String what = Words.deed(message.operation(), message.target());
        blind.what = what.length() > WHAT_MAX ? what.substring(0, WHAT_MAX) : what;
        if (blind.frames.size() < FRAMES_MAX) blind.frames.add(message.stamp().ref());
        return full;
    }

    private int begin(Address server, long atNanos) {
        if (size == servers.length) {
            servers = Arrays.copyOf(servers, 2 * size);
            sinceNanos = Arrays.copyOf(sinceNanos, 2 * size);
            blinds = Arrays.copyOf(blinds, 2 * size);
        }
        servers[size] = Hash.of(server);
        sinceNanos[size] = atNanos;
        if (!hasLooked(server)) {
            blinds[size] = new Blind();
            blinds[size].server = server;
        }
        return size++;
    }

    private int growth() {
        return size == servers.length ? size * (8 + 8 + Heap.REFERENCE) : 0;
    }

    /** Octets of heap, as if each command without a look had all its frames. */
    int bytes() {
        int bytes = Heap.object(20) + 2 * Heap.array(servers.length, 8) + Heap.array(servers.length, Heap.REFERENCE);
        for (Blind blind : blinds) if (blind != null) bytes += BLIND_BYTES;
        return bytes;
    }

    private void remove(int at) {
        size--;
        System.arraycopy(servers, at + 1, servers, at, size - at);
        System.arraycopy(sinceNanos, at + 1, sinceNanos, at, size - at);
        System.arraycopy(blinds, at + 1, blinds, at, size - at);
        blinds[size] = null;
    }

    /** What was read, or told without being asked, between the two. */
    public void looked(Address server) {
        int at = find(server);
        if (at >= 0) blinds[at] = null;
        if (lookedAt == null) lookedAt = new long[LOOKED_BITS / 64];
        int bit = bit(server);
        lookedAt[bit >> 6] |= 1L << (bit & 63);
    }

    private boolean hasLooked(Address server) {
        return lookedAt != null && (lookedAt[bit(server) >> 6] >>> (bit(server) & 63) & 1) != 0;
    }

    private static int bit(Address server) {
        return (int) (Hash.of(server) >>> 54);
    }

    /** Of servers that were first commanded then or later. */
    void forgetFrom(long atNanos) {
        for (int i = size - 1; i >= 0; i--) if (sinceNanos[i] >= atNanos) remove(i);
    }

    /** Looks of a minute are known when it ends, so this is asked then. */
    public List<Surprise> close(Address client, double toldP) {
        List<Surprise> surprises = new ArrayList<>(0);
        for (int i = 0; i < size; i++) {
            Blind blind = blinds[i];
            if (blind == null || !blind.fresh) continue;
            blind.fresh = false;
            double[] numbers = {blind.commands, A, B};
            double p = Law.BLIND.p(numbers);
            if (p > toldP) continue;
            blinds[i] = null;
            surprises.add(surprise(client, blind, sinceNanos[i], p, numbers));
        }
        return surprises;
    }

    private static Surprise surprise(Address client, Blind blind, long sinceNanos, double p, double[] numbers) {
        Explanation explanation = new Explanation(
                0,
                0,
                2,
                blind.commands,
                "commands before the first look",
                sinceNanos,
                blind.commands,
                0,
                0,
                List.of(),
                "normal if it had read from " + blind.server + " before");
        return new Surprise(
                blind.last,
                client,
                blind.server,
                blind.service,
                blind.unit,
                Channel.ROLE_LINK,
                blind.verb,
                blind.what,
                p,
                "a station that commands a controller also reads from it, ten times as often",
                Words.plural(blind.commands, "command") + " to " + blind.server + " and not one look: " + blind.what,
                explanation,
                1,
                1,
                List.copyOf(blind.frames),
                Basis.of(Law.BLIND, numbers));
    }
}
