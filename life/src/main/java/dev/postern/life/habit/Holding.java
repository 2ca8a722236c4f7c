package dev.postern.life.habit;

import dev.postern.life.chance.Law;
import dev.postern.model.FrameRef;

/**
 * M9 for one network address on one VLAN: who holds it, who held it before, how often it changed hands in how many minutes. The
 * chance of a change is a ratio of these, shrunk to that of the site; two holders at the same time, taking turns, are rarer still.
 */
public final class Holding {
    private static final int HOLDERS_MAX = 4;
    /** Address-minutes the chance of the site weighs. */
    private static final double PRIOR_MINUTES = 30;
    /** A former holder heard within this many minutes is still there. */
    public static final int ALIVE_MINUTES = 10;

    private static final double BOTH_ALIVE = 0.2;
    private static final double TAKING_TURNS = 0.05;

    private long[] macs = new long[HOLDERS_MAX];
    private int[] lastMinutes = new int[HOLDERS_MAX];
    private int holders;
    private long mac;
    private boolean viaRouter;
    private int firstMinute;
    private double minutes = 1;
    private double changes;
    private FrameRef lastFrame;

    public Holding(long mac, int minute, FrameRef frame) {
        firstMinute = minute;
        move(mac, minute, frame, false, 0);
    }

    private Holding(Holding other) {
        macs = other.macs.clone();
        lastMinutes = other.lastMinutes.clone();
        holders = other.holders;
        mac = other.mac;
        viaRouter = other.viaRouter;
        firstMinute = other.firstMinute;
        minutes = other.minutes;
        changes = other.changes;
        lastFrame = other.lastFrame;
    }

    public Holding copy() {
        return new Holding(this);
    }

    public long mac() {
        return mac;
    }

    public double minutes() {
        return minutes;
    }

    public int firstMinute() {
        return firstMinute;
    }

    public int lastMinute() {
        return lastMinutes[slot(mac)];
    }

    public FrameRef lastFrame() {
        return lastFrame;
    }

    /** What was heard last came through a router, so it does not say who holds the address. */
    public boolean viaRouter() {
        return viaRouter;
    }

    public boolean had(long other) {
        return slot(other) >= 0;
    }

    private int slot(long other) {
        for (int i = 0; i < holders; i++) if (macs[i] == other) return i;
        return -1;
    }

    /** @return true if this is the first time in a new minute */
    public boolean heard(long from, int minute, FrameRef frame) {
        int slot = slot(from);
        if (slot < 0) return false;
        if (from == mac) lastFrame = frame;
        if (minute <= lastMinutes[slot]) return false;
        lastMinutes[slot] = minute;
        if (from != mac) return false;
        minutes++;
        return true;
    }

    /** The present holder was heard a moment ago. */
    public boolean contested(int minute) {
        return minute - lastMinute() <= ALIVE_MINUTES;
    }

    /** How likely a change of hands to {@code to} is in one minute. */
    public double moveProbability(long to, int minute, double siteRate) {
        return Law.CHANGE.p(numbers(to, minute, siteRate));
    }

    /** What that is computed from, as {@link Law#CHANGE} takes it. */
    public double[] numbers(long to, int minute, double siteRate) {
        double factor = contested(minute) ? BOTH_ALIVE : 1;
        int slot = slot(to);
        if (slot >= 0 && minute - lastMinutes[slot] <= ALIVE_MINUTES) factor *= TAKING_TURNS;
        return new double[] {changes, minutes, PRIOR_MINUTES, siteRate, factor};
    }

    /** @param weight how much of a change this is */
    public void move(long to, int minute, FrameRef frame, boolean throughRouter, double weight) {
        int slot = slot(to);
        if (slot < 0) {
            slot = holders < HOLDERS_MAX ? holders++ : oldest();
            macs[slot] = to;
        }
        lastMinutes[slot] = minute;
        mac = to;
        viaRouter = throughRouter;
        lastFrame = frame;
        changes += weight;
    }

    private int oldest() {
        int oldest = 0;
        for (int i = 1; i < HOLDERS_MAX; i++) if (lastMinutes[i] < lastMinutes[oldest]) oldest = i;
        return oldest;
    }
}
