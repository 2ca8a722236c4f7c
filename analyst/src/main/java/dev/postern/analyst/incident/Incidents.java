package dev.postern.analyst.incident;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Limit;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.situation.Context;
import dev.postern.analyst.situation.Part;
import dev.postern.analyst.word.Heed;
import dev.postern.life.Retraction;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Incident;
import dev.postern.model.Incident.Tier;
import dev.postern.model.Word;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Joins anomalies over devices: what shares a device within the quiet time belongs together; what touches two incidents makes them one.
 * A mild deviation alone stays an observation: it can be searched, and it waits for company.
 */
public final class Incidents {
    /** A peer of so many is no link between two stories by itself. */
    private static final int HUB_PEERS = 12;

    /**
     * What is over goes on with the same again on the next day, and an incident has a return for three; what was captured late by a day still finds it. After that
     * the store alone has the story.
     */
    private static final long KEPT_NANOS = 3 * Settings.DAY_NANOS,
            INCIDENT_KEPT_NANOS = Returns.QUARANTINE_NANOS + Settings.DAY_NANOS;

    /** What is malicious and belongs to no incident that is remembered is taken back for so long. */
    private static final long UNTOLD_NANOS = 3 * Settings.DAY_NANOS;

    private final ArrayList<Case> open = new ArrayList<>();
    private final ArrayDeque<Case> closed = new ArrayDeque<>();
    private final Past past = new Past();
    private final AlarmBudget budget = new AlarmBudget();

    public void add(Told told, Context context, Consumer<Incident> out) {
        Anomaly a = told.anomaly();
        Settings.Limits limits = context.settings().limits();
        TreeSet<Address> touched = touched(a, told.parts(), context.inventory());
        List<Case> related = related(told, touched, context);
        Case into = related.isEmpty() ? fresh(told, context) : related.getFirst();
        for (Case other : related) if (other != into) mergeInto(into, other, context, out);
        into.add(new Case.Entry(a, told.situation(), !context.ripe()), limits.anomaliesPerIncident());
        into.confirmed |= told.heed().kind() == Heed.Kind.CONFIRMED;
        into.members.addAll(touched);
        if (into.returnOf.isEmpty() && into.tier != Tier.INCIDENT)
            into.returnOf = Returns.of(told, closed, context.settings());
        String join = join(told);
        if (!join.isEmpty()) into.joins.add(join);
        for (Part part : told.parts()) {
            if (context.inventory().group(part.address())) continue;
            into.part(part);
            into.own(part.address(), context.inventory());
        }
        settle(into, a.atNanos(), context, out);
        if (into.published()) publish(into.head(), context.inventory(), out);
        if (into.published()) gatherLoads(into, context, out);
    }

    /** What is told apart belongs together by the word or window that sets it apart. */
    private static String join(Told told) {
        return told.heed().apart() ? told.heed().decree() : told.join();
    }

    private Case fresh(Told told, Context context) {
        if (!context.limit()
                .room("open incidents", open.size(), context.settings().limits().openIncidents())) {
            Case mildest = open.stream()
                    .filter(c -> !c.published())
                    .min(Comparator.comparingLong((Case c) -> c.lastNanos).thenComparing(c -> c.id))
                    .orElse(null);
            if (mildest != null) open.remove(mildest);
            else close(open.removeFirst(), context.settings().limits(), context.limit());
        }
        Case made = new Case(told.anomaly());
        if (told.heed().apart()) made.heed = told.heed();
        open.add(made);
        return made;
    }

    private static TreeSet<Address> touched(Anomaly a, List<Part> parts, Inventory inventory) {
        TreeSet<Address> touched = new TreeSet<>();
        List<Address> named = new ArrayList<>(List.of(a.device()));
        if (a.peer() != null) named.add(a.peer());
        for (Part part : parts) named.add(part.address());
        for (Address address : named) {
            if (inventory.group(address)) continue;
            touched.add(address);
            Asset asset = inventory.at(address);
            if (asset == null) continue;
            touched.addAll(asset.ips);
            touched.addAll(asset.macs);
        }
        return touched;
    }

    /** Oldest first. */
    private List<Case> related(Told told, TreeSet<Address> touched, Context context) {
        Anomaly a = told.anomaly();
        String join = join(told);
        List<Case> related = new ArrayList<>();
        int most = context.settings().limits().anomaliesPerIncident();
        for (Case c : open) {
            if (c.entries.size() >= most || c.heed.apart() != told.heed().apart()) continue;
            boolean said = !join.isEmpty() && c.joins.contains(join);
            boolean near = !told.heed().apart()
                    && a.atNanos() - c.lastNanos <= context.settings().quietNanos();
            if (said || near && shares(a, c, touched, context)) related.add(c);
        }
        related.sort(Comparator.comparingLong((Case c) -> c.firstNanos).thenComparing(c -> c.id));
        if (related.isEmpty()) reopen(told, most, related);
        return related;
    }

