package dev.postern.life.device;

import dev.postern.life.Surprise;
import dev.postern.life.Watch;
import dev.postern.life.Words;
import dev.postern.life.chance.Law;
import dev.postern.life.conversation.Findings;
import dev.postern.life.habit.Least;
import dev.postern.life.habit.Trait;
import dev.postern.model.Address;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.Stamp;
import dev.postern.model.Verb;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** M9 over the whole site for VLAN, time to live and names: the value an address always had, and that it has another now. */
@SuppressWarnings("EnumOrdinal") // arrays by constant, and hashes that must not change from run to run
public final class Traits {
    private static final int TRAITS_MAX = 40_000;
    private static final int VALUE_MAX = 64;
    /** Before the site has shown how often such things change. */
    private static final double PRIOR_MINUTES = 50;

    private final Map<Subject, Trait> traits = new HashMap<>();
    private final double[] changes = new double[Channel.values().length];
    private final double[] minutes = new double[Channel.values().length];
    private long forgotten;

    private record Subject(Address address, String name) {}

    public long forgotten() {
        return forgotten;
    }

    /** @return null if the value is known, or the subject is new; what is late is judged and not learned */
    public Surprise heard(Address address, Address peer, Channel channel, String name, String text, Stamp stamp) {
        String value = text.length() > VALUE_MAX ? text.substring(0, VALUE_MAX) : text;
        int minute = Watch.minute(stamp.atNanos());
        Subject subject = new Subject(address, name);
        Trait trait = traits.get(subject);
        int at = channel.ordinal();
        boolean late = stamp.late();
        if (trait == null) {
            if (late) return null;
            makeRoom();
            traits.put(subject, new Trait(value, minute));
            return null;
        }
        if (!late && trait.heard(minute)) minutes[at]++;
        if (trait.knows(value)) return null;
        double siteRate = (changes[at] + 1) / (minutes[at] + PRIOR_MINUTES);
        double p = trait.changeProbability(siteRate);
        Surprise surprise = p >= Findings.TOLD_P
                ? null
                : surprise(address, peer, channel, name, value, trait, p, stamp)
                        .because(Law.CHANGE, trait.numbers(siteRate));
        if (late) return surprise;
        trait.change(value);
        changes[at]++;
        return surprise;
    }

    private static Surprise surprise(
            Address address,
            Address peer,
            Channel channel,
            String name,
            String value,
            Trait trait,
            double p,
            Stamp stamp) {
        Explanation explanation = new Explanation(
                Double.NaN,
                Double.NaN,
                Double.NaN,
                1,
                "change of " + name,
                trait.firstMinute() * Watch.MINUTE_NANOS,
                Math.round(trait.minutes()),
                0,
                0,
                List.of(),
                "normal with " + name + " " + trait.words());
        return new Surprise(
                stamp,
                address,
                peer,
                "",
                "",
                channel,
                Verb.OTHER,
                value,
                p,
                name + " " + trait.words() + ", in " + Words.plural(trait.minutes(), "minute"),
                name + " " + value,
                explanation,
                1440,
                1,
                List.of(stamp.ref()));
    }

    /** Those looked at in the fewest minutes, then longest ago, go. */
    private static int compareForRoom(Map.Entry<Subject, Trait> one, Map.Entry<Subject, Trait> other) {
        int order = Double.compare(one.getValue().minutes(), other.getValue().minutes());
        if (order == 0)
            order = Integer.compare(
                    one.getValue().lastMinute(), other.getValue().lastMinute());
        if (order == 0) order = one.getKey().address().compareTo(other.getKey().address());
        return order != 0 ? order : one.getKey().name().compareTo(other.getKey().name());
    }

    private void makeRoom() {
        if (traits.size() < TRAITS_MAX) return;
        for (Map.Entry<Subject, Trait> entry : Least.of(traits.entrySet(), TRAITS_MAX / 8, Traits::compareForRoom)) {
            traits.remove(entry.getKey());
            forgotten++;
        }
    }
}
