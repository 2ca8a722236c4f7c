package dev.postern.appliance.watch;

import dev.postern.console.Status;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What it means for a plant engineer that a limit was reached, and what to do about it. Limits protect the appliance from floods; what comes beyond is
 * counted, and here the count gets its words.
 */
final class LimitWords {
    /** @param what is limited, what no longer happens, what to do */
    record Meaning(String what, String lost, String remedy) {}

    static final String FLOOD =
            "Look in Devices and Incidents for a host that talks to thousands of others: a scan, a flood, a virus, or a monitoring system.";
    static final String SIZE =
            "The site is larger than one appliance watches: give parts of it appliances of their own.";
    static final String CAPTURE =
            "Look at the mirror port: packets that are lost or come out of order make streams wait. Otherwise a host sends broken packets.";
    static final String NONE = "Nothing, if the number does not grow fast.";

    private LimitWords() {}

    static Map.Entry<String, Meaning> words(String name, String what, String lost, String remedy) {
        return Map.entry(name, new Meaning(what, lost, remedy));
    }

    /** @param name with its room: {@code life: symbols per conversation} */
    static Status.BlindSpot of(String name, long count) {
        int colon = name.indexOf(": ");
        String bare = name.substring(colon < 0 ? 0 : colon + 2);
        Meaning meaning = ReadingLimits.MEANINGS.get(name);
        if (meaning == null)
            meaning = JudgingLimits.MEANINGS.getOrDefault(
                    name, new Meaning(bare, "what came beyond it was judged, but not followed further", FLOOD));
        String times = count == 1 ? "Once" : count + " times";
        return new Status.BlindSpot(
                "Limit reached: " + meaning.what(),
                times + " there was no room for more: " + meaning.lost() + ". To do: " + meaning.remedy());
    }

    /** For the test that holds these words to what they describe. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(ReadingLimits.MEANINGS.keySet());
        names.addAll(JudgingLimits.MEANINGS.keySet());
        return names;
    }
}
