package dev.postern.wire;

import dev.postern.model.Address;
import dev.postern.model.Conversation;
import dev.postern.model.Frame;
import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import dev.postern.model.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Fuzz target: one flow of any registered dissector on any transport it speaks, read by the {@link Reader} as in life. Input: octets 0
 * and 1 choose dissector and transport, octet 2 how often all is repeated (a power of two) and how streams are cut; then pieces, each with an
 * octet whose lowest bit is the direction, two octets of length, and that many octets or what is left.
 */
public final class DissectorFuzz {
    private static final Wire.Limits LIMITS = new Wire.Limits(8, 8, 1 << 16, 1 << 17);
    /** All that a flow may remember for its dissector. */
    private static final long STATE_BYTES_MAX = 512 << 10;

    private static final long CPU_NANOS_MAX = 1_000_000_000L;
    private static final long CPU_NANOS_PER_BYTE = 20_000L;
    private static final int PIECE_HEADER_BYTES = 3;

    /** Without a length in its messages, or with one under encryption: what is unknown ends with its segment. */
    private static final Set<String> CUT_BY_SEGMENT = Set.of("modbusrtu", "ssh");

    private static final Cuts WHOLE = (done, left) -> left;

    /** Fuzz this dissector alone; empty for all. */
    static final String CHOSEN = System.getProperty("postern.fuzz.protocol", "");

    /** Where executions of each dissector are written now and then; empty for nowhere. */
    private static final String COUNTS = System.getProperty("postern.fuzz.executions", "");

    private static final int EXECUTIONS_BETWEEN_COUNTS = 4096;

    private static final List<Seat> SEATS = seats();
    private static final Map<String, Long> EXECUTIONS = new TreeMap<>();
    private static long executions;

    /** A dissector on one transport. The id stays the same when others come or go, so that old inputs keep their meaning. */
    record Seat(Dissector dissector, Transport transport, int id) {}

    /**
     * What came out of a script. Not comparable: once bytes break a rule, the place is lost or another protocol is looked for, reading goes on
     * with what has arrived.
     */
    private record Run(List<String> told, boolean comparable) {}

    /** How a piece of a stream arrives: the octets of its next segment when some are there and others left. */
    interface Cuts {
        int next(int done, int left);
    }

    private DissectorFuzz() {}

    private static List<Seat> seats() {
        List<Seat> seats = new ArrayList<>();
        Set<Integer> taken = new HashSet<>();
        for (Transport transport : Transport.values()) {
            // SCTP asks those of TCP.
            if (transport == Transport.SCTP) continue;
            for (Dissector dissector : Dissectors.standard().on(transport)) {
                int id = (dissector.protocol() + transport).hashCode() & 0xFFFF;
                // Where two fall on the same number the later one takes the next.
                while (!taken.add(id)) id = id + 1 & 0xFFFF;
                seats.add(new Seat(dissector, transport, id));
            }
        }
        seats.removeIf(seat -> !CHOSEN.isEmpty() && !seat.dissector.protocol().equals(CHOSEN));
        if (seats.isEmpty()) throw new IllegalArgumentException("no dissector of " + CHOSEN);
        return List.copyOf(seats);
    }

    static List<Seat> all() {
        return SEATS;
    }

