package dev.postern.life.device;

import dev.postern.life.Groups;
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
import dev.postern.model.Message;
import dev.postern.model.PlantProtocols;
import java.util.List;
import java.util.stream.Collectors;

/** Words for a station that writes to, or engineers, a device for the first time. */
public final class Hands {
    private Hands() {}

    public static Surprise surprise(
            Message message, Channel channel, DeviceLife server, Kinds kinds, double p, Groups groups, long group) {
        Address client = message.conversation().source(message.fromClient());
        boolean plant = PlantProtocols.contains(message.protocol());
        String act = channel == Channel.NOVELTY_WRITER ? "writes to " : plant ? "engineers " : "administers ";
        // Who writes is no reason to engineer, nor the other way round.
        String known = server.writersNamed.stream()
                .filter(writer -> kinds.knows(Hash.of(writer)))
                .map(Address::toString)
                .collect(Collectors.joining(", "));
        String usual = !known.isEmpty()
                ? known
                : kinds.size() == 0
                        ? "nobody " + act + server.address
                        : Words.plural(kinds.size(), "other station") + " of before";
        Explanation explanation = Explanation.firstTime(
                server.bornMinute * Watch.MINUTE_NANOS,
                Math.round(server.peers.total()),
                groups.sizeOf(group),
                groups.keepersOf(group, Hash.of(client)),
                kinds.size() == 0 ? "" : "normal if it came from " + usual);
        return new Surprise(
                        message.stamp(),
                        client,
                        server.address,
                        message.protocol(),
                        message.unit(),
                        channel,
                        message.verb(),
                        message.operation(),
                        p,
                        usual,
                        client + " " + act + server.address + ": " + message.operation()
                                + (message.target().isEmpty() ? "" : " " + message.target()),
                        explanation,
                        Findings.perDay(server.peers, message.stamp()),
                        1,
                        List.of(message.stamp().ref()))
                .because(Law.NEW_KIND, kinds.numbers(server.peers.total(), groups.mass(group, Hash.of(client)), 1));
    }
}
