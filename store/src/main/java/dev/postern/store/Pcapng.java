package dev.postern.store;

import dev.postern.model.Frame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** A pcapng file in memory: one interface for each capture and link type, nanosecond times. */
final class Pcapng {
    private static final int SECTION = 0x0A0D0D0A;
    private static final int OPTION_COMMENT = 1;
    private static final int OPTION_NAME = 2;
    private static final int OPTION_RESOLUTION = 9;
    private static final int LINKTYPE_ETHERNET = 1;

    private final Map<Long, Integer> interfaces = new LinkedHashMap<>();
    private ByteBuffer out = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private final IntFunction<String> captureName;
    private int frames;

    Pcapng(IntFunction<String> captureName) {
        this.captureName = captureName;
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
        return frames < EvidenceFiles.FRAMES_MAX && out.position() < EvidenceFiles.BYTES_MAX;
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

    int frames() {
        return frames;
    }

    /** What was written so far; shares its bytes. */
    ByteBuffer written() {
        return out.duplicate().flip();
    }
}
