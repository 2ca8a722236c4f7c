package dev.postern.analyst.situation;

import dev.postern.model.Address;
import dev.postern.model.Identity;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * A device says that its model, firmware or serial number is another than it said for a day and more (A8): replaced, updated, or pretending. One
 * that speaks for many modules says many things from the beginning and is left alone.
 */
public final class Replacements {
    private static final int CLAIMS_MAX = 20_000;
    /** What a banner says and better. */
    private static final double SURE = 0.7;

    private final TreeMap<String, Claim> claims = new TreeMap<>();

    /** Mutable. */
    static final class Claim {
        String value;
        long sinceNanos;
        /** It said several things before the first was a day old. */
        boolean many;
    }

    public void identity(Identity i, Context context) {
        if (!matters(i.attribute()) || i.confidence() < SURE || i.value().isBlank()) return;
        String key = i.subject() + " " + i.protocol() + " " + i.attribute();
        Claim claim = claims.get(key);
        long at = i.stamp().atNanos();
        if (claim == null) {
            if (!context.limit().room("identities", claims.size(), CLAIMS_MAX)) return;
            claims.put(key, claim = new Claim());
            claim.value = i.value();
            claim.sinceNanos = at;
            return;
        }
        if (claim.many || claim.value.equals(i.value())) return;
        String before = claim.value;
        claim.value = i.value();
        if (at - claim.sinceNanos < context.settings().learningNanos()) {
            claim.many = true;
            return;
        }
        claim.sinceNanos = at;
        tell(i, before, key, context);
    }

    private static boolean matters(Identity.Attribute attribute) {
        return switch (attribute) {
            case MODEL, FIRMWARE, SERIAL -> true;
            default -> false;
        };
    }

    private static void tell(Identity i, String before, String key, Context context) {
        Situation s = Situation.DEVICE_REPLACED;
        Address subject = i.subject();
        String what = i.attribute().name().toLowerCase(Locale.ROOT);
        context.desk()
                .raise(new Finding(
                        s,
                        key + " " + i.value(),
                        i.stamp(),
                        subject,
                        null,
                        i.protocol(),
                        null,
                        s.title,
                        context.inventory().describe(subject) + " says over " + i.protocol() + " that its " + what
                                + " is " + i.value() + ".",
                        "Until now it said " + before + ".",
                        "told once for each change",
                        s.consequence,
                        s.neverHidden,
                        List.of(i.stamp().ref()),
                        List.of(Part.involved(subject)),
                        ""));
    }
}
