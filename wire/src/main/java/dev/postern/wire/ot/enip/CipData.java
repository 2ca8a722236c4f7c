package dev.postern.wire.ot.enip;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/** The data of requests and answers where their layout is known; else hex. At most {@link #VALUES_MAX} values and {@link #HEX_BYTES_MAX}. */
final class CipData {
    static final int VALUES_MAX = 256;
    static final int HEX_BYTES_MAX = 64;
    private static final int STRUCTURE = 0x02A0;
    private static final int MEMORY_BYTES = 6, WORD_BYTES = 4;
    private static final int READ_FRAGMENTED = 0x52, WRITE_FRAGMENTED = 0x53;

    private CipData() {}

    static String hex(Bytes data) {
        return data.hex(0, Math.min(data.length(), HEX_BYTES_MAX));
    }

    private static String hex(Bytes data, int from) {
        return from >= data.length() ? null : data.hex(from, Math.min(data.length() - from, HEX_BYTES_MAX));
    }

    /** In octets, where what is asked for is a part of a tag that is too long for one answer, or the address of memory that is read. */
    static long offset(Meaning.Shape shape, int service, Bytes data) {
        if (shape == Meaning.Shape.READ_MEMORY) return data.length() == MEMORY_BYTES ? data.u32le(0) : 0;
        return shape == Meaning.Shape.READ_TAG && service == READ_FRAGMENTED ? data.u32le(2) : 0;
    }

    private static String address(long address) {
        return "memory 0x" + Long.toHexString(address);
    }

    static void request(Meaning.Shape shape, int service, Bytes data, String target, Turn.Draft draft) {
        switch (shape) {
            case ATTRIBUTE_LIST -> {
                int count = data.u16le(0);
                List<Object> attributes = new ArrayList<>();
                for (int i = 0; i < Math.min(count, VALUES_MAX) && data.has(2 + 2 * i, 2); i++)
                    attributes.add((long) data.u16le(2 + 2 * i));
                draft.field("attributes", attributes);
            }
            case READ_TAG -> {
                draft.field("elements", (long) data.u16le(0));
                if (service == READ_FRAGMENTED) draft.field("offset", data.u32le(2));
            }
            case WRITE_TAG -> written(service == WRITE_FRAGMENTED, data, target, draft);
            case MODIFY_TAG -> modified(data, target, draft);
            case READ_MEMORY -> {
                if (data.length() == MEMORY_BYTES)
                    draft.field("from", address(data.u32le(0))).field("elements", (long) data.u16le(4));
                else if (data.length() > 0) draft.field("data", hex(data));
            }
            case RESET -> {
                if (data.length() > 0) draft.field("type", (long) data.u8(0));
            }
            case FORWARD_CLOSE ->
                draft.field("connectionSerial", (long) data.u16le(2))
                        .field("originatorVendor", (long) data.u16le(4))
                        .field("originatorSerial", data.u32le(6));
            default -> {
                if (data.length() > 0) draft.field("data", hex(data)).field("size", (long) data.length());
            }
        }
    }

    private static void written(boolean fragmented, Bytes data, String target, Turn.Draft draft) {
        int type = data.u16le(0);
        int at = type == STRUCTURE ? 4 : 2;
        draft.field("type", CipNames.type(type)).field("elements", (long) data.u16le(at));
        long offset = fragmented ? data.u32le(at + 2) : 0;
        if (fragmented) draft.field("offset", offset);
        values(type, data, at + (fragmented ? 6 : 2), target, offset, draft);
    }

    /** The number of octets, which bits of them to set and which to leave: each bit that is touched is one that is written. */
    private static void modified(Bytes data, String target, Turn.Draft draft) {
        int size = data.u16le(0);
        draft.field("size", (long) size);
        if (size > WORD_BYTES * 2 || data.length() != 2 + 2 * size) {
            draft.field("data", hex(data));
            return;
        }
        List<Object> points = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (int bit = 0; bit < 8 * size; bit++) {
            boolean set = (data.u8(2 + bit / 8) >> bit % 8 & 1) == 1;
            boolean kept = (data.u8(2 + size + bit / 8) >> bit % 8 & 1) == 1;
            if (!set && kept) continue;
            points.add(size == 1 && bit == 0 ? target : target + "." + bit);
            values.add(set);
        }
        draft.field("points", points).field("values", values);
    }

