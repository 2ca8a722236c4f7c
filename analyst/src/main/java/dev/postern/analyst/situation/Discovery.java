package dev.postern.analyst.situation;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Settings;
import dev.postern.model.Address;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Stamp;
import dev.postern.model.Tally;
import dev.postern.model.Verb;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What somebody does who got into a domain and looks for the next step, known from the protocols alone: the whole directory read, accounts sought whose
 * tickets can be broken, such tickets collected, accounts, groups and sessions of computers listed (MS-SAMR, MS-LSAD, MS-SRVS, MS-WKST), a computer
 * told to do something through WMI over a connection whose beginning was not seen (MS-WMI). Each pair of hosts is told once.
 */
public final class Discovery {
    private static final int KEYS_MAX = 20_000;
    private static final int CLIENTS_MAX = 2_000;
    private static final int EACH_MAX = 64;
    private static final long ROUND_NANOS = 10 * Settings.MINUTE_NANOS;
    /** So many computers one after the other, or tickets of so many services, are a sweep and no errand. */
    private static final int SWEEP_MIN = 3;

    private static final Set<String> LISTS = Set.of(
            "samr: samrenumerateusersindomain",
            "samr: samrenumerategroupsindomain",
            "samr: samrenumeratealiasesindomain",
            "samr: samrgetmembersingroup",
            "samr: samrgetmembersinalias",
            "samr: samrquerydisplayinformation",
            "samr: samrquerydisplayinformation2",
            "samr: samrquerydisplayinformation3",
            "lsarpc: lsarenumerateaccounts",
            "lsarpc: lsarenumerateaccountswithuserright",
            "srvsvc: netrsessionenum",
            "srvsvc: netrconnectionenum",
            "wkssvc: netrwkstauserenum");

    private static final String WMI_CLASS = "wbemlevel1login";
    /** ExecMethod and its twin by their numbers; no other interface of WMI has as many operations. */
    private static final Set<String> WMI_METHODS = Set.of("operation 24", "operation 25");

    private final TreeMap<Address, Round> listed = new TreeMap<>();
    private final TreeMap<Address, Round> tickets = new TreeMap<>();
    private final TreeMap<String, Session> sessions = new TreeMap<>();
    /** Clients that offered strong encryption. */
    private final TreeSet<Address> strong = new TreeSet<>();

    private final TreeSet<String> told = new TreeSet<>();

    /** What one client asked for lately, each once; mutable. */
    static final class Round {
        long firstNanos;
        final TreeSet<String> asked = new TreeSet<>();

        int add(String item, long atNanos) {
            if (asked.isEmpty() || atNanos - firstNanos > ROUND_NANOS) {
                asked.clear();
                firstNanos = atNanos;
            }
            if (asked.size() < EACH_MAX) asked.add(item);
            return asked.size();
        }
    }

    /** WMI between two hosts: when it was opened, and when something was called that only it has; mutable. */
    static final class Session {
        long openedNanos = Long.MIN_VALUE / 2;
        long calledNanos = Long.MAX_VALUE / 2;
    }

    public void tally(Tally t, Context context) {
        if (t.count() == 0) return;
        switch (t.service()) {
            case "ldap" -> searched(t, context);
            case "dcerpc" -> called(t, context);
            default -> {}
        }
    }

    private void searched(Tally t, Context context) {
        Asset client = context.inventory().at(t.client());
        // Directories read each other.
        if (client != null && (client.serves("kerberos") || client.serves("ldap"))) return;
        switch (t.operation()) {
            case "search everything" ->
                once(Situation.DIRECTORY_READ, t, "it asked for everything below " + t.target(), context);
            case "search accounts of services" ->
                once(
                        Situation.ACCOUNTS_SOUGHT,
                        t,
                        "it looked for all accounts that services run under, whose tickets anybody may ask for and try to break",
                        context);
            case "search accounts without proof" ->
                once(
                        Situation.ACCOUNTS_SOUGHT,
                        t,
                        "it looked for all accounts that get a ticket without having proved who they are",
                        context);
            default -> {}
        }
    }

