package dev.postern.plant.net;

/**
 * Virtual time. Two queues: deeds that will be done and frames that are on their way to the mirror port. A deed at time t may send frames and
 * plan deeds at t or later only, so a frame may leave as soon as no deed is left at or before its time.
 */
public final class Timeline {
    /** Something that somebody will do. */
    @FunctionalInterface
    public interface Deed {
        void at(long nowNanos);
    }

    /** Told the number of each frame that belongs to it when the frame passes the mirror port. */
    @FunctionalInterface
    public interface Witness {
        void passed(long frameNumber, long atNanos, byte[] frame);
    }

    /** A frame on its way; the record hands its bytes on, nobody compares it. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Flight(byte[] bytes, Witness witness) {}

    private final TimeHeap<Deed> deeds = new TimeHeap<>();
    private final TimeHeap<Flight> flights = new TimeHeap<>();
    private long nowNanos;
    private long passed;
    private long passedAtNanos;
    private Witness witness;

    public Timeline(long startNanos) {
        nowNanos = startNanos;
        passedAtNanos = startNanos;
    }

    /** Time of the deed being done, or of the last one done. */
    public long nowNanos() {
        return nowNanos;
    }

    /** Number of frames that passed the mirror port. */
    public long passed() {
        return passed;
    }

    /** When the last of them did. */
    public long passedAtNanos() {
        return passedAtNanos;
    }

    /** Plans a deed; one planned for the past is done now. */
    public void plan(long atNanos, Deed deed) {
        deeds.push(Math.max(atNanos, nowNanos), deed);
    }

    /** Frames sent while {@code work} runs belong to {@code owner}. */
    public void witnessed(Witness owner, Runnable work) {
        Witness before = witness;
        witness = owner;
        work.run();
        witness = before;
    }

    void send(long atNanos, byte[] frame) {
        flights.push(Math.max(atNanos, nowNanos), new Flight(frame, witness));
    }

    /** When the next frame passes the mirror port; does every deed up to then first. {@link Long#MAX_VALUE} if nothing will ever happen again. */
    public long nextNanos() {
        while (deeds.firstNanos() <= flights.firstNanos()) {
            if (deeds.isEmpty()) return Long.MAX_VALUE;
            nowNanos = deeds.firstNanos();
            deeds.pop().at(nowNanos);
        }
        return flights.firstNanos();
    }

    /** Bytes of the next frame at the mirror port. Null if nothing will ever happen again. */
    public byte[] nextFrame() {
        if (nextNanos() == Long.MAX_VALUE) return null;
        passedAtNanos = flights.firstNanos();
        passed++;
        Flight flight = flights.pop();
        if (flight.witness != null) flight.witness.passed(passed, passedAtNanos, flight.bytes);
        return flight.bytes;
    }
}
