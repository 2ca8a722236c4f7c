package dev.postern.analyst.situation.intruder;

import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Limit;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.situation.Context;
import dev.postern.analyst.situation.Finding;
import dev.postern.analyst.situation.Part;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Address;
import dev.postern.model.Explanation;
import dev.postern.model.FrameRef;
import dev.postern.model.Message;
import dev.postern.model.Stamp;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** One host that answers for names: which at which address, whom, who logged in there. Mutable. */
final class Answerer {
    private static final int NAMES_MAX = 12;
    private static final int ADDRESSES_MAX = 8;
    private static final int LOGINS_MAX = 16;
    private static final int FRAMES_MAX = 8;
    /** A login belongs to the answer before it for so long. */
    private static final long LOGIN_NANOS = Settings.HOUR_NANOS;

    private Address address;
    /** Protocol and the address that was told, to the names there. */
    private final TreeMap<String, TreeSet<String>> names = new TreeMap<>();
    /** Answered while the home learned, when there was nothing to be said against it. */
    private final TreeSet<String> aliases = new TreeSet<>();

    private final TreeSet<Address> askers = new TreeSet<>();
    private final ArrayList<FrameRef> frames = new ArrayList<>();
    private final ArrayList<Login> logins = new ArrayList<>();
    private long firstNanos;
    private long lastNanos;
    private String told = "";
    private boolean grave;
    /** The last answer showed something that was not told yet. */
    private boolean news;

    /** An account that was shown to it. */
    record Login(Address client, Address server, String account, String protocol, Stamp stamp) {}

    /** For restoring a snapshot. */
    @SuppressWarnings("unused")
    private Answerer() {}

    Answerer(Address address) {
        this.address = address;
    }

    /**
     * @param mayBeAlias the home learns, and nobody else has the name
     * @return for how many names it answers in this way
     */
    int answered(SpokenName spoken, Message m, boolean mayBeAlias, Limit limit) {
        long at = m.stamp().atNanos();
        if (firstNanos == 0) firstNanos = at;
        lastNanos = at;
        String way = m.protocol() + " " + spoken.told();
        TreeSet<String> known = names.get(way);
        if (known == null && limit.room("ways of one that answers for names", names.size(), ADDRESSES_MAX))
            names.put(way, known = new TreeSet<>());
        news = false;
        if (known == null) return 1;
        boolean fresh = limit.keep("names that one answers for", known, spoken.name(), NAMES_MAX);
        if (fresh && frames.size() < FRAMES_MAX) frames.add(m.stamp().ref());
        boolean asked = spoken.asker() != null
                && limit.keep("askers of one that answers for names", askers, spoken.asker(), NAMES_MAX);
        news = fresh || asked;
        if (mayBeAlias && known.size() <= 1 && !spoken.name().equals("wpad"))
            limit.keep("aliases of a host", aliases, spoken.name(), NAMES_MAX);
        return known.size();
    }

    boolean isAlias(String name) {
        return aliases.contains(name);
    }

    boolean isTold() {
        return !told.isEmpty();
    }

    /** The anomaly that tells of it, or empty. */
    String told() {
        return told;
    }

    /** The most for which it answers in one way. */
    int names() {
        int most = 0;
        for (TreeSet<String> known : names.values()) most = Math.max(most, known.size());
        return most;
    }

    /** @param why null where it goes on with what was told */
    void tell(Poisoning why, SpokenName spoken, Message m, int[] usual, Context context) {
        String join = "names " + address;
        boolean worse = why != null && !grave && why.situation().consequence >= 10;
        if (!isTold() || worse) {
            grave |= worse;
            told = context.desk().raise(finding(why, spoken, m, usual, join, context));
            for (Login login : logins)
                if (Math.abs(login.stamp.atNanos() - lastNanos) <= LOGIN_NANOS) tell(login, join, context);
        } else if (news)
            context.desk()
                    .amend(told, sentence(null, spoken, context), m.stamp().atNanos());
    }

