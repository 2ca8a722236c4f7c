package dev.postern.wire.it.tds;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** SQL Server Resolution Protocol over UDP, MC-SQLR section 2.2: which instances there are. Reads at most {@link #INSTANCES_MAX} of them. */
public final class SqlBrowserDissector implements Dissector {
    static final int INSTANCES_MAX = 32;
    private static final int TEXT_BYTES_MAX = 8192, NAME_BYTES_MAX = 32;
    private static final int BROADCAST = 2, UNICAST = 3, INSTANCE = 4, ANSWER = 5, ADMINISTRATION = 0x0F;

    @Override
    public String protocol() {
        return "sqlbrowser";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.UDP && port == 1434;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP;
    }

    /** A question is an octet and perhaps a name: believed on its port only. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int kind = pending.u8(0);
        if (kind == ANSWER && pending.u16le(1) == pending.length() - 3)
            return pending.startsWith("ServerName;", 3)
                    ? Recognition.CERTAIN
                    : pending.length() == 6 ? Recognition.UNSURE : Recognition.NOT;
        boolean question = (kind == BROADCAST || kind == UNICAST) && pending.length() == 1
                || kind == INSTANCE && pending.length() <= NAME_BYTES_MAX + 2 && pending.u8(pending.length() - 1) == 0
                || kind == ADMINISTRATION && pending.u8(1) == 1 && pending.length() <= NAME_BYTES_MAX + 3;
        return question ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        int kind = pending.u8(0);
        if (kind == ANSWER) {
            answer(pending, turn);
        } else if (kind >= BROADCAST && kind <= INSTANCE || kind == ADMINISTRATION) {
            int from = kind == ADMINISTRATION ? 2 : 1;
            String name =
                    kind < INSTANCE ? "" : pending.ascii(from, Math.clamp(pending.length() - from, 0, NAME_BYTES_MAX));
            turn.message("instances", Verb.BROWSE, Outcome.REQUEST)
                    .target(name)
                    .field("kind", (long) kind)
                    .emit();
        } else {
            turn.malformed("kind unknown", 0);
        }
        return pending.length();
    }

    private static void answer(Bytes pending, Turn turn) {
        String text = pending.ascii(3, Math.min(pending.length() - 3, TEXT_BYTES_MAX));
        List<Object> instances = new ArrayList<>();
        String server = null;
        String version = null;
        // Name;value pairs; an empty name ends one instance.
        String[] parts = text.split(";", 16 * INSTANCES_MAX);
        for (int i = 0; i + 1 < parts.length && instances.size() < INSTANCES_MAX; ) {
            if (parts[i].isEmpty()) {
                i++;
                continue;
            }
            switch (parts[i]) {
                case "ServerName" -> server = parts[i + 1];
                case "InstanceName" -> instances.add(parts[i + 1]);
                case "Version" -> version = parts[i + 1];
                default -> {}
            }
            i += 2;
        }
        turn.message("instances", Verb.BROWSE, Outcome.SUCCESS)
                .field("server", server)
                .field("version", version)
                .field("instances", instances.isEmpty() ? null : instances)
                .emit();
        if (server == null) return;
        turn.identity(turn.source(), Attribute.NAME, server.toLowerCase(Locale.ROOT), 0.8);
        turn.identity(turn.source(), Attribute.ROLE, "database server", 0.8);
        if (version != null) turn.identity(turn.source(), Attribute.SOFTWARE, "Microsoft SQL Server " + version, 0.8);
    }
}
