package dev.postern.evaluate;

import java.util.List;
import java.util.Map;

/**
 * How one detector did at one loudness.
 *
 * @param view {@code as shipped}, or the budget in false incidents a day for 100 devices
 * @param attacks that had to be found
 * @param byNotice found by what is never hidden alone, without an incident
 * @param foundLow lower end of the 95 % interval of the found share
 * @param stories shown in all
 * @param traceless stories about nothing but attacks that are said to have left no trace
 * @param harmless stories about nothing but harmless events
 * @param harmlessNotices of these, no incidents, shown because they are never hidden
 * @param falseStories about nothing at all
 * @param falseNotices of these, no incidents, shown because they are never hidden
 * @param falseRate false incidents a day for 100 devices
 * @param detectSeconds median from the start of an attack to the first alarm for it that was shown, of those found
 * @param beforeHarm attacks found before their first harmful write
 * @param harmful attacks with such a write
 * @param soonAfterHarm found before it or within {@link Scoring#SOON_SECONDS} after it
 * @param harmSeconds50 half of all with such a write were told so long after it or earlier, 0 where before, not a number where less than half were found
 * @param harmSeconds90 nine in ten of those found were told so long after it, 0 where before
 * @param rank median over found attacks: the place of its best story among those that are about no attack
 * @param attackerNamed found attacks whose best story names the attacker's address
 * @param attackerKnown found attacks of which that address is known
 * @param attackerBlamed of these, whose best story says that the attacker did it or passed it on
 * @param victimBlamed found attacks whose best story says so of a victim that is no attacker, of {@code victimKnown}
 * @param techniqueNamed found attacks whose best story has a right technique
 * @param techniqueKnown found attacks of which the technique is known
 * @param right found attacks whose best story names a right device, attacker or victim, and a right technique
 * @param rightKnown found attacks of which both are known
 * @param kinds found and all, by kind of attack
 * @param twins by kind of harmless event: in how many stretches an incident was raised within one, and how many had one
 * @param joined the same of an incident that was there before and took something in, where none was raised
 * @param told the same of anything that was shown, what is never hidden among it
 * @param foundBy attacks by name, each with what its best story says, for a hit may be luck, and how late somebody was told
 * @param missed attacks by name
 * @param falseTitles what the false stories said
 * @param harmlessTitles what those about harmless events said
 */
public record Figures(
        String view,
        int attacks,
        int found,
        int byNotice,
        double foundLow,
        double foundHigh,
        int stories,
        int traceless,
        int harmless,
        int harmlessNotices,
        int falseStories,
        int falseNotices,
        double falseRate,
        double falseLow,
        double falseHigh,
        double detectSeconds,
        double detectSeconds90,
        int beforeHarm,
        int harmful,
        int soonAfterHarm,
        double harmSeconds50,
        double harmSeconds90,
        double rank,
        int attackerNamed,
        int attackerKnown,
        int attackerBlamed,
        int victimNamed,
        int victimKnown,
        int victimBlamed,
        int techniqueNamed,
        int techniqueKnown,
        int right,
        int rightKnown,
        Map<String, Tally> kinds,
        Map<String, Tally> twins,
        Map<String, Tally> joined,
        Map<String, Tally> told,
        List<String> foundBy,
        List<String> missed,
        List<String> falseTitles,
        List<String> harmlessTitles,
        Outcomes outcomes) {
    /** Of one kind of attack. */
    public record Tally(int found, int all) {
        Tally plus(boolean one) {
            return new Tally(found + (one ? 1 : 0), all + 1);
        }
    }

    /** Found or not, attack by attack in the order of the truth, with what each shares its luck with, for resampling, and its name. */
    record Outcomes(List<String> names, List<String> blocks, boolean[] found) {
        /** @param by attack, whether it was found, here or by what was put there before */
        void addTo(Map<String, Boolean> by) {
            for (int i = 0; i < found.length; i++) by.merge(names.get(i), found[i], Boolean::logicalOr);
        }
    }

    /** Kinds of harmless events in which an incident was raised, and all, summed over the stretches. */
    public Tally raised() {
        return sum(twins);
    }

    private static Tally sum(Map<String, Tally> tallies) {
        int found = 0;
        int all = 0;
        for (Tally tally : tallies.values()) {
            found += tally.found;
            all += tally.all;
        }
        return new Tally(found, all);
    }

    /** Kinds of harmless events in which an incident that was there before took something in, and all. */
    public Tally taken() {
        return sum(joined);
    }

    public int falseIncidents() {
        return falseStories - falseNotices;
    }

    public double share() {
        return attacks == 0 ? Double.NaN : (double) found / attacks;
    }
}
