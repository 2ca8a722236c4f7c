package dev.postern.life.conversation;

import dev.postern.life.Begun;
import dev.postern.life.Group;
import dev.postern.life.LifeSink;
import dev.postern.life.Priors;
import dev.postern.life.Retraction;
import dev.postern.life.Settings;
import dev.postern.life.Surprise;
import dev.postern.life.Watch;
import dev.postern.life.habit.Hash;
import dev.postern.life.habit.Kinds;
import dev.postern.life.habit.Least;
import dev.postern.life.trouble.Complaints;
import dev.postern.model.Address;
import dev.postern.model.Channel;
import dev.postern.model.Identity;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import dev.postern.model.Stamp;
import dev.postern.model.Tally;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;

/**
 * Stage 1: the habits of each conversation of one logical shard, keyed by client, server, service and unit. A new thing is told at
 * once; counts and rhythms when a minute ends, together with the tallies. What one conversation gives depends on nothing but its own
 * messages and the priors. O(1) per message; an ended minute costs what has happened of
 * late.
 */
@SuppressWarnings("EnumOrdinal") // arrays by constant, and hashes that must not change from run to run
public final class ConversationStage {
    /** Those that tell least: active in the fewest minutes, then longest ago. */
    private static final Comparator<ConversationLife> LEAST = Comparator.<ConversationLife>comparingInt(
                    life -> life.activeMinutes)
            .thenComparingInt(life -> life.lastMinute)
            .thenComparing(life -> life.key);

    private final Settings settings;
    private final Map<ConversationKey, ConversationLife> conversations = new HashMap<>();
    private final Map<Address, Integer> perClient = new HashMap<>();
    private final TreeMap<String, Long> limitsHit = new TreeMap<>();
    private final Watch watch = new Watch();
    private final Sayings sayings = new Sayings();
    private final long[] tests = new long[Channel.values().length];
    private long lastOrder;
    private int lastCapture;
    private long lastFrame;
    private transient Rounds rounds;
    private transient Readings readings;
    private transient Troubles troubles;
    private transient Texts texts;

    public ConversationStage(Settings settings) {
        this.settings = settings;
    }

    public int conversations() {
        return conversations.size();
    }

    /** Null if it is not remembered. */
    ConversationLife conversation(ConversationKey key) {
        return conversations.get(key);
    }

    /** Tells, in no order, the client of each conversation and the octets of heap that it takes. */
    public void sizes(ObjIntConsumer<Address> into) {
        conversations.forEach((key, life) -> into.accept(key.client(), life.bytes()));
    }

    /** How often each limit made the stage forget something. */
    public Map<String, Long> limitsHit() {
        TreeMap<String, Long> all = new TreeMap<>(limitsHit);
        long values = 0;
        long orders = 0;
        long signs = 0;
        for (ConversationLife life : conversations.values()) {
            if (life.values != null) values += life.values.refused();
            if (life.sequence != null) orders += life.sequence.forgotten();
            if (life.signs != null) signs += life.signs.forgotten();
        }
        if (values > 0) all.put("values per conversation", values);
        if (signs > 0) all.put("complaints per conversation", signs);
        if (orders > 0) all.put("orders per conversation", orders);
        return all;
    }

    /** Every observation of the shard, in order. */
    public void accept(Observation observation, Priors priors, LifeSink out) {
        if (observation.stamp().late()) {
            if (observation instanceof Message message) judgeLate(message, priors, out);
            return;
        }
        watch.heard(observation.stamp().atNanos());
        remember(observation.stamp());
        if (observation instanceof Message message) learn(message, priors, out);
        else if (observation instanceof Traffic traffic) carry(traffic);
    }

    /** How well the connections of a conversation do; who says nothing that is understood has none. */
    private void carry(Traffic traffic) {
        if (traffic.conversation().transport() != Transport.TCP) return;
        ConversationLife life = conversations.get(new ConversationKey(
                traffic.conversation().client(), traffic.conversation().server(), traffic.service(), ""));
        if (life != null && !life.isAsleep()) life.health().carried(traffic);
    }

