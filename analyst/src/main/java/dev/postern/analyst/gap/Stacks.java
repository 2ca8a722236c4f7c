package dev.postern.analyst.gap;

import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.situation.Context;
import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.GapReport.Inference;
import dev.postern.model.Traffic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Whether more than one TCP stack speaks from one address. Each stack sends with its own hop limit (32, 64, 128, 255) and routers only count
 * down from it; an address from which two of them come in turn, over one card, hides several machines: address translation. What a host sends
 * as client over TCP, or asks of name and time servers, counts, for the same host may answer pings or group addresses with another limit.
 */
public final class Stacks {
    private static final int HOSTS_MAX = 20_000;
    private static final int[] LIMITS = {32, 64, 128, 255};
    /** Flows and minutes of each stack, and changes between them, before anything is said. */
    private static final int WINDOWS_MIN = 4;

    private static final int CHANGES_MIN = 4;
    private static final int PACKETS_MIN = 3;
    private static final double CONFIDENCE = 0.6;

    private final LinkedHashMap<Source, Sender> senders = new LinkedHashMap<>();

    /** Another card is another device, or the same packets once more behind a router. */
    private record Source(Address address, long card) {}

    /** Mutable. */
    private static final class Sender {
        final int[] windows = new int[LIMITS.length];
        final FrameRef[] frames = new FrameRef[LIMITS.length];
        int last = -1;
        int changes;
        long firstNanos;
        long lastNanos;
    }

    void traffic(Traffic t, Context context) {
        Address client = t.conversation().client();
        if (!tells(t)) return;
        if (t.up().ttl() <= 0 || client.isPublic() || client.isLinkLocal()) return;
        int family = 0;
        while (LIMITS[family] < t.up().ttl()) family++;
        Source source = new Source(client, t.up().mac());
        Sender sender = senders.get(source);
        if (sender == null) {
            if (!context.limit().room("senders by hop limit", senders.size(), HOSTS_MAX)) return;
            senders.put(source, sender = new Sender());
        }
        if (sender.windows[family]++ == 0) sender.frames[family] = t.stamp().ref();
        if (sender.last >= 0 && sender.last != family) {
            if (sender.changes++ == 0) sender.firstNanos = t.stamp().atNanos();
            sender.lastNanos = t.stamp().atNanos();
        }
        sender.last = family;
    }

    /** Questions for names and for the time go out with the limit of the system as connections do. */
    private static boolean tells(Traffic t) {
        return switch (t.conversation().transport()) {
            case TCP -> t.packetsUp() >= PACKETS_MIN && t.resets() == 0;
            case UDP ->
                t.packetsUp() > 0 && (t.service().equals("dns") || t.service().equals("ntp"));
            default -> false;
        };
    }

    List<Inference> inferences(Context context) {
        List<Inference> found = new ArrayList<>();
        HashSet<Address> told = new HashSet<>();
        senders.forEach((source, sender) -> {
            Address address = source.address();
            List<Integer> limits = new ArrayList<>();
            List<FrameRef> frames = new ArrayList<>();
            for (int i = 0; i < LIMITS.length; i++)
                if (sender.windows[i] >= WINDOWS_MIN) {
                    limits.add(LIMITS[i]);
                    frames.add(sender.frames[i]);
                }
            if (limits.size() < 2 || sender.changes < CHANGES_MIN || !told.add(address)) return;
            found.add(new Inference(
                    "address translation",
                    "Several machines seem to stand behind "
                            + context.inventory().describe(address) + ".",
                    "Its connections begin with hop limits of " + Words.and(limits) + " in turn (" + sender.changes
                            + " changes), and one system has one.",
                    CONFIDENCE,
                    true,
                    List.of(address),
                    sender.firstNanos,
                    sender.lastNanos,
                    frames));
        });
        return found;
    }
}
