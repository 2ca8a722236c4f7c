package dev.postern.analyst.situation.intruder;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.situation.Context;
import dev.postern.life.person.Account;
import dev.postern.model.Address;
import dev.postern.model.Identity;
import dev.postern.model.Message;
import dev.postern.model.Stamp;
import dev.postern.model.Tally;
import dev.postern.model.Verb;
import java.util.LinkedHashMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Who answers for names that are not his (D8). A host has one name, besides its group's: one that answers for several at one address, for that of
 * another who is there, for {@code wpad}, or for a name that was asked for in vain for a day, wants to be taken for somebody. It needs no learning, but
 * what a host answered while the home learned and nobody minded is its alias. Whose name it is who says otherwise (DHCP, SMB, LLDP) is his own.
 */
public final class NamePoison {
    private static final int ANSWERERS_MAX = 4_096;
    private static final int OWNERS_MAX = 20_000;
    private static final int VAIN_MAX = 4_096;
    /** Names of one host that tell: one is its own, a second its alias. */
    private static final int NAMES_MANY = 3;

    private static final String PROXY = "wpad";
    /** An owner that was silent for longer may have moved or gone. */
    private static final long THERE_NANOS = 10 * Settings.MINUTE_NANOS;

    private static final long VAIN_NANOS = Settings.DAY_NANOS;

    private final TreeMap<Address, Answerer> answerers = new TreeMap<>();
    /** Addresses that answers lead to, to who gave them. */
    private final TreeMap<Address, Address> leadsTo = new TreeMap<>();

    private final TreeMap<String, Address> owners = new TreeMap<>();
    /** What a host is called by other means than answers. */
    private final TreeMap<Address, String> called = new TreeMap<>();
    /** Names that nobody answered for, to when they were asked for first. */
    private final LinkedHashMap<String, Long> vain = new LinkedHashMap<>();

    /** What must be heard although it is routine by its verb. */
    public static boolean concerns(Message m) {
        return m.verb() == Verb.RESOLVE && SpokenName.of(m) != null;
    }

    /** What a host is called by other protocols. */
    public void identity(Identity i, Context context) {
        if (i.attribute() != Identity.Attribute.NAME || SpokenName.PROTOCOLS.contains(i.protocol())) return;
        if (!i.subject().isIp()) return;
        String name = SpokenName.plain(i.value(), "");
        if (name.isEmpty()) return;
        if (called.containsKey(i.subject()) || context.limit().room("names of hosts", called.size(), OWNERS_MAX))
            called.put(i.subject(), name);
        own(name, i.subject(), i.stamp().atNanos(), context);
    }

    private void own(String name, Address owner, long atNanos, Context context) {
        Address before = owners.get(name);
        boolean gone = before != null && !there(before, atNanos, context);
        if (before == null ? context.limit().room("owners of names", owners.size(), OWNERS_MAX) : gone)
            owners.put(name, owner);
        vain.remove(name);
    }

    private static boolean there(Address address, long atNanos, Context context) {
        Asset asset = context.inventory().at(address);
        return asset != null && atNanos - asset.lastNanos <= THERE_NANOS;
    }

    /** Questions to everybody; their answers come as messages. */
    public void tally(Tally t, Context context) {
        boolean asks = (t.service().equals("llmnr") || t.service().equals("nbns"))
                && t.verb() == Verb.RESOLVE
                && context.inventory().group(t.server());
        if (!asks || t.operation().startsWith("re")) return;
        String name = SpokenName.plain(t.target(), t.service());
        if (name.isEmpty() || owners.containsKey(name) || vain.containsKey(name)) return;
        if (context.limit().room("names asked in vain", vain.size(), VAIN_MAX))
            vain.put(name, t.stamp().atNanos());
    }

    public void message(Message m, Context context) {
        if (m.stamp().late()) return;
        if (m.verb() == Verb.LOGIN) login(m, context);
        SpokenName spoken = SpokenName.of(m);
        if (spoken != null) answered(spoken, m, context);
    }

    private void answered(SpokenName spoken, Message m, Context context) {
        long at = m.stamp().atNanos();
        Address owner = owners.get(spoken.name());
        // Who answers with the address of the owner stands in for it: a sleep proxy, a NetBIOS name server.
        if (owner != null && owner.equals(spoken.told()) && !owner.equals(spoken.source())) return;
        Answerer answerer = answerers.get(spoken.source());
        if (answerer == null) {
            if (!context.limit().room("hosts that answer for names", answerers.size(), ANSWERERS_MAX)) return;
            answerers.put(spoken.source(), answerer = new Answerer(spoken.source()));
        }
        if (leadsTo.size() < ANSWERERS_MAX) leadsTo.putIfAbsent(spoken.told(), spoken.source());
        String own = called.get(spoken.source());
        boolean itsOwn = spoken.name().equals(own);
        boolean another = own != null && !itsOwn;
        boolean free = owner == null || owner.equals(spoken.source());
        int many = answerer.answered(spoken, m, !context.learned() && free, context.limit());
        Poisoning why = null;
        if (!itsOwn && !answerer.isAlias(spoken.name())) {
            boolean stolen = owner != null && (another || many > 1) && isOther(owner, spoken, context);
            if (stolen && there(owner, at, context)) why = Poisoning.stolen(owner);
            else if (spoken.name().equals(PROXY)) why = Poisoning.PROXY;
            else if (many >= NAMES_MANY) why = Poisoning.MANY;
            else if (owner == null && another && inVain(spoken, at, context)) why = Poisoning.VAIN;
        }
        if (why == null && !answerer.isTold()) own(spoken.name(), spoken.source(), at, context);
        if (why != null || answerer.isTold()) answerer.tell(why, spoken, m, usual(answerer), context);
    }

    /** Not the other card or address of one machine. */
    private static boolean isOther(Address owner, SpokenName spoken, Context context) {
        if (owner.equals(spoken.source()) || owner.equals(spoken.told())) return false;
        String one = context.inventory().id(owner);
        boolean same = !one.isEmpty() && one.equals(context.inventory().id(spoken.source()));
        return !same && owner.kind() == spoken.source().kind();
    }

    private boolean inVain(SpokenName spoken, long atNanos, Context context) {
        Long since = vain.get(spoken.name());
        Asset asset = context.inventory().at(spoken.source());
        return since != null && atNanos - since >= VAIN_NANOS && asset != null && asset.firstNanos < since + VAIN_NANOS;
    }

    /** Hands out the anomalies that may still be amended. */
    public void open(Consumer<String> anomaly) {
        for (Answerer answerer : answerers.values()) if (answerer.isTold()) anomaly.accept(answerer.told());
    }

    /** How many names the others answer for, in order. */
    private int[] usual(Answerer but) {
        return answerers.values().stream()
                .filter(a -> a != but)
                .mapToInt(Answerer::names)
                .sorted()
                .toArray();
    }

    /** An account that is handed to who answers for others, before or after it was told that he does. */
    private void login(Message m, Context context) {
        Address server = m.conversation().server();
        Answerer answerer = answerers.get(leadsTo.getOrDefault(server, server));
        String account = answerer == null ? null : Account.of(m);
        if (account == null) return;
        Stamp stamp = m.stamp();
        answerer.login(new Answerer.Login(m.conversation().client(), server, account, m.protocol(), stamp), context);
    }
}
