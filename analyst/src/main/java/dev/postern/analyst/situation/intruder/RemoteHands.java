package dev.postern.analyst.situation.intruder;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Services;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.situation.Context;
import dev.postern.analyst.situation.Finding;
import dev.postern.analyst.situation.Part;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Stamp;
import dev.postern.model.Traffic;
import dev.postern.model.Verb;
import java.util.List;
import java.util.TreeMap;

/**
 * A hand from afar (D4): while somebody who is not used to it sits at the screen of a host, this host commands a controller. What a stolen operator's screen does is in known words, to known devices and within
 * their ranges; that somebody else has it open is all that tells. Whoever sat there in the home's first week, or on {@link #HABIT_DAYS} days, is used to it; but a way that crosses levels is told once even
 * then, for nobody knows who came before anybody watched. From another level of the works, as the office is, it is grave; from beside, a colleague who stands in is likelier.
 */
public final class RemoteHands {
    private static final int HOSTS_MAX = 8_192;
    private static final int SEATS_MAX = 64;
    private static final int HABIT_DAYS = 3;
    /** What goes on in a session is known to the minute. */
    private static final long OVER_NANOS = 3 * Settings.MINUTE_NANOS;

    private static final double OFFICE_LEVEL = 3.5;
    private static final int BESIDE_CONSEQUENCE = 4;

    /** Host to who sat at it. */
    private final TreeMap<Address, TreeMap<Address, Seat>> hosts = new TreeMap<>();

    /** One client at one host; mutable. */
    static final class Seat {
        boolean usual;
        /** There in the first week: told once at most, and used to it. */
        boolean early;

        int days;
        long day = Long.MIN_VALUE;
        long toldDay = Long.MIN_VALUE;
        long lastNanos;
        String service = "";
        FrameRef frame;

        void sits(Stamp stamp, String over) {
            long today = Math.floorDiv(stamp.atNanos(), Settings.DAY_NANOS);
            // Counted when a day is over: today's session is no habit because of itself.
            if (today > day) usual |= days++ >= HABIT_DAYS;
            day = Math.max(day, today);
            lastNanos = Math.max(lastNanos, stamp.atNanos());
            service = over;
            frame = stamp.ref();
        }
    }

    public void traffic(Traffic t, Context context) {
        boolean sits = Services.session(t.service()) && t.packetsDown() > 0;
        if (sits && t.opening() != Traffic.Opening.REFUSED)
            sits(t.conversation().client(), t.conversation().server(), t.service(), t.stamp(), context);
    }

    private void sits(Address client, Address host, String service, Stamp stamp, Context context) {
        if (context.inventory().group(host)) return;
        TreeMap<Address, Seat> seats = hosts.get(host);
        if (seats == null) {
            if (!context.limit().room("hosts with sessions from afar", hosts.size(), HOSTS_MAX)) return;
            hosts.put(host, seats = new TreeMap<>());
        }
        Seat seat = seats.get(client);
        if (seat == null) {
            if (!context.limit().room("sessions from afar at one host", seats.size(), SEATS_MAX)) return;
            seats.put(client, seat = new Seat());
            seat.early = !context.ripe();
        }
        seat.sits(stamp, service);
    }

    public void message(Message m, Context context) {
        if (m.stamp().late()) return;
        boolean opens = m.verb() == Verb.LOGIN && m.outcome() == Outcome.SUCCESS;
        if (opens && Services.session(m.protocol()))
            sits(m.conversation().client(), m.conversation().server(), m.protocol(), m.stamp(), context);
        boolean asks = m.outcome() == Outcome.REQUEST || m.outcome() == Outcome.NOTICE;
        if (m.fromClient() && asks && m.verb().weight() >= Verb.WRITE.weight() && Services.plant(m.protocol()))
            commands(m, context);
    }

    private void commands(Message m, Context context) {
        TreeMap<Address, Seat> seats = hosts.get(m.conversation().client());
        if (seats == null) return;
        long at = m.stamp().atNanos();
        long today = Math.floorDiv(at, Settings.DAY_NANOS);
        seats.forEach((client, seat) -> {
            if (seat.usual || seat.toldDay == today || at - seat.lastNanos > OVER_NANOS) return;
            if (seat.early && !tellsEarly(client, seat, m, context)) return;
            seat.toldDay = today;
            tell(client, seat, m, context);
        });
    }

    /** Whoever sat there in the first week is used to it once it is over, or once it was told. */
    private static boolean tellsEarly(Address client, Seat seat, Message m, Context context) {
        seat.usual = context.ripe() || crosses(client, m.conversation().client(), context);
        return seat.usual && !context.ripe();
    }

    private static void tell(Address client, Seat seat, Message m, Context context) {
        Situation s = Situation.HAND_FROM_AFAR;
        Address host = m.conversation().client();
        Address controller = m.conversation().server();
        context.desk()
                .raise(new Finding(
                        s,
                        client + "|" + host,
                        m.stamp(),
                        client,
                        host,
                        seat.service,
                        m.verb(),
                        s.title,
                        context.inventory().describe(client) + " has "
                                + context.inventory().describe(host)
                                + " open over " + seat.service + ", and from there "
                                + context.inventory().describe(controller) + " is sent \"" + m.operation() + "\""
                                + (m.target().isEmpty() ? "" : " of " + m.target()) + " over " + m.protocol() + ".",
                        seat.early
                                ? "In the first week nobody knows who sits there by right, and from another level of the works it should be nobody."
                                : "Whoever sits there sat there on three days before, or in the first week that Postern listened; this one on "
                                        + Words.count(seat.days - 1, "day") + ".",
                        seat.early
                                ? "told once for each who sits there in the first week"
                                : "told once a day for each who is not used to it",
                        !seat.early && crosses(client, host, context) ? s.consequence : BESIDE_CONSEQUENCE,
                        s.neverHidden,
                        List.of(seat.frame, m.stamp().ref()),
                        List.of(Part.source(client), Part.relay(host), Part.target(controller)),
                        ""));
    }

    private static boolean crosses(Address client, Address host, Context context) {
        Asset from = context.inventory().at(client);
        Asset to = context.inventory().at(host);
        return client.isPublic()
                || from != null && to != null && from.purdue >= OFFICE_LEVEL && to.purdue < OFFICE_LEVEL;
    }
}
