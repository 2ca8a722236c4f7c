package dev.postern.life.conversation;

import dev.postern.life.Retraction;
import dev.postern.life.Slept;
import dev.postern.life.Watch;
import dev.postern.life.habit.Counts;
import dev.postern.life.habit.Cycle;
import dev.postern.life.habit.Hash;
import dev.postern.life.habit.Heap;
import dev.postern.life.habit.Kinds;
import dev.postern.life.habit.Meter;
import dev.postern.life.habit.Room;
import dev.postern.life.habit.Season;
import dev.postern.life.habit.Sequence;
import dev.postern.life.trouble.Signs;
import dev.postern.model.Channel;
import dev.postern.model.FrameRef;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Stamp;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.List;

/** What is remembered of one conversation: which operations and targets, how often, in which rhythm. At most 24 KiB. */
@SuppressWarnings("EnumOrdinal") // arrays by constant, and hashes that must not change from run to run
public final class ConversationLife implements Room {
    public static final int BYTES_MAX = 24 * 1024;
    /** Of what may grow, symbols with their rhythms and everything else have as much for themselves. */
    private static final int SHARE_BYTES = 5 * 1024;
    /** Hours, health and what is written never ask. */
    private static final int KEPT_BYTES = Season.BYTES + Health.BYTES + Values.WRITTEN_BYTES_MOST;

    private static final int FIRST_FRAMES = 4;
    static final int OPERATIONS_MAX = 48;
    static final int TARGETS_MAX = 128;
    static final int UNITS_MAX = 256;
    static final int CYCLES_MAX = 48;
    /** With its key, and the list and the stamp that are there all the time. */
    private static final int OBJECT_BYTES = Heap.object(102)
            + Heap.object(16)
            + Heap.object(12)
            + Heap.array(FIRST_FRAMES, Heap.REFERENCE)
            + Heap.object(33)
            + Heap.object(12);

    private static final int SLEEP_CHECK_MINUTES = 8;
    private static final int SEASON_FROM_WINDOWS = 360;

    final ConversationKey key;
    final int bornMinute;
    int activeMinutes;
    int lastMinute = -1;
    Stamp lastStamp;
    /** Number of the first close that was slept through, or -1 while awake. */
    private int asleepFrom = -1;
    /** What it slept through before it was given up; made up for when it comes back, which most never do. */
    private Slept slept;
    /** Where {@link Rounds} has it: among those that are asked, among those whose dormancy is awaited. */
    transient boolean inRounds;

    transient boolean awaited;
    private transient Room forSymbols;

    Kinds operations;
    Kinds targets;
    Kinds units;
    /** Which of these is asked in the most minutes. */
    String mainUnit;

    final Symbols symbols = new Symbols();
    final Meter messages = new Meter(Counts.Shape.MESSAGES);
    final Meter failures = new Meter(Counts.Shape.FAILURES);
    Season season;
    /** Null until a message carried a value. */
    Values values;
    /** Null but for what speaks on the process bus of a substation. */
    Movement movement;
    /** Null while one and the same is asked. */
    Sequence sequence;
    /** The least expected of the block that runs, and of the last one that was judged. */
    Symbol strangest;

    /** Null until there was an answer or a connection. */
    Health health;

    /** Null until one side complained of something. */
    Signs signs;

    private int cycles;
    private final List<FrameRef> firstFrames = new ArrayList<>(FIRST_FRAMES);
    private FrameRef firstFailure;

    ConversationLife(ConversationKey key, int bornMinute) {
        this.key = key;
        this.bornMinute = bornMinute;
    }

    /** Which half of the exchange counts as asking. */
    public static boolean asks(Message message) {
        return message.outcome() == Outcome.REQUEST || message.outcome() == Outcome.NOTICE;
    }

    static long symbolName(Message message) {
        return Hash.of(
                ((long) message.operation().hashCode() << 32)
                        ^ habitual(message).hashCode(),
                message.verb().ordinal());
    }

    static long operationItem(Message message) {
        return Hash.of(Hash.of(message.operation()), message.verb().ordinal());
    }