    /** False for what a device has just said of itself and says again. Asked once of each. */
    public boolean isNews(Identity identity) {
        return sayings.isNews(identity);
    }

    /** True where a publication is configured, a clock tells a time or a topic has a publisher as it was not of late. Asked once of each. */
    public boolean isNews(Message message) {
        return sayings.isNews(message);
    }

    private void remember(Stamp stamp) {
        lastOrder = stamp.order();
        lastCapture = stamp.capture();
        lastFrame = stamp.frame();
    }

    /** Judged against what is known; teaches nothing, and a conversation nobody knows has no habit to break. */
    private void judgeLate(Message message, Priors priors, LifeSink out) {
        ConversationLife life = conversations.get(key(message));
        if (life == null || !ConversationLife.asks(message)) return;
        if (life.symbols.get(ConversationLife.symbolName(message)) == null) judge(life, message, priors, out);
    }

    private void learn(Message message, Priors priors, LifeSink out) {
        int minute = Watch.minute(message.stamp().atNanos());
        ConversationKey key = key(message);
        ConversationLife life = conversations.get(key);
        if (life == null) life = begin(key, message, minute, out);
        if (life.lastMinute != minute) {
            rounds().wake(life);
            life.active(minute);
            if (Complaints.understands(key.service())) tests[Channel.HEALTH_TROUBLE.ordinal()]++;
            if (!key.unit().isEmpty()) unit(life, message, minute, out);
        }
        long name = ConversationLife.symbolName(message);
        Symbol symbol = life.symbols.get(name);
        if (symbol == null) symbol = begin(life, name, message, out);
        double newTargetP = Readings.writes(message) && !knows(life.targets, ConversationLife.targetItem(message))
                ? newness(life.targets, Group.TARGET, life, ConversationLife.targetItem(message), priors)
                : 1;
        if (symbol.lastMinute != minute && (ConversationLife.asks(message) || !symbol.everAsked())) {
            symbol.lastMinute = minute;
            novelty(life, message, minute, priors, out);
        }
        troubles().take(life, message, symbol, minute, out);
        life.count(message, symbol, watch.resumedNanos());
        Values.take(life, message, symbol, readings(), minute, newTargetP, tests, out);
        Movement.take(life, message, out);
    }

    private Readings readings() {
        if (readings == null) readings = new Readings();
        return readings;
    }

    private Texts texts() {
        if (texts == null) texts = new Texts();
        return texts;
    }

    private Troubles troubles() {
        if (troubles == null) troubles = new Troubles();
        return troubles;
    }

    private static ConversationKey key(Message message) {
        return new ConversationKey(
                message.conversation().client(), message.conversation().server(), message.protocol(), message.unit());
    }

    private ConversationLife begin(ConversationKey key, Message message, int minute, LifeSink out) {
        makeRoom(key.client(), out);
        ConversationLife life = new ConversationLife(texts().one(key), minute);
        conversations.put(life.key, life);
        perClient.merge(key.client(), 1, Integer::sum);
        out.surprise(Findings.contact(life, message));
        return life;
    }

    private Symbol begin(ConversationLife life, long name, Message message, LifeSink out) {
        Symbol symbol = new Symbol(
                texts().one(message.operation()),
                texts().one(Symbol.shortened(ConversationLife.habitual(message))),
                message.verb(),
                Watch.minute(message.stamp().atNanos()));
        int most = Math.min(settings.symbolsPerConversation(), life.symbols.size());
        boolean full = most == settings.symbolsPerConversation();
        if (full || most > 1 && !life.forSymbols().has(life.symbols.growth(symbol))) {
            int gone = Math.max(1, most / 4);
            for (Symbol forgotten : life.symbols.forget(gone)) {
                tally(life, forgotten, out);
                life.forgotten(forgotten);
            }
            limitsHit.merge("symbols per conversation", (long) gone, Long::sum);
        }
        life.symbols.put(name, symbol);
        if (ConversationLife.asks(message)) out.begun(new Begun(message));
        return symbol;
    }

