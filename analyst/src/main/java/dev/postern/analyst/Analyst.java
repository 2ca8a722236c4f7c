package dev.postern.analyst;

import dev.postern.analyst.audit.Audit;
import dev.postern.analyst.gap.Gap;
import dev.postern.analyst.gap.GapJudge;
import dev.postern.analyst.gap.Visibility;
import dev.postern.analyst.incident.Incidents;
import dev.postern.analyst.incident.Threats;
import dev.postern.analyst.incident.Tiers;
import dev.postern.analyst.incident.Told;
import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Conduits;
import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Limit;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Zones;
import dev.postern.analyst.peers.PeerGroups;
import dev.postern.analyst.policy.Policy;
import dev.postern.analyst.policy.Survey;
import dev.postern.analyst.situation.Awaited;
import dev.postern.analyst.situation.Context;
import dev.postern.analyst.situation.Discovery;
import dev.postern.analyst.situation.Doers;
import dev.postern.analyst.situation.Engineering;
import dev.postern.analyst.situation.Finding;
import dev.postern.analyst.situation.FirstDay;
import dev.postern.analyst.situation.FirstTimes;
import dev.postern.analyst.situation.Gateways;
import dev.postern.analyst.situation.Habits;
import dev.postern.analyst.situation.Infrastructure;
import dev.postern.analyst.situation.Misuse;
import dev.postern.analyst.situation.Naming;
import dev.postern.analyst.situation.NewMasters;
import dev.postern.analyst.situation.OneDirection;
import dev.postern.analyst.situation.Part;
import dev.postern.analyst.situation.PointSearch;
import dev.postern.analyst.situation.Publishers;
import dev.postern.analyst.situation.Reconciled;
import dev.postern.analyst.situation.Replacements;
import dev.postern.analyst.situation.Situation;
import dev.postern.analyst.situation.Standbys;
import dev.postern.analyst.situation.Suspicions;
import dev.postern.analyst.situation.Takeovers;
import dev.postern.analyst.situation.TimesTold;
import dev.postern.analyst.situation.alarm.Alarms;
import dev.postern.analyst.situation.intruder.Guesses;
import dev.postern.analyst.situation.intruder.HostPaths;
import dev.postern.analyst.situation.intruder.NamePoison;
import dev.postern.analyst.situation.intruder.RawPackets;
import dev.postern.analyst.situation.intruder.RemoteHands;
import dev.postern.analyst.situation.intruder.StandIns;
import dev.postern.analyst.situation.network.Floods;
import dev.postern.analyst.weak.Clue;
import dev.postern.analyst.weak.Doors;
import dev.postern.analyst.weak.Weaknesses;
import dev.postern.analyst.word.Announcements;
import dev.postern.analyst.word.Heed;
import dev.postern.analyst.word.Standing;
import dev.postern.life.Begun;
import dev.postern.life.Fellows;
import dev.postern.life.Retraction;
import dev.postern.life.RoleLinks;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.AuditReport;
import dev.postern.model.Binding;
import dev.postern.model.Channel;
import dev.postern.model.Conduit;
import dev.postern.model.Decided;
import dev.postern.model.Decision;
import dev.postern.model.Derivation;
import dev.postern.model.Device;
import dev.postern.model.Encounter;
import dev.postern.model.GapReport;
import dev.postern.model.Identity;
import dev.postern.model.Incident;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import dev.postern.model.Outcome;
import dev.postern.model.Person;
import dev.postern.model.Reception;
import dev.postern.model.Stamp;
import dev.postern.model.Tally;
import dev.postern.model.Threat;
import dev.postern.model.Traffic;
import dev.postern.model.Verb;
import dev.postern.model.Weakness;
import dev.postern.model.Word;
import dev.postern.model.Zoning;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Turns observations and anomalies into what people ask about: devices, zones, conduits, incidents. Pure: no clock, thread or I/O; the same
 * calls in the same order give the same output. Observations come merged in the order of their stamps; late ones are judged and teach
 * nothing. Every table is bounded by {@link Settings.Limits}.
 */
public final class Analyst {
    private static final int WEIGHS_MIN = 4;
    /** Up to this level of the works a device has to do with the process itself. */
    private static final int PROCESS_LEVEL = 2;

    private static final int CONTROL_LEVEL = 1;

