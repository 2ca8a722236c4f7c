package dev.postern.life.site;

import dev.postern.life.Group;
import dev.postern.life.Groups;
import dev.postern.life.LifeSink;
import dev.postern.life.Moved;
import dev.postern.life.Surprise;
import dev.postern.life.Watch;
import dev.postern.life.conversation.ConversationLife;
import dev.postern.life.device.Anomalies;
import dev.postern.life.device.DeviceLife;
import dev.postern.life.device.Hands;
import dev.postern.life.device.Steering;
import dev.postern.life.device.Switches;
import dev.postern.life.habit.Hash;
import dev.postern.life.habit.Kinds;
import dev.postern.life.person.Persons;
import dev.postern.model.Address;
import dev.postern.model.Channel;
import dev.postern.model.Identity;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.PlantProtocols;
import dev.postern.model.Stamp;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.Map;

/** Who does what to whom: writers and engineers of each device, commands without a look, persons who log in. */
final class Deeds {
    private final Persons persons;
    private final Steering steering;
    private final Switches switches = new Switches();
    private final Trips trips = new Trips();
    private final Groups groups;
    private final Anomalies anomalies;
    private long commandedForgotten;

    Deeds(Groups groups, Anomalies anomalies, Map<Address, DeviceLife> devices) {
        this.groups = groups;
        this.anomalies = anomalies;
        persons = new Persons(groups, anomalies);
        steering = new Steering(devices);
    }

    void limitsHit(Map<String, Long> into) {
        persons.limitsHit(into);
        steering.limitsHit(into);
        switches.limitsHit(into);
        trips.limitsHit(into);
        if (commandedForgotten > 0) into.put("commanded servers per device", commandedForgotten);
    }

    void said(Identity identity, SiteStage site, LifeSink out) {
        act(identity.stamp(), persons.said(identity), site, out);
    }

    /** What is known of persons now. */
    void persons(LifeSink out) {
        persons.close(out);
    }

    /** Looks of a minute are known when it ends. */
    void close(DeviceLife device, double toldP, SiteStage site, LifeSink out) {
        if (device.commandsIfAny() == null) return;
        for (Surprise blind : device.commandsIfAny().close(device.address, toldP)) {
            anomalies.tested(Channel.ROLE_LINK, 1);
            site.tellNew(device, blind, out);
        }
    }

    private void command(Message message, SiteStage site, double toldP, LifeSink out) {
        boolean commands = message.fromClient()
                && message.verb().isControl()
                && !message.stamp().late();
        if (!commands || !PlantProtocols.contains(message.protocol())) return;
        trips.commanded(message.stamp().atNanos());
        Address server = message.conversation().server();
        DeviceLife asking =
                server.isMulticast() ? null : site.device(message.conversation().client(), message.stamp());
        if (asking == null) return;
        if (asking.commands().commanded(message, server, asking)) commandedForgotten++;
        Surprise row = switches.commanded(message, asking, toldP, anomalies);
        if (row != null) site.tell(asking, row, false, out);
        asking.commanded++;
        DeviceLife commanded = site.known(server);
        if (commanded != null) commanded.commanded++;
        Surprise creep = commanded == null ? null : steering.commanded(message, commanded, toldP, anomalies);
        if (creep != null) site.tell(asking, creep, false, out);
    }

    /** What the process bus of a substation shows. A switch that acts without a reason is told whatever its p. */
    void moved(Moved moved, SiteStage site, LifeSink out) {
        Surprise trip = trips.heard(moved);
        DeviceLife device = trip == null ? null : site.device(trip.client(), trip.stamp());
        if (device == null) return;
        anomalies.tested(Channel.VALUE_TRIP, 1);
        anomalies.tellAlone(device, trip, 1, Watch.minute(trip.stamp().atNanos()), false, out);
    }

    private void login(Message message, SiteStage site, LifeSink out) {
        Address client = message.conversation().client();
        boolean inVain = message.outcome() == Outcome.REQUEST || message.outcome() == Outcome.REFUSED;
        boolean outside = Outsiders.isOutside(client, message.conversation().server());
        // Nobody out there is a device of the site before he gets in.
        DeviceLife asking = inVain && outside ? site.known(client) : site.device(client, message.stamp());
        Surprise surprise = persons.login(message, account -> {
            if (asking == null) return;
            Stamp stamp = message.stamp();
            asking.active(Watch.minute(stamp.atNanos()), stamp.ref(), site.watch());
            asking.fruitless().refused(stamp, message.conversation().server(), message.protocol(), account);
        });
        act(message.stamp(), surprise, site, out);
    }

    /** A person's surprise belongs to the device it acted from. */
    private void act(Stamp stamp, Surprise surprise, SiteStage site, LifeSink out) {
        DeviceLife device = surprise == null ? null : site.device(surprise.client(), stamp);
        if (device != null) site.tellNew(device, surprise, out);
    }

    /**
     * Who may write and who may engineer: of all the minutes in which someone was in contact with this server, few are of writers. A
     * controller that fetches blocks on the connection that a station opened (S7) carries out what the station asked for, and one that says unasked that a command has come to its end
     * (IEC 60870-5-104) commands nobody.
     */
    void message(Message message, double toldP, SiteStage site, LifeSink out) {
        if (message.verb() == Verb.LOGIN) login(message, site, out);
        if (!ConversationLife.asks(message) || message.verb().weight() < 4) return;
        boolean engineering = message.verb().isEngineering();
        boolean served = !message.fromClient() && message.conversation().transport() == Transport.TCP;
        if (served && (engineering || message.outcome() == Outcome.NOTICE)) return;
        Address client = message.conversation().source(message.fromClient());
        DeviceLife server = site.device(message.conversation().destination(message.fromClient()), message.stamp());
        if (server == null) return;
        int minute = Watch.minute(message.stamp().atNanos());
        long item = Hash.of(client);
        Kinds kinds = engineering ? server.engineers : server.writers;
        if (kinds == null) kinds = new Kinds(DeviceLife.WRITERS_MAX);
        boolean late = message.stamp().late();
        if (engineering && !late) server.engineers = kinds;
        else if (!late) server.writers = kinds;
        long group = (engineering ? Group.ENGINEER : Group.WRITER).name("");
        Channel channel = engineering ? Channel.NOVELTY_ENGINEER : Channel.NOVELTY_WRITER;
        if (!kinds.knows(item)) {
            double p = kinds.newMass(server.peers.total()) * groups.mass(group, item);
            DeviceLife actor = site.device(client, message.stamp());
            Surprise surprise = Hands.surprise(message, channel, server, kinds, p, groups, group);
            if (actor != null || late) site.tellNew(actor == null ? server : actor, surprise, out);
        }
        if (late) return;
        if (kinds.learn(item, minute)) anomalies.tested(channel, 1);
        server.named(client);
        groups.learn(group, item, Hash.of(server.address), minute);
        command(message, site, toldP, out);
    }
}