    /** Names are taken at their last two labels: what stands before changes with every request. */
    static long targetItem(Message message) {
        String target = habitual(message);
        if (message.verb() == Verb.RESOLVE) return Hash.of(site(target));
        return Hash.of(Hash.of(target), message.verb().weight() > 1 ? 1 : 0);
    }

    /** The target as far as it can become a habit: of a file on a share, the share. Files are too many, and new ones are everyday life. */
    static String habitual(Message message) {
        String target = message.target();
        if (!target.startsWith("\\\\")) return target;
        int share = target.indexOf('\\', 2);
        int path = share < 0 ? -1 : target.indexOf('\\', share + 1);
        return path < 0 ? target : target.substring(0, path);
    }

    private static String site(String name) {
        int last = name.lastIndexOf('.', name.length() - 2);
        int dot = last < 0 ? -1 : name.lastIndexOf('.', last - 1);
        return dot < 0 ? name : name.substring(dot + 1);
    }

    static Channel targetChannel(Message message) {
        return message.verb() == Verb.RESOLVE ? Channel.NOVELTY_NAME : Channel.NOVELTY_TARGET;
    }

    /** A message that is not late. */
    void count(Message message, Symbol symbol, long resumedNanos) {
        Stamp stamp = message.stamp();
        if (symbol.first == null) symbol.first = stamp;
        lastStamp = stamp;
        if (!asks(message)) {
            symbol.answered++;
            health().answered(message, symbol);
            if (message.outcome() == Outcome.REFUSED) {
                symbol.refused++;
                failures.add(1);
                if (firstFailure == null) firstFailure = stamp.ref();
            }
            return;
        }
        symbol.ask();
        messages.add(1);
        if (sequence == null && symbols.size() > 1 && has(Sequence.BYTES_LEAST)) sequence = new Sequence();
        if (sequence != null) {
            sequence.next(symbolName(message), this);
            if (sequence.isStrangest()) strangest = symbol;
        }
        if (firstFrames.size() < FIRST_FRAMES) firstFrames.add(stamp.ref());
        if (symbol.cycle == null && cycles < CYCLES_MAX && hasForSymbols(Cycle.BYTES_LEAST)) {
            symbol.cycle = new Cycle();
            cycles++;
        }
        if (symbol.cycle != null) symbol.cycle.poll(stamp.atNanos(), resumedNanos);
    }

    Health health() {
        if (health == null) health = new Health();
        return health;
    }

    void forgotten(Symbol symbol) {
        if (symbol.cycle != null) cycles--;
        if (symbol.echo != null) values.echoForgotten();
    }

    @Override
    public boolean has(int octets) {
        return OBJECT_BYTES + KEPT_BYTES + Math.max(symbols.bytes(), SHARE_BYTES) + asking() + octets <= BYTES_MAX;
    }

    /** The same for symbols and their rhythms. */
    Room forSymbols() {
        if (forSymbols == null) forSymbols = this::hasForSymbols;
        return forSymbols;
    }

    private boolean hasForSymbols(int octets) {
        int others = values == null ? asking() : Math.max(asking(), SHARE_BYTES);
        return OBJECT_BYTES + KEPT_BYTES + symbols.bytes() + others + octets <= BYTES_MAX;
    }

    /** Octets of heap of what asks before it grows, beside the symbols. */
    private int asking() {
        return messages.bytes()
                + failures.bytes()
                + (operations == null ? 0 : operations.bytes())
                + (targets == null ? 0 : targets.bytes())
                + (units == null ? 0 : units.bytes())
                + (sequence == null ? 0 : sequence.bytes())
                + (values == null ? 0 : values.bytes())
                + (movement == null ? 0 : Movement.BYTES_MOST)
                + (signs == null ? 0 : signs.bytes());
    }

    /** Octets of heap; what it shares with others, as its addresses, counts elsewhere. */
    int bytes() {
        return OBJECT_BYTES
                + symbols.bytes()
                + asking()
                + (values == null ? 0 : values.writtenBytes())
                + (season == null ? 0 : Season.BYTES)
                + (health == null ? 0 : Health.BYTES)
                + (slept == null ? 0 : slept.bytes());
    }

    /** The first time in a minute: remembers that it was active. */
    void active(int minute) {
        lastMinute = minute;
        activeMinutes++;
    }