    private final Settings settings;
    private final Limit limit = new Limit();
    private final Inventory inventory = new Inventory();
    private final Zones zones = new Zones();
    private final Conduits conduits = new Conduits();
    private final Policy policy = new Policy();
    private final Takeovers takeovers = new Takeovers();
    private final Infrastructure infrastructure = new Infrastructure();
    private final Engineering engineering = new Engineering();
    private final NewMasters newMasters = new NewMasters();
    private final Habits habits = new Habits();
    private final TimesTold timesTold = new TimesTold();
    private final Publishers publishers = new Publishers();
    private final PointSearch pointSearch = new PointSearch();
    private final StandIns standIns = new StandIns();
    private final RawPackets rawPackets = new RawPackets();
    private final Standbys standbys = new Standbys();
    private final Gateways gateways = new Gateways();
    private final OneDirection oneDirection = new OneDirection();
    private final NamePoison namePoison = new NamePoison();
    private final HostPaths hostPaths = new HostPaths();
    private final RemoteHands remoteHands = new RemoteHands();
    private final Guesses guesses = new Guesses();
    private final Floods floods = new Floods();
    private final Alarms alarms = new Alarms();
    private final Awaited awaited = new Awaited();
    private final Discovery discovery = new Discovery();
    private final Misuse misuse = new Misuse();
    private final FirstDay firstDay = new FirstDay();
    private final FirstTimes firstTimes = new FirstTimes();
    private final Doers doers = new Doers();
    private final Replacements replacements = new Replacements();
    private final PeerGroups peerGroups = new PeerGroups();
    private final Gap gap = new Gap();
    private final Suspicions suspicions = new Suspicions();
    private final Visibility visibility = new Visibility();
    private final Weaknesses weaknesses = new Weaknesses();
    private final Doors doors = new Doors();
    private final Audit audit = new Audit();
    private final Incidents incidents = new Incidents();
    private final Threats threats = new Threats();
    private final Announcements announcements = new Announcements(limit);
    private transient Standing standing = Standing.NONE;
    private Stamp last = new Stamp(0, 0, 0, 0, false);
    /** Words up to here were handed out by {@link #takeConfirmed}. */
    private long confirmedNanos = -1;

    /** Roles were told last. */
    private long rolesNanos = -1;

    private long startNanos = -1;
    private long nowNanos = -1;
    /** Midnight up to which days were told. */
    private long dayNanos = -1;

    /** For restoring a snapshot. */
    @SuppressWarnings("unused")
    private Analyst() {
        this(Settings.defaults());
    }

    public Analyst(Settings settings) {
        this.settings = settings;
    }

    /** What people have said up to now; replaces what was told before. Not part of the state: to be told again after a restart. */
    public void heed(Standing said) {
        standing = said;
    }

    private Standing standing() {
        return standing == null ? Standing.NONE : standing;
    }

