package dev.postern.capture;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.postern.model.Frame;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Puts frames as they are on a network interface, through an AF_PACKET socket (packet(7)) that receives nothing. For the virtual plant, whose
 * frames belong on a virtual wire: they carry commands, and a network that controls something would obey them. Not thread safe.
 */
public final class LiveSender implements AutoCloseable {
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;
    private static final int FRAME_BYTES_MAX = 1 << 16;

    private final String name;
    private final Arena arena = Arena.ofShared();
    private final Libc libc = new Libc(arena);
    private final MemorySegment buffer = arena.allocate(FRAME_BYTES_MAX);
    private int fd = -1;

    private LiveSender(String name) {
        this.name = name;
    }

    /**
     * @param physical whether the interface may be a real network card
     * @throws CaptureException if there is no such interface, it is a real card and may not be, or the right to send is missing
     */
    public static LiveSender open(String name, boolean physical) {
        if (!physical && Files.exists(Path.of("/sys/class/net", name, "device")))
            throw new CaptureException(name
                    + " is a real network card, and these frames carry commands; use a virtual interface (ip link add ... type veth), or"
                    + " --physical where nothing listens that controls anything");
        LiveSender sender = new LiveSender(name);
        try {
            sender.start();
            return sender;
        } catch (CaptureException e) {
            sender.close();
            throw e;
        } catch (Libc.Failed e) {
            sender.close();
            throw LiveInterface.failed("send", name, e);
        }
    }

    private void start() throws Libc.Failed {
        int index = libc.indexOf(name);
        if (index == 0)
            throw new CaptureException("there is no interface " + name + "; 'ip link' lists those there are");
        fd = libc.socket(AF_PACKET, SOCK_RAW, 0);
        libc.bind(fd, LiveInterface.linkAddress(arena, index, 0));
    }

    /** Returns when the kernel has taken the frame. @throws CaptureException if the interface is down, or the frame longer than it carries */
    public void send(Frame frame) {
        MemorySegment.copy(frame.data, frame.offset, buffer, JAVA_BYTE, 0, frame.capturedBytes);
        try {
            libc.send(fd, buffer, frame.capturedBytes);
        } catch (Libc.Failed e) {
            throw new CaptureException(
                    "cannot send " + frame.capturedBytes + " bytes on " + name + ": " + e.getMessage()
                            + " (is it up, 'ip link set " + name + " up', and its MTU 1500 or more?)",
                    e);
        }
    }

    @Override
    public void close() {
        if (fd >= 0) libc.close(fd);
        fd = -1;
        arena.close();
    }
}
