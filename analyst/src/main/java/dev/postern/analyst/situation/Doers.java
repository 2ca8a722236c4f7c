package dev.postern.analyst.situation;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.word.Standing;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What there is to say of something that no model judged: since when nobody did it, on how many watched minutes that rests, how many of the devices of the same role ever
 * did, and the announced work as part of which it would have been normal. Of each situation the first {@value #EACH_MAX} devices are remembered.
 */
public final class Doers {
    private static final int EACH_MAX = 256;

    private final TreeMap<String, TreeSet<Address>> doers = new TreeMap<>();

    /**
     * The same with what its explanation lacks; remembers whose deed it was.
     *
     * @param sinceNanos when the home began
     * @param watchedMinutes of it that were watched
     */
    public Anomaly explained(Anomaly a, Situation s, long sinceNanos, long watchedMinutes, Context context) {
        if (s == Situation.ANNOUNCED_DONE || s == Situation.ANNOUNCED_MISSING) return a;
        Explanation e = a.explanation();
        String counterfactual = e.counterfactual();
        if (counterfactual.isEmpty()) {
            String work = Standing.announceable(a);
            if (!work.isEmpty()) counterfactual = "normal in " + work;
        }
        if (a.channel() != Channel.KNOWLEDGE)
            return with(a, e.sinceNanos(), e.samples(), counterfactual, e.groupSize(), e.groupEver(), e.shares());
        int size = e.groupSize();
        int ever = e.groupEver();
        if (size == 0) {
            TreeSet<Address> before = doers.computeIfAbsent(s.name(), key -> new TreeSet<>());
            Asset own = context.inventory().at(a.device());
            if (own != null && !own.role.isEmpty()) {
                size = context.inventory().playing(own.role) - 1;
                ever = alike(own, before, context);
            }
            if (!before.contains(a.device()) && context.limit().room("devices of a situation", before.size(), EACH_MAX))
                before.add(a.device());
        }
        boolean itself = e.sinceNanos() != 0;
        boolean always = a.rarity().equals(Finding.ALWAYS);
        return with(
                a,
                itself ? e.sinceNanos() : sinceNanos,
                itself || always ? e.samples() : watchedMinutes,
                counterfactual,
                size,
                ever,
                e.shares().isEmpty() ? List.of(new Explanation.Share(Channel.KNOWLEDGE, 1)) : e.shares());
    }

    private static Anomaly with(
            Anomaly a,
            long sinceNanos,
            long samples,
            String counterfactual,
            int groupSize,
            int groupEver,
            List<Explanation.Share> shares) {
        Explanation e = a.explanation();
        return a.explained(new Explanation(
                e.low(),
                e.middle(),
                e.high(),
                e.seen(),
                e.unit(),
                sinceNanos,
                samples,
                groupSize,
                groupEver,
                shares,
                counterfactual,
                e.derivation()));
    }

    /** How many of these play the same role, itself not counted. */
    private static int alike(Asset own, TreeSet<Address> these, Context context) {
        Set<Asset> alike = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Address address : these) {
            Asset other = context.inventory().at(address);
            if (other != null && other != own && other.role.equals(own.role)) alike.add(other);
        }
        return alike.size();
    }
}