    private static void memory(Asked asked, Bytes data, Turn.Draft draft) {
        if (asked.offset() == 0 || data.length() % WORD_BYTES != 0) {
            draft.field("data", hex(data)).field("size", (long) data.length());
            return;
        }
        List<Object> points = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (int at = 0; at < data.length() && values.size() < VALUES_MAX; at += WORD_BYTES) {
            points.add(address(asked.offset() + at));
            values.add((long) data.i32le(at));
        }
        draft.field("points", points).field("values", values);
        if (data.length() / WORD_BYTES > VALUES_MAX) draft.field("cut", true);
    }

    static void answer(Asked asked, Bytes data, Turn.Draft draft) {
        switch (asked.meaning().shape()) {
            case READ_MEMORY -> memory(asked, data, draft);
            case READ_TAG -> {
                int type = data.u16le(0);
                draft.field("type", CipNames.type(type));
                values(type, data, type == STRUCTURE ? 4 : 2, asked.target(), asked.offset(), draft);
            }
            case FORWARD_OPEN ->
                draft.field("otConnection", data.u32le(0))
                        .field("toConnection", data.u32le(4))
                        .field("connectionSerial", (long) data.u16le(8))
                        .field("otIntervalMicros", data.u32le(16))
                        .field("toIntervalMicros", data.u32le(20));
            default -> {
                if (data.length() > 0) draft.field("data", hex(data)).field("size", (long) data.length());
            }
        }
    }

    private static void values(int type, Bytes data, int from, String target, long offset, Turn.Draft draft) {
        int width = CipNames.width(type);
        if (width == 0 || (data.length() - from) % width != 0) {
            draft.field("data", hex(data, from));
            return;
        }
        List<Object> values = new ArrayList<>();
        for (int at = from; at < data.length() && values.size() < VALUES_MAX; at += width)
            values.add(value(type, data, at));
        if (offset > 0) draft.field("points", names(target, offset / width, values.size()));
        draft.field("values", values);
        if ((data.length() - from) / width > VALUES_MAX) draft.field("cut", true);
    }

    private static List<Object> names(String target, long first, int count) {
        List<Object> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) names.add(target + " [" + (first + i) + "]");
        return names;
    }

    private static Object value(int type, Bytes data, int at) {
        return switch (type) {
            case 0xC1 -> data.u8(at) != 0;
            case 0xC2 -> (long) (byte) data.u8(at);
            case 0xC3 -> (long) (short) data.u16le(at);
            case 0xC4 -> (long) data.i32le(at);
            case 0xC6, 0xD1 -> (long) data.u8(at);
            case 0xC7, 0xD2 -> (long) data.u16le(at);
            case 0xC8, 0xD3 -> data.u32le(at);
            case 0xCA -> (double) data.f32le(at);
            case 0xCB -> data.f64le(at);
            default -> data.i64le(at);
        };
    }

    /** A forward open, volume 1 section 3-5.5.2: both directions' intervals and sizes, and the path to the application. */
    record Opening(
            long toConnection,
            int serial,
            int vendor,
            long originator,
            long otIntervalMicros,
            int otBytes,
            long toIntervalMicros,
            int toBytes,
            int transport,
            CipPath path,
            List<Long> points) {
        static Opening read(Bytes data, boolean large) {
            int wide = large ? 4 : 2;
            int pathAt = 32 + 2 * wide;
            int words = data.u8(pathAt - 1);
            boolean whole = data.has(pathAt, 2 * words) || data.overrun();
            if (!whole) data.u8(pathAt + 2 * words - 1);
            Bytes path = new Bytes().wrap(data, pathAt, 2 * words);
            return new Opening(
                    data.u32le(6),
                    data.u16le(10),
                    data.u16le(12),
                    data.u32le(14),
                    data.u32le(22),
                    size(data, 26, large),
                    data.u32le(26 + wide),
                    size(data, 30 + wide, large),
                    data.u8(30 + 2 * wide),
                    CipPath.read(path),
                    CipPath.points(path));
        }

        private static int size(Bytes data, int at, boolean large) {
            return large ? (int) (data.u32le(at) & 0xFFFF) : data.u16le(at) & 0x1FF;
        }

        void describe(Turn.Draft draft) {
            draft.field("toConnection", toConnection)
                    .field("connectionSerial", (long) serial)
                    .field("originatorVendor", (long) vendor)
                    .field("originatorSerial", originator)
                    .field("otIntervalMicros", otIntervalMicros)
                    .field("otBytes", (long) otBytes)
                    .field("toIntervalMicros", toIntervalMicros)
                    .field("toBytes", (long) toBytes)
                    .field("transportClass", (long) (transport & Cip.TRANSPORT_CLASS));
        }
    }
}
