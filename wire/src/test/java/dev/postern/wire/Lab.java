package dev.postern.wire;

import dev.postern.model.Binding;
import dev.postern.model.Frame;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import dev.postern.model.Traffic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A wire with frames made by hand going in. Time moves 1 ms a frame unless told. */
final class Lab {
    static final int A = 0x0A000001;
    static final int B = 0x0A000002;
    static final long MAC_A = 0x02_00_00_00_00_0AL;
    static final long MAC_B = 0x02_00_00_00_00_0BL;
    static final long MINUTE = 60_000_000_000L;
    static final int FIN = 1;
    static final int SYN = 2;
    static final int RST = 4;
    static final int ACK = 16;
    /** A message may come in several frames. */
    private static final int MESSAGE_BYTES_MAX = 1 << 20;

    final Wire wire;
    final List<Observation> seen = new ArrayList<>();
    long atNanos = 1_000 * MINUTE;
    int linkType = 1;
    int vlanTci = Frame.NO_VLAN;
    private long number;

    Lab(Wire.Limits limits, Dissector... dissectors) {
        wire = new Wire(limits, new Dissectors(List.of(dissectors)));
    }

    Lab(Dissector... dissectors) {
        this(Wire.Limits.defaults(), dissectors);
    }

    /** Sends a frame of which the capture kept {@code captured} bytes. */
    Lab cut(byte[] bytes, int captured) {
        Frame frame = frame(bytes);
        frame.capturedBytes = Math.min(captured, bytes.length);
        wire.frame(frame, this::see);
        // The caller may reuse its frame and its bytes: whoever kept them is found out.
        Arrays.fill(frame.data, (byte) 0xEE);
        return this;
    }

    private void see(Observation observation) {
        Wellformed.check(observation, MESSAGE_BYTES_MAX);
        seen.add(observation);
    }

    Lab send(byte[] bytes) {
        return cut(bytes, bytes.length);
    }

    Frame frame(byte[] bytes) {
        Frame frame = new Frame();
        frame.data = bytes.clone();
        frame.capturedBytes = bytes.length;
        frame.wireBytes = bytes.length;
        atNanos += 1_000_000;
        frame.atNanos = atNanos;
        frame.linkType = linkType;
        frame.vlanTci = vlanTci;
        frame.number = ++number;
        frame.order = number;
        return frame;
    }

    Lab close() {
        atNanos = Math.floorDiv(atNanos, MINUTE) * MINUTE + MINUTE;
        wire.close(atNanos, this::see);
        return this;
    }

    List<Message> messages() {
        return of(Message.class);
    }

    List<Malformed> malformed() {
        return of(Malformed.class);
    }

    List<Traffic> traffic() {
        return of(Traffic.class);
    }

    List<Binding> bindings() {
        return of(Binding.class);
    }

    private <T> List<T> of(Class<T> kind) {
        return seen.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) length += part.length;
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** Big-endian numbers: value, bytes, value, bytes ... */
    static byte[] numbers(long... valuesAndBytes) {
        byte[] all = new byte[0];
        for (int i = 0; i < valuesAndBytes.length; i += 2) {
            byte[] one = new byte[(int) valuesAndBytes[i + 1]];
            for (int k = 0; k < one.length; k++) one[k] = (byte) (valuesAndBytes[i] >>> 8 * (one.length - 1 - k));
            all = join(all, one);
        }
        return all;
    }

    static byte[] ethernet(long from, long to, int type, byte[] payload) {
        return join(numbers(to, 6, from, 6, type, 2), payload);
    }

    static byte[] ipv4(int from, int to, int protocol, byte[] payload) {
        return fragment(from, to, protocol, 0, 0, false, payload);
    }

    static byte[] fragment(int from, int to, int protocol, int id, int offset, boolean more, byte[] payload) {
        return join(
                numbers(0x4500, 2, 20 + payload.length, 2, id, 2, offset / 8 | (more ? 0x2000 : 0), 2),
                numbers(64, 1, protocol, 1, 0, 2, from & 0xFFFFFFFFL, 4, to & 0xFFFFFFFFL, 4),
                payload);
    }

    static byte[] ipv6(long fromLow, long toLow, int next, byte[] payload) {
        long prefix = 0xFE80L << 48;
        return join(
                numbers(0x60000000L, 4, payload.length, 2, next, 1, 64, 1),
                numbers(prefix, 8, fromLow, 8, prefix, 8, toLow, 8),
                payload);
    }

    static byte[] udp(int from, int to, byte[] payload) {
        return join(numbers(from, 2, to, 2, 8 + payload.length, 2, 0, 2), payload);
    }

    static byte[] tcp(int from, int to, int sequence, int acknowledged, int flags, byte[] payload) {
        return join(
                numbers(from, 2, to, 2, sequence & 0xFFFFFFFFL, 4, acknowledged & 0xFFFFFFFFL, 4),
                numbers(5 << 4, 1, flags, 1, 8192, 2, 0, 4),
                payload);
    }

    /** An Ethernet frame with IPv4 from A to B, or back. */
    static byte[] frame(boolean fromA, int protocol, byte[] payload) {
        return ethernet(
                fromA ? MAC_A : MAC_B,
                fromA ? MAC_B : MAC_A,
                0x0800,
                ipv4(fromA ? A : B, fromA ? B : A, protocol, payload));
    }

    static byte[] udpFrame(boolean fromA, int portA, int portB, byte[] payload) {
        return frame(fromA, 17, udp(fromA ? portA : portB, fromA ? portB : portA, payload));
    }

    static byte[] tcpFrame(
            boolean fromA, int portA, int portB, int sequence, int acknowledged, int flags, byte[] payload) {
        return frame(
                fromA, 6, tcp(fromA ? portA : portB, fromA ? portB : portA, sequence, acknowledged, flags, payload));
    }
}
