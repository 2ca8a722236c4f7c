package dev.postern.life.conversation;

import dev.postern.model.Address;
import java.util.Comparator;

/** Who asks whom over what; the key of stage 1. Sorted so that stages walk their conversations in the same order on every run. */
public record ConversationKey(Address client, Address server, String service, String unit)
        implements Comparable<ConversationKey> {
    private static final Comparator<ConversationKey> ORDER = Comparator.comparing(ConversationKey::client)
            .thenComparing(ConversationKey::server)
            .thenComparing(ConversationKey::service)
            .thenComparing(ConversationKey::unit);

    /** Ports from here on are handed out at random: a service there has no name of its own. */
    private static final int DYNAMIC_PORT_MIN = 32_768;

    /** Written out, like those of {@link Address}: asked for every message. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ConversationKey key
                && server.equals(key.server)
                && client.equals(key.client)
                && service.equals(key.service)
                && unit.equals(key.unit);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * client.hashCode() + server.hashCode()) + service.hashCode()) + unit.hashCode();
    }

    @Override
    public int compareTo(ConversationKey other) {
        return ORDER.compare(this, other);
    }

    /** {@code tcp/dynamic} for a port that means nothing, else the service as it is. */
    public static String steady(String service, int port) {
        if (port < DYNAMIC_PORT_MIN) return service;
        if (service.startsWith("tcp/")) return "tcp/dynamic";
        return service.startsWith("udp/") ? "udp/dynamic" : service;
    }
}
