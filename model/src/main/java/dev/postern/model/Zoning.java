package dev.postern.model;

import java.util.List;

/**
 * The zones and conduits as they are, who decided so, and what Postern would propose.
 *
 * @param atNanos event time
 * @param zones by name
 * @param conduits pairs of different zones between which something passed, by name
 * @param proposals the surest first
 * @param decisions in the order in which they were made
 * @param learned the time of learning is over: what is new now is a violation
 */
public record Zoning(
        long atNanos,
        List<Zone> zones,
        List<Passage> conduits,
        List<Proposal> proposals,
        List<Decided> decisions,
        boolean learned) {

    /**
     * @param kind {@code control}, {@code supervision}, {@code office}, {@code network}, {@code outside}, {@code link}
     * @param why how it came about, a sentence
     * @param subnets that are wholly in it, as far as is known
     * @param addresses of its devices that are in none of these
     * @param devices how many were placed in it
     * @param decided a person said so, by rule or by hand; else it is Postern's first guess
     */
    public record Zone(
            String name,
            String kind,
            String why,
            List<String> subnets,
            List<Address> addresses,
            int devices,
            boolean decided) {}

    /**
     * What may pass from one zone to another, IEC 62443's conduit in one direction.
     *
     * @param written a rule of a person names it
     * @param uses the graver first
     */
    public record Passage(String from, String to, boolean written, List<Use> uses) {}

    /**
     * @param service as in a conversation; ports above 32767 are one
     * @param ask the most that was asked by it
     * @param ports where it was offered: {@code tcp/502}
     * @param basis {@code learned}, {@code rule 7}, {@code nobody}
     * @param conversations that used it
     */
    public record Use(
            String service,
            Decision.Ask ask,
            List<String> ports,
            boolean allowed,
            String basis,
            int conversations,
            long packets,
            long firstNanos,
            long lastNanos) {}

    /**
     * @param decisions that carry it out
     * @param why sentences that say what it rests on
     * @param confidence 0 to 1
     */
    public record Proposal(
            String id, String title, String why, double confidence, List<Decision> decisions, List<Address> devices) {}
}
