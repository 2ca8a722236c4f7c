package dev.postern.life.site;

import dev.postern.life.Fellows;
import dev.postern.life.Group;
import dev.postern.life.Groups;
import dev.postern.life.LifeSink;
import dev.postern.life.Moved;
import dev.postern.life.Priors;
import dev.postern.life.Retraction;
import dev.postern.life.RoleLinks;
import dev.postern.life.Settings;
import dev.postern.life.Surprise;
import dev.postern.life.Watch;
import dev.postern.life.Way;
import dev.postern.life.chance.Frequencies;
import dev.postern.life.conversation.ConversationKey;
import dev.postern.life.device.Anomalies;
import dev.postern.life.device.Commands;
import dev.postern.life.device.Contact;
import dev.postern.life.device.DeviceLife;
import dev.postern.life.device.DeviceMinute;
import dev.postern.life.device.Fruitless;
import dev.postern.life.device.Growths;
import dev.postern.life.device.Names;
import dev.postern.life.device.Readers;
import dev.postern.life.device.Stores;
import dev.postern.life.habit.Hash;
import dev.postern.life.habit.Kinds;
import dev.postern.life.habit.Least;
import dev.postern.life.habit.Presence;
import dev.postern.life.habit.Quarantine;
import dev.postern.model.Address;
import dev.postern.model.Binding;
import dev.postern.model.Channel;
import dev.postern.model.Chronicle;
import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import dev.postern.model.Outcome;
import dev.postern.model.PlantProtocols;
import dev.postern.model.Reading;
import dev.postern.model.Stamp;
import dev.postern.model.Tally;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/**
 * Stages 2 and 3: devices, their bindings, and what the site has in common. Sequential, so its outcome depends on the order of
 * observations alone. A new thing becomes an anomaly at once; counts, rhythms and the surprises of stage 1 are combined per device
 * when a minute ends.
 */
@SuppressWarnings("EnumOrdinal") // arrays by constant, and hashes that must not change from run to run
public final class SiteStage {
    private static final int ADDRESSES_MAX = 4096;

    /** Public addresses may take this part of the room for devices. */
    private static final int PUBLIC_SHARE = 5;

    private final Settings settings;
    private final Map<Address, DeviceLife> devices = new HashMap<>();
    private final Kinds addresses = new Kinds(ADDRESSES_MAX);
    private final Groups groups = new Groups();
    private final Anomalies anomalies = new Anomalies(devices);
    private final Names names = new Names();
    private final Deeds deeds = new Deeds(groups, anomalies, devices);
    private final Places places = new Places(anomalies);
    private final Presences presences = new Presences(groups, anomalies);
    private final Outsiders outsiders = new Outsiders();
    private final Storm storm = new Storm();
    private final Walks walks = new Walks();
    private final Watch watch = new Watch();
    private final TreeMap<String, Long> limitsHit = new TreeMap<>();
    private RoleLinks roles = RoleLinks.NONE;
    private long readersForgotten;
    private Stamp last = new Stamp(0, 0, 0, 0, false);
    private transient DeviceLife[] sorted;
    private int publicDevices;

    public SiteStage(Settings settings) {
        this.settings = settings;
    }

    public int devices() {
        return devices.size();
    }

    /** Tells, in no order, the octets of heap that each device takes here, its conversations not counted. */
    public void sizes(ObjIntConsumer<Address> into) {
        devices.forEach((address, device) -> into.accept(address, device.bytes()));
    }

    /** Tells, in no order, of each device for which an hour has ended since this was asked last, how much it brought for years. */
    public void chronicles(Consumer<Chronicle> into) {
        for (DeviceLife device : devices.values()) device.chronicle().ifPresent(into);
    }

    /** How often each limit made the stage forget something. */
    public Map<String, Long> limitsHit() {
        Map<String, Long> all = new TreeMap<>(limitsHit);
        places.limitsHit(all);
        deeds.limitsHit(all);
        walks.limitsHit(all);
        if (outsiders.refused() > 0) all.put("servers that the outside logs in at", outsiders.refused());
        if (groups.refused() > 0) all.put("groups", groups.refused());
        if (names.forgotten() > 0) all.put("domains per device", names.forgotten());
        if (presences.forgotten() > 0) all.put("edges per device", presences.forgotten());
        if (anomalies.forgotten() > 0) all.put("lessons of late", anomalies.forgotten());
        if (readersForgotten > 0) all.put("stores per device", readersForgotten);
        return all;
    }

