package dev.postern.life;

import dev.postern.model.Address;
import java.util.Comparator;

/** Who asks whom over what; the key of stage 1. Sorted so that stages walk their conversations in the same order on every run. */
record ConversationKey(Address client, Address server, String service, String unit)
        implements Comparable<ConversationKey> {
    private static final Comparator<ConversationKey> ORDER = Comparator.comparing(ConversationKey::client)
            .thenComparing(ConversationKey::server)
            .thenComparing(ConversationKey::service)
            .thenComparing(ConversationKey::unit);

    /** Ports from here on are handed out at random: a service there has no name of its own. */
    private static final int DYNAMIC_PORT_MIN = 32_768;

    @Override
    public int compareTo(ConversationKey other) {
        return ORDER.compare(this, other);
    }

    /** {@code tcp/dynamic} for a port that means nothing, else the service as it is. */
    static String steady(String service, int port) {
        if (port < DYNAMIC_PORT_MIN) return service;
        if (service.startsWith("tcp/")) return "tcp/dynamic";
        return service.startsWith("udp/") ? "udp/dynamic" : service;
    }
}
