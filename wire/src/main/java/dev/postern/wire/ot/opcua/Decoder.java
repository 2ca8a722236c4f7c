package dev.postern.wire.ot.opcua;

import dev.postern.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the binary encoding, OPC 10000-6 section 5.2, front to back. Past the end everything is empty, and {@link #cut} says so; lists are
 * read to their end but kept to {@link #LIST_MAX} entries, nesting ends at {@link #DEPTH_MAX}.
 */
final class Decoder {
    static final int LIST_MAX = 1024;
    static final int TEXT_BYTES_MAX = 512;
    static final int DATA_SHOWN_BYTES = 64;
    private static final int DEPTH_MAX = 16;
    /** From 1601 to 1970 in units of 100 ns. */
    private static final long EPOCH_TICKS = 116_444_736_000_000_000L;

    private static final long TICKS_A_MILLI = 10_000;
    private static final int ARRAY = 0x80, DIMENSIONS = 0x40, TYPE = 0x3F;
    private static final String[] TYPES = {
        "null",
        "boolean",
        "sbyte",
        "byte",
        "int16",
        "uint16",
        "int32",
        "uint32",
        "int64",
        "uint64",
        "float",
        "double",
        "string",
        "datetime",
        "guid",
        "bytestring",
        "xmlelement",
        "nodeid",
        "expandednodeid",
        "statuscode",
        "qualifiedname",
        "localizedtext",
        "structure",
        "datavalue",
        "variant",
        "diagnosticinfo"
    };

    private final Bytes bytes;
    private int at;
    private int depth;
    private boolean cut;

    Decoder(Bytes bytes, int from) {
        this.bytes = bytes;
        at = from;
    }

    int at() {
        return at;
    }

    /** Something past the end, or nested too deeply, was asked for. */
    boolean cut() {
        return cut;
    }

    private boolean missing(int count) {
        if (!cut && bytes.has(at, count)) return false;
        cut = true;
        return true;
    }

    void skip(int count) {
        if (!missing(count)) at += count;
    }

    int u8() {
        if (missing(1)) return 0;
        return bytes.u8(at++);
    }

    boolean flag() {
        return u8() != 0;
    }

    int u16() {
        if (missing(2)) return 0;
        at += 2;
        return bytes.u16le(at - 2);
    }

    long u32() {
        if (missing(4)) return 0;
        at += 4;
        return bytes.u32le(at - 4);
    }

    int i32() {
        return (int) u32();
    }

    long i64() {
        if (missing(8)) return 0;
        at += 8;
        return bytes.i64le(at - 8);
    }

    double f64() {
        return Double.longBitsToDouble(i64());
    }

    /** Milliseconds since 1970, 0 for none. */
    long millis() {
        long ticks = i64();
        return ticks <= 0 ? 0 : Math.floorDiv(ticks - EPOCH_TICKS, TICKS_A_MILLI);
    }

    /** Null is the empty text. */
    String text() {
        int length = i32();
        if (length <= 0 || missing(length)) return "";
        at += length;
        return bytes.utf8(at - length, Math.min(length, TEXT_BYTES_MAX));
    }

    String data() {
        int length = i32();
        if (length <= 0 || missing(length)) return "";
        at += length;
        return bytes.hex(at - length, Math.min(length, DATA_SHOWN_BYTES));
    }

    /** A byte string that is laid bare in place; returns its length, its begin is {@code at() - length}. */
    int blob() {
        int length = i32();
        if (length <= 0 || missing(length)) return 0;
        at += length;
        return length;
    }

    /** The last {@code length} octets stepped over, as text. */
    String before(int length) {
        return bytes.utf8(at - length, Math.min(length, TEXT_BYTES_MAX));
    }

    /** Begin of a structure's body behind its type; returns where it ends, or -1 if there is none. */
    int bodyEnd() {
        if (u8() == 0) return -1;
        int length = i32();
        return length <= 0 || missing(length) ? -1 : at + length;
    }

    /** Goes on behind a structure, whatever of it was read. */
    void seek(int end) {
        at = Math.min(end, bytes.length());
    }

    Bytes bytes() {
        return bytes;
    }

    /** Entries of the list that follows; -1 stands for none. No more than one a remaining byte. */
    int count() {
        int count = i32();
        if (count <= 0) return 0;
        if (count > bytes.length() - at) {
            cut = true;
            return 0;
        }
        return count;
    }

    List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (int left = count(); left > 0 && !cut; left--) {
            String text = text();
            if (texts.size() < LIST_MAX) texts.add(text);
        }
        return texts;
    }

    List<Long> numbers() {
        List<Long> numbers = new ArrayList<>();
        for (int left = count(); left > 0 && !cut; left--) {
            long number = u32();
            if (numbers.size() < LIST_MAX) numbers.add(number);
        }
        return numbers;
    }

    /** In the form of section 5.1.12: {@code ns=2;s=Pump1}, {@code i=2258}. */
    String nodeId() {
        return nodeId(u8() & 0x3F);
    }

    private String nodeId(int form) {
        return switch (form) {
            case 0 -> "i=" + u8();
            case 1 -> {
                int namespace = u8();
                yield node(namespace, "i=" + u16());
            }
            case 2 -> {
                int namespace = u16();
                yield node(namespace, "i=" + u32());
            }
            case 3 -> {
                int namespace = u16();
                yield node(namespace, "s=" + text());
            }
            case 4 -> {
                int namespace = u16();
                yield node(namespace, "g=" + guid());
            }
            case 5 -> {
                int namespace = u16();
                yield node(namespace, "b=" + data());
            }
            default -> {
                cut = true;
                yield "";
            }
        };
    }

    private static String node(int namespace, String identifier) {
        return namespace == 0 ? identifier : "ns=" + namespace + ";" + identifier;
    }

    String expandedNodeId() {
        int form = u8();
        String node = nodeId(form & 0x3F);
        if ((form & 0x80) != 0) node = "nsu=" + text() + ";" + node;
        if ((form & 0x40) != 0) node = "svr=" + u32() + ";" + node;
        return node;
    }

    String guid() {
        if (missing(16)) return "";
        at += 16;
        int from = at - 16;
        String start = Long.toHexString(1L << 32 | bytes.u32le(from)).substring(1);
        String middle = Integer.toHexString(1 << 16 | bytes.u16le(from + 4)).substring(1);
        String next = Integer.toHexString(1 << 16 | bytes.u16le(from + 6)).substring(1);
        return start + "-" + middle + "-" + next + "-" + bytes.hex(from + 8, 2) + "-" + bytes.hex(from + 10, 6);
    }

    /** {@code 2:Pump1}; the namespace is left out where it is 0. */
    String qualifiedName() {
        int namespace = u16();
        String name = text();
        return namespace == 0 ? name : namespace + ":" + name;
    }

    String localizedText() {
        int mask = u8();
        if ((mask & 1) != 0) text();
        return (mask & 2) != 0 ? text() : "";
    }

    void diagnosticInfo() {
        if (++depth > DEPTH_MAX) cut = true;
        int mask = u8();
        for (int bit = 1; bit <= 8; bit <<= 1) if ((mask & bit) != 0) u32();
        if ((mask & 0x10) != 0) text();
        if ((mask & 0x20) != 0) u32();
        if ((mask & 0x40) != 0 && !cut) diagnosticInfo();
        depth--;
    }

    void diagnosticInfos() {
        for (int left = count(); left > 0 && !cut; left--) diagnosticInfo();
    }

    /** An extension object whose body is passed over; returns its type. */
    String structure() {
        String type = nodeId();
        if (u8() != 0) blob();
        return type;
    }

    /** A value with its type; arrays are lists. */
    record Variant(String type, Object value) {
        private static final Variant NONE = new Variant("null", "null");

        /** As one of several: a list becomes one text. */
        Object single() {
            if (!(value instanceof List<?> list)) return value;
            StringBuilder text = new StringBuilder("[");
            for (Object entry : list) {
                if (text.length() > TEXT_BYTES_MAX) {
                    text.append(" ...");
                    break;
                }
                if (text.length() > 1) text.append(' ');
                text.append(entry);
            }
            return text.append(']').toString();
        }
    }

    Variant variant() {
        int form = u8();
        int type = form & TYPE;
        if (++depth > DEPTH_MAX || type >= TYPES.length) cut = true;
        if (cut) {
            depth--;
            return Variant.NONE;
        }
        Object value;
        if ((form & ARRAY) != 0) {
            value = array(type);
            if ((form & DIMENSIONS) != 0) numbers();
        } else {
            value = type == 0 ? "null" : scalar(type);
        }
        depth--;
        return new Variant(TYPES[type] + ((form & ARRAY) != 0 ? "[]" : ""), value);
    }

    static String typeName(int type) {
        return type < TYPES.length ? TYPES[type] : "type " + type;
    }

    List<Object> array(int type) {
        List<Object> values = new ArrayList<>();
        for (int left = count(); left > 0 && !cut; left--) {
            Object one = scalar(type);
            if (values.size() < LIST_MAX) values.add(one);
        }
        return values;
    }

    Object scalar(int type) {
        return switch (type) {
            case 1 -> flag();
            case 2 -> (long) (byte) u8();
            case 3 -> (long) u8();
            case 4 -> (long) (short) u16();
            case 5 -> (long) u16();
            case 6 -> (long) i32();
            case 7, 19 -> u32();
            case 8 -> i64();
            case 9 -> unsigned64();
            case 10 -> (double) Float.intBitsToFloat(i32());
            case 11 -> f64();
            case 12, 16 -> text();
            case 13 -> millis();
            case 14 -> guid();
            case 15 -> data();
            case 17 -> nodeId();
            case 18 -> expandedNodeId();
            case 20 -> qualifiedName();
            case 21 -> localizedText();
            case 22 -> structureText();
            case 23 -> dataValue().value.single();
            case 24 -> variant().single();
            default -> {
                diagnosticInfo();
                yield "";
            }
        };
    }

    Object unsigned64() {
        long value = i64();
        return value >= 0 ? (Object) value : Long.toUnsignedString(value);
    }

    /** Type of a structure and, where it is the build information of a server, what stands in it. */
    private Object structureText() {
        String type = nodeId();
        int end = bodyEnd();
        if (end < 0) return type;
        Object said = type;
        if (type.equals(BuildInfo.SERVER_STATUS)) {
            skip(20);
            said = BuildInfo.read(this);
        } else if (type.equals(BuildInfo.BUILD_INFO)) {
            said = BuildInfo.read(this);
        }
        seek(end);
        return said;
    }

    /** A value with quality and time; {@code status} 0 is good, {@code sourceMillis} 0 is none. */
    record DataValue(Variant value, long status, long sourceMillis) {}

    DataValue dataValue() {
        int mask = u8();
        Variant value = (mask & 1) != 0 ? variant() : Variant.NONE;
        long status = (mask & 2) != 0 ? u32() : 0;
        long source = (mask & 4) != 0 ? millis() : 0;
        if ((mask & 0x10) != 0) u16();
        if ((mask & 8) != 0) i64();
        if ((mask & 0x20) != 0) u16();
        return new DataValue(value, status, source);
    }
}
