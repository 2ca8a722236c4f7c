package dev.postern.wire;

import dev.postern.model.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The agreements that a wire knows: what it heard itself at once, what others heard from the next minute on. Plain data, at most {@value #AGREED_MAX}; where they are more, the
 * oldest of whoever made the most goes, so that a flood from one station costs nobody else.
 */
final class Agreements {
    static final int AGREED_MAX = 1024;

    private record About(Address from, Address to, long number) {
        static About of(Agreement agreement) {
            return new About(agreement.from(), agreement.to(), agreement.number());
        }
    }

    private final LinkedHashMap<About, Agreement> known = new LinkedHashMap<>();
    private List<Agreement> news = new ArrayList<>();
    private int version;

    /** @return how many had to go for it */
    int heard(Agreement agreement) {
        int gone = put(agreement);
        if (news.size() == AGREED_MAX) return gone + 1;
        news.add(agreement);
        return gone;
    }

    List<Agreement> takeNews() {
        if (news.isEmpty()) return List.of();
        List<Agreement> taken = news;
        news = new ArrayList<>();
        return taken;
    }

    int put(Agreement agreement) {
        version++;
        known.putLast(About.of(agreement), agreement);
        if (known.size() <= AGREED_MAX) return 0;
        Address most = speaksMost();
        var entries = known.values().iterator();
        while (!entries.next().speaker().equals(most)) {}
        entries.remove();
        return 1;
    }

    private Address speaksMost() {
        Map<Address, Integer> counts = new HashMap<>();
        Address most = null;
        int best = 0;
        for (Agreement agreement : known.values()) {
            int count = counts.merge(agreement.speaker(), 1, Integer::sum);
            if (count <= best) continue;
            best = count;
            most = agreement.speaker();
        }
        return most;
    }

    /** @return null if nothing was agreed */
    Object of(Address from, Address to, long number) {
        Agreement agreement = known.isEmpty() ? null : known.get(new About(from, to, number));
        return agreement == null ? null : agreement.form();
    }

    /** Another one since anything changed. */
    int version() {
        return version;
    }
}
