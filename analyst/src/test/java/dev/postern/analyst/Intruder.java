package dev.postern.analyst;

import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import dev.postern.model.Verb;

/** What intruders and their look-alikes do, on a {@link Watched} network. */
final class Intruder {
    private static final String GROUP = "224.0.0.252";

    private Intruder() {}

    /** {@code who} answers a question for a name, and says that {@code told} has it. */
    static void answers(Watched site, String who, String asker, String protocol, String name, String told) {
        boolean netbios = protocol.equals("nbns");
        boolean toAll = protocol.equals("mdns");
        int port = netbios ? 137 : toAll ? 5353 : 5355;
        Conversation c = toAll
                ? new Conversation(Watched.ip(who), Watched.ip("224.0.0.251"), Transport.UDP, port, port, 0)
                : new Conversation(Watched.ip(asker), Watched.ip(who), Transport.UDP, 51_000, port, 0);
        site.accept(new Message(
                site.stamp(),
                c,
                toAll,
                protocol,
                netbios ? "query" : "query a",
                Verb.RESOLVE,
                toAll ? Outcome.NOTICE : Outcome.SUCCESS,
                "",
                netbios ? name + "<20>" : toAll ? name + ".local" : name,
                -1,
                netbios
                        ? Fields.of("address", told, "group", false)
                        : Fields.of("answers", java.util.List.of("a " + told))));
    }

    /** Asks everybody for a name. */
    static void asks(Watched site, String who, String name) {
        site.accept(new dev.postern.model.Tally(
                site.stamp(), Watched.ip(who), Watched.ip(GROUP), "llmnr", "", "query a", Verb.RESOLVE, name, 0, 1, 0));
    }

    /** Refused so many times, one in so many seconds, and then let in. */
    static void guesses(Watched site, String client, String server, String protocol, int refusals, int seconds) {
        for (int i = 0; i < refusals; i++)
            tries(i == 0 ? site : site.later(seconds), client, server, protocol, Outcome.REFUSED);
        tries(site.later(seconds), client, server, protocol, Outcome.SUCCESS);
    }

    static void tries(Watched site, String client, String server, String protocol, Outcome outcome) {
        tries(site, client, server, protocol, outcome, Fields.of("told_by", "sizes"));
    }

    static void tries(Watched site, String client, String server, String protocol, Outcome outcome, Fields fields) {
        Conversation c = new Conversation(Watched.ip(client), Watched.ip(server), Transport.TCP, 50_000, 22, 0);
        site.accept(new Message(site.stamp(), c, false, protocol, "login", Verb.LOGIN, outcome, "", "", -1, fields));
    }

    static void logsIn(Watched site, String client, String server, String protocol, String user) {
        Conversation c = new Conversation(Watched.ip(client), Watched.ip(server), Transport.TCP, 50_000, 445, 0);
        for (Outcome outcome : new Outcome[] {Outcome.REQUEST, Outcome.SUCCESS})
            site.accept(new Message(
                    site.stamp(),
                    c,
                    outcome == Outcome.REQUEST,
                    protocol,
                    "session setup",
                    Verb.LOGIN,
                    outcome,
                    "",
                    "",
                    -1,
                    outcome == Outcome.REQUEST ? Fields.of("user", user, "domain", "WORKS") : Fields.NONE));
    }

    /** One minute of one stream, answered. */
    static void goes(Watched site, String client, String server, String service) {
        Conversation c = new Conversation(Watched.ip(client), Watched.ip(server), Transport.TCP, 50_002, 22, 0);
        site.accept(new Traffic(
                site.stamp(),
                c,
                service,
                0,
                new Traffic.Side(10, 900, Math.abs(client.hashCode() % 0xFFFF) + 0x0200_0000_0000L, 64),
                new Traffic.Side(10, 900, Math.abs(server.hashCode() % 0xFFFF) + 0x0200_0000_0000L, 64),
                0,
                0,
                Traffic.Opening.OPENED,
                true,
                false));
    }
}
