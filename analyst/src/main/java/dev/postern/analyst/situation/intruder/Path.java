package dev.postern.analyst.situation.intruder;

import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.situation.Context;
import dev.postern.analyst.situation.Finding;
import dev.postern.analyst.situation.Part;
import dev.postern.analyst.situation.Situation;
import dev.postern.life.chance.Law;
import dev.postern.model.Address;
import dev.postern.model.Channel;
import dev.postern.model.Derivation;
import dev.postern.model.Explanation;
import dev.postern.model.FrameRef;
import dev.postern.model.Stamp;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.List;

/**
 * Hosts one after the other, as somebody went.
 *
 * @param numbers for {@link Law#NEW_KIND}: that the last host but one goes somewhere new, times that somebody new came to it
 * @param visits how many came to the last host but one so far
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record Path(List<Hop> hops, double[] numbers, int visits) {
    /** Two hosts and back would be no path; three are one, and from four on it is no accident. */
    private static final int LONG = 3;

    private static final int LONG_CONSEQUENCE = 10;

    /** @param user empty where it is not seen */
    record Hop(Address from, Address to, String user, String service, Stamp stamp) {
        static Hop of(Arrival arrival, Address at) {
            return new Hop(arrival.client(), at, arrival.user(), arrival.service(), arrival.stamp());
        }

        /** The same step, whatever was seen of it. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Hop hop && from.equals(hop.from) && to.equals(hop.to);
        }

        @Override
        public int hashCode() {
            return 31 * from.hashCode() + to.hashCode();
        }
    }

    double chance() {
        return Law.NEW_KIND.p(numbers);
    }

    @SuppressWarnings("ReferenceEquality") // the very hop
    Finding finding(Context context) {
        Situation s = Situation.HOST_PATH;
        boolean tells = hops.size() >= LONG;
        Hop first = hops.getFirst();
        Hop last = hops.getLast();
        List<FrameRef> frames = new ArrayList<>();
        List<Part> parts = new ArrayList<>(List.of(Part.source(first.from)));
        for (Hop hop : hops) {
            frames.add(hop.stamp.ref());
            parts.add(hop == last ? Part.target(hop.to) : Part.relay(hop.to));
        }
        return new Finding(
                s,
                first.from + " " + last.from + " " + last.to,
                last.stamp,
                last.from,
                last.to,
                last.service,
                Verb.SESSION,
                s.title,
                seen(context.inventory()),
                "Neither did " + first.from + " come to " + first.to
                        + (first.user.isEmpty() ? "" : " as " + first.user) + " before, nor did " + last.from
                        + " ever go to " + last.to + ".",
                "both in one hour once in " + Words.span(hoursBetween()) + " for this host",
                tells ? LONG_CONSEQUENCE : s.consequence,
                tells,
                frames,
                parts,
                "path " + first.from + " " + first.to,
                explanation(last.stamp));
    }

    private long hoursBetween() {
        return (long) Math.min(1e18, 3_600e9 / chance());
    }

    private String seen(Inventory inventory) {
        StringBuilder seen = new StringBuilder();
        for (Hop hop : hops) {
            if (seen.isEmpty()) seen.append(inventory.describe(hop.from)).append(" came");
            else seen.append(", from there on");
            seen.append(" to ")
                    .append(inventory.describe(hop.to))
                    .append(" over ")
                    .append(hop.service);
            if (!hop.user.isEmpty()) seen.append(" as ").append(hop.user);
            seen.append(" at ").append(Words.moment(hop.stamp.atNanos()));
        }
        return seen.append('.').toString();
    }

    private Explanation explanation(Stamp stamp) {
        double p = chance();
        List<Double> asked = new ArrayList<>();
        for (double number : numbers) asked.add(number);
        Derivation.Signal signal = new Derivation.Signal(
                Channel.KNOWLEDGE,
                "new host to go to, after a new arrival",
                Law.NEW_KIND.name(),
                asked,
                p,
                Derivation.Tail.NONE,
                p);
        return new Explanation(
                1,
                1,
                1,
                hops.size(),
                "hosts on one way",
                stamp.atNanos() - (long) (numbers[2] * 3_600e9),
                visits,
                0,
                0,
                List.of(new Explanation.Share(Channel.KNOWLEDGE, 1)),
                "normal if " + hops.getFirst().from + " had come here before, or this host had gone there",
                new Derivation(List.of(signal), 0, Derivation.Standing.NONE, p, HostPaths.TOLD_P));
    }
}
