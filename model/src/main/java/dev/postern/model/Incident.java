package dev.postern.model;

import java.util.List;

/**
 * Anomalies that belong together, told as one story.
 *
 * @param id stable while the incident grows: derived from its first anomaly
 * @param version rises by one with each change
 * @param narrative plain words, several sentences
 * @param devices everyone involved, the likely cause first
 * @param rarity in words
 * @param consequence weight for the process, 1 to 40
 * @param rank orders open incidents, higher first
 * @param anomalies ids, in order of time
 * @param heldBack the tier it would have without the alarm budget, or null if the budget did not touch it
 * @param returnOf id of the incident that something in it is the return of, which makes it one; empty for none
 * @param judged ids of the same anomalies, those that were judged together in one list each; empty where all were
 * @param neverHidden something in it is told whatever the alarm budget
 */
public record Incident(
        String id,
        int version,
        long firstNanos,
        long lastNanos,
        String title,
        String narrative,
        List<Party> devices,
        Tier tier,
        String rarity,
        int consequence,
        double rank,
        List<String> techniques,
        List<String> anomalies,
        Tier heldBack,
        String returnOf,
        List<List<String>> judged,
        boolean neverHidden) {
    /** Homes hold incidents of before returns were known, and all that an earlier release kept was judged as a whole. */
    public Incident {
        if (returnOf == null) returnOf = "";
        if (judged == null) judged = List.of();
    }

    /** One that the budget did not touch, no return, judged as a whole, and nothing that had to be told. */
    public Incident(
            String id,
            int version,
            long firstNanos,
            long lastNanos,
            String title,
            String narrative,
            List<Party> devices,
            Tier tier,
            String rarity,
            int consequence,
            double rank,
            List<String> techniques,
            List<String> anomalies) {
        this(
                id,
                version,
                firstNanos,
                lastNanos,
                title,
                narrative,
                devices,
                tier,
                rarity,
                consequence,
                rank,
                techniques,
                anomalies,
                null,
                "",
                List.of(),
                false);
    }

    /** What was judged together: one list or several. */
    public List<List<String>> sittings() {
        return judged.isEmpty() ? List.of(anomalies) : judged;
    }

    /** What it deserves, whatever the budget. */
    public Tier deserved() {
        return heldBack == null ? tier : heldBack;
    }

    /** How loudly to say it. */
    public enum Tier {
        INCIDENT,
        NOTICE,
        OBSERVATION
    }

    /**
     * A device's part in an incident.
     *
     * @param part {@code source}, {@code target}, {@code victim}, {@code relay}, {@code involved}
     */
    public record Party(String device, List<String> addresses, List<String> macs, List<String> names, String part) {
        /** Did it, or passed it on. */
        public boolean isSource() {
            return part.equals("source") || part.equals("relay");
        }
    }
}