    /** How often each channel said what since the beginning, after the tail. */
    public Frequencies said(Channel channel) {
        return anomalies.said(channel);
    }

    /** How often the minutes of devices came to what since the beginning. */
    public Frequencies verdicts() {
        return anomalies.verdicts();
    }

    /** What the roles of the devices are from now on. */
    public void learn(RoleLinks broadcast) {
        roles = broadcast;
    }

    /** Who does the same work from now on. */
    public void learn(Fellows broadcast) {
        anomalies.learn(broadcast);
    }

    /** What the shards should know of each other's conversations. */
    public Priors priors() {
        return groups.priors(Watch.minute(last.atNanos()));
    }

    /** Whatever is not routine, merged in order. What is late is judged against what is known and teaches nothing. */
    public void accept(Observation observation, LifeSink out) {
        Stamp stamp = observation.stamp();
        if (stamp.late()) {
            judgeLate(observation, out);
            return;
        }
        watch.heard(stamp.atNanos());
        last = stamp;
        switch (observation) {
            case Traffic traffic -> traffic(traffic, out);
            case Tally tally -> tally(tally, out);
            case Binding binding -> places.binding(binding, this, out);
            case Message message -> {
                deeds.message(message, settings.noveltyP(), this, out);
                if (message.verb() == Verb.LOGIN && message.outcome() == Outcome.REFUSED)
                    tried(message.conversation().server(), outsiders.refused(message, this::dayOutside), out);
            }
            case Identity identity -> identity(identity, out);
            case Malformed _, Reading _ -> {}
        }
    }

    /** Somebody outside logs in at {@code server} in vain, and too often. */
    private void tried(Address server, Surprise often, LifeSink out) {
        DeviceLife device = often == null ? null : device(server, often.stamp());
        if (device != null) tell(device, often, false, out);
    }

    private void dayOutside(Address server, double p) {
        DeviceLife device = devices.get(server);
        if (device != null) windowEnded(device, Channel.COUNT_OUTSIDE, p, Watch.minute(last.atNanos()));
    }

    private void judgeLate(Observation observation, LifeSink out) {
        Stamp stamp = observation.stamp();
        switch (observation) {
            case Traffic traffic -> {
                Address client = traffic.conversation().client();
                Address server = traffic.conversation().server();
                String service = ConversationKey.steady(
                        traffic.service(), traffic.conversation().serverPort());
                boolean answered = traffic.packetsDown() > 0 && traffic.opening() != Traffic.Opening.REFUSED;
                meet(stamp, client, server, service, answered, out);
                if (traffic.packetsUp() > 0)
                    places.whereabouts(client, server, traffic, traffic.up().ttl(), this, out);
                if (answered)
                    places.whereabouts(server, client, traffic, traffic.down().ttl(), this, out);
            }
            case Tally tally -> meet(stamp, tally.client(), tally.server(), tally.service(), false, out);
            case Binding binding -> places.late(binding, this, out);
            case Message message -> deeds.message(message, settings.noveltyP(), this, out);
            case Identity identity -> identity(identity, out);
            case Malformed _, Reading _ -> {}
        }
    }

    /** What stage 1 found. */
    public void accept(Surprise surprise, LifeSink out) {
        if (surprise.isCensus()) {
            anomalies.tested(surprise.channel(), surprise.tests());
            return;
        }
        Stamp stamp = surprise.stamp();
        if (surprise.channel() == Channel.NOVELTY_PEER) {
            meet(stamp, surprise.client(), surprise.server(), surprise.service(), false, out);
            return;
        }
        DeviceLife device = device(surprise.client(), stamp);
        if (device == null) device = device(surprise.server(), stamp);
        if (device == null) return;
        // Numbers are judged by the protocol's rule and know by themselves how often they are out of order: learned
        // twice,
        // the first burst would excuse the second.
        boolean learn = !stamp.late() && surprise.channel() != Channel.VALUE_NUMBERING;
        if (surprise.isAtOnce()) tell(device, surprise, learn, out);
        else device.pend(surprise);
    }

