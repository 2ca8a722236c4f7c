package dev.postern.model;

import java.util.List;

/**
 * An account that was seen on the wire, and how it lives.
 *
 * @param account lower case, {@code ann@works}; the same for all protocols
 * @param minutes in which it acted
 * @param from hosts it acted from, the latest first, at most 24
 * @param on hosts and services it acted on, at most 48
 * @param over protocols it acted over, at most 24
 * @param hours of the day, UTC, at which it acts, in order
 */
public record Person(
        String account,
        long firstNanos,
        long lastNanos,
        int minutes,
        List<Habit> from,
        List<Habit> on,
        List<Habit> over,
        List<Integer> hours) {
    /** @param minutes in which it was so */
    public record Habit(String what, long firstNanos, long lastNanos, int minutes) {}

    /** One that gave way to others and can be forgotten. */
    public static Person gone(String account) {
        return new Person(account, 0, 0, 0, List.of(), List.of(), List.of(), List.of());
    }

    public boolean isGone() {
        return minutes == 0;
    }

    /** Under which its {@link Threat} is kept. */
    public String threatId() {
        return threatId(account);
    }

    public static String threatId(String account) {
        return "person " + account;
    }
}
