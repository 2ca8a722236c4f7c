package dev.postern.evaluate;

import java.util.Set;

/**
 * One thing that a detector noticed.
 *
 * @param atNanos when it happened: what decides which attack it is about
 * @param toldNanos when somebody could have seen it on a screen: what decides how fast it was
 * @param devices addresses that it is about
 * @param neverHidden shown whatever the budget
 * @param alone would be told as an incident without any company
 */
public record Alarm(long atNanos, long toldNanos, Set<String> devices, boolean neverHidden, boolean alone) {
    /** Of a detector that knows no company: each of its alarms is one. */
    public Alarm(long atNanos, long toldNanos, Set<String> devices, boolean neverHidden) {
        this(atNanos, toldNanos, devices, neverHidden, true);
    }
}