    private static boolean shares(Anomaly a, Case c, TreeSet<Address> touched, Context context) {
        boolean serious = a.consequence() >= Tiers.SERIOUS && c.consequence() >= Tiers.SERIOUS;
        for (Address address : touched) {
            if (!c.members.contains(address)) continue;
            if (serious || address.equals(a.device()) && c.parts.containsKey(address)) return true;
            Asset asset = context.inventory().at(address);
            if (asset == null || peers(asset) < HUB_PEERS) return true;
        }
        return false;
    }

    private static int peers(Asset asset) {
        int peers = 0;
        for (var clients : asset.served.values()) peers += clients.size();
        for (var servers : asset.used.values()) peers += servers.size();
        return peers;
    }

    /** The same again within a day is judged with what it belonged to; one that is full is over. */
    private void reopen(Told told, int most, List<Case> related) {
        Anomaly a = told.anomaly();
        String join = join(told);
        boolean apart = told.heed().apart();
        for (Iterator<Case> all = closed.descendingIterator(); all.hasNext(); ) {
            Case c = all.next();
            if (a.atNanos() - c.lastNanos > Settings.DAY_NANOS || c.entries.size() >= most) continue;
            if (c.heed.apart() != apart) continue;
            // What a search explained is explained no more.
            if (!apart && c.search == null && c.knows(a, told.situation())
                    || !join.isEmpty() && c.joins.contains(join)) {
                all.remove();
                open.add(c);
                related.add(c);
                return;
            }
        }
    }

    private void mergeInto(Case into, Case other, Context context, Consumer<Incident> out) {
        open.remove(other);
        leave(other, context.inventory(), out);
        Stories.inherit(into, other);
        into.absorb(other, context.settings().limits().anomaliesPerIncident());
        into.version = Math.max(into.version, other.version);
        if (!other.published()) return;
        takeBack(other, into.head(), out);
        if (other.tier.ordinal() < into.tier.ordinal()) into.tier = other.tier;
    }

    /** It was told under its own id, and is told by another one from now on. */
    private static void takeBack(Case c, Case by, Consumer<Incident> out) {
        if (c.version == 0) return;
        c.version++;
        out.accept(Telling.partOf(c, by));
    }

    /** Never softer than it was: a person may have acted on it. */
    private void settle(Case c, long atNanos, Context context, Consumer<Incident> out) {
        Tiers.Grounds grounds = Tiers.grounds(c.entries, context.settings());
        boolean incident = c.confirmed || !c.returnOf.isEmpty();
        Tier deserved = incident ? Tier.INCIDENT : c.heed.apart() ? Tier.NOTICE : grounds.tier();
        arrange(c, deserved.ordinal() < c.deserved().ordinal() ? deserved : c.deserved(), context, out);
        if (deserved.ordinal() >= c.tier.ordinal()) return;
        boolean free = c.confirmed || c.heed.apart() || grounds.demanded() == deserved || isTold(c, deserved);
        Tier given = free ? deserved : granted(deserved, grounds.demanded(), c, atNanos, context);
        if (given.ordinal() < c.tier.ordinal()) c.tier = given;
        c.heldBack = deserved.ordinal() < c.tier.ordinal() ? deserved : null;
    }

    /** Whether its story is told as loudly already: what goes on is nothing more to hear of. */
    private static boolean isTold(Case c, Tier deserved) {
        return c.head != null && c.head.story().anyMatch(o -> o.tier.ordinal() <= deserved.ordinal());
    }

    /** By whom it is told. */
    private void arrange(Case c, Tier deserved, Context context, Consumer<Incident> out) {
        Inventory inventory = context.inventory();
        if (!Stories.belongs(c, deserved, inventory)) leave(c, inventory, out);
        if (c.alone() && Stories.join(c, deserved, all(), inventory)) takeBack(c, c.head, out);
    }

    private static void leave(Case c, Inventory inventory, Consumer<Incident> out) {
        if (c.alone()) return;
        Case left = Stories.leave(c);
        if (left != null) publish(left, inventory, out);
    }

    /** Loads that were told before the search that explains them: both are judged when their minute ends. */
    private void gatherLoads(Case search, Context context, Consumer<Incident> out) {
        if (!Stories.searches(search)) return;
        boolean gathered = false;
        for (Case load : open) {
            if (!load.alone() || !load.published() || !Stories.hasRoom(search.head())) continue;
            if (!Stories.explains(search, load, context.inventory())) continue;
            Stories.told(load, search);
            takeBack(load, load.head, out);
            gathered = true;
        }
        if (gathered) publish(search.head(), context.inventory(), out);
    }