    private void called(Tally t, Context context) {
        if (t.target().equals(WMI_CLASS) || WMI_METHODS.contains(t.operation())) wmi(t, context);
        if (!LISTS.contains(t.operation())) return;
        String what = t.operation().substring(t.operation().indexOf(':') + 1).strip();
        once(Situation.ACCOUNTS_LISTED, t, "it had accounts, groups or sessions listed (\"" + what + "\")", context);
        Round round = round(listed, t.client(), context);
        if (round == null || round.add(t.server().toString(), t.stamp().atNanos()) < SWEEP_MIN) return;
        sweep(t, round, context);
    }

    private void sweep(Tally t, Round round, Context context) {
        once(
                Situation.HOSTS_SWEPT,
                t.client().toString(),
                t.stamp(),
                t.client(),
                t.server(),
                t.service(),
                t.verb(),
                "it had accounts, groups or sessions of " + round.asked.size() + " computers listed within minutes",
                context);
    }

    /** A minute is told in no order, so what was opened may come after what was called. */
    private void wmi(Tally t, Context context) {
        String pair = t.client() + " " + t.server();
        Session session = sessions.get(pair);
        if (session == null) {
            if (!context.limit().room("sessions of WMI", sessions.size(), CLIENTS_MAX)) return;
            sessions.put(pair, session = new Session());
        }
        if (t.target().equals(WMI_CLASS)) session.openedNanos = t.stamp().atNanos();
        else session.calledNanos = t.stamp().atNanos();
        if (Math.abs(session.calledNanos - session.openedNanos) <= ROUND_NANOS)
            once(
                    Situation.WMI_RUN,
                    t,
                    "it opened WMI there and called a method, as the number of the call says; the connection began unseen",
                    context);
    }

    /** Tickets with weak encryption alone, asked for by somebody who knows better. */
    public void message(Message m, Context context) {
        if (!m.protocol().equals("kerberos")
                || m.outcome() != Outcome.REQUEST
                || m.stamp().late()) return;
        if (!(m.fields().get("etypes") instanceof List<?> etypes) || etypes.isEmpty()) return;
        Address client = m.conversation().client();
        if (!HostWork.isWeak(etypes)) {
            if (context.limit().room("clients with strong tickets", strong.size(), KEYS_MAX)) strong.add(client);
            return;
        }
        if (!strong.contains(client) || !m.operation().equals("tgs")) return;
        Round round = round(tickets, client, context);
        if (round == null || round.add(m.target(), m.stamp().atNanos()) < SWEEP_MIN) return;
        once(
                Situation.TICKETS_COLLECTED,
                client.toString(),
                m.stamp(),
                client,
                m.conversation().server(),
                m.protocol(),
                m.verb(),
                "it asked for tickets of " + round.asked.size()
                        + " services within minutes and would have nothing but weak encryption, though it offers better otherwise",
                context);
    }

    private static Round round(TreeMap<Address, Round> rounds, Address client, Context context) {
        Round round = rounds.get(client);
        if (round != null) return round;
        if (!context.limit().room("rounds of discovery", rounds.size(), CLIENTS_MAX)) return null;
        rounds.put(client, round = new Round());
        return round;
    }

    private void once(Situation s, Tally t, String seen, Context context) {
        String pair = t.client() + " " + t.server();
        once(s, pair, t.stamp(), t.client(), t.server(), t.service(), t.verb(), seen, context);
    }

    private void once(
            Situation s,
            String about,
            Stamp stamp,
            Address client,
            Address server,
            String service,
            Verb verb,
            String seen,
            Context context) {
        String key = s.name() + " " + about;
        if (told.contains(key) || !context.limit().room("deeds of discovery", told.size(), KEYS_MAX)) return;
        told.add(key);
        context.desk()
                .raise(Finding.firstTime(
                        s,
                        key,
                        stamp,
                        client,
                        server,
                        service,
                        verb,
                        context.inventory().describe(client) + " at "
                                + context.inventory().describe(server) + ": " + seen + ".",
                        "Nothing of the kind is expected of a host that serves no directory."));
    }
}
