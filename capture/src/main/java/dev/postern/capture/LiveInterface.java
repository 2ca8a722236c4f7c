package dev.postern.capture;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.postern.model.Frame;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Frames from a network interface, received only: an AF_PACKET socket with a TPACKET_V3 ring (packet(7), kernel documentation
 * packet_mmap), promiscuous. The kernel fills blocks of {@link #BLOCK_BYTES}; a block is copied to the heap in one piece and given back at
 * once, so that nothing above this class holds the ring up. Not thread safe: one thread at a time.
 */
public final class LiveInterface implements AutoCloseable {
    /** One block of the ring. */
    static final int BLOCK_BYTES = 1 << 20;

    /** 128 MiB: at 1 Gbit/s a second may pass without the reader, at low rates {@link #BLOCK_TIMEOUT_MILLIS} times this. */
    static final int BLOCKS = 128;

    /** The kernel hands over a block that is not full after this time. */
    static final int BLOCK_TIMEOUT_MILLIS = 60;

    /** Longest frame kept, jumbo frames and offloaded segments included. */
    private static final int FRAME_BYTES_MAX = 1 << 16;

    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;
    private static final int ETH_P_ALL = 3;
    private static final int SOL_PACKET = 263;
    private static final int PACKET_ADD_MEMBERSHIP = 1;
    private static final int PACKET_RX_RING = 5;
    private static final int PACKET_STATISTICS = 6;
    private static final int PACKET_VERSION = 10;
    private static final int PACKET_IGNORE_OUTGOING = 23;
    private static final int PACKET_MR_PROMISC = 1;
    private static final int TPACKET_V3 = 2;
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_SHARED = 1;
    private static final short POLLIN = 1;
    private static final int ARPHRD_ETHER = 1;
    private static final int ARPHRD_LOOPBACK = 772;

    // struct tpacket_block_desc, in its order
    private static final int BLOCK_STATUS = 8;
    private static final int BLOCK_PACKETS = 12;
    private static final int BLOCK_FIRST = 16;
    private static final int BLOCK_LENGTH = 20;
    private static final int STATUS_KERNEL = 0;
    private static final int STATUS_USER = 1;
    private static final VarHandle STATUS = ValueLayout.JAVA_INT.varHandle();

    // struct tpacket3_hdr, in its order
    private static final int NEXT = 0;
    private static final int SECONDS = 4;
    private static final int NANOS = 8;
    private static final int CAPTURED = 12;
    private static final int ORIGINAL = 16;
    private static final int PACKET_STATUS = 20;
    private static final int MAC_OFFSET = 24;
    private static final int VLAN_TCI = 32;
    private static final int TP_STATUS_VLAN_VALID = 1 << 4;

    private final String name;
    private final Arena arena = Arena.ofShared();
    private final Libc libc = new Libc(arena);
    private final MemorySegment poll = arena.allocate(8);
    private final MemorySegment statistics = arena.allocate(12);
    private final MemorySegment statisticsLength = arena.allocate(4);
    private final int linkType;
    private int fd = -1;
    private MemorySegment ring = MemorySegment.NULL;
    private int block;
    private MemorySegment copy = MemorySegment.NULL;
    private byte[] bytes = new byte[0];
    private int left;
    private int at;
    private long number;
    private long received;
    private long dropped;

    private LiveInterface(String name) {
        this.name = name;
        linkType = linkTypeOf(name);
    }

    /**
     * Opens the ring and starts to receive.
     *
     * @param includeOutgoing also see what this machine itself sends: for a sensor that shares its interface; a mirror port sends nothing
     * @throws CaptureException if there is no such interface or the right to capture is missing; the message says what to do
     */
    public static LiveInterface open(String name, boolean includeOutgoing) {
        LiveInterface live = new LiveInterface(name);
        try {
            live.start(includeOutgoing);
            return live;
        } catch (Libc.Failed e) {
            live.close();
            if (e.errno == Libc.EPERM || e.errno == Libc.EACCES)
                throw new CaptureException(
                        "no right to capture on " + name
                                + ": run as root, or give the Java runtime the right once with  sudo setcap cap_net_raw,cap_net_admin=eip "
                                + Path.of(System.getProperty("java.home"), "bin", "java"),
                        e);
            throw new CaptureException("cannot capture on " + name + ": " + e.getMessage(), e);
        }
    }

    private void start(boolean includeOutgoing) throws Libc.Failed {
        int index = libc.indexOf(name);
        if (index == 0)
            throw new CaptureException("there is no interface " + name + "; 'ip link' lists those there are");
        fd = libc.socket(AF_PACKET, SOCK_RAW, 0);
        libc.setsockopt(fd, SOL_PACKET, PACKET_VERSION, ints(TPACKET_V3));
        if (!includeOutgoing) libc.setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, ints(1));
        // struct tpacket_req3: block size, blocks, frame size, frames, timeout, private size, features
        libc.setsockopt(
                fd,
                SOL_PACKET,
                PACKET_RX_RING,
                ints(
                        BLOCK_BYTES,
                        BLOCKS,
                        FRAME_BYTES_MAX,
                        BLOCKS * (BLOCK_BYTES / FRAME_BYTES_MAX),
                        BLOCK_TIMEOUT_MILLIS,
                        0,
                        0));
        ring = libc.mmap((long) BLOCK_BYTES * BLOCKS, PROT_READ_WRITE, MAP_SHARED, fd);
        // struct packet_mreq: ifindex, type and address length, 8 bytes of address
        libc.setsockopt(fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, ints(index, PACKET_MR_PROMISC, 0, 0));
        libc.bind(fd, linkAddress(index));
        poll.set(JAVA_INT_UNALIGNED, 0, fd);
        poll.set(JAVA_SHORT_UNALIGNED, 4, POLLIN);
    }

    /** struct sockaddr_ll for all protocols of one interface. */
    private MemorySegment linkAddress(int index) {
        MemorySegment address = arena.allocate(20);
        address.set(JAVA_SHORT_UNALIGNED, 0, (short) AF_PACKET);
        address.set(JAVA_SHORT_UNALIGNED, 2, Short.reverseBytes((short) ETH_P_ALL));
        address.set(JAVA_INT_UNALIGNED, 4, index);
        return address;
    }

    private MemorySegment ints(int... values) {
        return arena.allocateFrom(ValueLayout.JAVA_INT, values);
    }

    private static int linkTypeOf(String name) {
        try {
            int type = Integer.parseInt(
                    Files.readString(Path.of("/sys/class/net", name, "type")).strip());
            if (type == ARPHRD_ETHER || type == ARPHRD_LOOPBACK) return 1;
            throw new CaptureException("interface " + name + " is no Ethernet interface (hardware type " + type + ")");
        } catch (IOException e) {
            throw new CaptureException("there is no interface " + name + "; 'ip link' lists those there are", e);
        }
    }

    public String name() {
        return name;
    }

    /**
     * Lays {@code frame} over the next received frame, waiting at most {@code timeoutMillis} for it.
     *
     * @return false if none came
     */
    public boolean next(Frame frame, int timeoutMillis) {
        while (left == 0) if (!nextBlock(timeoutMillis)) return false;
        lay(frame);
        return true;
    }

    private boolean nextBlock(int timeoutMillis) {
        long start = (long) block * BLOCK_BYTES;
        if (((int) STATUS.getAcquire(ring, start + BLOCK_STATUS) & STATUS_USER) == 0) {
            try {
                if (libc.poll(poll, 1, timeoutMillis) == 0) return false;
            } catch (Libc.Failed e) {
                throw new CaptureException("interface " + name + " failed: " + e.getMessage(), e);
            }
            if (((int) STATUS.getAcquire(ring, start + BLOCK_STATUS) & STATUS_USER) == 0) return false;
        }
        int length = ring.get(JAVA_INT_UNALIGNED, start + BLOCK_LENGTH);
        left = ring.get(JAVA_INT_UNALIGNED, start + BLOCK_PACKETS);
        at = ring.get(JAVA_INT_UNALIGNED, start + BLOCK_FIRST);
        bytes = ring.asSlice(start, Math.clamp(length, 0, BLOCK_BYTES)).toArray(JAVA_BYTE);
        copy = MemorySegment.ofArray(bytes);
        STATUS.setRelease(ring, start + BLOCK_STATUS, STATUS_KERNEL);
        block = (block + 1) % BLOCKS;
        return true;
    }

    private void lay(Frame frame) {
        frame.data = bytes;
        frame.offset = at + (copy.get(JAVA_SHORT_UNALIGNED, at + MAC_OFFSET) & 0xFFFF);
        frame.capturedBytes = copy.get(JAVA_INT_UNALIGNED, at + CAPTURED);
        frame.wireBytes = copy.get(JAVA_INT_UNALIGNED, at + ORIGINAL);
        frame.atNanos = (copy.get(JAVA_INT_UNALIGNED, at + SECONDS) & 0xFFFF_FFFFL) * 1_000_000_000L
                + copy.get(JAVA_INT_UNALIGNED, at + NANOS);
        boolean tagged = (copy.get(JAVA_INT_UNALIGNED, at + PACKET_STATUS) & TP_STATUS_VLAN_VALID) != 0;
        frame.vlanTci = tagged ? copy.get(JAVA_INT_UNALIGNED, at + VLAN_TCI) & 0xFFFF : Frame.NO_VLAN;
        frame.linkType = linkType;
        frame.number = ++number;
        at += copy.get(JAVA_INT_UNALIGNED, at + NEXT);
        left--;
    }

    /** Frames handed out by {@link #next}. */
    public long delivered() {
        return number;
    }

    /** Reads the kernel's counters, which it sets back to zero at each reading, into {@link #received} and {@link #dropped}. */
    public void readCounters() {
        statisticsLength.set(JAVA_INT_UNALIGNED, 0, 12);
        try {
            libc.getsockopt(fd, SOL_PACKET, PACKET_STATISTICS, statistics, statisticsLength);
        } catch (Libc.Failed e) {
            throw new CaptureException("interface " + name + " does not tell its losses: " + e.getMessage(), e);
        }
        received += statistics.get(JAVA_INT_UNALIGNED, 0) & 0xFFFF_FFFFL;
        dropped += statistics.get(JAVA_INT_UNALIGNED, 4) & 0xFFFF_FFFFL;
    }

    /** Frames that passed the interface since {@link #open}, dropped ones included; as of the last {@link #readCounters}. */
    public long received() {
        return received;
    }

    /** Frames that the kernel had no room for. */
    public long dropped() {
        return dropped;
    }

    @Override
    public void close() {
        if (ring.address() != 0) libc.munmap(ring);
        if (fd >= 0) libc.close(fd);
        ring = MemorySegment.NULL;
        fd = -1;
        arena.close();
    }
}
