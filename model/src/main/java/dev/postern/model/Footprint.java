package dev.postern.model;

import java.util.Collection;

/**
 * What the pattern of life takes in memory at one address, in octets of heap.
 *
 * @param bytes of the device itself
 * @param limit the most that {@code bytes} may be; 0 where only conversations are remembered
 * @param conversations that began here
 * @param conversationBytes of all of them
 * @param largest of the largest of them
 * @param conversationLimit the most that one of them may take
 */
public record Footprint(
        Address address,
        int bytes,
        int limit,
        int conversations,
        long conversationBytes,
        int largest,
        int conversationLimit) {
    public static Footprint ofDevice(Address address, int bytes, int limit) {
        return new Footprint(address, bytes, limit, 0, 0, 0, 0);
    }

    public static Footprint ofConversation(Address client, int bytes, int limit) {
        return new Footprint(client, 0, 0, 1, bytes, bytes, limit);
    }

    /** Both together, under the address of this one: of a device that has several, each is remembered for itself. */
    public Footprint plus(Footprint other) {
        return new Footprint(
                address,
                bytes + other.bytes,
                limit + other.limit,
                conversations + other.conversations,
                conversationBytes + other.conversationBytes,
                Math.max(largest, other.largest),
                Math.max(conversationLimit, other.conversationLimit));
    }

    /**
     * Of a whole site.
     *
     * @param devices addresses that are remembered as devices
     * @param bytes of them all
     * @param largestDevice bytes of the largest of them
     * @param deviceLimit the most that one of them may take
     * @param largestConversation bytes of the largest conversation
     */
    public record Total(
            int devices,
            long bytes,
            int largestDevice,
            int deviceLimit,
            int conversations,
            long conversationBytes,
            int largestConversation,
            int conversationLimit) {}

    public static Total total(Collection<Footprint> all) {
        return new Total(
                (int) all.stream().filter(f -> f.limit > 0).count(),
                all.stream().mapToLong(Footprint::bytes).sum(),
                all.stream().mapToInt(Footprint::bytes).max().orElse(0),
                all.stream().mapToInt(Footprint::limit).max().orElse(0),
                all.stream().mapToInt(Footprint::conversations).sum(),
                all.stream().mapToLong(Footprint::conversationBytes).sum(),
                all.stream().mapToInt(Footprint::largest).max().orElse(0),
                all.stream().mapToInt(Footprint::conversationLimit).max().orElse(0));
    }
}
