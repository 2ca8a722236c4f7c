package dev.postern.life.person;

import dev.postern.life.Group;
import dev.postern.life.Groups;
import dev.postern.life.LifeSink;
import dev.postern.life.Surprise;
import dev.postern.life.Watch;
import dev.postern.life.Words;
import dev.postern.life.chance.Law;
import dev.postern.life.conversation.Findings;
import dev.postern.life.device.Anomalies;
import dev.postern.life.habit.Hash;
import dev.postern.life.habit.Kinds;
import dev.postern.life.habit.Least;
import dev.postern.model.Address;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.Identity;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Person;
import dev.postern.model.Stamp;
import dev.postern.model.Verb;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The stage of persons: every account seen on the wire has a life of its own. What is new of it (host it acts from, host it acts on, service,
 * hour) is judged by its own habit backing off to that of all accounts, and told under the device it acted from. Answers that do not name the
 * account belong to the last login of their conversation. A login that was refused teaches nothing.
 */
public final class Persons {
    static final int PERSONS_MAX = 4096;
    static final int LOGINS_MAX = 4096;
    private static final long FROM = Group.ACCOUNT_FROM.name("");
    private static final long TO = Group.ACCOUNT_TO.name("");
    private static final long OVER = Group.ACCOUNT_OVER.name("");
    private static final long HOUR = Group.ACCOUNT_HOUR.name("");

    private final TreeMap<String, PersonLife> persons = new TreeMap<>();
    /** Client, server and service to the account of the login that is not yet answered. */
    private final LinkedHashMap<Long, String> logins = new LinkedHashMap<>();

    /** Since the last minute ended. */
    private final TreeSet<String> changed = new TreeSet<>();

    private final Groups groups;
    private final Anomalies anomalies;
    private long personsForgotten;
    private long loginsForgotten;

    public Persons(Groups groups, Anomalies anomalies) {
        this.groups = groups;
        this.anomalies = anomalies;
    }

    /** A minute ends: those of whom something else is known now, and those who gave way. */
    public void close(LifeSink out) {
        for (String account : changed) {
            PersonLife life = persons.get(account);
            out.person(life == null ? Person.gone(account) : life.person());
        }
        changed.clear();
    }

    public void limitsHit(Map<String, Long> into) {
        if (personsForgotten > 0) into.put("persons", personsForgotten);
        if (loginsForgotten > 0) into.put("logins", loginsForgotten);
    }

    /** Somebody acted as {@code account}. */
    private record Act(Stamp stamp, String account, Address from, Address to, String place, String service) {}

    /**
     * @param refused told of a refused login: the account, empty where it is not known
     * @return what is surprising, or null
     */
    public Surprise login(Message message, Consumer<String> refused) {
        if (message.verb() != Verb.LOGIN) return null;
        Address client = message.conversation().client();
        Address server = message.conversation().server();
        long login = Hash.of(Hash.of(Hash.of(client), Hash.of(server)), Hash.of(message.protocol()));
        String named = Account.of(message);
        boolean late = message.stamp().late();
        if (message.outcome() == Outcome.REQUEST) {
            if (named != null && !late) await(login, named);
            return null;
        }
        // The server wants to know more before it decides.
        if (message.outcome() == Outcome.NOTICE && !message.fromClient()) return null;
        String account = named != null ? named : late ? logins.get(login) : logins.remove(login);
        if (message.outcome() == Outcome.REFUSED) {
            if (!late) refused.accept(account == null ? "" : account);
            return null;
        }
        if (account == null) return null;
        // A ticket is for somebody else than the one who gives it.
        boolean ticket =
                message.protocol().equals("kerberos") && message.target().contains("/");
        String place = ticket ? message.target() : server.toString();
        return act(new Act(message.stamp(), account, client, server, place, message.protocol()));
    }

    /** A protocol that has no answer to a login shows only who acts from where. */
    public Surprise said(Identity identity) {
        if (identity.attribute() != Identity.Attribute.USER) return null;
        String account = Account.plain(identity.value());
        if (account == null) return null;
        return act(new Act(identity.stamp(), account, identity.subject(), null, "", identity.protocol()));
    }

    private void await(long login, String account) {
        if (logins.size() >= LOGINS_MAX && !logins.containsKey(login)) {
            logins.pollFirstEntry();
            loginsForgotten++;
        }
        logins.put(login, account);
    }

