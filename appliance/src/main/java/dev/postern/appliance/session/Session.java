package dev.postern.appliance.session;

import dev.postern.appliance.advisory.AdvisoryBook;
import dev.postern.appliance.engine.Engine;
import dev.postern.appliance.engine.EngineState;
import dev.postern.appliance.engine.Snapshot;
import dev.postern.model.Decided;
import dev.postern.model.Footprint;
import dev.postern.model.Frame;
import dev.postern.model.GapReport;
import dev.postern.model.Zoning;
import dev.postern.store.Capture;
import dev.postern.store.Checkpoint;
import dev.postern.store.DecisionTable;
import dev.postern.store.Home;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One run over one home: an engine that goes on from the home's last checkpoint, and a recorder. Used by one thread, but for {@link #home}.
 */
public final class Session implements AutoCloseable {
    /** What was concluded becomes visible to readers this often. */
    private static final long FLUSH_NANOS = 250_000_000L;

    /** A crash costs at most this much work; nothing else. */
    private static final long CHECKPOINT_NANOS = Long.getLong("postern.checkpoint.millis", 60_000L) * 1_000_000L;

    private final Home home;
    private final Engine engine;
    private final Recorder recorder;
    private final AdvisoryBook advisories = new AdvisoryBook();
    private long flushedNanos = System.nanoTime();
    private long checkpointNanos = System.nanoTime();
    private String snapshot;
    /** Decisions that count from a later event time on, the next first. */
    private final ArrayDeque<Decided> ahead = new ArrayDeque<>();

    private long nextDecisionNanos = Long.MAX_VALUE;
    private long decisionsHeard;
    /** How many were heard. */
    private long decrees;

    private Footprint.Total memory;

    public Session(Path folder, int threads, long ringBytes) {
        home = Home.open(folder, ringBytes);
        recorder = new Recorder(home);
        Checkpoint last = home.state().checkpoint().orElse(null);
        EngineState state;
        if (last == null) state = EngineState.fresh();
        else {
            snapshot = last.snapshot();
            state = home.snapshots().read(last.snapshot(), Snapshot.OLDEST, Snapshot.FORMAT, Snapshot::read);
        }
        engine = new Engine(state, threads, recorder);
        memory = Footprint.total(home.state().inventory().footprints());
        decide();
        hearDecrees();
    }

    /** What people said since is heard now, at this moment of event time, and kept with it before it takes effect. */
    void hearDecrees() {
        long said = home.state().decrees().count();
        if (said == decrees) return;
        engine.heed(home.state().decrees().hear(engine.concludedNanos()));
        decrees = said;
    }

    public Home home() {
        return home;
    }

    public Engine engine() {
        return engine;
    }

    public Recorder recorder() {
        return recorder;
    }

    public void feed(Frame frame) {
        if (frame.atNanos > nextDecisionNanos) decideUntil(frame.atNanos - 1);
        engine.feed(frame);
    }

    /**
     * Hears of new decisions. One without an event time gets that of the newest frame and counts from there; one for later waits until its time has
     * come, so that the same packets read again meet the same decisions at the same place.
     *
     * @return true if something was decided by it
     */
    public boolean decide() {
        DecisionTable table = home.state().decisions();
        long now = Math.max(0, engine.state().clockNanos);
        if (table.last() != decisionsHeard) {
            List<Decided> fresh = table.after(decisionsHeard);
            for (Decided d : fresh) {
                decisionsHeard = d.number();
                if (engine.state().analyst.decided(d.number())) continue;
                boolean undated = d.atNanos() == DecisionTable.UNDATED;
                if (undated) table.date(d.number(), now);
                ahead.add(new Decided(d.number(), undated ? now : d.atNanos(), d.madeNanos(), d.who(), d.decision()));
            }
            List<Decided> sorted = new ArrayList<>(ahead);
            sorted.sort(Comparator.comparingLong(Decided::atNanos).thenComparingLong(Decided::number));
            ahead.clear();
            ahead.addAll(sorted);
        }
        return decideUntil(now);
    }

    private boolean decideUntil(long atNanos) {
        boolean any = false;
        while (!ahead.isEmpty() && ahead.getFirst().atNanos() <= atNanos) {
            engine.decide(ahead.removeFirst());
            any = true;
        }
        nextDecisionNanos = ahead.isEmpty() ? Long.MAX_VALUE : ahead.getFirst().atNanos();
        if (any) home.state().put(zoning());
        return any;
    }

