package dev.postern.analyst.gap;

import dev.postern.analyst.situation.Context;
import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.Traffic;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What each inside host had to do with public addresses: who asked, what came back, through whose card. O(log n) per flow and minute. */
public final class Outward {
    private static final int HOSTS_MAX = 20_000;
    private static final int PEERS_PER_HOST_MAX = 32;
    private static final int SERVICES_MAX = 8;
    /** From so many packets in each direction on, nobody doubts that it was a conversation. */
    static final int TALK_PACKETS = 4;

    private final TreeMap<Address, Host> hosts = new TreeMap<>();

    /** Mutable. */
    static final class Host {
        final TreeMap<Address, Talk> talks = new TreeMap<>();
        /** Further public addresses, more than there is room for; those that come more than once are counted more than once. */
        long more;
    }

    /** One inside host and one public address; mutable. */
    static final class Talk {
        final TreeSet<String> services = new TreeSet<>();
        boolean fromOutside;
        boolean answered;
        boolean opened;
        /** Flows begun. */
        long tries;

        long refused;
        long packetsIn;
        long packetsOut;
        long firstNanos;
        long lastNanos;
        /** Of what was answered. */
        long firstAnswerNanos;

        long lastAnswerNanos;
        /** Card from which the outside's packets came, 0 if none came. */
        long gateway;

        FrameRef firstFrame;
        FrameRef answerFrame;
    }

    void traffic(Traffic t, Address inside, Address outside, Context context) {
        Host host = hosts.get(inside);
        if (host == null) {
            if (!context.limit().room("hosts that met the outside", hosts.size(), HOSTS_MAX)) return;
            hosts.put(inside, host = new Host());
        }
        Talk talk = host.talks.get(outside);
        if (talk == null) {
            if (!context.limit().room("outside peers of a host", host.talks.size(), PEERS_PER_HOST_MAX)) {
                host.more++;
                return;
            }
            host.talks.put(outside, talk = new Talk());
            talk.firstNanos = t.stamp().atNanos();
            talk.firstFrame = t.stamp().ref();
        }
        boolean asks = inside.equals(t.conversation().client());
        context.limit().keep("services with an outside peer", talk.services, t.service(), SERVICES_MAX);
        talk.lastNanos = t.stamp().atNanos();
        talk.fromOutside |= !asks;
        if (t.first()) talk.tries++;
        talk.packetsOut += asks ? t.packetsUp() : t.packetsDown();
        talk.packetsIn += asks ? t.packetsDown() : t.packetsUp();
        // A firewall refuses in the name of the far end: that is no answer from there.
        if (t.opening() == Traffic.Opening.REFUSED) {
            talk.refused++;
            return;
        }
        long gateway = asks ? t.down().mac() : t.up().mac();
        if (gateway != 0) talk.gateway = gateway;
        talk.opened |= t.opening() == Traffic.Opening.OPENED;
        if (t.packetsUp() == 0 || t.packetsDown() == 0) return;
        if (!talk.answered) {
            talk.answered = true;
            talk.firstAnswerNanos = t.stamp().atNanos();
            talk.answerFrame = t.stamp().ref();
        }
        talk.lastAnswerNanos = t.stamp().atNanos();
    }

    /** By address. */
    Map<Address, Host> hosts() {
        return hosts;
    }
}