    /** Where a value went over months: judged with its sisters, when the day has ended. */
    public void accept(Way way) {
        walks.heard(way);
    }

    /** What is measured and switched in a substation. */
    public void accept(Moved moved, LifeSink out) {
        deeds.moved(moved, this, out);
    }

    void tellNew(DeviceLife device, Surprise surprise, LifeSink out) {
        tell(device, surprise, !surprise.stamp().late(), out);
    }

    /** A window that is judged while it grows is learned when it is over. */
    private void windowEnded(DeviceLife device, Channel channel, double p, int minute) {
        anomalies.tested(channel, 1);
        anomalies.weigh(device, channel, p, minute, true);
    }

    /** @param learn false where the model teaches the tail itself, once the window that grows has ended */
    void tell(DeviceLife device, Surprise surprise, boolean learn, LifeSink out) {
        int minute = Watch.minute(surprise.stamp().atNanos());
        anomalies.tellAlone(device, surprise, settings.noveltyP(), minute, learn, out);
    }

    /** Null if it is not. */
    DeviceLife known(Address address) {
        return devices.get(address);
    }

    Watch watch() {
        return watch;
    }

    /** Null for groups, and for the unknown where the stamp is late. */
    public DeviceLife device(Address address, Stamp stamp) {
        if (address.isMulticast() || address.isUnspecified() || address.isLoopback()) return null;
        DeviceLife device = devices.get(address);
        if (device == null && !stamp.late()) {
            makeRoom();
            device = new DeviceLife(address, Watch.minute(stamp.atNanos()));
            devices.put(address, device);
            if (address.isPublic()) publicDevices++;
            sorted = null;
        }
        return device;
    }

    private void traffic(Traffic traffic, LifeSink out) {
        Address client = traffic.conversation().client();
        Address server = traffic.conversation().server();
        Stamp stamp = traffic.stamp();
        int minute = Watch.minute(stamp.atNanos());
        boolean tcp = traffic.conversation().transport() == Transport.TCP;
        boolean answered = traffic.packetsDown() > 0 && traffic.opening() != Traffic.Opening.REFUSED;
        String service =
                ConversationKey.steady(traffic.service(), traffic.conversation().serverPort());
        DeviceLife before = devices.get(client);
        boolean stranger = before == null || !before.peers.knewBefore(Hash.of(server), minute);
        boolean fruitless = Fruitless.isFruitless(traffic, stranger, devices.containsKey(server));
        meet(stamp, client, server, service, answered, out);
        storm.carried(traffic);
        tried(server, outsiders.carried(traffic, this::dayOutside), out);
        if (traffic.packetsUp() > 0)
            places.hold(
                    client, server, traffic, traffic.up().mac(), traffic.up().ttl(), this, out);
        if (traffic.packetsDown() > 0)
            places.hold(
                    server,
                    client,
                    traffic,
                    traffic.down().mac(),
                    traffic.down().ttl(),
                    this,
                    out);
        DeviceLife asking = devices.get(client);
        if (asking != null) {
            carry(asking, traffic, minute);
            if (tcp && traffic.first()) asking.meters[2].add(1);
            boolean failed =
                    traffic.opening() == Traffic.Opening.REFUSED || traffic.opening() == Traffic.Opening.UNANSWERED;
            if (failed || traffic.resets() > 0) asking.meters[3].add(1);
            asking.asked(server);
            if (fruitless) asking.fruitless().asked(traffic);
            if (Fruitless.isBrief(traffic)) asking.fruitless().brief(traffic);
            read(asking, traffic, minute, out);
        }
        DeviceLife serving = devices.get(server);
        if (serving != null && traffic.packetsDown() > 0) carry(serving, traffic, minute);
    }