    public void accept(Observation o, AnalystSink out) {
        boolean late = o.stamp().late();
        if (!late) {
            advance(o.stamp().atNanos());
            last = o.stamp();
        }
        Context context = context(out);
        switch (o) {
            case Message m -> {
                if (!late) {
                    inventory.message(m);
                    infrastructure.message(m, context);
                    replacements.message(m, context);
                    floods.message(m, context);
                }
                engineering.message(m, takeovers, context);
                if (!late) newMasters.message(m, takeovers, context);
                habits.message(m, context);
                timesTold.message(m, context);
                publishers.message(m, context);
                alarms.message(m, context);
                namePoison.message(m, context);
                hostPaths.message(m, context);
                remoteHands.message(m, context);
                guesses.message(m, context);
                discovery.message(m, context);
                firstDay.message(m, context);
                if (m.fromClient() && !late)
                    conduits.asks(
                            m.conversation().client(), m.conversation().server(), m.protocol(), m.verb(), m.stamp());
                boolean asks = m.outcome() == Outcome.REQUEST || m.outcome() == Outcome.NOTICE;
                if (asks && !late)
                    announcements.seen(
                            standing(),
                            m.conversation().source(m.fromClient()),
                            m.conversation().destination(m.fromClient()),
                            m.verb(),
                            m.stamp().atNanos());
            }
            case Traffic t
            when !late -> {
                inventory.traffic(t, settings.limits(), limit);
                conduits.traffic(t, inventory, settings.limits(), limit);
                announcements.met(
                        standing(),
                        t.conversation().client(),
                        t.conversation().server(),
                        t.stamp().atNanos());
                takeovers.traffic(t, context);
                standIns.traffic(t, context);
                floods.traffic(t, context);
                rawPackets.traffic(t, context);
                firstTimes.traffic(t, context);
                gateways.traffic(t, context);
                oneDirection.traffic(t, context);
                infrastructure.traffic(t, context);
                visibility.traffic(t, context);
                hostPaths.traffic(t, context);
                remoteHands.traffic(t, context);
                awaited.traffic(t, context);
                gap.traffic(t, context);
                doors.traffic(t, limit);
                audit.traffic(t, limit);
                peerGroups.traffic(t, context);
            }
            case Binding b
            when !late -> {
                inventory.heard(b, settings.limits(), limit);
                takeovers.binding(b, context);
                if (!takeovers.contested(b.address())) inventory.bound(b, limit);
            }
            case Identity i
            when !late -> {
                inventory.identity(i, settings.limits(), limit);
                gap.identity(i, context);
                replacements.identity(i, context);
                namePoison.identity(i, context);
            }
            case Tally t
            when !late -> {
                inventory.tally(t, limit);
                conduits.asks(t.client(), t.server(), t.service(), t.verb(), t.stamp());
                engineering.tally(t, context);
                announcements.seen(
                        standing(), t.client(), t.server(), t.verb(), t.stamp().atNanos());
                newMasters.tally(t, takeovers, context);
                habits.tally(t, context);
                pointSearch.tally(t, context);
                gateways.tally(t, context);
                standbys.tally(t, context);
                infrastructure.tally(t, context);
                floods.tally(t, context);
                alarms.tally(t, context);
                namePoison.tally(t, context);
                discovery.tally(t, context);
                firstDay.tally(t, context);
                peerGroups.tally(t, context);
                gap.tally(t, context);
            }
            case Malformed m -> {
                if (Standbys.isLoop(m)) standbys.loop(m, context);
                else if (Takeovers.rewrites(m)) takeovers.rewritten(m, context);
                else habits.malformed(m, context);
                misuse.malformed(m, context);
            }
            default -> {}
        }
    }

    /** Both ends of a new flow have spoken; its minute tells everybody else. */
    public void accept(Encounter encounter, AnalystSink out) {
        if (encounter.stamp().late()) return;
        advance(encounter.stamp().atNanos());
        gap.met(encounter, context(out));
    }

    /** Something routine was asked for the first time; its minute tells everybody else. */
    public void accept(Begun begun, AnalystSink out) {
        advance(begun.message().stamp().atNanos());
        newMasters.begun(begun.message(), takeovers, context(out));
    }

    /** One message that showed a weak spot. */
    public void accept(Clue clue) {
        advance(clue.stamp().atNanos());
        weaknesses.clue(clue, inventory, limit);
    }

    /** One anomaly of the pattern of life; it comes out again under its name, and may open or change an incident. */
    public void accept(Anomaly a, AnalystSink out) {
        Situation situation = Naming.situation(a);
        boolean byRole = !context(out).ripe() && isOfItsRole(a, situation) || isItsTrade(a, situation);
        boolean setsUp =
                situation == Situation.NEW_ENGINEER && engineering.setsUp(a.device(), a.peer(), a.atNanos(), takeovers);
        Anomaly named = Naming.named(a, situation, crossing(a) || isAtProcess(a, situation), byRole, setsUp);
        awaited.told(named, limit);
        if (a.channel() == Channel.COUNT_SILENT && a.pvalue() <= settings.noticeP())
            newMasters.searched(a.device(), a.explanation().seen(), a.atNanos(), context(out));
        conclude(
                named,
                situation,
                Part.of(a, role(a.device()).equals("router")),
                cause(situation, a),
                standing().heed(named, this::role),
                out);
    }

    /** What a silence belongs to, if more is silent than one device; else empty. */
    private String cause(Situation situation, Anomaly a) {
        String gateway = gateways.join(situation, a);
        return gateway.isEmpty() ? oneDirection.join(a, inventory) : gateway;
    }

    /** Before a week has shown who does what: a screen that reads all day writes, and who engineers one controller engineers others. */
    private boolean isOfItsRole(Anomaly a, Situation situation) {
        if (situation == Situation.NEW_ENGINEER) return a.explanation().groupEver() > 0;
        if (situation != Situation.NEW_WRITER || a.peer() == null) return false;
        Asset asset = inventory.at(a.device());
        return asset != null && asset.asksSteadily(a.peer());
    }

