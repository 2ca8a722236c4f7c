package dev.postern.wire;

import dev.postern.model.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The agreements that a wire knows: what it heard itself at once, what others heard from the next minute on. Plain data, at most {@value #AGREED_MAX} with {@value #PARTS_MAX} parts in
 * all; where they are more, the oldest of whoever has most of them goes, so that a flood from one station costs nobody else.
 */
final class Agreements {
    static final int AGREED_MAX = 1024;
    static final int PARTS_MAX = 16_384;

    private record About(Address from, Address to, long number) {
        static About of(Agreement agreement) {
            return new About(agreement.from(), agreement.to(), agreement.number());
        }
    }

    private final LinkedHashMap<About, Agreement> known = new LinkedHashMap<>();
    private int parts;
    private List<Agreement> news = new ArrayList<>();
    private int newParts;
    private int version;

    /** @return how many had to go for it */
    int heard(Agreement agreement) {
        if (agreement.equals(known.get(About.of(agreement)))) return 0;
        int gone = put(agreement);
        if (news.size() == AGREED_MAX || newParts + agreement.parts() > PARTS_MAX) return gone + 1;
        news.add(agreement);
        newParts += agreement.parts();
        return gone;
    }

    List<Agreement> takeNews() {
        if (news.isEmpty()) return List.of();
        List<Agreement> taken = news;
        news = new ArrayList<>();
        newParts = 0;
        return taken;
    }

    int put(Agreement agreement) {
        version++;
        Agreement before = known.putLast(About.of(agreement), agreement);
        parts += agreement.parts() - (before == null ? 0 : before.parts());
        int gone = 0;
        while (known.size() > AGREED_MAX || parts > PARTS_MAX) {
            forgetOldestOf(whoHasMost());
            gone++;
        }
        return gone;
    }

    private Address whoHasMost() {
        Map<Address, Integer> sizes = new HashMap<>();
        Address most = null;
        int best = 0;
        for (Agreement agreement : known.values()) {
            int size = sizes.merge(agreement.speaker(), 1 + agreement.parts(), Integer::sum);
            if (size <= best) continue;
            best = size;
            most = agreement.speaker();
        }
        return most;
    }

    private void forgetOldestOf(Address speaker) {
        for (Iterator<Agreement> all = known.values().iterator(); all.hasNext(); ) {
            Agreement agreement = all.next();
            if (!agreement.speaker().equals(speaker)) continue;
            all.remove();
            parts -= agreement.parts();
            return;
        }
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
