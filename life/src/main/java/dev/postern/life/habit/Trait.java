package dev.postern.life.habit;

import dev.postern.life.chance.Law;

/**
 * M9 for what an address shows of itself: distance, VLAN, a name. Knows up to {@link #VALUES_MAX} values it had, in how many minutes
 * it was looked at, and how often it was new; the chance of a new value is the ratio, shrunk to that of the site.
 */
public final class Trait {
    private static final int VALUES_MAX = 4;
    private static final double PRIOR_MINUTES = 5;
    private static final double CHANGE_WEIGHT = 0.5;

    private final String[] values = new String[VALUES_MAX];
    private int known;
    private int oldest;
    private final int firstMinute;
    private int lastMinute;
    private double minutes;
    private double changes;

    public Trait(String value, int minute) {
        values[known++] = value;
        firstMinute = minute;
        lastMinute = minute;
        minutes = 1;
    }

    public boolean knows(String value) {
        for (int i = 0; i < known; i++) if (values[i].equals(value)) return true;
        return false;
    }

    /** @return true in a new minute */
    public boolean heard(int minute) {
        if (minute <= lastMinute) return false;
        lastMinute = minute;
        minutes++;
        return true;
    }

    public double changeProbability(double siteRate) {
        return Law.CHANGE.p(numbers(siteRate));
    }

    /** What the chance of a change is computed from, as {@link Law#CHANGE} takes it. */
    public double[] numbers(double siteRate) {
        return new double[] {changes, minutes, PRIOR_MINUTES, siteRate, 1};
    }

    public void change(String value) {
        changes += CHANGE_WEIGHT;
        if (known < VALUES_MAX) values[known++] = value;
        else values[oldest++ % VALUES_MAX] = value;
    }

    /** The values it had, in words. */
    public String words() {
        StringBuilder words = new StringBuilder(values[0]);
        for (int i = 1; i < known; i++) words.append(", ").append(values[i]);
        return words.toString();
    }

    public double minutes() {
        return minutes;
    }

    public int firstMinute() {
        return firstMinute;
    }

    public int lastMinute() {
        return lastMinute;
    }
}