    /** What was not asked before goes with its rhythm, and with the counts that still wait; the rest of its order and values stays. */
    void retract(Retraction retraction) {
        makeUp();
        for (Kinds kinds : new Kinds[] {operations, targets, units})
            if (kinds != null) kinds.forgetFrom(retraction.sinceMinute(), item -> true);
        symbols.forgetFrom(retraction.sinceMinute()).forEach(this::forgotten);
        messages.rollBack();
        failures.rollBack();
    }

    boolean isAsleep() {
        return asleepFrom >= 0;
    }

    /** What was never likely to come is not asked about each minute: the closes are made up for when it comes, or when it is forgotten. */
    void sleepIfQuiet(int minute, Watch watch) {
        int idle = minute - lastMinute;
        if (idle <= 0 || idle % SLEEP_CHECK_MINUTES != 0) return;
        if (!failures.sleeps(1)) return;
        for (Symbol symbol : symbols) if (symbol.cycle != null && !symbol.cycle.sleeps()) return;
        // Last, for it looks at every hour of the week.
        if (!messages.sleeps(season == null ? 1 : season.most())) return;
        asleepFrom = watch.closes();
    }

    /** Makes up for the closes that were slept through; none of them says anything. */
    void wake(Watch watch) {
        makeUp();
        if (asleepFrom < 0) return;
        Cycle.Window window = new Cycle.Window();
        int end = dormantClose(watch);
        for (int close = asleepFrom; close < end; close++)
            closeUnheard(watch.minuteOf(close), watch.wholeAt(close), watch.settledAt(close), window);
        asleepFrom = -1;
    }

    private void makeUp() {
        if (slept == null) return;
        Cycle.Window window = new Cycle.Window();
        slept.each((minute, whole, settled) -> closeUnheard(minute, whole, settled, window));
        slept = null;
    }

    private void closeUnheard(int minute, boolean whole, boolean settled, Cycle.Window window) {
        closeWindow(minute, whole, settled);
        for (Symbol symbol : symbols)
            if (symbol.cycle != null)
                symbol.cycle.close((minute + 1L) * Watch.MINUTE_NANOS, whole, settled, forSymbols(), window);
    }

    /** The first close at which it is dormant, or the next one. */
    private int dormantClose(Watch watch) {
        int close = asleepFrom;
        while (close < watch.closes() && !isDormant(watch.minuteOf(close))) close++;
        return close;
    }

    /** Asleep until it became dormant: nobody asks about it any more. */
    void giveUp(Watch watch) {
        slept = watch.slept(asleepFrom, dormantClose(watch));
        if (slept == null) wake(watch);
        asleepFrom = -1;
    }

    /** Silent for so long in the minute that ends that it is no longer asked about. */
    boolean isDormant(int minute) {
        return minute >= dormantFrom();
    }

    int dormantFrom() {
        return lastMinute + WindowEnd.DORMANT_MINUTES;
    }

    /** Nobody will ask again what it slept through. */
    void forget() {
        asleepFrom = -1;
    }

    /** Counts and season of the minute that ends. */
    void closeWindow(int minute, boolean whole, boolean settled) {
        messages.close(whole, settled, seasonFactor(minute), this);
        failures.close(whole, settled, 1, this);
        learnSeason(minute, whole);
    }

    /** Factor of this hour; a season is only kept once there is something to compare. */
    private double seasonFactor(int minute) {
        return season == null ? 1 : season.factor(minute);
    }

    private void learnSeason(int minute, boolean whole) {
        if (!whole) return;
        if (season == null && messages.windows() > SEASON_FROM_WINDOWS) season = new Season();
        if (season != null) season.learn(minute, messages.latest() / messages.rate());
    }

    /** Frames of the window that just ended: the first few, the first refused, the last. */
    List<FrameRef> evidence() {
        List<FrameRef> frames = new ArrayList<>(firstFrames);
        if (firstFailure != null && !frames.contains(firstFailure)) frames.add(firstFailure);
        if (lastStamp != null && !frames.contains(lastStamp.ref())) frames.add(lastStamp.ref());
        frames.sort(null);
        return List.copyOf(frames);
    }

    void clearWindow() {
        firstFrames.clear();
        firstFailure = null;
    }
}
