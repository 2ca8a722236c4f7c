package dev.postern.analyst.gap;

import dev.postern.analyst.situation.Context;
import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.GapReport.Inference;
import dev.postern.model.Identity;
import dev.postern.model.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Names of the outside that inside hosts asked for, answered or not, and what they had proxies fetch. Which names are the site's own is judged
 * when asked for: its domains become known with time.
 */
public final class Asked {
    private static final int ENTRIES_MAX = 16_384;
    private static final int PER_HOST_MAX = 64;
    private static final int DOMAINS_MAX = 256;
    /** Top-level names that nobody has outside, RFC 6761, 6762, 8375, 9476 and what administrators use. */
    private static final Set<String> LOCAL = Set.of(
            "local",
            "localhost",
            "localdomain",
            "lan",
            "internal",
            "intern",
            "home",
            "corp",
            "private",
            "intranet",
            "invalid",
            "test",
            "arpa",
            "alt",
            "workgroup",
            "domain",
            "dom",
            "loc",
            "int",
            "plant",
            "ot",
            "scada");

    private static final List<String> SITE_RECORDS =
            List.of("_ldap._tcp.", "_kerberos._tcp.", "_kerberos._udp.", "_gc._tcp.");

    /** No name that people chose is so long: it carries something. */
    private static final int CARRIER_CHARS = 60;
    /** So many long names under one domain that were not refused. */
    private static final int CARRIERS_MIN = 20;

    private static final double CARRIERS = 0.6;
    private static final String ANY = "*.";

    private final LinkedHashMap<Key, Entry> entries = new LinkedHashMap<>();
    private final TreeMap<Address, Integer> perHost = new TreeMap<>();
    private final TreeSet<String> domains = new TreeSet<>();
    /** What {@link #outside()} found, and the same by who asked; null until asked for after a name or a domain came. */
    private transient List<Map.Entry<Key, Entry>> outside;

    private transient Map<Address, List<Map.Entry<Key, Entry>>> outsideOf;

    record Key(Address host, String kind, String what) {}

    /** Mutable. */
    static final class Entry {
        long count;
        long refused;
        long firstNanos;
        long lastNanos;
        FrameRef frame;
        /** The proxy that was asked, or null. */
        Address through;
    }

    void tally(Tally t, Context context) {
        switch (t.service()) {
            case "dns" -> {
                if (t.operation().startsWith("query")) name(t, context);
            }
            case "http" -> {
                if (t.operation().equals("connect")) note(t, "proxy", t.target(), t.server(), context);
            }
            case "socks" -> note(t, "proxy", t.target(), t.server(), context);
            default -> {}
        }
    }

    private void name(Tally t, Context context) {
        String name = bare(t.target());
        for (String record : SITE_RECORDS) {
            int at = name.indexOf(record);
            if (at < 0) continue;
            String domain = name.substring(at + record.length());
            for (String part : List.of("dc._msdcs.", "pdc._msdcs.", "gc._msdcs."))
                if (domain.startsWith(part)) domain = domain.substring(part.length());
            own(domain);
            return;
        }
        if (name.indexOf('.') > 0 && !name.startsWith("_"))
            note(t, "name", name.length() > CARRIER_CHARS ? ANY + domain(name) : name, null, context);
    }

    /** The last two labels. */
    private static String domain(String name) {
        int last = name.lastIndexOf('.');
        int before = name.lastIndexOf('.', last - 1);
        return before < 0 ? name : name.substring(before + 1);
    }

    /** Names that are asked for to carry something: the name servers outside bring it to whoever has the domain. */
    List<Inference> inferences(Context context) {
        List<Inference> found = new ArrayList<>();
        for (Map.Entry<Key, Entry> e : outside()) {
            Entry entry = e.getValue();
            if (!e.getKey().what().startsWith(ANY) || entry.count - entry.refused < CARRIERS_MIN) continue;
            found.add(new Inference(
                    "tunnel over names",
                    "A conversation with the outside seems to go through the name server: "
                            + context.inventory().describe(e.getKey().host()) + " asks for very long names under "
                            + e.getKey().what().substring(ANY.length()) + ".",
                    entry.count + " names of more than " + CARRIER_CHARS + " characters, of which " + entry.refused
                            + " were refused. Virus scanners that ask their maker about files look alike.",
                    CARRIERS,
                    true,
                    List.of(e.getKey().host()),
                    entry.firstNanos,
                    entry.lastNanos,
                    List.of(entry.frame)));
        }
        return found;
    }