    /** Units are known to the conversation without one: which stations a client asks behind this server. */
    private void unit(ConversationLife life, Message message, int minute, LifeSink out) {
        ConversationKey key = life.key;
        ConversationKey trunkKey = new ConversationKey(key.client(), key.server(), key.service(), "");
        ConversationLife trunk = conversations.get(trunkKey);
        if (trunk == null) {
            trunk = new ConversationLife(texts().one(trunkKey), minute);
            conversations.put(trunk.key, trunk);
            perClient.merge(key.client(), 1, Integer::sum);
        }
        if (trunk.lastMinute != minute) {
            rounds().wake(trunk);
            trunk.active(minute);
        }
        if (trunk.units == null) trunk.units = new Kinds(ConversationLife.UNITS_MAX);
        ConversationLife main = mainOf(trunk);
        if (main == null || main.activeMinutes < life.activeMinutes) trunk.mainUnit = life.key.unit();
        long item = Hash.of(key.unit());
        if (!trunk.units.knows(item)) {
            double p = trunk.units.newMass();
            if (p < Findings.TOLD_P) out.surprise(Findings.unit(life, trunk.units, message, p));
        }
        if (trunk.units.learn(item, minute, trunk)) tests[Channel.NOVELTY_UNIT.ordinal()]++;
    }

    /** The unit that a client asks most behind this server; null where it asks none or that one is forgotten. */
    private ConversationLife mainOf(ConversationLife trunk) {
        if (trunk == null || trunk.mainUnit == null) return null;
        ConversationKey key = trunk.key;
        return conversations.get(new ConversationKey(key.client(), key.server(), key.service(), trunk.mainUnit));
    }

    /**
     * Whose habit says how rare this is: that of the conversation, or, while it has next to none, that of the unit that the client asks most behind the same server. So who
     * addresses a device by another way has no habit to break by that.
     */
    private ConversationLife habitOf(ConversationLife life, Function<ConversationLife, Kinds> kinds, long item) {
        Kinds own = kinds.apply(life);
        double mass = own == null ? 1 : own.newMass();
        if (mass < Findings.TOLD_P) return life;
        ConversationKey key = life.key;
        ConversationLife main =
                mainOf(conversations.get(new ConversationKey(key.client(), key.server(), key.service(), "")));
        Kinds theirs = main == null ? null : kinds.apply(main);
        return theirs == null || theirs.knows(item) || theirs.newMass() >= mass ? life : main;
    }

    private void novelty(ConversationLife life, Message message, int minute, Priors priors, LifeSink out) {
        judge(life, message, priors, out);
        if (life.operations == null) life.operations = new Kinds(ConversationLife.OPERATIONS_MAX);
        if (life.operations.learn(ConversationLife.operationItem(message), minute, life))
            tests[Channel.NOVELTY_OPERATION.ordinal()]++;
        if (message.target().isEmpty()) return;
        if (life.targets == null) life.targets = new Kinds(ConversationLife.TARGETS_MAX);
        if (life.targets.learn(ConversationLife.targetItem(message), minute, life))
            tests[ConversationLife.targetChannel(message).ordinal()]++;
    }

    /** The rarer of the new operation and the new target is told. */
    private void judge(ConversationLife life, Message message, Priors priors, LifeSink out) {
        ConversationLife asks = life;
        double operationP = 1;
        long operation = ConversationLife.operationItem(message);
        if (!knows(life.operations, operation)) {
            asks = habitOf(life, one -> one.operations, operation);
            operationP = newness(asks.operations, Group.OPERATION, life, operation, priors);
        }
        ConversationLife aims = life;
        double targetP = 1;
        long target = ConversationLife.targetItem(message);
        if (!message.target().isEmpty() && !knows(life.targets, target)) {
            aims = habitOf(life, one -> one.targets, target);
            targetP = newness(aims.targets, Group.TARGET, life, target, priors);
        }
        if (Math.min(operationP, targetP) >= Findings.TOLD_P) return;
        out.surprise(
                operationP <= targetP
                        ? Findings.operation(life, asks, message, operationP, priors)
                        : Findings.target(life, aims, message, targetP, priors));
    }

