package dev.postern.life.device;

import dev.postern.life.Retraction;
import dev.postern.life.Surprise;
import dev.postern.life.Watch;
import dev.postern.life.chance.Tail;
import dev.postern.life.chance.Verdict;
import dev.postern.life.conversation.WindowEnd;
import dev.postern.life.habit.Counts;
import dev.postern.life.habit.Courses;
import dev.postern.life.habit.Drift;
import dev.postern.life.habit.Growth;
import dev.postern.life.habit.Hash;
import dev.postern.life.habit.Heap;
import dev.postern.life.habit.Kinds;
import dev.postern.life.habit.Meter;
import dev.postern.life.habit.Phases;
import dev.postern.life.habit.Presence;
import dev.postern.life.habit.Room;
import dev.postern.life.habit.Season;
import dev.postern.life.habit.Switching;
import dev.postern.life.habit.Trends;
import dev.postern.life.habit.Years;
import dev.postern.model.Address;
import dev.postern.model.Channel;
import dev.postern.model.Chronicle;
import dev.postern.model.FrameRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What is remembered of one device: whom it meets over what, who writes to it, how much a minute brings. At most 64 KiB. */
@SuppressWarnings("EnumOrdinal") // arrays by constant, and hashes that must not change from run to run
public final class DeviceLife implements Room {
    public static final int BYTES_MAX = 64 * 1024;
    static final int PEERS_MAX = 512;
    static final int SERVICES_MAX = 128;
    public static final int WRITERS_MAX = 64;
    public static final int BEATS_MAX = 32;
    private static final int PENDING_MAX = 64;
    private static final int HOUR_MINUTES = 60;
    private static final int FRAMES_MAX = 8;
    private static final int SEASON_FROM_WINDOWS = 360;
    private static final int WRITERS_NAMED = 8;
    private static final int SKETCH_BITS = 1024;
    private static final int METERS = 5;
    /** Itself, its lists and arrays, drifts and phases: there from the beginning. */
    private static final int OBJECT_BYTES = Heap.object(137)
            + 3 * Heap.object(12)
            + WRITERS_NAMED * (Heap.REFERENCE + Heap.object(20))
            + 2 * Heap.array(METERS, Heap.REFERENCE)
            + METERS * Drift.BYTES
            + Phases.BYTES_MOST
            + Years.BYTES
            + Growth.BYTES
            + Heap.array(SKETCH_BITS / 64, 8)
            + Heap.array(Channel.values().length, 4);
    /** What never asks: above all whom it knows, so that nothing else can make it forget that. */
    private static final int KEPT_BYTES = Season.BYTES
            + Presence.BYTES_MOST
            + Fruitless.BYTES
            + Commands.LOOKED_BYTES
            + Courses.BYTES_LEAST
            + Trends.BYTES_LEAST
            + Tellings.BYTES_MOST
            + Kinds.bytesMost(PEERS_MAX)
            + 2 * Kinds.bytesMost(SERVICES_MAX)
            + 2 * Kinds.bytesMost(WRITERS_MAX)
            + Kinds.bytesMost(BEATS_MAX);

    private static final int SLEEP_CHECK_MINUTES = 8;
    /** The first of the meters have hours; failures and peers do not. */
    private static final int SEASONED = 3;

    /** The channels of {@link #meters}, in the same order. */
    static final Channel[] METERED = {
        Channel.COUNT_MESSAGES,
        Channel.COUNT_BYTES,
        Channel.COUNT_CONNECTIONS,
        Channel.COUNT_FAILURES,
        Channel.COUNT_PEERS
    };

    static final String[] UNITS = {
        "packets a minute",
        "times 64 bytes a minute",
        "new connections a minute",
        "refused, unanswered or reset a minute",
        "peers asked a minute"
    };

    public final Address address;
    public final int bornMinute;
    public int lastMinute;
    public int activeMinutes;
    /** Number of the first close that was slept through, or -1 while awake. */
    private int asleepFrom = -1;