    /** The input with this dissector chosen, whatever became of its first octets. */
    static byte[] of(Seat seat, byte[] input) {
        byte[] chosen = Arrays.copyOf(input, Math.max(3, input.length));
        chosen[0] = (byte) (seat.id >> 8);
        chosen[1] = (byte) seat.id;
        return chosen;
    }

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 3) return;
        int id = Octets.u16(input, 0);
        Seat seat = SEATS.stream().filter(s -> s.id() == id).findFirst().orElse(SEATS.get(id % SEATS.size()));
        if (!COUNTS.isEmpty()) count(seat);
        int repeats = 1 << (input[2] & 7);
        long most = CPU_NANOS_MAX + CPU_NANOS_PER_BYTE * input.length * repeats;
        long spent = read(seat, input, repeats);
        // The first input of a protocol also loads its classes.
        if (spent > most) spent = read(seat, input, repeats);
        hold(spent <= most, seat, "took " + spent + " ns");
    }

    private static void count(Seat seat) {
        EXECUTIONS.merge(seat.dissector.protocol(), 1L, Long::sum);
        if (++executions % EXECUTIONS_BETWEEN_COUNTS != 0) return;
        try {
            Files.write(
                    Path.of(COUNTS),
                    EXECUTIONS.entrySet().stream()
                            .map(e -> e.getKey() + " " + e.getValue())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return nanoseconds of processor time spent */
    private static long read(Seat seat, byte[] input, int repeats) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long began = threads.getCurrentThreadCpuTime();
        Run whole = run(seat, input, repeats, WHOLE);
        if (seat.transport == Transport.TCP && repeats == 1) {
            Random random = new Random(input[2]);
            compare(seat, whole, run(seat, input, 1, (done, left) -> 1 + random.nextInt(2 << random.nextInt(8))));
        }
        return threads.getCurrentThreadCpuTime() - began;
    }

    /** What a stream means does not depend on how it is cut. */
    static void compare(Seat seat, byte[] input, Cuts... others) {
        Run whole = run(seat, input, 1, WHOLE);
        if (whole.comparable()) for (Cuts cuts : others) compare(seat, whole, run(seat, input, 1, cuts));
    }

    private static void compare(Seat seat, Run whole, Run cut) {
        if (!whole.comparable() || cut.comparable() && whole.told.equals(cut.told)) return;
        if (CUT_BY_SEGMENT.contains(seat.dissector.protocol())) return;
        AssertionError error = new AssertionError(
                seat.dissector.protocol() + " depends on how the stream is cut:\n" + whole + "\n" + cut);
        // Jazzer takes two findings for one if they come from the same place.
        String place = seat.dissector.getClass().getName();
        error.setStackTrace(new StackTraceElement[] {new StackTraceElement(place, "dissect", null, -1)});
        throw error;
    }

    private static Run run(Seat seat, byte[] input, int repeats, Cuts cuts) {
        Watched watched = new Watched(seat.dissector);
        Counters counters = new Counters();
        Budget budget = new Budget();
        Reader reader =
                new Reader(LIMITS, new Dissectors(List.of(watched)), counters, budget, new Unknowns(), new Common());
        Flow flow = flow(seat, watched);
        Frame frame = new Frame();
        Packet packet = new Packet();
        List<String> told = new ArrayList<>();
        boolean[] broken = new boolean[1];
        Consumer<Observation> out = observation -> {
            watched.observations++;
            broken[0] |= observation instanceof Malformed;
            Wellformed.check(observation, watched.pendingBytes);
            if (repeats == 1) told.add(content(observation));
        };
        for (int round = 0; round < repeats; round++) {
            int at = 3;
            while (at + PIECE_HEADER_BYTES <= input.length) {
                boolean fromClient = (input[at] & 1) == 0;
                int count = Math.min(Octets.u16(input, at + 1), input.length - at - PIECE_HEADER_BYTES);
                at += PIECE_HEADER_BYTES;
                frame.atNanos += 10_000_000;
                frame.order++;
                for (int done = 0; done < count; ) {
                    int most = cuts.next(done, count - done);
                    frame.data = Arrays.copyOfRange(input, at + done, at + Math.min(count, done + most));
                    frame.capturedBytes = frame.data.length;
                    done += frame.data.length;
                    watched.probe(new Bytes().wrap(frame.data), seat.transport, fromClient);
                    packet.begin(frame);
                    packet.from = 0;
                    packet.end = frame.data.length;
                    feed(reader, flow, fromClient, packet, out);
                    long held = budget.used();
                    hold(held == pending(flow) && held <= LIMITS.pendingBytesPerShard(), seat, "holds " + held);
                }
                at += count;
            }
        }
        if (seat.transport == Transport.TCP) reader.ended(flow, packet, out);
        long state = Sizes.of(flow.state);
        hold(state <= STATE_BYTES_MAX, seat, "state of " + state + " bytes");
        reader.release(flow);
        hold(budget.used() == 0, seat, "bytes left in the budget");
        boolean comparable = !broken[0]
                && flow.switches == 0
                && counters.lost == 0
                && counters.limits().isEmpty();
        return new Run(told, comparable);
    }

    private static void feed(Reader reader, Flow flow, boolean fromClient, Packet packet, Consumer<Observation> out) {
        if (flow.transport == Transport.TCP)
            reader.stream(flow, fromClient, packet.data, packet.from, packet.length(), packet, out);
        else reader.datagram(flow, fromClient, packet, out);
    }

    private static Flow flow(Seat seat, Dissector dissector) {
        boolean link = seat.transport == Transport.ETHERNET;
        Address client = link ? Address.mac(0x02_00_00_00_00_0AL) : Address.ipv4(0x0A00_0001);
        Address server = link ? Address.mac(0x02_00_00_00_00_0BL) : Address.ipv4(0x0A00_0002);
        Flow flow = new Flow();
        flow.transport = seat.transport;
        flow.kind = client.kind();
        flow.conversation = new Conversation(client, server, seat.transport, link ? 0 : 50_000, 502, 0);
        flow.stage = Flow.Stage.RECOGNISED;
        flow.protocol = dissector.protocol();
        flow.dissector = dissector;
        flow.state = dissector.newState();
        flow.sure = true;
        if (seat.transport == Transport.TCP) {
            flow.up = new TcpHalf();
            flow.down = new TcpHalf();
        }
        return flow;
    }

    private static int pending(Flow flow) {
        int pending = flow.up == null ? 0 : flow.up.length + flow.down.length;
        if (flow.held != null) for (Flow.Held held : flow.held) pending += held.data.length;
        return pending;
    }

    /** All but which frame it was in. */
    private static String content(Observation observation) {
        return switch (observation) {
            case Message m ->
                m.fromClient() + " " + m.protocol() + " " + m.operation() + " " + m.verb() + " " + m.outcome() + " "
                        + m.unit() + " " + m.target() + " " + m.latencyNanos() + " " + m.fields();
            case Malformed m -> m.fromClient() + " " + m.layer() + " " + m.rule() + " " + m.offset();
            case Identity i -> i.subject() + " " + i.attribute() + " " + i.value() + " " + i.confidence();
            default -> throw new AssertionError("no business of a dissector: " + observation);
        };
    }

    private static void hold(boolean fact, Seat seat, String what) {
        if (!fact) throw new AssertionError(seat.dissector.protocol() + " over " + seat.transport + ": " + what);
    }
}
