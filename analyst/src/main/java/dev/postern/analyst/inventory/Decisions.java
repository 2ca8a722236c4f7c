package dev.postern.analyst.inventory;

import dev.postern.model.Address;
import dev.postern.model.Decided;
import dev.postern.model.Decision;
import dev.postern.model.Decision.Ask;
import dev.postern.model.Decision.Kind;
import dev.postern.model.Subnet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * What people decided about zones and conduits, in the order in which it came to count. A device that was put somewhere by hand is there; else the
 * newest zone rule that fits decides, and for a use of a conduit the newest rule that fits.
 */
public final class Decisions {
    private static final int MAX = 4_096;
    private static final String ANY = "*";

    private final ArrayList<Decided> all = new ArrayList<>();
    /** Zone rules in force, the newest last, and likewise those for conduits. */
    private final ArrayList<Rule> rules = new ArrayList<>();

    private final ArrayList<Decided> passages = new ArrayList<>();
    private final HashMap<Address, Decided> places = new HashMap<>();
    private final HashSet<Long> withdrawn = new HashSet<>();

    /** A rule with its subnet taken apart; null for any. */
    private record Rule(Decided decided, Subnet subnet) {}

    /** @return false if there is no room, or it is known */
    public boolean add(Decided decided, Limit limit) {
        if (contains(decided.number()) || !limit.room("decisions", all.size(), MAX)) return false;
        all.add(decided);
        withdrawn.clear();
        for (Decided d : all)
            if (d.decision().kind() == Kind.WITHDRAW) withdrawn.add(d.decision().withdrawn());
        rules.clear();
        passages.clear();
        places.clear();
        for (Decided d : all) if (inForce(d)) enforce(d);
        return true;
    }

    /** Nobody took it back. */
    public boolean inForce(Decided decided) {
        return !withdrawn.contains(decided.number());
    }

    private void enforce(Decided d) {
        switch (d.decision().kind()) {
            case ZONE_RULE ->
                rules.add(new Rule(
                        d,
                        d.decision().subnet().isEmpty()
                                ? null
                                : Subnet.parse(d.decision().subnet())));
            case PLACE -> {
                Address device = Address.parse(d.decision().device());
                if (d.decision().zone().isEmpty()) places.remove(device);
                else places.put(device, d);
            }
            case ALLOW, DENY -> passages.add(d);
            case LEARN, WITHDRAW -> {}
        }
    }

    public List<Decided> all() {
        return all;
    }

    public boolean contains(long number) {
        for (Decided d : all) if (d.number() == number) return true;
        return false;
    }

    /** What puts the device where it is, or null if nobody decided. */
    public Decided placing(Asset asset) {
        Decided newest = null;
        for (Address ip : asset.ips) newest = newer(newest, places.get(ip));
        for (Address mac : asset.macs) newest = newer(newest, places.get(mac));
        if (newest != null) return newest;
        for (Rule rule : rules.reversed()) if (fits(rule, asset)) return rule.decided;
        return null;
    }

    private static Decided newer(Decided a, Decided b) {
        return a == null || b != null && b.number() > a.number() ? b : a;
    }

    private static boolean fits(Rule rule, Asset asset) {
        Decision d = rule.decided.decision();
        if (d.vlan() != 0 && d.vlan() != asset.vlan) return false;
        if (!d.role().isEmpty() && !d.role().equals(asset.role)) return false;
        if (rule.subnet != null && asset.ips.stream().noneMatch(rule.subnet::contains)) return false;
        return d.name().isEmpty() || asset.names().stream().anyMatch(name -> like(d.name(), name));
    }

    /** With {@code *} for any characters, whatever the case. */
    static boolean like(String pattern, String name) {
        String[] parts = pattern.toLowerCase(Locale.ROOT).split("\\*", -1);
        String text = name.toLowerCase(Locale.ROOT);
        if (parts.length == 1) return text.equals(parts[0]);
        if (!text.startsWith(parts[0])) return false;
        int at = parts[0].length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = text.indexOf(parts[i], at);
            if (found < 0) return false;
            at = found + parts[i].length();
        }
        String last = parts[parts.length - 1];
        return text.length() - last.length() >= at && text.endsWith(last);
    }

    /** The newest rule that speaks of this use, or null. */
    public Decided ruling(String from, String to, String service, Ask ask) {
        for (Decided d : passages.reversed()) {
            Decision rule = d.decision();
            boolean allows = rule.kind() == Kind.ALLOW;
            if (!names(rule.zone(), from) || !names(rule.toZone(), to)) continue;
            if (!rule.service().isEmpty() && !rule.service().equals(service)) continue;
            if (rule.ask() == null) return d;
            int compared = ask.compareTo(rule.ask());
            if (allows ? compared <= 0 : compared >= 0) return d;
        }
        return null;
    }

    public boolean anyPassage() {
        return !passages.isEmpty();
    }

    /** A rule names this conduit, or all. */
    public boolean written(String from, String to) {
        for (Decided d : passages)
            if (names(d.decision().zone(), from) && names(d.decision().toZone(), to)) return true;
        return false;
    }

    /** A guessed zone goes by its network: what kind it is may be guessed otherwise later. */
    public static boolean names(String written, String zone) {
        return written.equals(ANY)
                || written.equals(zone)
                || Zones.bare(written).equals(Zones.bare(zone));
    }
}