    public final Kinds peers = new Kinds(PEERS_MAX);
    final Kinds served = new Kinds(SERVICES_MAX);
    final Kinds used = new Kinds(SERVICES_MAX);
    public Kinds writers;
    public Kinds engineers;
    final List<Address> writersNamed = new ArrayList<>();
    public final Meter[] meters = {
        new Meter(Counts.Shape.PACKETS),
        new Meter(Counts.Shape.BYTES),
        new Meter(Counts.Shape.CONNECTIONS),
        new Meter(Counts.Shape.FAILURES),
        new Meter(Counts.Shape.PEERS)
    };
    /** Of the meters, in the same order. */
    final Drift[] drifts = {new Drift(), new Drift(), new Drift(), new Drift(), new Drift()};
    /** Shift, batch, standstill. */
    final Phases phases = new Phases();
    /** How much it brought, hour by hour and year by year; null before its first whole minute. */
    Years years;
    /** Where that went through a year; null before its first. */
    Growth growth;
    /** A phase that was never there and has lasted since this minute; null for none. */
    transient Phases.Fresh fresh;
    /** Commands of this minute, given and taken. */
    public int commanded;

    /** How much its minutes surprise. */
    final Tail minutes = Verdict.ofDevice();

    Season season;
    /** Null until it first asked in vain. */
    Fruitless fruitless;
    /** Null until it first asked for a name. */
    private Domains domains;
    /** When it was there itself. */
    public Presence presence;
    /** Null until a contact of it first returned. */
    private Edges edges;
    /** Null until it first met anybody. */
    private Jobs jobs;
    /** Null until it first read from a store. */
    private Readers readers;
    /** Whom it commands and looks at; null for nobody. */
    private Commands commands;
    /** How it switches, by protocol; null for one that never did. */
    TreeMap<String, Switching> switching;
    /** Where its set points are moved to; null where none was. */
    Courses courses;
    /** Whether they are moved slowly among other changes; null likewise. */
    Trends trends;
    /** With whom it keeps a beat; null for nobody. */
    public Kinds beats;
    /** Linear counting of the peers asked in this minute. */
    private final long[] sketch = new long[SKETCH_BITS / 64];

    final List<Surprise> pending = new ArrayList<>();
    private final List<FrameRef> frames = new ArrayList<>();
    final Tellings told = new Tellings();
    private final int[] extremeMinute = new int[Channel.values().length];
    /** Up to this minute no size of anything is learned. */
    private int refusedUntil = Integer.MIN_VALUE;

    public DeviceLife(Address address, int bornMinute) {
        this.address = address;
        this.bornMinute = bornMinute;
        this.lastMinute = bornMinute;
        Arrays.fill(extremeMinute, Integer.MIN_VALUE / 2);
    }

    public void active(int minute, FrameRef frame, Watch watch) {
        wake(watch);
        if (minute != lastMinute || activeMinutes == 0) {
            lastMinute = minute;
            activeMinutes++;
        }
        if (frames.size() < FRAMES_MAX) frames.add(frame);
    }

    public void asked(Address peer) {
        long bit = Hash.of(peer) >>> 54;
        sketch[(int) (bit >> 6)] |= 1L << (bit & 63);
    }

    public Fruitless fruitless() {
        if (fruitless == null) fruitless = new Fruitless();
        return fruitless;
    }

    public Edges edges() {
        if (edges == null) edges = new Edges();
        return edges;
    }

    /** The ledger of a contact that returned before, or null. */
    public Presence edge(long peer) {
        return edges == null ? null : edges.at(peer);
    }

    public Jobs jobs() {
        if (jobs == null) jobs = new Jobs();
        return jobs;
    }

    public Readers readers() {
        if (readers == null) readers = new Readers();
        return readers;
    }

    public Commands commands() {
        if (commands == null) commands = new Commands();
        return commands;
    }

    /** Null if it never looked at a device of the plant or commanded one. */
    public Commands commandsIfAny() {
        return commands;
    }

    /** Null if it never met anybody. */
    public Jobs jobsIfAny() {
        return jobs;
    }

    Domains domains() {
        if (domains == null) domains = new Domains();
        return domains;
    }