    private void note(Tally t, String kind, String what, Address through, Context context) {
        if (what.isEmpty() || t.client().isPublic()) return;
        Key key = new Key(t.client(), kind, what);
        Entry entry = entries.get(key);
        if (entry == null) {
            if (!context.limit().room("outside names", entries.size(), ENTRIES_MAX)) return;
            if (!context.limit().room("outside names per host", perHost.getOrDefault(t.client(), 0), PER_HOST_MAX))
                return;
            perHost.merge(t.client(), 1, Integer::sum);
            entries.put(key, entry = new Entry());
            outside = null;
            entry.firstNanos = t.stamp().atNanos();
            entry.frame = t.stamp().ref();
            entry.through = through;
        }
        entry.count += t.count();
        entry.refused += t.refused();
        entry.lastNanos = t.stamp().atNanos();
    }

    /** Domains and full names that inside devices bear are the site's own. */
    void identity(Identity i) {
        if (i.subject().isPublic()) return;
        if (i.attribute() == Identity.Attribute.DOMAIN) own(i.value());
        else if (i.attribute() == Identity.Attribute.NAME && i.confidence() >= 0.7) {
            int dot = i.value().indexOf('.');
            if (dot > 0) own(i.value().substring(dot + 1));
        }
    }

    private void own(String domain) {
        String bare = bare(domain);
        if (bare.indexOf('.') > 0 && !bare.startsWith("_") && domains.size() < DOMAINS_MAX && domains.add(bare))
            outside = null;
    }

    private static String bare(String name) {
        String lower = name.toLowerCase(java.util.Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /**
     * Names of the outside that a host asked for within {@code aroundNanos} of a moment, if it asked for none before {@code learnedNanos}.
     */
    List<String> firstAsked(Address host, long learnedNanos, long momentNanos, long aroundNanos) {
        List<String> names = new ArrayList<>();
        outside();
        for (Map.Entry<Key, Entry> e : outsideOf.getOrDefault(host, List.of())) {
            if (e.getValue().firstNanos < learnedNanos) return List.of();
            if (Math.abs(e.getValue().firstNanos - momentNanos) <= aroundNanos)
                names.add(e.getKey().what());
        }
        return names;
    }

    /** What is of the outside as far as is known now, in the order of the first time. */
    List<Map.Entry<Key, Entry>> outside() {
        if (outside != null) return outside;
        outside = new ArrayList<>();
        for (Map.Entry<Key, Entry> e : entries.entrySet())
            if (outside(e.getKey().what())) outside.add(e);
        outsideOf = new HashMap<>();
        for (Map.Entry<Key, Entry> e : outside)
            outsideOf.computeIfAbsent(e.getKey().host(), _ -> new ArrayList<>()).add(e);
        return outside;
    }

    private boolean outside(String what) {
        int port = what.lastIndexOf(':');
        String name = port > 0 && what.indexOf(':') == port ? what.substring(0, port) : what;
        Address address = address(name);
        if (address != null) return address.isPublic();
        int last = name.lastIndexOf('.');
        if (last < 0 || LOCAL.contains(name.substring(last + 1))) return false;
        for (String domain : domains) {
            if (name.equals(domain) || name.endsWith("." + domain)) return false;
            if (name.startsWith(ANY) && domain.endsWith(name.substring(1))) return false;
        }
        return true;
    }

    /** The address that {@code name} is, or null. */
    private static Address address(String name) {
        if (name.isEmpty() || !Character.isDigit(name.charAt(name.length() - 1)) && name.indexOf(':') < 0) return null;
        return Address.parseIfAny(name);
    }
}