    /** Who goes from controller to controller and has read the program of others reads that of one more. */
    private boolean isItsTrade(Anomaly a, Situation situation) {
        return situation == Situation.NEW_ENGINEER
                && a.verb() == Verb.UPLOAD
                && a.explanation().groupEver() > 0
                && newMasters.visits(a.device(), a.atNanos());
    }

    private Anomaly explained(Anomaly a, Situation situation, AnalystSink out) {
        long watchedMinutes = watchedNanos(nowNanos) / Settings.MINUTE_NANOS;
        return doers.explained(a, situation, Math.max(0, startNanos), watchedMinutes, context(out));
    }

    private void conclude(
            Anomaly bare, Situation situation, List<Part> parts, String join, Heed heed, AnalystSink out) {
        Anomaly a = explained(bare, situation, out);
        Anomaly told = heed.decree().isEmpty() ? a : a.answeredBy(heed.decree());
        out.anomaly(told);
        // Who suffers something is not the one to be suspected.
        Address suspect = a.channel() == Channel.BINDING_HARDWARE && a.peer() != null ? a.peer() : a.device();
        Asset asset = inventory.at(suspect);
        Threat threat = threats.count(asset == null ? suspect.toString() : asset.id, told, heed, limit);
        if (threat != null) out.threat(threat);
        if (a.channel() == Channel.NOVELTY_ACCOUNT) person(told, heed, out);
        if (heed.kind() != Heed.Kind.SILENT)
            incidents.add(new Told(told, situation, parts, join, heed), context(out), out::incident);
    }

    /** Roles and the links between them, when they are due: after the first hour, then once a day of event time; else null. */
    public RoleLinks takeRoles(long minuteNanos) {
        if (startNanos < 0 || minuteNanos - startNanos < Settings.HOUR_NANOS) return null;
        if (rolesNanos >= 0 && minuteNanos - rolesNanos < Settings.DAY_NANOS) return null;
        rolesNanos = minuteNanos;
        return conduits.roleLinks(inventory, minuteNanos / Settings.MINUTE_NANOS);
    }

    /** Who does the same work, if that changed since it was asked last; else null. */
    public Fellows takeFellows() {
        return peerGroups.takeFellows();
    }

    /** What is told of an account counts against the person, too. */
    private void person(Anomaly a, Heed heed, AnalystSink out) {
        for (Derivation.Signal signal : a.explanation().derivation().signals()) {
            Threat threat = threats.count(Person.threatId(signal.what()), a, heed, limit);
            if (threat != null) out.threat(threat);
        }
    }

    private String role(Address address) {
        Asset asset = inventory.at(address);
        return asset == null ? "" : asset.role;
    }

    /** What is to be unlearned, for people called it malicious since this was asked last, up to a minute of event time. */
    public List<Retraction> takeConfirmed(long minuteNanos) {
        List<Retraction> all = new ArrayList<>();
        for (Word word : standing().confirmed(confirmedNanos, minuteNanos)) all.addAll(incidents.retractions(word));
        confirmedNanos = Math.max(confirmedNanos, minuteNanos);
        for (Retraction retraction : all) {
            newMasters.retract(retraction);
            engineering.retract(retraction);
        }
        return all;
    }

    private boolean crossing(Anomaly a) {
        if (a.peer() == null) return false;
        Asset device = inventory.at(a.device());
        Asset peer = inventory.at(a.peer());
        return device != null
                && peer != null
                && !device.zone.equals(peer.zone)
                && (device.purdue < 3.5) != (peer.purdue < 3.5)
                && !Double.isNaN(device.purdue)
                && !Double.isNaN(peer.purdue);
    }

    /**
     * Whoever guesses the password of what steers or shows the process may steer it with the next guess, whoever has a session on a controller, or from there, is where nobody works by
     * hand, and a controller that is asked more than it can answer may no longer do its work.
     */
    private boolean isAtProcess(Anomaly a, Situation situation) {
        boolean flood = situation == Situation.FLOOD && Tiers.isFlood(a);
        if (flood || situation == Situation.FIRST_SESSION)
            return isAtLevel(a.device(), CONTROL_LEVEL) || isAtLevel(a.peer(), CONTROL_LEVEL);
        Address server = switch (situation) {
            case LOGINS_REFUSED -> a.peer();
            case GUESSED_OUTSIDE -> a.device();
            default -> null;
        };
        return isAtLevel(server, PROCESS_LEVEL);
    }

    private boolean isAtLevel(Address address, int level) {
        Asset asset = inventory.at(address);
        return asset != null && asset.purdue <= level;
    }