    private String sentence(Poisoning why, SpokenName spoken, Context context) {
        Inventory inventory = context.inventory();
        TreeSet<String> all = new TreeSet<>();
        for (TreeSet<String> known : names.values()) all.addAll(known);
        String seen = inventory.describe(address) + " answers for "
                + (all.size() == 1 ? "the name " : Words.count(all.size(), "name") + ": ") + Words.and(all);
        if (!askers.isEmpty()) seen += ", asked by " + Words.and(askers);
        if (!spoken.told().equals(address)) seen += ", and sends to " + spoken.told();
        if (why != null) seen += "; " + why.words() + (why.owner() == null ? "" : inventory.describe(why.owner()));
        return seen + ".";
    }

    private Finding finding(Poisoning why, SpokenName spoken, Message m, int[] usual, String join, Context context) {
        Situation s = why.situation();
        List<Part> parts = new ArrayList<>(List.of(Part.source(address)));
        for (Address asker : askers) parts.add(Part.victim(asker));
        if (why.owner() != null) parts.add(Part.victim(why.owner()));
        if (!spoken.told().equals(address)) parts.add(Part.involved(spoken.told()));
        Address peer = askers.isEmpty() ? why.owner() : askers.first();
        int others = 0;
        for (int many : usual) if (many >= 2) others++;
        Explanation explanation = new Explanation(
                quantile(usual, 0.05),
                quantile(usual, 0.5),
                quantile(usual, 0.95),
                names(),
                "names answered for",
                m.stamp().atNanos() - context.homeNanos(),
                usual.length,
                usual.length,
                others,
                List.of(),
                "normal if it answered for its own name only");
        return new Finding(
                s,
                join,
                m.stamp(),
                address,
                peer,
                m.protocol(),
                m.verb(),
                s.title,
                sentence(why, spoken, context),
                usual.length == 0
                        ? "A host answers for its own name."
                        : "Of " + Words.count(usual.length, "other host") + " that answer"
                                + (usual.length == 1 ? "s" : "") + " here, " + (usual.length - others)
                                + " answer for one name.",
                others + " of " + usual.length + " others answer for more than one name",
                s.consequence,
                s.neverHidden,
                frames,
                parts,
                join,
                explanation);
    }

    private static double quantile(int[] sorted, double share) {
        return sorted.length == 0 ? 1 : sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }

    void login(Login login, Context context) {
        if (!grave && Math.abs(login.stamp.atNanos() - lastNanos) > LOGIN_NANOS) return;
        for (Login known : logins) if (known.client.equals(login.client) && known.account.equals(login.account)) return;
        if (!context.limit().room("accounts shown to one that answers", logins.size(), LOGINS_MAX)) return;
        logins.add(login);
        if (grave) tell(login, "names " + address, context);
    }

    private void tell(Login login, String join, Context context) {
        Situation s = Situation.LOGIN_TO_POISONER;
        if (!grave) return;
        Inventory inventory = context.inventory();
        Explanation explanation = new Explanation(
                0,
                0,
                0,
                logins.size(),
                "accounts shown to it",
                firstNanos,
                names(),
                0,
                0,
                List.of(),
                "normal if the host had this name, or had been logged in to before it answered for others");
        context.desk()
                .raise(new Finding(
                        s,
                        join + " " + login.client + " " + login.account,
                        login.stamp,
                        login.client,
                        login.server,
                        login.protocol,
                        Verb.LOGIN,
                        s.title,
                        inventory.describe(login.client) + " showed the account " + login.account + " to "
                                + inventory.describe(login.server) + " over " + login.protocol
                                + ", after it was sent there.",
                        "Nobody logs in to a host that answers for the names of others.",
                        "first time for this account",
                        s.consequence,
                        s.neverHidden,
                        List.of(login.stamp.ref()),
                        List.of(Part.victim(login.client), Part.source(address), Part.target(login.server)),
                        join,
                        explanation));
    }
}
