package dev.postern.wire;

import dev.postern.model.Address;
import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import dev.postern.model.Outcome;
import dev.postern.model.Stamp;
import dev.postern.model.Verb;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One call of a dissector: what it may know about the flow, and where it reports. Reused; valid only during the call.
 *
 * <pre>{@code
 * turn.message("read holding registers", Verb.READ, Outcome.REQUEST)
 *     .unit("17").target("holding 100 x10").field("address", 100L).field("quantity", 10L).emit();
 * }</pre>
 */
public final class Turn {
    /** A message with more fields than this loses the rest; {@link Draft#emit} then adds {@code truncated = true}. */
    public static final int FIELDS_MAX = 256;

    private final Draft draft = new Draft();
    private final Common common;
    private Consumer<Observation> out;
    private Origin frame;
    private Conversation conversation;
    private boolean fromClient;
    private String protocol;
    private Object state;
    private int need;
    private String heir;
    private boolean afterGap;
    private boolean complained;
    private boolean over;
    private int forgotten;
    /** Largest offset that what is carried may name. */
    private int offsetMax = Integer.MAX_VALUE;

    public Turn() {
        this(new Common());
    }

    Turn(Common common) {
        this.common = common;
    }

    /** Source of the stamp; lets a frame that yields nothing cost no stamp. */
    interface Origin {
        Stamp stamp();

        long atNanos();
    }

    void begin(
            Origin frame,
            Conversation conversation,
            boolean fromClient,
            String protocol,
            Object state,
            Consumer<Observation> out) {
        this.frame = frame;
        this.conversation = conversation;
        this.fromClient = fromClient;
        this.protocol = protocol;
        this.state = state;
        this.out = out;
        need = 0;
        heir = null;
        afterGap = false;
        complained = false;
        over = false;
        forgotten = 0;
    }

    void afterGap(boolean lost) {
        afterGap = lost;
    }

    /** Bytes of this direction were lost just before these: what was left of the message in hand means nothing. Streams only. */
    public boolean isAfterGap() {
        return afterGap;
    }

    public Conversation conversation() {
        return conversation;
    }

    public boolean fromClient() {
        return fromClient;
    }

    /** Event time of the frame that completed the pending bytes, nanoseconds since the epoch. */
    public long atNanos() {
        return frame.atNanos();
    }

    /** The flow's state made by {@link Dissector#newState}. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> T state() {
        return (T) state;
    }

    /**
     * What all flows of this protocol between these two hosts know in common, plain data like the state of a flow; made now if there is nothing yet.
     * For protocols that call back, or go on, over a connection of its own.
     */
    @SuppressWarnings("unchecked")
    public <T> T common(Supplier<T> fresh) {
        return (T) common.of(this, protocol, fresh);
    }

    /** The same, null if there is nothing yet: who only looks up takes no room. */
    public <T> T commonIfAny(Class<T> kind) {
        return kind.cast(common.of(this, protocol, () -> null));
    }

    /**
     * Who answers calls back to the port that the client of this turn has, from a port that nobody can foresee: that flow will be read by this dissector as
     * well, with the same client. Datagrams only.
     */
    public void expectsCall() {
        common.expect(this, protocol);
    }

    /**
     * The side that sent these bytes settles how what {@code from} sends to {@code to} under {@code number} is to be read, in whatever conversation.
     *
     * @param form plain data, never changed after this
     * @param parts how much it is
     */
    public void agree(Address from, Address to, long number, Object form, int parts) {
        int gone = common.agreements().heard(new Agreement(source(), from, to, number, form, parts));
        for (int i = 0; i < gone; i++) forgot();
    }

    /** The same of what it sends itself to whoever hears it. */
    public void announce(long number, Object form, int parts) {
        agree(source(), null, number, form, parts);
    }

    /** What this side announced of what it sends under {@code number}, or null. */
    public Object announced(long number) {
        return common.agreements().of(source(), null, number);
    }

    /** What was agreed on what this side sends to the other under {@code number}, or null. */
    public Object agreed(long number) {
        return common.agreements().of(source(), destination(), number);
    }

    /** Another one since anything was agreed, so that nobody looks it up for each frame. */
    public int agreements() {
        return common.agreements().version();
    }

    /** A message cannot be complete before this many bytes are pending in total. */
    public void need(int bytes) {
        need = bytes;
    }

    /**
     * These bytes are another protocol's, which begins like the dissector's own: it goes on here, with fresh state. For what shares the
     * start of a connection.
     *
     * @return what the dissector must return
     */
    public int handOver(String protocol) {
        heir = protocol;
        return Dissector.LOST;
    }

    /** Protocol that the flow was handed over to in this turn, or null. */
    String heir() {
        return heir;
    }