    private Surprise act(Act act) {
        int minute = Watch.minute(act.stamp.atNanos());
        PersonLife life = persons.get(act.account);
        if (life == null) {
            if (act.stamp.late()) return null;
            makeRoom();
            persons.put(act.account, life = new PersonLife(act.account, minute));
        }
        Surprise surprise = judge(life, act, minute);
        if (!act.stamp.late()) learn(life, act, minute);
        return surprise;
    }

    private Surprise judge(PersonLife life, Act act, int minute) {
        double from = newness(life.from, FROM, Hash.of(act.from));
        double to = act.to == null ? 1 : newness(life.to, TO, Hash.of(act.place));
        double over = newness(life.over, OVER, Hash.of(act.service));
        int hour = hour(minute);
        boolean near = life.hours.knows(1 + (hour + 1) % 24) || life.hours.knows(1 + (hour + 23) % 24);
        double at = near ? 1 : newness(life.hours, HOUR, 1 + hour);
        double p = Math.min(Math.min(from, to), Math.min(over, at));
        if (p >= Findings.TOLD_P) return null;
        String what = life.account;
        if (p == from)
            return surprise(
                    act,
                    what,
                    p,
                    life.from,
                    FROM,
                    Hash.of(act.from),
                    "acts from " + life.fromInWords(),
                    "acts from " + act.from);
        if (p == to)
            return surprise(
                    act,
                    what,
                    p,
                    life.to,
                    TO,
                    Hash.of(act.place),
                    "acts on one of " + Words.plural(life.to.size(), "place"),
                    "acts on " + act.place);
        if (p == over)
            return surprise(
                    act,
                    what,
                    p,
                    life.over,
                    OVER,
                    Hash.of(act.service),
                    "acts over " + life.overInWords(),
                    "acts over " + act.service);
        return surprise(
                act,
                what,
                p,
                life.hours,
                HOUR,
                1 + hour,
                "acts in " + Words.plural(life.hours.size(), "hour") + " of the day",
                "acts at " + hour + " h UTC");
    }

    private double newness(Kinds kinds, long group, long item) {
        if (kinds.knows(item)) return 1;
        return kinds.newMass() * groupMass(kinds, group, item);
    }

    private double groupMass(Kinds kinds, long group, long item) {
        return kinds.newMass() >= 2 * Findings.TOLD_P ? 1 : groups.mass(group, item);
    }

    private Surprise surprise(
            Act act, String account, double p, Kinds kinds, long group, long item, String expected, String seen) {
        Explanation explanation = Explanation.firstTime(
                kinds.sinceMinute() * Watch.MINUTE_NANOS,
                Math.round(kinds.total()),
                groups.sizeOf(group),
                groups.keepersOf(group, item),
                "normal if " + account + " " + expected);
        return new Surprise(
                act.stamp,
                act.from,
                act.to,
                act.service,
                "",
                Channel.NOVELTY_ACCOUNT,
                Verb.LOGIN,
                account,
                p,
                account + " " + expected,
                account + " " + seen + " for the first time",
                explanation,
                Findings.perDay(kinds, act.stamp),
                1,
                List.of(act.stamp.ref()),
                Surprise.Basis.of(Law.NEW_KIND, kinds.numbers(kinds.total(), groupMass(kinds, group, item), 1)));
    }

    private void learn(PersonLife life, Act act, int minute) {
        life.acted(minute, act.from.toString(), act.to == null ? "" : act.place, act.service);
        changed.add(act.account);
        long member = Hash.of(act.account);
        note(life.from, FROM, Hash.of(act.from), member, minute);
        if (act.to != null) note(life.to, TO, Hash.of(act.place), member, minute);
        note(life.over, OVER, Hash.of(act.service), member, minute);
        note(life.hours, HOUR, 1 + hour(minute), member, minute);
    }

    private void note(Kinds kinds, long group, long item, long member, int minute) {
        if (!kinds.learn(item, minute)) return;
        anomalies.tested(Channel.NOVELTY_ACCOUNT, 1);
        groups.learn(group, item, member, minute);
    }

    private static int hour(int minute) {
        return Math.floorMod(minute / 60, 24);
    }

    /** Accounts active in the fewest minutes, then longest ago, go: guessed names first. */
    private void makeRoom() {
        if (persons.size() < PERSONS_MAX) return;
        int gone = PERSONS_MAX / 8;
        List<PersonLife> least = Least.of(
                persons.values(),
                gone,
                Comparator.<PersonLife>comparingInt(life -> life.activeMinutes)
                        .thenComparingInt(life -> life.lastMinute)
                        .thenComparing(life -> life.account));
        for (PersonLife life : least) {
            persons.remove(life.account);
            changed.add(life.account);
        }
        personsForgotten += gone;
    }
}
