package dev.postern.analyst.situation;

import dev.postern.analyst.inventory.Settings;
import dev.postern.model.Address;
import dev.postern.model.Identity;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * A device says that its model, firmware or serial number is another than it said for a day and more (A8): replaced, updated, or pretending. One
 * that speaks for many modules without saying which says many things from the beginning and is left alone. Or a controller says that its program is another, and nobody was heard bringing one (B1).
 */
public final class Replacements {
    private static final int CLAIMS_MAX = 20_000;
    /** What a banner says and better. */
    private static final double SURE = 0.7;

    private final TreeMap<String, Claim> claims = new TreeMap<>();
    /** When a program or firmware was last brought to a device, as far as was heard. Null in homes from before. */
    private TreeMap<Address, Long> loaded = new TreeMap<>();

    /** Mutable. */
    static final class Claim {
        String value;
        long sinceNanos;
        /** It was said last. 0 in homes from before. */
        long saidNanos;
        /** It said several things before the first was a day old. */
        boolean many;
    }

    /** A message that is not late. */
    public void message(Message m, Context context) {
        if (m.verb() != Verb.DOWNLOAD && m.verb() != Verb.FIRMWARE || m.outcome() != Outcome.REQUEST) return;
        Address device = m.conversation().destination(m.fromClient());
        if (loaded == null) loaded = new TreeMap<>();
        if (loaded.containsKey(device) || context.limit().room("downloads", loaded.size(), CLAIMS_MAX))
            loaded.put(device, m.stamp().atNanos());
    }

    public void identity(Identity i, Context context) {
        if (!matters(i.attribute()) || i.confidence() < SURE || i.value().isBlank()) return;
        String key = i.subject() + " " + i.protocol() + " " + i.attribute() + (i.ofModule() ? " " + i.place() : "");
        Claim claim = claims.get(key);
        long at = i.stamp().atNanos();
        if (claim == null) {
            if (!context.limit().room("identities", claims.size(), CLAIMS_MAX)) return;
            claims.put(key, claim = new Claim());
            claim.value = i.value();
            claim.sinceNanos = claim.saidNanos = at;
            return;
        }
        long said = Math.max(claim.saidNanos, claim.sinceNanos);
        claim.saidNanos = at;
        if (claim.many || claim.value.equals(i.value())) return;
        String before = claim.value;
        long since = claim.sinceNanos;
        boolean program = i.attribute() == Identity.Attribute.PROGRAM;
        boolean settled = at - since >= context.settings().learningNanos();
        claim.value = i.value();
        // It is heard once a minute: what is brought within the first belongs to what it says now.
        claim.saidNanos = at + Settings.MINUTE_NANOS;
        claim.many = !settled && !program;
        if (settled || program) claim.sinceNanos = at;
        if (settled && !(program && wasLoaded(i.subject(), said))) tell(i, before, key, context);
    }

    /** Since the device last said what it said until now. */
    private boolean wasLoaded(Address device, long said) {
        Long last = loaded == null ? null : loaded.get(device);
        return last != null && last > said;
    }

    private static boolean matters(Identity.Attribute attribute) {
        return switch (attribute) {
            case MODEL, FIRMWARE, SERIAL, PROGRAM -> true;
            default -> false;
        };
    }

    private static void tell(Identity i, String before, String key, Context context) {
        boolean program = i.attribute() == Identity.Attribute.PROGRAM;
        Situation s = program ? Situation.PROGRAM_CHANGED : Situation.DEVICE_REPLACED;
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
                        context.inventory().describe(subject) + " says over " + i.protocol() + " that "
                                + (i.ofModule() ? "the " + what + " of " + i.place() : "its " + what) + " is "
                                + i.value() + ".",
                        "Until now it said " + before + (program ? ", and no download was seen." : "."),
                        "told once for each change",
                        s.consequence,
                        s.neverHidden,
                        List.of(i.stamp().ref()),
                        List.of(Part.involved(subject)),
                        ""));
    }
}