    /** All of event time before {@code minuteNanos} has been seen. */
    public void close(long minuteNanos, AnalystSink out) {
        advance(minuteNanos);
        List<Asset> changed = inventory.conclude(toConclude(minuteNanos), minuteNanos);
        boolean fewer = false;
        Set<Address> joined = new TreeSet<>();
        for (Asset gone : inventory.takeAbsorbed()) {
            joined.addAll(gone.ips);
            joined.addAll(gone.macs);
            if (gone.zone.isEmpty()) continue;
            fewer = true;
            zones.leave(gone);
            out.device(Device.gone(gone.id, gone.firstNanos, gone.lastNanos));
        }
        Set<Address> renamed = new TreeSet<>();
        List<Asset> told = zones.survey(changed);
        for (Asset asset : told) {
            if (!asset.isRenamed()) continue;
            renamed.addAll(asset.ips);
            renamed.addAll(asset.macs);
            if (asset.isPart()) out.device(Device.gone(asset.id, asset.firstNanos, asset.lastNanos));
        }
        Inventory.devices(told).forEach(out::device);
        if (!renamed.isEmpty()) conduits.renamed(renamed);
        joined.addAll(renamed);
        if (!joined.isEmpty()) incidents.renamed(joined, inventory, out::incident);
        Context context = context(out);
        engineering.close(minuteNanos, context);
        oneDirection.close(endOf(minuteNanos), context);
        gateways.close(endOf(minuteNanos), device -> oneDirection.goesOn(device, inventory), context);
        floods.close(endOf(minuteNanos), context);
        alarms.close(endOf(minuteNanos), context);
        hostPaths.close(context);
        firstDay.close(context);
        for (Announcements.Outcome outcome : announcements.reconcile(standing(), minuteNanos))
            reconcile(outcome, minuteNanos, out);
        gap.close(context);
        gap.tell(startNanos, minuteNanos, context);
        policy.close(conduits, startNanos, context);
        incidents.close(minuteNanos, settings, limit);
        for (Conduit conduit : conduits.takeChanged(inventory)) out.conduit(conduit);
        doors.close(minuteNanos, inventory, weaknesses, limit);
        weaknesses
                .takeChanged(inventory, fewer || !renamed.isEmpty(), minuteNanos)
                .forEach(out::weakness);
        endDay(minuteNanos, out);
        String due = audit.due(watchedNanos(minuteNanos));
        if (due != null) out.audited(audit(due, minuteNanos));
    }

    private void reconcile(Announcements.Outcome outcome, long minuteNanos, AnalystSink out) {
        Finding finding = Reconciled.finding(outcome, endOf(minuteNanos), inventory);
        boolean done = finding.situation() == Situation.ANNOUNCED_DONE;
        Heed heed = done ? new Heed(Heed.Kind.ANNOUNCED, outcome.window().id()) : Heed.ORDINARY;
        conclude(finding.anomaly(), finding.situation(), finding.parts(), finding.join(), heed, out);
    }

    private Stamp endOf(long minuteNanos) {
        return new Stamp(minuteNanos - 1, last.order(), last.capture(), last.frame(), false);
    }

    /** Those that changed; once a day all, for who has not come back is something else than it seemed. */
    private List<Asset> toConclude(long minuteNanos) {
        List<Asset> changed = inventory.takeChanged();
        boolean newDay = dayNanos >= 0 && minuteNanos - dayNanos >= Settings.DAY_NANOS;
        return newDay ? inventory.all() : changed;
    }

    private void endDay(long minuteNanos, AnalystSink out) {
        long day = Math.floorDiv(minuteNanos, Settings.DAY_NANOS) * Settings.DAY_NANOS;
        if (dayNanos < 0) dayNanos = Math.floorDiv(startNanos, Settings.DAY_NANOS) * Settings.DAY_NANOS;
        if (day <= dayNanos) return;
        dayNanos = day;
        peerGroups.endDay(endOf(minuteNanos), context(out));
        Set<String> mayChange = mayChange();
        incidents.letGo(minuteNanos, mayChange::contains, limit);
        out.dayEnded(gap(day));
    }

    /** Ids of the anomalies that something later may add to. Of an engineering session nobody waits longer than for the end of its story. */
    private Set<String> mayChange() {
        Set<String> ids = new HashSet<>();
        awaited.open(ids::add);
        gateways.open(ids::add);
        oneDirection.open(ids::add);
        namePoison.open(ids::add);
        return ids;
    }