    private void read(DeviceLife asking, Traffic traffic, int minute, LifeSink out) {
        if (!Stores.contains(traffic.service()) && !traffic.service().startsWith("tcp/")) return;
        Readers readers = asking.readers();
        long gone = readers.forgotten();
        Surprise much = readers.carried(
                traffic, settings.noveltyP(), asking, p -> windowEnded(asking, Channel.COUNT_READ, p, minute));
        readersForgotten += readers.forgotten() - gone;
        if (much != null) tell(asking, much, false, out);
    }

    private void identity(Identity identity, LifeSink out) {
        deeds.said(identity, this, out);
        places.named(identity, this, out);
    }

    private void carry(DeviceLife device, Traffic traffic, int minute) {
        device.active(minute, traffic.stamp().ref(), watch);
        device.meters[0].add((double) (traffic.packetsUp() + traffic.packetsDown()));
        device.meters[1].add((traffic.bytesUp() + traffic.bytesDown()) / 64.0);
    }

    /** Two devices in contact over a service: judged the first time, learned once a minute. */
    private void meet(Stamp stamp, Address client, Address server, String service, boolean answered, LifeSink out) {
        int minute = Watch.minute(stamp.atNanos());
        boolean group = server.isMulticast();
        boolean freshClient = !devices.containsKey(client);
        boolean freshServer = !devices.containsKey(server);
        boolean numbered = answered && isNumberedSo(client, server);
        DeviceLife asking = client.isPublic() && freshClient && !numbered ? null : device(client, stamp);
        // Who never answered may not exist: a scan must not fill the site with devices.
        boolean known = numbered || !server.isPublic() || !freshServer;
        DeviceLife serving = answered && known ? device(server, stamp) : devices.get(server);
        Contact contact = new Contact(stamp, client, server, service, group, asking, serving);
        Surprise surprise = contact.judge(groups, roles, addresses, freshClient, freshServer && !group);
        if (surprise != null)
            tellNew(
                    surprise.client().equals(client) && asking != null ? asking : serving == null ? asking : serving,
                    surprise,
                    out);
        if (stamp.late()) return;
        presence(contact, out);
        contact.learn(groups, addresses, minute, anomalies, watch);
    }

    /**
     * Two public addresses of IPv4 that answer each other before a mirror of the plant: then the site itself is numbered with such. With IPv6 every address is, and who calls the
     * internet is no sign of it.
     */
    private boolean isNumberedSo(Address client, Address server) {
        boolean both = client.isPublic() && server.isPublic() && client.kind() == Address.Kind.IPV4;
        return both && publicDevices < settings.devices() / PUBLIC_SHARE;
    }

    private void presence(Contact contact, LifeSink out) {
        Stamp stamp = contact.stamp();
        if (contact.asking() != null) {
            Surprise back = presences.heard(contact.asking(), contact.server(), contact.service(), stamp);
            if (back != null) tellNew(contact.asking(), back, out);
            if (!contact.toGroup())
                for (Surprise surprise : presences.met(contact.asking(), contact.server(), contact.service(), stamp))
                    tellNew(contact.asking(), surprise, out);
        }
        if (contact.serving() == null) return;
        Surprise back = presences.heard(contact.serving(), contact.client(), contact.service(), stamp);
        if (back != null) tellNew(contact.serving(), back, out);
    }

    private void tally(Tally tally, LifeSink out) {
        int minute = Watch.minute(tally.stamp().atNanos());
        meet(tally.stamp(), tally.client(), tally.server(), tally.service(), false, out);
        long member = Hash.of(Hash.of(tally.client()), Hash.of(Hash.of(tally.server()), Hash.of(tally.unit())));
        long operation = Hash.of(Hash.of(tally.operation()), tally.verb().ordinal());
        groups.learn(Group.OPERATION.name(tally.service()), operation, member, minute);
        if (!tally.target().isEmpty() && tally.verb() != Verb.RESOLVE)
            groups.learn(
                    Group.TARGET.name(tally.service()),
                    Hash.of(Hash.of(tally.target()), tally.verb().weight() > 1 ? 1 : 0),
                    member,
                    minute);
        DeviceLife asking = devices.get(tally.client());
        if (asking == null) return;
        Surprise named =
                names.heard(asking, tally, settings, p -> windowEnded(asking, Channel.NAMES_INFORMATION, p, minute));
        if (named != null) tell(asking, named, false, out);
        if (Stores.contains(tally.service())) asking.readers().asked(tally);
        if (Commands.isLook(tally.verb()) && PlantProtocols.contains(tally.service()))
            asking.commands().looked(tally.server());
        Presence edge = asking.edge(Hash.of(tally.server()));
        if (edge != null) edge.uses(tally.verb().ordinal());
        if (tally.refused() == 0) return;
        asking.wake(watch);
        asking.meters[3].add((double) tally.refused());
    }

