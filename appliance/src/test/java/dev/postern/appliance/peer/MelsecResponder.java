package dev.postern.appliance.peer;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The devices of a MELSEC controller behind the MC protocol in binary, in 1E, 3E and 4E frames: blocks, random access and several blocks in one request
 * are answered from what was written before; a number from {@link #NUMBER_END} on is refused.
 */
final class MelsecResponder implements Responder.Service {
    static final int NUMBER_END = 8_192;
    private static final int SUBHEADER_1E_MAX = 0x0F;
    private static final int READ = 0x0401, WRITE = 0x1401, READ_RANDOM = 0x0403, WRITE_RANDOM = 0x1402;
    private static final int READ_BLOCKS = 0x0406, WRITE_BLOCKS = 0x1406;
    /** Outside the range of the device. */
    private static final int WRONG_DEVICE = 0x4031;

    private static final int ABNORMAL_1E = 0x5B, WRONG_RANGE_1E = 0x10;
    private static final int ANSWER_BYTES_MAX = 2_048;

    /** By device code. A word device has sixteen bits for each number. */
    private final Map<Integer, BitSet> memory = new HashMap<>();

    @Override
    public void serve(DataInputStream in, OutputStream out) throws IOException {
        while (true) {
            int subheader = in.readUnsignedByte();
            out.write(subheader <= SUBHEADER_1E_MAX ? answer1e(subheader, in) : answer(subheader, in));
        }
    }

    private byte[] answer(int subheader, DataInputStream in) throws IOException {
        boolean numbered = subheader == 0x54;
        ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES_MAX).order(ByteOrder.LITTLE_ENDIAN);
        answer.put((byte) (subheader | 0x80)).put(in.readByte());
        byte[] access = new byte[numbered ? 9 : 5];
        in.readFully(access);
        answer.put(access);
        byte[] body = new byte[Short.reverseBytes(in.readShort()) & 0xFFFF];
        in.readFully(body);
        int length = answer.position();
        ByteBuffer request =
                ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).position(2);
        answer.putShort((short) 0).putShort((short) 0);
        if (!execute(request, answer)) {
            answer.position(length + 2).putShort((short) WRONG_DEVICE);
            answer.put(access, access.length - 5, 5).put(body, 2, 4);
        }
        answer.putShort(length, (short) (answer.position() - length - 2));
        return written(answer);
    }

    private static byte[] written(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.position()];
        buffer.get(0, bytes);
        return bytes;
    }

    /** @return false where a device is outside its range */
    private boolean execute(ByteBuffer request, ByteBuffer answer) {
        int command = request.getShort();
        int subcommand = request.getShort();
        boolean bits = (subcommand & 1) != 0;
        boolean wide = (subcommand & 2) != 0;
        switch (command) {
            case READ, WRITE -> {
                Device device = device(request, wide);
                int points = request.getShort() & 0xFFFF;
                if (device.number + points > NUMBER_END) return false;
                if (command == READ) device.read(points, bits, answer);
                else device.write(points, bits, request);
            }
            case READ_RANDOM -> {
                int words = request.get();
                int longs = request.get();
                for (int i = 0; i < words + longs; i++) device(request, wide).read(i < words ? 1 : 2, false, answer);
            }
            case WRITE_RANDOM -> {
                int words = request.get();
                int longs = bits ? 0 : request.get();
                for (int i = 0; i < words + longs; i++) {
                    Device device = device(request, wide);
                    if (bits) device.set(0, wide ? request.getShort() : request.get());
                    else device.write(i < words ? 1 : 2, false, request);
                }
            }
            case READ_BLOCKS, WRITE_BLOCKS -> {
                int blocks = request.get() + request.get();
                for (int i = 0; i < blocks; i++) {
                    Device device = device(request, wide);
                    int points = request.getShort();
                    if (command == READ_BLOCKS) device.read(points, false, answer);
                    else device.write(points, false, request);
                }
            }
            default -> throw new IllegalArgumentException("command " + command);
        }
        return true;
    }

    private Device device(ByteBuffer request, boolean wide) {
        int number = wide ? request.getInt() : request.getShort() & 0xFFFF | (request.get() & 0xFF) << 16;
        return new Device(wide ? request.getShort() : request.get() & 0xFF, number);
    }

    private byte[] answer1e(int subheader, DataInputStream in) throws IOException {
        byte[] head = new byte[11];
        in.readFully(head);
        ByteBuffer request =
                ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).position(3);
        int number = request.getInt();
        Device device = new Device(request.getShort() & 0xFFFF, number);
        int points = request.get() & 0xFF;
        boolean bits = (subheader & 1) == 0;
        ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES_MAX).order(ByteOrder.LITTLE_ENDIAN);
        answer.put((byte) (subheader | 0x80));
        byte[] data = new byte[subheader < 2 ? 0 : bits ? (points + 1) / 2 : 2 * points];
        in.readFully(data);
        if (number + points > NUMBER_END)
            return written(
                    answer.put((byte) ABNORMAL_1E).put((byte) WRONG_RANGE_1E).put((byte) 0));
        answer.put((byte) 0);
        if (subheader < 2) device.read(points, bits, answer);
        else device.write(points, bits, ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN));
        return written(answer);
    }

    private final class Device {
        private final BitSet bits;
        private final int number;
        private final boolean word;

        Device(int code, int number) {
            bits = memory.computeIfAbsent(code, unseen -> new BitSet());
            this.number = number;
            // D and W, by their codes in 3E and 1E frames.
            word = code == 0xA8 || code == 0xB4 || code == 0x4420 || code == 0x5720;
        }

        void set(int index, int value) {
            bits.set(number + index, value != 0);
        }

        /** Points are words, or bits in half octets with the first in the upper one. */
        void read(int points, boolean asBits, ByteBuffer answer) {
            if (asBits) {
                for (int i = 0; i < points; i += 2) {
                    boolean second = i + 1 < points && bits.get(number + i + 1);
                    answer.put((byte) ((bits.get(number + i) ? 0x10 : 0) | (second ? 1 : 0)));
                }
                return;
            }
            int first = word ? 16 * number : number;
            for (int i = 0; i < points; i++) {
                int value = 0;
                for (int bit = 0; bit < 16; bit++) if (bits.get(first + 16 * i + bit)) value |= 1 << bit;
                answer.putShort((short) value);
            }
        }

        void write(int points, boolean asBits, ByteBuffer request) {
            if (asBits) {
                for (int i = 0; i < points; i += 2) {
                    int both = request.get();
                    set(i, both & 0x10);
                    if (i + 1 < points) set(i + 1, both & 1);
                }
                return;
            }
            int first = word ? 16 * number : number;
            for (int i = 0; i < points; i++) {
                int value = request.getShort();
                for (int bit = 0; bit < 16; bit++) bits.set(first + 16 * i + bit, (value >> bit & 1) != 0);
            }
        }
    }
}