    /** How well the frames themselves came in so far; told before the end of a minute. */
    public void received(Reception total) {
        visibility.received(total);
    }

    /** Zones of which the mirror port shows one direction only, as things are. */
    public List<String> halfSeen() {
        return oneDirection.missing().stream().map(zones::name).toList();
    }

    /** How long the network was watched before {@code atNanos}, which is now; what lies between two recordings was not. */
    public long watchedNanos(long atNanos) {
        return startNanos < 0 ? 0 : visibility.watchedNanos(startNanos, atNanos);
    }

    /** How far the gap holds by what was seen before {@code atNanos}, which is now. Costs what is known; to be asked now and then. */
    public GapReport gap(long atNanos) {
        long since = startNanos < 0 ? atNanos : startNanos;
        return new GapJudge(context(null), conduits, gap, since, Math.max(since, atNanos))
                .report(gap, visibility, conduits);
    }

    /** From now on a person's decision counts. What it changes is told. */
    public void decide(Decided decided, AnalystSink out) {
        advance(decided.atNanos());
        List<Asset> moved = zones.decide(decided, inventory.all(), limit);
        Inventory.devices(moved).forEach(out::device);
        conduits.touch(moved, inventory);
        for (Conduit conduit : conduits.takeChanged(inventory)) out.conduit(conduit);
        Decision d = decided.decision();
        switch (d.kind()) {
            case LEARN -> policy.learn(d.zone(), d.toZone(), conduits, context(out));
            case ALLOW, DENY, WITHDRAW -> policy.rearm(conduits);
            case ZONE_RULE, PLACE -> {}
        }
    }

    public boolean decided(long number) {
        return zones.decisions().contains(number);
    }

    /** The zones and conduits by what was seen before {@code atNanos}, which is now. Costs what is known; to be asked now and then. */
    public Zoning zoning(long atNanos) {
        long since = startNanos < 0 ? atNanos : startNanos;
        return new Survey(context(null), conduits, policy, since, Math.max(since, atNanos)).zoning();
    }

    /** What stands out by what was seen before {@code atNanos}; to be asked now and then, as {@link #gap}. */
    public AuditReport audit(long atNanos) {
        return audit(Audit.SO_FAR, atNanos);
    }

    private AuditReport audit(String span, long atNanos) {
        return audit.report(
                span,
                new Audit.Known(
                        inventory,
                        incidents.headlines(),
                        conduits.all(inventory),
                        gap(atNanos),
                        weaknesses(),
                        firstDay.findings(inventory),
                        startNanos < 0 ? atNanos : startNanos));
    }

    private void advance(long atNanos) {
        if (startNanos < 0) startNanos = atNanos;
        nowNanos = Math.max(nowNanos, atNanos);
    }

    private Context context(AnalystSink out) {
        Finding.Desk desk = new Finding.Desk() {
            @Override
            public String raise(Finding finding) {
                Anomaly anomaly = finding.anomaly();
                Heed heed = standing().heed(anomaly, Analyst.this::role);
                // What is only said weighs nothing in a story.
                if (finding.consequence() < WEIGHS_MIN) {
                    Anomaly said = explained(anomaly, finding.situation(), out);
                    out.anomaly(heed.decree().isEmpty() ? said : said.answeredBy(heed.decree()));
                } else conclude(anomaly, finding.situation(), finding.parts(), finding.join(), heed, out);
                return anomaly.id();
            }

            @Override
            public void amend(String anomalyId, String seen, long atNanos) {
                incidents.amend(anomalyId, seen, atNanos, inventory, out::incident);
            }
        };
        return new Context(
                settings,
                inventory,
                zones,
                suspicions,
                limit,
                desk,
                standing(),
                startNanos < 0 ? 0 : nowNanos - startNanos);
    }

    /** Sorted by first address. */
    public List<Device> devices() {
        return inventory.devices();
    }

    /** The worst first. */
    public List<Weakness> weaknesses() {
        return weaknesses.all(inventory, nowNanos);
    }

    /** Sorted by client, server and service. */
    public List<Conduit> conduits() {
        return conduits.all(inventory);
    }

    /** By time of their first anomaly; those that closed long ago are left out. */
    public List<Incident> incidents() {
        return incidents.list(inventory);
    }

    /** Table to how often it was full. */
    public Map<String, Long> limitsHit() {
        return limit.hits();
    }
}