    /**
     * With the bytes consumed in this turn the protocol ends: what follows in the flow, both ways, is recognised anew. For an upgrade, a tunnel
     * that was granted, the start of encryption.
     */
    public void over() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    /**
     * Lets another dissector read what this one's messages carry, put together in {@code carried}, as if that were a flow of its own. What it says of the
     * flow itself (that it needs more, is over, belongs to another) is not heard.
     *
     * @param state made by {@code inner}, kept by who calls
     * @param lost bytes before these are missing
     * @param bytes of the message that carries: no offset behind it is told
     * @return what {@code inner} returned
     */
    public int carry(Dissector inner, Object state, Bytes carried, boolean lost, int bytes) {
        String outerProtocol = protocol;
        Object outerState = this.state;
        int outerNeed = need;
        String outerHeir = heir;
        boolean outerGap = afterGap;
        boolean outerOver = over;
        int outerOffsetMax = offsetMax;
        protocol = inner.protocol();
        this.state = state;
        afterGap = lost;
        offsetMax = Math.min(offsetMax, bytes);
        try {
            return inner.dissect(carried, this);
        } finally {
            protocol = outerProtocol;
            this.state = outerState;
            need = outerNeed;
            heir = outerHeir;
            afterGap = outerGap;
            over = outerOver;
            offsetMax = outerOffsetMax;
        }
    }

    /** A table of the flow's state was full, and its oldest entry went: counted, for the summary and the console. */
    public void forgot() {
        forgotten++;
    }

    int forgotten() {
        return forgotten;
    }

    int needed() {
        return need;
    }

    /** Address of the side that sent these bytes. */
    public Address source() {
        return conversation.source(fromClient);
    }

    public Address destination() {
        return conversation.destination(fromClient);
    }

    /** Starts a message; finish it with {@link Draft#emit}. One draft at a time. */
    public Draft message(String operation, Verb verb, Outcome outcome) {
        return draft.restart(protocol, operation, verb, outcome);
    }

    /** An earlier message of this flow is repeated by this frame, but for the value of one field. */
    public void again(Message earlier, int field, Object value) {
        out.accept(new Message(
                frame.stamp(),
                conversation,
                fromClient,
                earlier.protocol(),
                earlier.operation(),
                earlier.verb(),
                earlier.outcome(),
                earlier.unit(),
                earlier.target(),
                earlier.latencyNanos(),
                earlier.fields().with(field, value)));
    }

    /** {@code subject} told something about itself. */
    public void identity(Address subject, Identity.Attribute attribute, String value, double confidence) {
        identity(subject, "", attribute, value, confidence);
    }

    /** The same of a module of the subject, or of a station behind it: {@link Identity#place}. */
    public void identity(Address subject, String place, Identity.Attribute attribute, String value, double confidence) {
        if (value != null && !value.isBlank())
            out.accept(new Identity(frame.stamp(), subject, attribute, value.strip(), protocol, confidence, place));
    }

    /** The bytes break a rule of the protocol. {@code rule} is a constant, {@code offset} from the start of the message, at most its end. */
    public void malformed(String rule, int offset) {
        malformed(protocol, rule, offset);
    }

    /** The same for a layer within the protocol: {@code cotp} below {@code s7comm}. */
    public void malformed(String layer, String rule, int offset) {
        complained = true;
        out.accept(new Malformed(frame.stamp(), conversation, fromClient, layer, rule, Math.min(offset, offsetMax)));
    }

    /** Something was reported as malformed in this turn. */
    public boolean complained() {
        return complained;
    }

    /** A message being put together. */
    public final class Draft {
        private final Object[] pairs = new Object[2 * FIELDS_MAX + 2];
        private int length;
        private boolean truncated;
        private String layer;
        private String operation;
        private Verb verb;
        private Outcome outcome;
        private String unit;
        private String target;
        private long latencyNanos;
        private boolean ofClient;

        private Draft restart(String layer, String operation, Verb verb, Outcome outcome) {
            this.layer = layer;
            this.operation = operation;
            this.verb = verb;
            this.outcome = outcome;
            unit = "";
            target = "";
            latencyNanos = -1;
            length = 0;
            truncated = false;
            ofClient = fromClient;
            return this;
        }

        /** The server said it, though it shows only by what the client does next. */
        public Draft fromServer() {
            ofClient = false;
            return this;
        }

        /** Another protocol name than the dissector's: {@code cip} inside {@code enip}. */
        public Draft protocol(String name) {
            layer = name;
            return this;
        }

        public Draft unit(String station) {
            unit = station;
            return this;
        }

        public Draft target(String object) {
            target = object;
            return this;
        }

        /** @param requestNanos event time of the request this answers, or -1 if it was not seen */
        public Draft answers(long requestNanos) {
            latencyNanos = requestNanos < 0 ? -1 : Math.max(0, atNanos() - requestNanos);
            return this;
        }

        /** A number, which is a {@link Long} however few octets it has. */
        public Draft field(String name, long value) {
            return field(name, (Object) value);
        }

        /** @param value Long, Double, Boolean, String or a List of these; null is left out */
        public Draft field(String name, Object value) {
            if (value == null) return this;
            if (length >= 2 * FIELDS_MAX) {
                truncated = true;
                return this;
            }
            pairs[length++] = name;
            pairs[length++] = value;
            return this;
        }

        public Message emit() {
            if (truncated) {
                pairs[length++] = "truncated";
                pairs[length++] = true;
            }
            Message message = new Message(
                    frame.stamp(),
                    conversation,
                    ofClient,
                    layer,
                    operation,
                    verb,
                    outcome,
                    unit,
                    target,
                    latencyNanos,
                    Fields.of(pairs, length));
            out.accept(message);
            return message;
        }
    }
}
