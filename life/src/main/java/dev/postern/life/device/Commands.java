package dev.postern.life.device;

import dev.postern.life.Surprise;
import dev.postern.life.Surprise.Basis;
import dev.postern.life.Words;
import dev.postern.life.chance.Law;
import dev.postern.life.habit.Hash;
import dev.postern.model.Address;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.FrameRef;
import dev.postern.model.Message;
import dev.postern.model.Stamp;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * M8 without history: a station that operates a plant looks far more often than it commands. One that only commands a controller, and never read
 * anything from it, is rare from its first minute on, whoever else there is. Of one client, up to {@value #SERVERS_MAX} servers, the oldest gives
 * way.
 */
public final class Commands {
    static final int SERVERS_MAX = 64;
    /** Before a station is known, one in eleven of its requests is a command, give or take as much: Beta(1/2, 5). */
    private static final double A = 0.5, B = 5;

    private static final int FRAMES_MAX = 8;

    private final LinkedHashMap<Long, Blind> servers = new LinkedHashMap<>();

    /** Commands without a look; {@code looked} for ever after the first look, so that it costs one entry. */
    private static final class Blind {
        Address server;
        String service = "";
        String unit = "";
        String what = "";
        Verb verb = Verb.WRITE;
        Stamp first;
        Stamp last;
        int commands;
        boolean looked;
        boolean fresh;
        boolean told;
        final List<FrameRef> frames = new ArrayList<>(1);
    }

    private static boolean isLook(Verb verb) {
        return verb == Verb.READ || verb == Verb.EXCHANGE || verb == Verb.REPORT;
    }

    /** @return true if another server gave way */
    public boolean commanded(Message message, Address server) {
        Blind blind = servers.get(Hash.of(server));
        boolean full = blind == null && servers.size() >= SERVERS_MAX;
        if (full) servers.pollFirstEntry();
        if (blind == null) {
            servers.put(Hash.of(server), blind = new Blind());
            blind.first = message.stamp();
            blind.server = server;
        }
        if (blind.looked || blind.told) return full;
        blind.commands++;
        blind.fresh = true;
        blind.last = message.stamp();
        blind.service = message.protocol();
        blind.unit = message.unit();
        blind.verb = message.verb();
        blind.what = message.target().isEmpty() ? message.operation() : message.operation() + " " + message.target();
        if (blind.frames.size() < FRAMES_MAX) blind.frames.add(message.stamp().ref());
        return full;
    }

    /** What was read, or told without being asked, between the two. */
    public void looked(Address server, Verb verb) {
        if (!isLook(verb)) return;
        Blind blind = servers.get(Hash.of(server));
        if (blind == null || blind.looked) return;
        blind.looked = true;
        blind.frames.clear();
    }

    /** Of servers that were first commanded then or later. */
    void forgetFrom(long atNanos) {
        servers.values().removeIf(blind -> blind.first.atNanos() >= atNanos);
    }

    /** Looks of a minute are known when it ends, so this is asked then. */
    public List<Surprise> close(Address client, double toldP) {
        List<Surprise> surprises = new ArrayList<>(0);
        for (Blind blind : servers.values()) {
            if (!blind.fresh || blind.looked || blind.told) continue;
            blind.fresh = false;
            double[] numbers = {blind.commands, A, B};
            double p = Law.BLIND.p(numbers);
            if (p > toldP) continue;
            blind.told = true;
            surprises.add(surprise(client, blind, p, numbers));
        }
        return surprises;
    }

    private static Surprise surprise(Address client, Blind blind, double p, double[] numbers) {
        Explanation explanation = new Explanation(
                0,
                0,
                2,
                blind.commands,
                "commands before the first look",
                blind.first.atNanos(),
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
