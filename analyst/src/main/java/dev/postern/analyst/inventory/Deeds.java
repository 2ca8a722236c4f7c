package dev.postern.analyst.inventory;

import dev.postern.model.Conversation;
import dev.postern.model.Message;
import dev.postern.model.Tally;
import dev.postern.model.Traffic;
import dev.postern.model.Verb;

/** What devices do to each other, as far as it tells what they are. */
final class Deeds {
    private Deeds() {}

    /** Packets went both ways. @return true if the server is one of the plant now and was not before */
    static boolean exchanged(Traffic t, Asset client, Asset server, Limit limit) {
        Conversation c = t.conversation();
        client.meet(c.server(), limit);
        server.meet(c.client(), limit);
        // A refusal is an answer, and no service.
        if (t.opening() == Traffic.Opening.REFUSED || !Services.offered(t.service())) return false;
        boolean first =
                Services.plant(t.service()) && Asset.plantPeers(server.served).isEmpty();
        Asset.note(server.served, t.service(), c.client(), limit);
        Asset.note(client.used, t.service(), c.server(), limit);
        return first;
    }

    /** Telling it to all says something of who tells it. */
    static boolean published(String service) {
        return Services.plant(service)
                || service.equals("nbns")
                || service.equals("browser")
                || service.equals("llmnr");
    }

    /** Either may be null, if it is not known. */
    static void tally(Tally t, Asset client, Asset server, Limit limit) {
        if (!Services.plant(t.service())) return;
        if (client != null) asked(t, client);
        if (server != null && t.refused() < t.count() && t.service().startsWith("modbus") && station(t.unit()))
            server.unit(t.unit(), limit);
    }

    private static void asked(Tally t, Asset client) {
        long minute = t.stamp().atNanos() / Settings.MINUTE_NANOS;
        if (client.askedMinute != minute) {
            if (client.askedMinute < minute - 1) client.askBouts++;
            client.askedMinute = minute;
            client.askMinutes++;
        }
        if (t.verb().isControl()) client.writes += t.count();
        else if (reads(t.verb())) client.reads += t.count();
    }

    private static boolean reads(Verb verb) {
        return verb == Verb.READ || verb == Verb.EXCHANGE || verb == Verb.REPORT || verb == Verb.OTHER;
    }

    /** Numbers that mean the device at the address itself: Messaging on TCP/IP, 4.4.1.2. */
    private static boolean station(String unit) {
        return !unit.isEmpty() && !unit.equals("0") && !unit.equals("255");
    }

    static void message(Message m, Asset client) {
        if (!Services.plant(m.protocol()) || !m.fromClient()) return;
        if (m.verb().isEngineering()) client.engineering++;
        else if (m.verb().isControl()) client.writes++;
    }
}