    /** The zones and conduits by everything that was heard. */
    public Zoning zoning() {
        return engine.state().analyst.zoning(Math.max(0, engine.state().clockNanos));
    }

    /** To be called now and then: makes conclusions visible, and keeps a checkpoint when it is time to. */
    public void tick(CapturesSoFar captures) {
        long now = System.nanoTime();
        if (now - flushedNanos >= FLUSH_NANOS) {
            decide();
            home.evidence().flush();
            home.state().flush();
            hearDecrees();
            flushedNanos = now;
        }
        if (now - checkpointNanos >= CHECKPOINT_NANOS) checkpoint(captures.list());
    }

    /** How far each capture was read, asked only when a checkpoint is due. */
    public interface CapturesSoFar {
        List<Capture> list();
    }

    /** Makes everything up to the last frame fed lasting. */
    public void checkpoint(List<Capture> captures) {
        engine.settle();
        EngineState state = engine.state();
        recorder.history().flush();
        home.ring().flush();
        home.evidence().flush();
        home.state().put(gap());
        home.state().put(zoning());
        home.state().put(state.analyst.audit(Math.max(0, state.clockNanos)));
        state.site.chronicles(home.state()::put);
        List<Footprint> footprints = Footprints.of(state);
        String before = snapshot;
        snapshot = home.snapshots().write(state.order, Snapshot.FORMAT, out -> Snapshot.write(state, out));
        home.state()
                .checkpoint(
                        new Checkpoint(
                                snapshot,
                                state.clockNanos,
                                state.order,
                                home.history().size(),
                                captures),
                        state.analyst.devices(),
                        state.analyst.conduits(),
                        state.analyst.weaknesses(),
                        footprints);
        memory = Footprint.total(footprints);
        advisories.refresh(home.state(), state.analyst.devices());
        home.snapshots().keepOnly(snapshot, before == null ? snapshot : before);
        recorder.history().moveOldDays(state.clockNanos);
        flushedNanos = checkpointNanos = System.nanoTime();
    }

    /** How far the gap holds by everything that was heard. */
    public GapReport gap() {
        return engine.state().analyst.gap(Math.max(0, engine.state().clockNanos));
    }

    /**
     * Attests what was seen since the last attestation, up to now, and keeps a checkpoint.
     *
     * @return false if nothing was seen since
     */
    public boolean attest(List<Capture> captures) {
        engine.settle();
        GapReport report = gap();
        boolean attested = Attesting.attest(home, report, engine.state().unattested);
        if (attested) {
            engine.state().unattested.clear();
            checkpoint(captures);
        }
        return attested;
    }

    /** Ends the captures: closes the minute under way, cuts out all evidence, keeps a checkpoint. */
    public void finish(List<Capture> captures) {
        engine.finish();
        home.evidence().cutDue(Long.MAX_VALUE);
        checkpoint(captures);
    }

    /** Limits that were reached, over all rooms, in the life of this home. */
    public Map<String, Long> limitsHit() {
        Map<String, Long> all = new TreeMap<>();
        EngineState state = engine.state();
        for (int i = 0; i < Engine.SHARDS; i++) {
            state.wires[i].counters().limits().forEach((name, count) -> all.merge("wire: " + name, count, Long::sum));
            state.conversations[i].limitsHit().forEach((name, count) -> all.merge("life: " + name, count, Long::sum));
        }
        for (var clues : state.clues)
            if (clues.limitsHit() > 0) all.merge("analyst: sessions that begin", clues.limitsHit(), Long::sum);
        state.site.limitsHit().forEach((name, count) -> all.merge("life: " + name, count, Long::sum));
        state.analyst.limitsHit().forEach((name, count) -> all.merge("analyst: " + name, count, Long::sum));
        if (home.evidence().leftOut() > 0)
            all.put("evidence: left out", home.evidence().leftOut());
        all.values().removeIf(count -> count == 0);
        return all;
    }

    /** Conversations that life keeps a pattern of. */
    public long conversations() {
        long sum = 0;
        for (var stage : engine.state().conversations) sum += stage.conversations();
        return sum;
    }

    /** What the pattern of life took at the last checkpoint: to walk all of it each time would cost as much. */
    public Footprint.Total memory() {
        return memory;
    }

    @Override
    public void close() {
        engine.close();
        recorder.history().close();
        home.close();
    }
}
