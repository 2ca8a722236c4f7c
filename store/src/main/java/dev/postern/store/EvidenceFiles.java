package dev.postern.store;

import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Frame;
import dev.postern.model.FrameRef;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * The packets that prove an anomaly: those it names, and what its two sides sent and received from {@link #BEFORE_NANOS} before to {@link
 * #AFTER_NANOS} after. Copied from the ring into a pcapng file of its own once the time after has passed, with its SHA-256 in the state.
 * Each packet carries the capture and number it came from as a comment.
 */
public final class EvidenceFiles {
    static final long BEFORE_NANOS = 10_000_000_000L;
    static final long AFTER_NANOS = 5_000_000_000L;

    /** Frames of one anomaly; those it names come in any case. */
    static final int FRAMES_MAX = 2_000;

    /** All evidence of a home together; what comes after is counted, not kept. */
    static final long TOTAL_BYTES_MAX = 1L << 30;

    /** One anomaly's packets; those it names come in any case. */
    static final int BYTES_MAX = 32 << 20;

    private static final String ASIDE = ".tmp";

    /** Anomalies that wait for their time after. */
    static final int WAITING_MAX = 4_096;

    /** Anomalies cut out in one pass over the ring: more would need more memory at once. */
    private static final int TOGETHER_MAX = 8;

    /** An address is looked for in this many bytes of a frame: link, VLAN, tunnel and network headers, or an ARP packet. */
    private static final int SEARCHED_BYTES = 96;

    private final Path folder;
    private final PacketRing ring;
    private final State state;
    private final IntFunction<String> captureName;
    private final ArrayDeque<Anomaly> waiting = new ArrayDeque<>();
    private long keptBytes;
    private long leftOut;

    EvidenceFiles(Path folder, PacketRing ring, State state, IntFunction<String> captureName) {
        this.folder = folder;
        this.ring = ring;
        this.state = state;
        this.captureName = captureName;
        try (var files = Files.list(folder)) {
            for (Path file : files.toList())
                if (file.toString().endsWith(ASIDE)) Files.delete(file);
                else keptBytes += Files.size(file);
        } catch (IOException e) {
            throw new StoreException("cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Remembers to cut out the packets of this anomaly. */
    public synchronized void want(Anomaly anomaly) {
        if (waiting.size() >= WAITING_MAX || keptBytes >= TOTAL_BYTES_MAX) leftOut++;
        else waiting.add(anomaly);
    }

    /** Cuts out what is due. @param clockNanos event time; {@link Long#MAX_VALUE} for all that wait */
    public synchronized void cutDue(long clockNanos) {
        List<Anomaly> due = new ArrayList<>(TOGETHER_MAX);
        while (!waiting.isEmpty()
                && (clockNanos == Long.MAX_VALUE || waiting.peek().atNanos() + AFTER_NANOS <= clockNanos)) {
            due.add(waiting.poll());
            if (due.size() == TOGETHER_MAX) {
                cut(due);
                due.clear();
            }
        }
        if (!due.isEmpty()) cut(due);
    }

    /** The file with the packets of an anomaly, if any were kept; one whose time after has not passed is cut out now. */
    public synchronized Optional<Path> fileOf(String anomalyId) {
        for (Anomaly anomaly : waiting)
            if (anomaly.id().equals(anomalyId)) {
                cut(List.of(anomaly));
                break;
            }
        return state.evidence(anomalyId).map(e -> folder.resolve(e.file())).filter(Files::exists);
    }

    /** Anomalies whose packets were not kept because a limit was reached, that of the packet ring included. */
    public synchronized long leftOut() {
        return leftOut;
    }

    /** One pass over the ring for all of them, and one word to the disk about the names of their files. */
    private void cut(List<Anomaly> anomalies) {
        List<Cutting> cuttings = anomalies.stream().map(Cutting::new).toList();
        Set<FrameRef> named = new HashSet<>();
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        for (Cutting cutting : cuttings) {
            named.addAll(cutting.named);
            from = Math.min(from, cutting.fromNanos);
            to = Math.max(to, cutting.toNanos);
        }
        ring.read(from, to, named, frame -> {
            for (Cutting cutting : cuttings) cutting.offer(frame);
            return true;
        });
        List<State.Evidence> kept = new ArrayList<>(cuttings.size());
        try {
            for (Cutting cutting : cuttings)
                if (cutting.out.frames > 0) kept.add(keep(cutting));
                else if (!cutting.named.isEmpty()) leftOut++;
            if (!kept.isEmpty()) Durable.forceFolder(folder);
        } catch (IOException e) {
            throw new StoreException("cannot keep evidence in " + folder + ": " + e.getMessage(), e);
        }
        kept.forEach(state::put);
    }

    private State.Evidence keep(Cutting cutting) throws IOException {
        byte[] bytes = cutting.out.bytes();
        String name = cutting.id + ".pcapng";
        Path aside = folder.resolve(name + ASIDE);
        Path file = folder.resolve(name);
        Durable.write(aside, bytes);
        if (Files.exists(file)) keptBytes -= Files.size(file);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        keptBytes += bytes.length;
        String hash = HexFormat.of().formatHex(Hashes.digest().digest(bytes));
        return new State.Evidence(cutting.id, name, hash, cutting.out.frames, bytes.length);
    }

    /** The packets of one anomaly while the ring is read. */
    private final class Cutting {
        final String id;
        final Set<FrameRef> named;
        final long fromNanos;
        final long toNanos;
        final Pcapng out = new Pcapng();
        private final byte[] one;
        private final byte[] other;

        Cutting(Anomaly anomaly) {
            id = anomaly.id();
            named = new HashSet<>(anomaly.evidence());
            fromNanos = anomaly.atNanos() - BEFORE_NANOS;
            toNanos = anomaly.atNanos() + AFTER_NANOS;
            one = octets(anomaly.device());
            other = octets(anomaly.peer());
        }

        void offer(Frame frame) {
            boolean timely = frame.atNanos >= fromNanos && frame.atNanos <= toNanos;
            if (timely && out.hasRoom() && contains(frame, one) && contains(frame, other)
                    || named.contains(new FrameRef(frame.capture, frame.number))) out.add(frame);
        }
    }

    private static byte[] octets(Address address) {
        if (address == null) return null;
        return switch (address.kind()) {
            case IPV4 -> ByteBuffer.allocate(4).putInt((int) address.low()).array();
            case IPV6 ->
                ByteBuffer.allocate(16)
                        .putLong(address.high())
                        .putLong(address.low())
                        .array();
            case MAC ->
                Arrays.copyOfRange(ByteBuffer.allocate(8).putLong(address.low()).array(), 2, 8);
        };
    }

    private static boolean contains(Frame frame, byte[] pattern) {
        if (pattern == null) return true;
        byte[] data = frame.data;
        byte first = pattern[0];
        int last = frame.offset + Math.min(frame.capturedBytes, SEARCHED_BYTES) - pattern.length;
        for (int at = frame.offset; at <= last; at++)
            if (data[at] == first && Arrays.equals(data, at, at + pattern.length, pattern, 0, pattern.length))
                return true;
        return false;
    }

    /** A pcapng file in memory: one interface for each capture and link type, nanosecond times. */
    private final class Pcapng {
        private static final int SECTION = 0x0A0D0D0A;
        private static final int OPTION_COMMENT = 1;
        private static final int OPTION_NAME = 2;
        private static final int OPTION_RESOLUTION = 9;
        private static final int LINKTYPE_ETHERNET = 1;

        private final Map<Long, Integer> interfaces = new LinkedHashMap<>();
        private ByteBuffer out = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        private int frames;

        Pcapng() {
            int start = begin(SECTION);
            out.putInt(0x1A2B3C4D).putShort((short) 1).putShort((short) 0).putLong(-1);
            end(start);
        }

        void add(Frame frame) {
            int from = interfaceOf(frame);
            int start = begin(6);
            reserve(64 + frame.capturedBytes);
            boolean tagged =
                    frame.vlanTci != Frame.NO_VLAN && frame.linkType == LINKTYPE_ETHERNET && frame.capturedBytes >= 12;
            int captured = frame.capturedBytes + (tagged ? 4 : 0);
            out.putInt(from).putInt((int) (frame.atNanos >>> 32)).putInt((int) frame.atNanos);
            out.putInt(captured).putInt(frame.wireBytes + (tagged ? 4 : 0));
            if (tagged) {
                // The network card took the tag off; here it goes back to where it was.
                out.put(frame.data, frame.offset, 12).put((byte) 0x81).put((byte) 0);
                out.put((byte) (frame.vlanTci >> 8)).put((byte) frame.vlanTci);
                out.put(frame.data, frame.offset + 12, frame.capturedBytes - 12);
            } else out.put(frame.data, frame.offset, frame.capturedBytes);
            pad();
            option(
                    OPTION_COMMENT,
                    (captureName.apply(frame.capture) + " frame " + frame.number).getBytes(StandardCharsets.UTF_8));
            out.putInt(0);
            end(start);
            frames++;
        }

        boolean hasRoom() {
            return frames < FRAMES_MAX && out.position() < BYTES_MAX;
        }

        private int interfaceOf(Frame frame) {
            Integer known = interfaces.get((long) frame.capture << 32 | frame.linkType);
            if (known != null) return known;
            int start = begin(1);
            out.putShort((short) frame.linkType).putShort((short) 0).putInt(0);
            option(OPTION_NAME, captureName.apply(frame.capture).getBytes(StandardCharsets.UTF_8));
            option(OPTION_RESOLUTION, new byte[] {9});
            out.putInt(0);
            end(start);
            interfaces.put((long) frame.capture << 32 | frame.linkType, interfaces.size());
            return interfaces.size() - 1;
        }

        private void option(int code, byte[] value) {
            reserve(16 + value.length);
            out.putShort((short) code).putShort((short) value.length).put(value);
            pad();
        }

        private int begin(int type) {
            reserve(64);
            int start = out.position();
            out.putInt(type).putInt(0);
            return start;
        }

        private void end(int start) {
            reserve(8);
            int length = out.position() + 4 - start;
            out.putInt(length).putInt(start + 4, length);
        }

        private void pad() {
            while (out.position() % 4 != 0) out.put((byte) 0);
        }

        private void reserve(int count) {
            if (out.remaining() >= count) return;
            ByteBuffer larger = ByteBuffer.allocate(Math.max(2 * out.capacity(), out.position() + count))
                    .order(ByteOrder.LITTLE_ENDIAN);
            out.flip();
            out = larger.put(out);
        }

        byte[] bytes() {
            return Arrays.copyOf(out.array(), out.position());
        }
    }
}