    private static boolean knows(Kinds kinds, long item) {
        return kinds != null && kinds.knows(item);
    }

    /** Of something that is not known. */
    private static double newness(Kinds kinds, Group group, ConversationLife life, long item, Priors priors) {
        double own = kinds == null ? 1 : kinds.newMass();
        long name = group.name(life.key.service());
        return own * priors.mass(name, Hash.of(name, item));
    }

    /** A whole minute of event time passed: windows end, tallies go out conversation by conversation in the order of their keys. */
    public void close(long minuteNanos, Priors priors, LifeSink out) {
        watch.close(minuteNanos);
        Stamp stamp = new Stamp(minuteNanos - 1, lastOrder, lastCapture, lastFrame, false);
        WindowEnd end = new WindowEnd(stamp, watch, tests);
        int minute = Watch.minute(minuteNanos) - 1;
        end.testSleepers(rounds().asleep(minute));
        rounds().ask(minute, life -> {
            end.judge(life, out);
            for (Symbol symbol : life.symbols) tally(life, symbol, out);
            life.clearWindow();
        });
        for (Channel channel : Channel.values()) {
            int at = channel.ordinal();
            if (tests[at] > 0) out.surprise(Surprise.census(stamp, channel, tests[at]));
            tests[at] = 0;
        }
    }

    private Rounds rounds() {
        if (rounds == null) rounds = new Rounds(watch, conversations.values());
        return rounds;
    }

    private static void tally(ConversationLife life, Symbol symbol, LifeSink out) {
        if (symbol.first == null) return;
        long count = symbol.everAsked() ? symbol.asked : symbol.answered;
        ConversationKey key = life.key;
        if (count > 0 || symbol.refused > 0)
            out.tally(new Tally(
                    symbol.first,
                    key.client(),
                    key.server(),
                    key.service(),
                    key.unit(),
                    symbol.operation,
                    symbol.verb,
                    symbol.target,
                    Watch.minute(symbol.first.atNanos()) * Watch.MINUTE_NANOS,
                    count,
                    symbol.refused));
        symbol.clearMinute();
    }

    /** Conversations that its source began since are forgotten whole; of the others what came since. Only at the end of a minute. */
    public void retract(Retraction retraction) {
        List<ConversationLife> gone = new ArrayList<>();
        for (ConversationLife life : conversations.values()) {
            if (!life.key.client().equals(retraction.source())) continue;
            if (life.bornMinute >= retraction.sinceMinute()) gone.add(life);
            else life.retract(retraction);
        }
        gone.forEach(this::forget);
    }

    private void forget(ConversationLife life) {
        rounds().forget(life);
        conversations.remove(life.key);
        perClient.computeIfPresent(life.key.client(), (address, n) -> n == 1 ? null : n - 1);
    }

    private void makeRoom(Address client, LifeSink out) {
        if (perClient.getOrDefault(client, 0) >= settings.conversationsPerClient()) {
            forget(client, settings.conversationsPerClient() / 2, out);
            limitsHit.merge("conversations per client", settings.conversationsPerClient() / 2L, Long::sum);
        }
        if (conversations.size() >= settings.conversationsPerShard()) {
            forget(null, settings.conversationsPerShard() / 8, out);
            limitsHit.merge("conversations per shard", settings.conversationsPerShard() / 8L, Long::sum);
        }
    }

    private void forget(Address client, int count, LifeSink out) {
        List<ConversationLife> candidates = new ArrayList<>();
        for (ConversationLife life : conversations.values())
            if (client == null || life.key.client().equals(client)) candidates.add(life);
        List<ConversationLife> gone = Least.of(candidates, Math.max(1, count), LEAST);
        gone.sort(LEAST);
        for (ConversationLife life : gone) {
            for (Symbol symbol : life.symbols) tally(life, symbol, out);
            forget(life);
        }
    }
}