    /** Whom it met, what it used and wrote to, what others and the site learned of it by that: new once more if it comes again. */
    public void retract(Retraction retraction) {
        anomalies.takeBack(retraction.source(), retraction.sinceMinute());
        for (DeviceLife device : inOrder()) {
            if (device.address.equals(retraction.source())) device.retract(retraction);
            else device.retractOf(retraction);
        }
        addresses.forgetFrom(retraction.sinceMinute(), retraction::isSource);
        groups.retract(retraction);
    }

    /**
     * The device belongs to an incident that began at {@code fromNanos} and goes on at {@code atNanos}: what surprises about it meanwhile is no lesson, for {@value
     * Quarantine#HOURS} hours. What comes back after that, in an incident that nobody called malicious, is how the device lives, or the copy of each night would be told each night
     * for as long as its story goes on, and its story would go on because it is told.
     */
    public void refuse(Address address, long fromNanos, long atNanos) {
        if (atNanos - fromNanos > Quarantine.HOURS * 60L * Watch.MINUTE_NANOS) return;
        DeviceLife device = devices.get(address);
        anomalies.takeBack(address, Watch.minute(fromNanos));
        if (device != null) device.refuse(Watch.minute(fromNanos), Watch.minute(atNanos));
    }

    /** A whole minute passed: what each device showed in it is combined. */
    public void close(long minuteNanos, LifeSink out) {
        watch.close(minuteNanos);
        Stamp stamp = new Stamp(minuteNanos - 1, last.order(), last.capture(), last.frame(), false);
        storm(stamp, out);
        Growths.close(inOrder(), anomalies, watch, stamp, out);
        DeviceMinute end = new DeviceMinute(stamp, watch, settings, anomalies);
        for (DeviceLife device : inOrder()) {
            end.judge(device, out);
            deeds.close(device, settings.noveltyP(), this, out);
            for (Surprise missed : presences.missed(device, this, stamp)) tellNew(device, missed, out);
        }
        anomalies.close(Watch.minute(stamp.atNanos()));
        deeds.persons(out);
        for (Surprise walk : walks.close(Watch.minute(stamp.atNanos()))) {
            DeviceLife device = device(walk.server(), stamp);
            if (device != null) tellNew(device, walk, out);
        }
    }

    private void storm(Stamp stamp, LifeSink out) {
        Surprise surprise = storm.close(stamp, watch);
        anomalies.tested(Channel.COUNT_GROUP, storm.tests());
        DeviceLife loudest = surprise == null ? null : devices.get(surprise.client());
        if (loudest == null) return;
        anomalies.tellAlone(loudest, surprise, Storm.SPEAKS_P, Watch.minute(stamp.atNanos()), true, out);
    }

    private DeviceLife[] inOrder() {
        if (sorted == null) {
            sorted = devices.values().toArray(new DeviceLife[0]);
            Arrays.sort(sorted, Comparator.comparing(device -> device.address));
        }
        return sorted;
    }

    /** Devices active in the fewest minutes, then longest ago, go. */
    private void makeRoom() {
        if (devices.size() < settings.devices()) return;
        int gone = Math.max(1, settings.devices() / 8);
        List<DeviceLife> least = Least.of(
                devices.values(),
                gone,
                Comparator.<DeviceLife>comparingInt(device -> device.activeMinutes)
                        .thenComparingInt(device -> device.lastMinute)
                        .thenComparing(device -> device.address));
        for (DeviceLife device : least) {
            devices.remove(device.address);
            if (device.address.isPublic()) publicDevices--;
        }
        limitsHit.merge("devices", (long) gone, Long::sum);
        sorted = null;
    }
}
