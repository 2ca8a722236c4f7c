package dev.postern.capture;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One network interface, received only: an AF_PACKET socket with a TPACKET_V3 ring (packet(7), kernel documentation packet_mmap),
 * promiscuous. The kernel fills blocks of {@link #BLOCK_BYTES}; {@link #copy} takes one out in one piece and gives it back at once. Not
 * thread safe: one thread at a time.
 */
final class LiveInterface implements AutoCloseable {
    /** One block of the ring. Small, because at low rates a block is handed over nearly empty. */
    static final int BLOCK_BYTES = 1 << 18;

    /** The kernel hands over a block that is not full after this time, at the latest after twice this time. */
    static final int BLOCK_TIMEOUT_MILLIS = 40;

    /** Longest frame kept whole, jumbo frames and offloaded segments included. */
    private static final int FRAME_BYTES_MAX = 1 << 16;

    private static final int SOL_SOCKET = 1;
    private static final int SO_ERROR = 4;
    private static final int SO_ATTACH_FILTER = 26;
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
    private static final short POLLERR = 8;
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

    private final String name;
    private final Arena arena = Arena.ofShared();
    private final Libc libc = new Libc(arena);
    private final MemorySegment poll = arena.allocate(8);
    private final MemorySegment statistics = arena.allocate(12);
    private final MemorySegment statisticsLength = arena.allocate(4);
    private final MemorySegment errorLength = arena.allocate(4);
    private final MemorySegment error = arena.allocate(4);
    private final int blocks;
    private final int linkType;
    private int index;
    private int fd = -1;
    private MemorySegment ring = MemorySegment.NULL;
    private int block;
    private long received;
    private long dropped;

    private LiveInterface(String name, long ringBytes) {
        this.name = name;
        blocks = (int) Math.clamp(ringBytes / BLOCK_BYTES, 4, 1 << 14);
        linkType = linkTypeOf(name);
    }

    /**
     * Opens the ring and starts to receive.
     *
     * @param ringBytes memory that the kernel sets aside, in whole blocks
     * @param includeOutgoing also see what this machine itself sends: for a sensor that shares its interface; a mirror port sends nothing
     * @throws CaptureException if there is no such interface or the right to capture is missing; the message says what to do
     */
    static LiveInterface open(String name, long ringBytes, boolean includeOutgoing) {
        LiveInterface live = new LiveInterface(name, ringBytes);
        try {
            live.start(includeOutgoing);
            return live;
        } catch (CaptureException e) {
            live.close();
            throw e;
        } catch (Libc.Failed e) {
            live.close();
            throw failed("capture", name, e);
        }
    }

    /**
     * In words, with what to do where the right is missing.
     *
     * @param what was tried: capture or send
     */
    static CaptureException failed(String what, String name, Libc.Failed e) {
        if (e.errno == Libc.EPERM || e.errno == Libc.EACCES)
            return new CaptureException(
                    "no right to " + what + " on " + name
                            + ": run as root, or give the Java runtime the right once with  sudo setcap cap_net_raw,cap_net_admin=eip "
                            + Path.of(System.getProperty("java.home"), "bin", "java"),
                    e);
        return new CaptureException("cannot " + what + " on " + name + ": " + e.getMessage(), e);
    }

    private void start(boolean includeOutgoing) throws Libc.Failed {
        index = libc.indexOf(name);
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
                        blocks,
                        FRAME_BYTES_MAX,
                        blocks * (BLOCK_BYTES / FRAME_BYTES_MAX),
                        BLOCK_TIMEOUT_MILLIS,
                        0,
                        0));
        ring = libc.mmap((long) BLOCK_BYTES * blocks, PROT_READ_WRITE, MAP_SHARED, fd);
        // struct packet_mreq: ifindex, type and address length, 8 bytes of address
        libc.setsockopt(fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, ints(index, PACKET_MR_PROMISC, 0, 0));
        libc.bind(fd, linkAddress(arena, index, ETH_P_ALL));
        poll.set(JAVA_INT_UNALIGNED, 0, fd);
        poll.set(JAVA_SHORT_UNALIGNED, 4, POLLIN);
    }

    /**
     * struct sockaddr_ll of one interface.
     *
     * @param protocol what to receive; 0 for nothing
     */
    static MemorySegment linkAddress(Arena arena, int index, int protocol) {
        MemorySegment address = arena.allocate(20);
        address.set(JAVA_SHORT_UNALIGNED, 0, (short) AF_PACKET);
        address.set(JAVA_SHORT_UNALIGNED, 2, Short.reverseBytes((short) protocol));
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

    int index() {
        return index;
    }

    int linkType() {
        return linkType;
    }

    /** Waits at most {@code timeoutMillis} for a block. @return false if there is none */
    boolean await(int timeoutMillis) {
        if (isReady()) return true;
        try {
            if (libc.poll(poll, 1, timeoutMillis) > 0 && (poll.get(JAVA_SHORT_UNALIGNED, 6) & POLLERR) != 0) {
                // The interface went down or away; reading the error clears it, or poll would return at once from now
                // on.
                errorLength.set(JAVA_INT_UNALIGNED, 0, 4);
                libc.getsockopt(fd, SOL_SOCKET, SO_ERROR, error, errorLength);
            }
        } catch (Libc.Failed e) {
            throw new CaptureException("interface " + name + " failed: " + e.getMessage(), e);
        }
        return isReady();
    }

    private boolean isReady() {
        return ((int) STATUS.getAcquire(ring, (long) block * BLOCK_BYTES + BLOCK_STATUS) & STATUS_USER) != 0;
    }

    /** Copies the block that {@link #await} found and gives it back to the kernel. */
    Block copy(MemorySegment into, int slot) {
        long start = (long) block * BLOCK_BYTES;
        int bytes = Math.clamp(ring.get(JAVA_INT_UNALIGNED, start + BLOCK_LENGTH), 0, BLOCK_BYTES);
        Block copied = new Block(
                slot,
                bytes,
                ring.get(JAVA_INT_UNALIGNED, start + BLOCK_PACKETS),
                ring.get(JAVA_INT_UNALIGNED, start + BLOCK_FIRST),
                linkType);
        MemorySegment.copy(ring, start, into, 0, bytes);
        STATUS.setRelease(ring, start + BLOCK_STATUS, STATUS_KERNEL);
        block = (block + 1) % blocks;
        return copied;
    }

    /** Lets nothing more in; what is in the ring stays. A filter of one instruction, BPF_RET with length 0 (struct sock_fprog). */
    void refuseFromNowOn() {
        MemorySegment program = arena.allocate(16, 8);
        program.set(JAVA_SHORT_UNALIGNED, 0, (short) 1);
        program.set(ValueLayout.ADDRESS, 8, ints(6, 0));
        try {
            libc.setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, program);
        } catch (Libc.Failed e) {
            throw new CaptureException("interface " + name + " cannot be stopped: " + e.getMessage(), e);
        }
    }

    /** Reads the kernel's counters, which it sets back to zero at each reading, into {@link #received} and {@link #dropped}. */
    void readCounters() {
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
    long received() {
        return received;
    }

    /** Frames that the kernel had no room for. */
    long dropped() {
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
