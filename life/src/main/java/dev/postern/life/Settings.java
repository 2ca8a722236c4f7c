package dev.postern.life;

/**
 * What the pattern of life is allowed to remember and when it speaks.
 *
 * @param conversationsPerShard conversations remembered per logical shard
 * @param conversationsPerClient of these, with one client
 * @param symbolsPerConversation operations with their targets remembered per conversation
 * @param devices remembered at the site
 * @param noveltyP a new thing at most this probable is an anomaly
 * @param windowP a device's minute at most this probable is an anomaly
 */
public record Settings(
        int conversationsPerShard,
        int conversationsPerClient,
        int symbolsPerConversation,
        int devices,
        double noveltyP,
        double windowP) {
    public static Settings defaults() {
        return new Settings(16_384, 1024, 96, 10_000, 1e-3, 1e-4);
    }
}
