package dev.postern.wire;

import dev.postern.model.Encounter;
import dev.postern.model.Frame;
import dev.postern.model.Observation;
import java.util.List;
import java.util.function.Consumer;

/**
 * Frames to observations; one instance per logical shard, not thread safe. Link header, IP with reassembly, TCP with reassembly, flows,
 * dissectors. Its fields that are not transient are its whole state: plain data, so that a snapshot can hold it and a restored instance
 * continues as if nothing had happened. A frame may be reused by the caller once {@link #frame} returned; bytes that must stay are copied.
 */
public final class Wire {
    /** Traffic is reported for windows of one minute of event time. */
    static final long WINDOW_NANOS = 60_000_000_000L;

    private Limits limits;
    private Counters counters = new Counters();
    private FlowTable table = new FlowTable();
    private Fragments fragments = new Fragments();
    private Bindings bindings = new Bindings();
    private Redundancy redundancy = new Redundancy();
    private Loops loops = new Loops();
    private Unknowns unknowns = new Unknowns();
    private Budget budget = new Budget();
    private Common common = new Common();

    private transient Dissectors dissectors;
    private transient Layers layers;

    /** For snapshots. */
    @SuppressWarnings("unused")
    private Wire() {
        this(Limits.defaults());
    }

    public Wire(Limits limits) {
        this(limits, Dissectors.standard());
    }

    Wire(Limits limits, Dissectors dissectors) {
        this.limits = limits;
        this.dissectors = dissectors;
    }

    /** Decodes one frame with everything in it. */
    public void frame(Frame frame, Consumer<Observation> out) {
        layers().frame(frame, 1, Share.WHOLE, out);
    }

    /**
     * Decodes of one frame the conversations that are this instance's; frames of one address pair come to the same instance, in order.
     *
     * @param owners what {@link #shards} said of the frame
     */
    public void frame(Frame frame, int owners, Share share, Consumer<Observation> out) {
        layers().frame(frame, owners, share, out);
    }

    /** Who hears of each new flow as soon as both ends have spoken; nobody does unless this is called. Not part of the state. */
    public void encounters(Consumer<Encounter> to) {
        layers().encounters(to);
    }

    /** Event time has passed {@code atNanos}, a whole minute: reports the traffic of the minute, forgets idle flows. */
    public void close(long atNanos, Consumer<Observation> out) {
        layers().close(atNanos, out);
    }

    /**
     * Which of {@code shards} the frame's innermost conversation belongs to: the same for both directions and for all fragments of a datagram.
     */
    public static int shard(Frame frame, int shards) {
        return Shards.of(frame, shards);
    }

    /** Which of {@code shards}, at most {@value Shards#SHARDS_MAX}, must get this frame, one bit each: more than one if it carries a tunnel. */
    public static int shards(Frame frame, int shards) {
        return Shards.all(frame, shards);
    }

    /** What was agreed here about conversations that may be another instance's, since this was last asked. */
    public List<Agreement> takeAgreed() {
        return common.agreements().takeNews();
    }

    /** What another instance heard two stations agree on. */
    public void learn(List<Agreement> agreed) {
        for (Agreement agreement : agreed) common.agreements().put(agreement);
    }

    /** What this instance has gone through; live, to be read when no frame is being decoded. */
    public Counters counters() {
        return counters;
    }

    /** Flows held now. */
    public int flows() {
        return table.size();
    }

    /** Bytes of streams held now. */
    public long pendingBytes() {
        return budget.used();
    }

    /** Working objects are made when first needed, so that a restored instance makes its own over its restored state. */
    private Layers layers() {
        if (layers == null) {
            Dissectors known = dissectors == null ? Dissectors.standard() : dissectors;
            layers = new Layers(
                    limits, known, counters, table, fragments, bindings, redundancy, loops, unknowns, budget, common);
        }
        return layers;
    }

    /**
     * Which part of all conversations an instance has.
     *
     * @param self number of the shard, from 0
     * @param of how many there are
     */
    public record Share(int self, int of) {
        static final Share WHOLE = new Share(0, 1);
    }

    /**
     * How much one shard may hold; each limit that bites is counted by name in {@link Counters#limits}. Limits that are no question of
     * size are constants beside what they limit: fragments, segments out of order, bindings.
     *
     * @param flows flows of a shard; the oldest that was never answered gives way
     * @param flowsPerSource flows begun by one address; its own oldest gives way
     * @param pendingBytes of one direction of a stream, while a message is incomplete
     * @param pendingBytesPerShard of all flows together; those begun by one address may hold an eighth of what the others leave
     */
    public record Limits(int flows, int flowsPerSource, int pendingBytes, long pendingBytesPerShard) {
        public static Limits defaults() {
            return new Limits(1 << 15, 1 << 12, 1 << 18, 32L << 20);
        }
    }
}
