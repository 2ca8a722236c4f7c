package dev.postern.analyst.situation;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Inventory;
import dev.postern.model.Address;
import dev.postern.model.Stamp;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Kinds of conversation that are told the first time two devices have them: a protocol on a port where another lives (C9), a controller that
 * opens connections and never did (D10). What was there while the home learned is how things are.
 */
public final class FirstTimes {
    private static final int PAIRS_MAX = 20_000;

    /** Ports that belong to somebody, and to whom. */
    private static final Map<Integer, Set<String>> OWNERS = new TreeMap<>(Map.ofEntries(
            Map.entry(22, Set.of("ssh")),
            Map.entry(23, Set.of("telnet")),
            Map.entry(53, Set.of("dns")),
            Map.entry(80, Set.of("http", "http2")),
            Map.entry(102, Set.of("s7comm", "s7comm-plus", "mms")),
            Map.entry(443, Set.of("tls", "http", "http2", "quic")),
            Map.entry(445, Set.of("smb2", "smb", "dcerpc")),
            Map.entry(502, Set.of("modbus", "modbusrtu")),
            Map.entry(2404, Set.of("iec104")),
            Map.entry(3389, Set.of("rdp", "tls")),
            Map.entry(20_000, Set.of("dnp3")),
            Map.entry(44_818, Set.of("enip", "cip"))));

    private static final Set<String> HAVE_A_HOME =
            new TreeSet<>(OWNERS.values().stream().flatMap(Set::stream).toList());

    private final TreeSet<String> seen = new TreeSet<>();
    /** Controllers that opened a connection, or hold one that they opened before anybody knew them as such. */
    private final TreeSet<Address> callers = new TreeSet<>();

    public void traffic(Traffic t, Context context) {
        Address client = t.conversation().client();
        Address server = t.conversation().server();
        if (t.packetsUp() == 0 || server.isMulticast()) return;
        String service = t.service();
        if (t.packetsDown() == 0) return;
        Set<String> owners = OWNERS.get(t.conversation().serverPort());
        if (owners != null && HAVE_A_HOME.contains(service) && !owners.contains(service))
            first(Situation.FOREIGN_PROTOCOL, t, context.learned(), context);
        if (t.conversation().transport() == Transport.TCP) calls(client, t, context);
    }

    private void calls(Address client, Traffic t, Context context) {
        Asset asset = context.inventory().at(client);
        if (asset == null || !asset.role.equals("controller") || callers.contains(client)) return;
        boolean longKnown =
                t.stamp().atNanos() - asset.firstNanos >= context.settings().learningNanos();
        callers.add(client);
        if (t.first() && context.learned() && longKnown) first(Situation.CONTROLLER_CALLS, t, true, context);
    }

    private void first(Situation s, Traffic t, boolean tell, Context context) {
        String key = s.code + " " + t.conversation().client() + " "
                + t.conversation().server() + " " + t.service();
        if (seen.contains(key) || !context.limit().room("first times", seen.size(), PAIRS_MAX)) return;
        seen.add(key);
        if (tell) tell(s, key, t.conversation().client(), t.conversation().server(), t.stamp(), t.service(), context);
    }

    private static void tell(
            Situation s, String key, Address client, Address server, Stamp stamp, String service, Context context) {
        Inventory inventory = context.inventory();
        context.desk()
                .raise(Finding.firstTime(
                        s,
                        key,
                        stamp,
                        client,
                        server,
                        service,
                        Verb.SESSION,
                        inventory.describe(client) + " talks " + service + " to " + inventory.describe(server) + ".",
                        s == Situation.CONTROLLER_CALLS
                                ? "It answered others, and never opened a connection, for as long as Postern listens."
                                : "The two never did, for as long as Postern listens."));
    }
}