    /** Keeps the most surprising when there are too many. */
    public void pend(Surprise surprise) {
        if (pending.size() < PENDING_MAX) {
            pending.add(surprise);
            return;
        }
        int weakest = 0;
        for (int i = 1; i < pending.size(); i++)
            if (pending.get(i).pvalue() > pending.get(weakest).pvalue()) weakest = i;
        if (surprise.pvalue() < pending.get(weakest).pvalue()) pending.set(weakest, surprise);
    }

    @Override
    public boolean has(int octets) {
        return OBJECT_BYTES + KEPT_BYTES + asking() + octets <= BYTES_MAX;
    }

    /** Octets of heap; at most {@link #BYTES_MAX}, what is dealt with at the end of each minute not counted. */
    public int bytes() {
        return OBJECT_BYTES
                + asking()
                + told.bytes()
                + (peers.bytes() + served.bytes() + used.bytes())
                + (bytes(writers) + bytes(engineers) + bytes(beats))
                + (season == null ? 0 : Season.BYTES)
                + (presence == null ? 0 : Presence.BYTES_MOST)
                + (fruitless == null ? 0 : Fruitless.BYTES)
                + (commands == null ? 0 : Commands.LOOKED_BYTES)
                + (courses == null ? 0 : Courses.BYTES_LEAST)
                + (trends == null ? 0 : Trends.BYTES_LEAST);
    }

    /** Octets of heap of what asks before it grows. */
    private int asking() {
        int bytes = 0;
        for (Meter meter : meters) bytes += meter.bytes();
        if (domains != null) bytes += domains.bytes();
        if (edges != null) bytes += edges.bytes();
        if (jobs != null) bytes += jobs.bytes();
        if (readers != null) bytes += readers.bytes();
        if (commands != null) bytes += commands.bytes();
        if (courses != null) bytes += courses.bytes() - Courses.BYTES_LEAST;
        if (trends != null) bytes += trends.bytes() - Trends.BYTES_LEAST;
        if (switching == null) return bytes;
        bytes += Heap.MAP;
        for (Switching one : switching.values()) bytes += Heap.MAP_ENTRY + one.bytes();
        return bytes;
    }

    private static int bytes(Kinds kinds) {
        return kinds == null ? 0 : kinds.bytes();
    }

    boolean isAsleep() {
        return asleepFrom >= 0;
    }

    /** Nothing came for a while and nothing is said of that: the closes are made up for when something comes, or when it is forgotten. */
    void sleepIfQuiet(int minute, Watch watch) {
        int idle = minute - lastMinute;
        if (idle <= 0 || idle % SLEEP_CHECK_MINUTES != 0) return;
        double most = season == null ? 1 : season.most();
        for (int i = 0; i < meters.length; i++) if (!meters[i].sleeps(i < SEASONED ? most : 1)) return;
        asleepFrom = watch.closes();
    }

    /** What ends with this minute may say something, of one who sleeps as well. */
    boolean isAskedAsleep(int minute) {
        if (Drift.dayEnds(minute, dayShift())) return true;
        if (!Drift.hourEnds(minute)) return false;
        // What hours it has takes longer to say, and most devices have none that would matter.
        return isHourJudged(Season.MOST) && isHourJudged(season == null ? 1 : season.most());
    }

    /** How many minutes after midnight its days end: were it none for all, all who sleep would be asked in one minute. */
    private int dayShift() {
        return (int) Long.remainderUnsigned(Hash.of(address), HOUR_MINUTES);
    }

    private boolean isHourJudged(double seasonMost) {
        for (int i = 0; i < drifts.length; i++) if (drifts[i].judgesHours(i < SEASONED ? seasonMost : 1)) return true;
        return false;
    }

    /** Makes up for the closes that were slept through; none of them says anything, but for the last of {@link #isAskedAsleep}. */
    public void wake(Watch watch) {
        wake(watch, watch.closes());
    }

    /** The same, but close number {@code end} and what follows is still to come. */
    void wake(Watch watch, int end) {
        if (asleepFrom < 0) return;
        for (int close = asleepFrom; close < end; close++) {
            if (isDormant(watch.minuteOf(close))) break;
            close(watch.minuteOf(close), watch.wholeAt(close), watch.settledAt(close));
        }
        asleepFrom = -1;
    }

    /** Silent for so long that it is no longer asked about. */
    boolean isDormant(int minute) {
        return minute - lastMinute > WindowEnd.DORMANT_MINUTES;
    }

