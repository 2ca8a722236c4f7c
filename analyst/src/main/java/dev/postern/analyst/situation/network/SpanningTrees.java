package dev.postern.analyst.situation.network;

import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.situation.Context;
import dev.postern.analyst.situation.Finding;
import dev.postern.analyst.situation.Part;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Address;
import dev.postern.model.Explanation;
import dev.postern.model.Stamp;
import dev.postern.model.Tally;
import dev.postern.model.Verb;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The spanning tree (IEEE 802.1D clause 9, 802.1Q clause 14) gets another root, or its topology does not come to rest (D9): whoever is root has the traffic of the
 * segment led through itself. A root that the site knew before is a fail-over, a bridge that starts claims to be root for a moment with a worse
 * identifier than the true one, and both are told as what bridges say, if at all.
 */
final class SpanningTrees {
    private static final int PORTS_MAX = 4_096;
    private static final int ROOTS_MAX = 64;
    private static final int NOTICES_MIN = 20;
    /** Nobody gained by it. */
    private static final int MILD = 4;

    private static final Pattern IDENTIFIER = Pattern.compile("root (\\d{1,5})\\.(.+)");
    /** The lower bits of a priority are the number of the VLAN or instance: 802.1D clause 9.2.5. */
    private static final int INSTANCE = 0xFFF;

    private static final int PRIORITY_SHIFT = 48;
    private static final long CARD = (1L << PRIORITY_SHIFT) - 1;
    private static final long NONE = 0;

    /** By instance. */
    private final TreeMap<String, Tree> trees = new TreeMap<>();
    /** By sender and instance. */
    private final TreeMap<String, Port> ports = new TreeMap<>();

    /** Mutable. */
    static final class Tree {
        /** Every root that anybody believed in, as {@link SpanningTrees#identifier}. */
        final TreeSet<Long> roots = new TreeSet<>();
        /** Believed in last. */
        long root;

        long sinceNanos;
    }

    /** What one port of a bridge says; mutable. */
    static final class Port {
        long root;
        long atNanos;
        final Peak notices = new Peak();
    }

    void tally(Tally t, Context context) {
        if (!t.service().equals("stp") || t.count() == 0) return;
        boolean notice = t.operation().equals("topology change notification");
        // Of a rapid tree: says who is root as well.
        boolean change = t.operation().endsWith(" topology change");
        if (notice || change) {
            String key = t.client() + " " + t.server();
            Port port = port(key, context);
            if (port != null) restless(port, key, change, t, context);
        }
        long root = notice ? NONE : identifier(t.target());
        if (root == NONE) return;
        String instance = t.server() + " " + (root >>> PRIORITY_SHIFT & INSTANCE);
        String key = t.client() + " " + instance;
        boolean begins = !ports.containsKey(key);
        Port port = port(key, context);
        if (port != null) believes(port, begins, root, instance, t, context);
    }

    /** @return null if there is no room */
    private Port port(String key, Context context) {
        Port port = ports.get(key);
        if (port == null && context.limit().room("ports of bridges", ports.size(), PORTS_MAX))
            ports.put(key, port = new Port());
        return port;
    }

    /** Priority above the hardware address: the lower one, without sign, wins. {@link #NONE} if it is none. */
    private static long identifier(String target) {
        Matcher named = IDENTIFIER.matcher(target);
        Address bridge = named.matches() ? Address.parseIfAny(named.group(2)) : null;
        return bridge == null ? NONE : Long.parseLong(named.group(1)) << PRIORITY_SHIFT | bridge.low() & CARD;
    }

    private void believes(Port port, boolean begins, long root, String instance, Tally t, Context context) {
        long at = t.stamp().atNanos();
        // A minute is told in no order: what was believed before the change is over.
        if (!begins && (root == port.root || at < port.atNanos)) return;
        port.root = root;
        port.atNanos = at;
        Tree tree = trees.get(instance);
        boolean first = tree == null;
        if (first) {
            trees.put(instance, tree = new Tree());
            tree.root = root;
            tree.sinceNanos = at;
        }
        boolean better = Long.compareUnsigned(root, tree.root) < 0;
        // A port that was never heard and claims a worse root has not heard of the true one yet.
        if (first || tree.roots.contains(root) || begins && !better) {
            if (first) tree.roots.add(root);
            return;
        }
        if (!context.limit().room("roots of a spanning tree", tree.roots.size(), ROOTS_MAX)) return;
        tree.roots.add(root);
        if (context.learned()) another(tree, root, better, instance, t, context);
        tree.root = root;
        tree.sinceNanos = at;
    }

    private static void another(Tree tree, long root, boolean better, String instance, Tally t, Context context) {
        Address bridge = Address.mac(root & CARD);
        raise(
                instance + " " + root,
                t.stamp(),
                bridge,
                t,
                ": another root",
                context.inventory().describe(t.client()) + " says that " + text(root)
                        + " is root now, which nobody said before"
                        + (better ? "; it won because its identifier is lower." : "."),
                "Until now " + text(tree.root) + " was, for "
                        + Words.span(t.stamp().atNanos() - tree.sinceNanos) + ".",
                List.of(Part.source(bridge), Part.involved(t.client())),
                better,
                Explanation.NONE,
                context);
    }

    private static String text(long root) {
        return Address.macText(root & CARD) + " with priority " + (root >>> PRIORITY_SHIFT & ~INSTANCE);
    }

    /**
     * Each notice is repeated every two seconds until it is acknowledged, which takes one or two. In a rapid tree the flag stands for a greeting or two after a change, and in
     * each of them only where changes follow on each other.
     */
    private static void restless(Port port, String key, boolean rapid, Tally t, Context context) {
        if (!port.notices.over(t.count(), NOTICES_MIN, t.stamp().atNanos()) || !context.warm()) return;
        String unit = rapid ? "greetings with the flag a minute" : "announcements a minute";
        raise(
                key,
                t.stamp(),
                t.client(),
                t,
                ": topology never at rest",
                context.inventory().describe(t.client())
                        + (rapid
                                ? " said " + t.count() + " times within a minute that the topology changes"
                                : " announced " + t.count() + " changes of the topology within a minute")
                        + ", and all bridges forgot where everybody is each time.",
                port.notices.expected(unit),
                List.of(Part.source(t.client())),
                false,
                port.notices.explanation(
                        t.count(),
                        unit,
                        rapid ? "normal if its ports had come to rest" : "normal if the root had acknowledged them"),
                context);
    }

    private static void raise(
            String key,
            Stamp stamp,
            Address device,
            Tally t,
            String what,
            String seen,
            String expected,
            List<Part> parts,
            boolean won,
            Explanation explanation,
            Context context) {
        Situation s = Situation.SPANNING_TREE;
        context.desk()
                .raise(new Finding(
                        s,
                        key,
                        stamp,
                        device,
                        null,
                        t.service(),
                        Verb.REPORT,
                        s.title + what,
                        seen,
                        expected,
                        "first time since Postern listens",
                        won ? s.consequence : MILD,
                        won,
                        List.of(stamp.ref()),
                        parts,
                        "redundancy",
                        explanation));
    }
}
