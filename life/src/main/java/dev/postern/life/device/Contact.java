package dev.postern.life.device;

import dev.postern.life.Group;
import dev.postern.life.Groups;
import dev.postern.life.RoleLinks;
import dev.postern.life.Surprise;
import dev.postern.life.Watch;
import dev.postern.life.Words;
import dev.postern.life.chance.Law;
import dev.postern.life.conversation.Findings;
import dev.postern.life.habit.Hash;
import dev.postern.life.habit.Kinds;
import dev.postern.model.Address;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.Stamp;
import dev.postern.model.Verb;
import java.util.Arrays;
import java.util.List;

/**
 * One contact of two devices over a service. Multicast and broadcast are a service that is used, not a peer.
 *
 * @param asking null if the client is not kept as a device
 * @param serving null if the server is not, or did not answer
 */
public record Contact(
        Stamp stamp,
        Address client,
        Address server,
        String service,
        boolean toGroup,
        DeviceLife asking,
        DeviceLife serving) {
    private static final long PEERS = Group.PEER.name("");
    private static final long SERVED = Group.SERVED.name("");
    private static final long USED = Group.USED.name("");

    private long usedItem() {
        return Hash.of(Hash.of(service), toGroup ? Hash.of(server) : 0);
    }

    /** The rarest of what is new about it, or null; a new device explains the rest. */
    public Surprise judge(Groups groups, RoleLinks roles, Kinds addresses, boolean freshClient, boolean freshServer) {
        Surprise device = freshClient && asking != null ? newDevice(client, server, addresses) : null;
        if (device == null && freshServer && serving != null) device = newDevice(server, client, addresses);
        if (device != null) return device;
        Surprise peer = toGroup ? null : newPeer(groups, roles.rarity(client, server));
        Surprise service = newService(groups);
        if (peer == null) return service;
        return service == null || peer.pvalue() <= service.pvalue() ? peer : service;
    }

    private Surprise newDevice(Address address, Address other, Kinds addresses) {
        long item = Hash.of(address);
        double p = addresses.knows(item) || address.isPublic() ? 1 : addresses.newMass();
        if (p >= Findings.TOLD_P) return null;
        return surprise(
                        Channel.NOVELTY_DEVICE,
                        address,
                        other,
                        "",
                        p,
                        "one of the " + addresses.size() + " addresses" + " of this site",
                        address + " for the first time, with " + other + " over " + service,
                        addresses,
                        0,
                        0)
                .because(Law.NEW_KIND, addresses.numbers(0, 1, 1));
    }

    /** @param rarity of a link between their roles, or null */
    private Surprise newPeer(Groups groups, RoleLinks.Rarity rarity) {
        double forward = newness(asking, server, groups, rarity);
        double backward = newness(serving, client, groups, rarity);
        double p = Math.min(1, 2 * Math.min(forward, backward));
        if (p >= Findings.TOLD_P) return null;
        boolean known = forward > backward;
        DeviceLife keeper = known ? serving : asking;
        Address other = known ? client : server;
        return surprise(
                        Channel.NOVELTY_PEER,
                        client,
                        server,
                        service,
                        p,
                        keeper.address + " with one of its " + Words.plural(keeper.peers.size(), "peer"),
                        "with " + other + " over " + service + " for the first time" + in(keeper)
                                + (rarity == null ? "" : rarity.words()),
                        keeper.peers,
                        groups.sizeOf(PEERS),
                        groups.keepersOf(PEERS, Hash.of(other)))
                .because(law(rarity), numbers(keeper, other, groups, rarity));
    }

    private static double newness(DeviceLife keeper, Address other, Groups groups, RoleLinks.Rarity rarity) {
        if (keeper == null || keeper.peers.knows(Hash.of(other))) return 1;
        double own = keeper.peers.newMass();
        if (own >= 2 * Findings.TOLD_P) return own;
        return law(rarity).p(numbers(keeper, other, groups, rarity)) / 2;
    }

    private static Law law(RoleLinks.Rarity rarity) {
        return rarity == null ? Law.NEW_KIND : Law.NEW_LINK;
    }

    private static double[] numbers(DeviceLife keeper, Address other, Groups groups, RoleLinks.Rarity rarity) {
        double[] peers = keeper.peers.numbers(0, groups.mass(PEERS, Hash.of(other)), 2);
        if (rarity == null) return peers;
        double[] all = Arrays.copyOf(peers, peers.length + 4);
        all[peers.length] = rarity.pairs();
        all[peers.length + 1] = rarity.single();
        all[peers.length + 2] = rarity.links();
        all[peers.length + 3] = rarity.rarer();
        return all;
    }

    /** {@code  in 3 years}, of a device that is known for more than a day. */
    private String in(DeviceLife keeper) {
        double days = (Watch.minute(stamp.atNanos()) - keeper.bornMinute) / 1440.0;
        return days < 1 ? "" : " in " + Words.span(days);
    }

    private Surprise newService(Groups groups) {
        double used = newness(asking == null ? null : asking.used, USED, usedItem(), groups);
        double served = newness(serving == null || toGroup ? null : serving.served, SERVED, Hash.of(service), groups);
        double p = Math.min(1, 2 * Math.min(used, served));
        if (p >= Findings.TOLD_P) return null;
        boolean offers = served < used;
        DeviceLife keeper = offers ? serving : asking;
        Kinds kinds = offers ? keeper.served : keeper.used;
        long group = offers ? SERVED : USED;
        long item = offers ? Hash.of(service) : usedItem();
        return surprise(
                        Channel.NOVELTY_SERVICE,
                        keeper.address,
                        offers ? client : server,
                        service,
                        p,
                        "one of the " + Words.plural(kinds.size(), "service") + " it " + (offers ? "offers" : "uses"),
                        (offers ? "offers " : "uses ") + service + " for the first time",
                        kinds,
                        groups.sizeOf(group),
                        groups.keepersOf(group, item))
                .because(Law.NEW_KIND, kinds.numbers(0, groups.mass(group, item), 2));
    }

    private static double newness(Kinds kinds, long group, long item, Groups groups) {
        if (kinds == null || kinds.knows(item)) return 1;
        double own = kinds.newMass();
        return own >= 2 * Findings.TOLD_P ? own : own * groups.mass(group, item);
    }

    private Surprise surprise(
            Channel channel,
            Address device,
            Address peer,
            String about,
            double p,
            String expected,
            String seen,
            Kinds kinds,
            int groupSize,
            int groupEver) {
        Explanation explanation = Explanation.firstTime(
                kinds.sinceMinute() * Watch.MINUTE_NANOS,
                Math.round(kinds.total()),
                groupSize,
                groupEver,
                "normal if it were " + expected);
        return new Surprise(
                stamp,
                device,
                peer,
                service,
                "",
                channel,
                Verb.OTHER,
                about,
                p,
                expected,
                seen,
                explanation,
                Findings.perDay(kinds, stamp),
                1,
                List.of(stamp.ref()));
    }

    public void learn(Groups groups, Kinds addresses, int minute, Anomalies anomalies, Watch watch) {
        if (asking != null) {
            asking.active(minute, stamp.ref(), watch);
            if (!client.isPublic() && addresses.learn(Hash.of(client), minute))
                anomalies.tested(Channel.NOVELTY_DEVICE, 1);
            if (asking.used.learn(usedItem(), minute)) {
                anomalies.tested(Channel.NOVELTY_SERVICE, 1);
                groups.learn(USED, usedItem(), Hash.of(client), minute);
            }
            if (!toGroup && asking.peers.learn(Hash.of(server), minute)) {
                anomalies.tested(Channel.NOVELTY_PEER, 1);
                groups.learn(PEERS, Hash.of(server), Hash.of(client), minute);
            }
        }
        if (serving == null) return;
        serving.active(minute, stamp.ref(), watch);
        if (!server.isPublic() && addresses.learn(Hash.of(server), minute)) anomalies.tested(Channel.NOVELTY_DEVICE, 1);
        if (serving.served.learn(Hash.of(service), minute)) {
            anomalies.tested(Channel.NOVELTY_SERVICE, 1);
            groups.learn(SERVED, Hash.of(service), Hash.of(server), minute);
        }
        if (serving.peers.learn(Hash.of(client), minute)) {
            anomalies.tested(Channel.NOVELTY_PEER, 1);
            groups.learn(PEERS, Hash.of(client), Hash.of(server), minute);
        }
    }
}