    void close(int minute, boolean whole, boolean settled) {
        int set = 0;
        for (long word : sketch) set += Long.bitCount(word);
        if (set > 0) {
            meters[4].add(Math.rint(
                    -SKETCH_BITS * Math.log(1 - Math.min(set, SKETCH_BITS - 1) / (double) SKETCH_BITS)));
            Arrays.fill(sketch, 0);
        }
        double factor = season == null ? 1 : season.factor(minute);
        for (Meter meter : meters) meter.admit(teaches(minute));
        for (int i = 0; i < meters.length; i++) meters[i].close(whole, settled, i < SEASONED ? factor : 1, this);
        int shift = dayShift();
        for (int i = 0; i < drifts.length; i++)
            drifts[i].close(minute, shift, meters[i].latest(), i < SEASONED ? factor : 1, whole);
        double[] amounts = {meters[0].latest(), meters[1].latest(), meters[4].latest(), commanded};
        commanded = 0;
        fresh = phases.close(minute, amounts, whole);
        if (!whole) return;
        if (years == null) years = new Years();
        years.close(
                minute,
                meters[0].latest(),
                meters[1].latest(),
                meters[2].latest(),
                meters[3].latest(),
                meters[4].latest());
        if (season == null && meters[0].windows() > SEASON_FROM_WINDOWS) season = new Season();
        if (season != null) season.learn(minute, meters[0].latest() / meters[0].rate());
    }

    /** How much it brought for years, if there is more than when this was asked last. */
    public Optional<Chronicle> chronicle() {
        return years == null || !years.hasGrown() ? Optional.empty() : Optional.of(years.of(address));
    }

    /** Of this minute. */
    List<FrameRef> frames() {
        return List.copyOf(frames);
    }

    List<FrameRef> takeFrames() {
        List<FrameRef> taken = List.copyOf(frames);
        frames.clear();
        return taken;
    }

    public void named(Address writer) {
        if (writersNamed.size() < WRITERS_NAMED && !writersNamed.contains(writer)) writersNamed.add(writer);
    }

    /** It had a minute with a very small p in this respect. */
    boolean wasExtreme(Channel channel) {
        return extremeMinute[channel.ordinal()] > Integer.MIN_VALUE / 2;
    }

    /** One run of extreme values is learned once: true if the last of this channel is long enough ago. */
    boolean admits(Channel channel, int minute, int quietMinutes) {
        int at = channel.ordinal();
        if (minute - extremeMinute[at] < quietMinutes) return false;
        extremeMinute[at] = minute;
        return true;
    }

    /**
     * It belongs to an incident: how much came since that began, and comes until an hour after this minute, is no lesson, or whoever floods often enough would make floods
     * ordinary.
     */
    public void refuse(int fromMinute, int minute) {
        for (Meter meter : meters) meter.rollBack(Math.max(0, minute - fromMinute) / HOUR_MINUTES + 1);
        refusedUntil = Math.max(refusedUntil, minute + HOUR_MINUTES);
    }

    /** Whether what this minute shows may be learned by what all devices share. */
    boolean teaches(int minute) {
        return minute > refusedUntil;
    }

    /** Somebody said that what it did since was malicious: nothing of that stays, or will be, learned. */
    public void retract(Retraction retraction) {
        for (Meter meter : meters) meter.rollBack();
        for (Kinds kinds : new Kinds[] {peers, served, used, writers, engineers, beats})
            if (kinds != null) kinds.forgetFrom(retraction.sinceMinute(), item -> true);
        if (edges != null) edges.forgetFrom(retraction.sinceMinute());
        if (commands != null) commands.forgetFrom(retraction.sinceNanos());
    }

    /** The same of another, as far as this one knows of it. */
    public void retractOf(Retraction retraction) {
        for (Kinds kinds : new Kinds[] {peers, writers, engineers, beats})
            if (kinds != null) kinds.forgetFrom(retraction.sinceMinute(), retraction::isSource);
        if (writersNamed.contains(retraction.source())
                && writers != null
                && !writers.knows(Hash.of(retraction.source()))) writersNamed.remove(retraction.source());
    }
}