    private Iterable<Case> all() {
        List<Case> all = new ArrayList<>(open);
        all.addAll(closed);
        return all;
    }

    private Tier granted(Tier deserved, Tier demanded, Case c, long atNanos, Context context) {
        Tier granted =
                budget.grant(deserved, c.rank(), atNanos, context.standing().budget(atNanos));
        return demanded.ordinal() < granted.ordinal() ? demanded : granted;
    }

    /** Those that closed are told again, and stay closed. */
    public void amend(String anomalyId, String seen, long atNanos, Inventory inventory, Consumer<Incident> out) {
        for (Case c : open) {
            if (!c.amend(anomalyId, seen)) continue;
            c.lastNanos = Math.max(c.lastNanos, atNanos);
            if (c.published()) publish(c.head(), inventory, out);
            return;
        }
        for (Case c : closed) {
            if (!c.amend(anomalyId, seen)) continue;
            publish(c.head(), inventory, out);
            return;
        }
    }

    /** These belong to other devices than when they were told of: what tells of them is told again, and what is closed stays closed. */
    public void renamed(Set<Address> addresses, Inventory inventory, Consumer<Incident> out) {
        for (Case head : heads())
            if (head.story().anyMatch(c -> !Collections.disjoint(c.parts.keySet(), addresses)))
                publish(head, inventory, out);
    }

    /** Whose lessons a person takes back by calling it malicious: the sources of its incident, since its first anomaly. */
    public List<Retraction> retractions(Word malicious) {
        for (Collection<Case> cases : List.of(open, closed))
            for (Case c : cases) {
                List<Retraction> sources = c.sources();
                if (c.holds(malicious.anomaly()) && !sources.isEmpty()) return sources;
            }
        List<Retraction> former = past.sources(malicious.anomaly());
        if (!former.isEmpty()) return former;
        return List.of(new Retraction(malicious.device(), malicious.saidNanos() - UNTOLD_NANOS));
    }

    public void close(long minuteNanos, Settings settings, Limit limit) {
        for (Iterator<Case> all = open.iterator(); all.hasNext(); ) {
            Case c = all.next();
            if (minuteNanos - c.lastNanos <= settings.quietNanos()) continue;
            all.remove();
            close(c, settings.limits(), limit);
        }
    }

    private void close(Case c, Settings.Limits limits, Limit limit) {
        if (!c.published()) return;
        if (!limit.room("closed incidents", closed.size(), limits.closedIncidents()))
            closed.stream().map(Case::head).filter(this::isOver).findFirst().ifPresent(head -> letGo(head, limit));
        closed.addLast(c);
    }

    private boolean isOver(Case head) {
        return head.story().noneMatch(open::contains);
    }

    /**
     * Lets go of what is over and cannot change any more; to be called once a day.
     *
     * @param mayChange whether what was said of an anomaly may still be amended
     */
    public void letGo(long atNanos, Predicate<String> mayChange, Limit limit) {
        LinkedHashSet<Case> heads = new LinkedHashSet<>();
        for (Case c : closed) heads.add(c.head());
        for (Case head : heads) {
            long keptNanos = head.tier == Tier.INCIDENT ? INCIDENT_KEPT_NANOS : KEPT_NANOS;
            boolean over = head.story().allMatch(c -> atNanos - c.lastNanos > keptNanos && !c.holdsAny(mayChange));
            if (over && isOver(head)) letGo(head, limit);
        }
    }

    private void letGo(Case head, Limit limit) {
        closed.removeAll(head.story().collect(Collectors.toCollection(LinkedHashSet::new)));
        past.add(head, limit);
    }

    private static void publish(Case head, Inventory inventory, Consumer<Incident> out) {
        head.version++;
        out.accept(Telling.incident(head, inventory));
    }

    /** What an audit lists before anything else. */
    public Headlines headlines() {
        List<Headlines.Line> told = new ArrayList<>(past.headlines());
        for (Case head : heads()) if (!head.heed.apart()) told.add(Headlines.of(head, !isOver(head)));
        return Headlines.of(told, past.others());
    }

    private List<Case> heads() {
        List<Case> heads = new ArrayList<>();
        for (Case c : all()) if (c.head == null && c.published()) heads.add(c);
        return heads;
    }

    public List<Incident> list(Inventory inventory) {
        List<Incident> list = new ArrayList<>();
        for (Case head : heads()) list.add(Telling.incident(head, inventory));
        list.sort(Comparator.comparingLong(Incident::firstNanos).thenComparing(Incident::id));
        return list;
    }
}
