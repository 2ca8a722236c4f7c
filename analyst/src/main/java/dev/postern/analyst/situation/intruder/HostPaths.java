package dev.postern.analyst.situation.intruder;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Services;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.situation.Context;
import dev.postern.life.person.Account;
import dev.postern.model.Address;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Stamp;
import dev.postern.model.Traffic;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Paths over several hosts (D12): somebody comes to a host as he never did, and within an hour this host goes on to another, over a protocol one works
 * on other machines with, where it never went. How rare that is: that the host sees a new arrival in an hour, times that it goes somewhere
 * new in an hour; where it made such a path on days before, as a jump host does, that share counts instead. Departures are judged when the
 * minute ends, for the streams of one minute are told in no order.
 */
public final class HostPaths {
    static final double TOLD_P = 1e-3;
    static final long AFTER_NANOS = Settings.HOUR_NANOS;
    private static final int HOSTS_MAX = 8_192;
    private static final int LOGINS_MAX = 4_096;
    private static final int DEPARTURES_MAX = 1_024;

    /** Work on another machine, but also everyday traffic of domains: only a login is an arrival. */
    private static final Set<String> SHARES = Set.of("smb2", "dcerpc");

    private final TreeMap<Address, Crossing> hosts = new TreeMap<>();
    /** Client, server and protocol to the account of a login that is not yet answered. */
    private final LinkedHashMap<String, String> logins = new LinkedHashMap<>();

    private final ArrayList<Departure> departures = new ArrayList<>();

    /** A host goes to another. */
    record Departure(Stamp stamp, Address from, Address to, String service) {}

    public void message(Message m, Context context) {
        if (m.verb() != Verb.LOGIN || m.stamp().late() || !works(m.protocol())) return;
        Address client = m.conversation().client();
        Address server = m.conversation().server();
        String key = client + " " + server + " " + m.protocol();
        String account = Account.of(m);
        if (m.outcome() == Outcome.REQUEST) {
            if (account == null) return;
            if (!logins.containsKey(key)
                    && !context.limit().room("logins that wait for their answer", logins.size(), LOGINS_MAX))
                logins.pollFirstEntry();
            logins.put(key, account);
            return;
        }
        String waited = logins.remove(key);
        if (m.outcome() != Outcome.SUCCESS) return;
        String user = account != null ? account : waited == null ? "" : waited;
        arrive(new Arrival(m.stamp(), client, user, m.protocol()), server, context);
    }

    private static boolean works(String service) {
        return Services.session(service) || SHARES.contains(service);
    }

    public void traffic(Traffic t, Context context) {
        if (!works(t.service()) || t.packetsDown() == 0 || t.opening() == Traffic.Opening.REFUSED) return;
        Address client = t.conversation().client();
        Address server = t.conversation().server();
        if (context.inventory().group(server)) return;
        if (Services.session(t.service())) arrive(new Arrival(t.stamp(), client, "", t.service()), server, context);
        Crossing host = host(client, context);
        if (host == null || host.went(server, t.stamp().atNanos(), context.limit())) return;
        if (context.limit().room("departures", departures.size(), DEPARTURES_MAX))
            departures.add(new Departure(t.stamp(), client, server, t.service()));
    }

    private Crossing host(Address address, Context context) {
        Crossing host = hosts.get(address);
        if (host == null && context.limit().room("hosts with paths", hosts.size(), HOSTS_MAX))
            hosts.put(address, host = new Crossing());
        return host;
    }

    private void arrive(Arrival arrival, Address at, Context context) {
        Crossing host = host(at, context);
        if (host != null) host.arrives(arrival, hoursKnown(at, arrival.stamp().atNanos(), context), context.limit());
    }

    /** 0 for who is too new to have habits, and before a week showed who comes once a week. */
    private static double hoursKnown(Address address, long atNanos, Context context) {
        Asset asset = context.inventory().at(address);
        if (!context.ripe() || asset == null) return 0;
        long known = atNanos - asset.firstNanos;
        return known < context.settings().learningNanos() ? 0 : known / (double) Settings.HOUR_NANOS;
    }

    /** A minute is over. */
    public void close(Context context) {
        for (Departure departure : departures) depart(departure, context);
        departures.clear();
    }

    private void depart(Departure departure, Context context) {
        Crossing host = hosts.get(departure.from);
        long at = departure.stamp.atNanos();
        double hours = hoursKnown(departure.from, at, context);
        double[] numbers = host.goesTo(departure.to, at, hours, context.limit());
        Arrival arrival = host.latest(at);
        if (arrival == null || arrival.client().equals(departure.to)) return;
        if (numbers == null || arrival.chance() >= 1 || host.goesOn(at)) return;
        numbers[3] = arrival.chance();
        List<Path.Hop> way = new ArrayList<>(host.wayHere(at));
        if (way.isEmpty() || !way.getLast().equals(Path.Hop.of(arrival, departure.from)))
            way = new ArrayList<>(List.of(Path.Hop.of(arrival, departure.from)));
        way.add(new Path.Hop(departure.from, departure.to, "", departure.service, departure.stamp));
        if (way.stream().filter(hop -> hop.from().equals(departure.to)).count() > 0) return;
        Path path = new Path(List.copyOf(way), numbers, host.arrivals());
        if (path.chance() > TOLD_P) return;
        Crossing next = host(departure.to, context);
        if (next != null) next.reachedBy(way);
        context.desk().raise(path.finding(context));
    }
}
