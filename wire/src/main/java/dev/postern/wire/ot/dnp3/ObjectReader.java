package dev.postern.wire.ot.dnp3;

import dev.postern.model.Identity;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the object headers of a fragment and what stands under them. At most {@link #HEADERS_MAX} headers and {@link #VALUES_MAX} values a
 * header are kept; what is over is skipped and said so ({@code cut}). An object whose size this library does not know ends the reading.
 */
final class ObjectReader {
    static final int HEADERS_MAX = 64;
    static final int VALUES_MAX = 256;
    private static final int TARGETS_MAX = 8;
    private static final int GROUP_ATTRIBUTES = 0,
            GROUP_CLASS = 60,
            GROUP_TIME = 50,
            GROUP_FILE = 70,
            GROUP_INDICATIONS = 80;
    private static final int GROUP_STRING = 110, GROUP_TERMINAL_EVENT = 113, GROUP_AUTHENTICATION = 120;

    private final Bytes bytes;
    private final Turn turn;
    private final LinkAddress link;
    private final Function function;
    private final List<ObjectHeader> headers = new ArrayList<>();
    private final List<Object> extras = new ArrayList<>();
    private FileObject file;
    private String controlStatus;
    private boolean cut;
    private boolean undecoded;

    private ObjectReader(Bytes bytes, Function function, LinkAddress link, Turn turn) {
        this.bytes = bytes;
        this.function = function;
        this.link = link;
        this.turn = turn;
    }

    static ObjectReader read(Bytes fragment, int from, Function function, LinkAddress link, Turn turn) {
        ObjectReader reader = new ObjectReader(fragment, function, link, turn);
        int at = from;
        while (at >= 0 && at < fragment.length()) at = reader.header(at);
        return reader;
    }

    /** Reads one header with its objects; returns the offset of the next, or -1 where reading ends. */
    private int header(int at) {
        if (headers.size() >= HEADERS_MAX) {
            cut = true;
            return -1;
        }
        ObjectHeader header = new ObjectHeader(bytes, at);
        if (!header.valid) {
            turn.malformed("object header", at);
            return -1;
        }
        headers.add(header);
        int next = function.body == Function.Body.NONE && header.sizeBytes() == 0 ? indices(header) : objects(header);
        if (next > bytes.length()) {
            turn.malformed("objects end early", at);
            return -1;
        }
        return next;
    }

    private int indices(ObjectHeader header) {
        int width = header.indexBytes();
        if (width == 0) return header.end;
        long wanted = (long) width * header.count;
        if (wanted > bytes.length() - header.end) return Integer.MAX_VALUE;
        for (int i = 0; i < header.count; i++) index(header, header.end + i * width);
        return (int) (header.end + wanted);
    }

    private void index(ObjectHeader header, int at) {
        if (header.indices.size() < VALUES_MAX) header.indices.add(ObjectHeader.number(bytes, at, header.indexBytes()));
        else cut = true;
    }

    private int objects(ObjectHeader header) {
        if (header.sizeBytes() > 0) return sized(header);
        if (header.group == GROUP_ATTRIBUTES) return attributes(header);
        if (header.group == GROUP_CLASS || header.count == 0) return header.end;
        String shape = ObjectLibrary.shape(header.group, header.variation);
        if (header.group >= GROUP_STRING && header.group <= GROUP_TERMINAL_EVENT) return strings(header);
        if (shape == null) {
            undecoded = true;
            return -1;
        }
        return shape.length() == 1 && Character.isDigit(shape.charAt(0)) && header.indexBytes() == 0
                ? packed(header, ObjectLibrary.bits(shape))
                : shaped(header, shape);
    }

    private int packed(ObjectHeader header, int bits) {
        long wanted = (header.count * bits + 7) / 8;
        if (wanted > bytes.length() - header.end) return Integer.MAX_VALUE;
        for (int i = 0; i < header.count; i++) {
            int octet = bytes.u8(header.end + i * bits / 8);
            value(header, (long) (octet >> i * bits % 8 & (1 << bits) - 1));
        }
        return (int) (header.end + wanted);
    }

    private int shaped(ObjectHeader header, String shape) {
        int width = header.indexBytes();
        int size = width + (ObjectLibrary.bits(shape) + 7) / 8;
        if (size * header.count > bytes.length() - header.end) return Integer.MAX_VALUE;
        int at = header.end;
        for (long i = 0; i < header.count; i++) {
            if (width > 0) index(header, at);
            object(header, shape, at + width);
            at += size;
        }
        return at;
    }

    private void object(ObjectHeader header, String shape, int from) {
        int at = from;
        for (int i = 0; i < shape.length(); i++) {
            switch (shape.charAt(i)) {
                case 'f' -> at += flags(header, bytes.u8(at));
                case 'F' -> {
                    value(header, (long) (bytes.u8(at) >> 7));
                    at += flags(header, bytes.u8(at) & 0x7F);
                }
                case 'D' -> {
                    value(header, (long) (bytes.u8(at) >> 6));
                    at += flags(header, bytes.u8(at) & 0x3F);
                }
                case '1', '2', 'y' -> at += value(header, (long) bytes.u8(at)) + 1;
                case 'w' -> at += value(header, (long) bytes.u16le(at)) + 2;
                case 'u' -> at += value(header, bytes.u32le(at)) + 4;
                case 's' -> at += value(header, (long) (short) bytes.u16le(at)) + 2;
                case 'i' -> at += value(header, (long) bytes.i32le(at)) + 4;
                case 'r' -> at += value(header, (double) bytes.f32le(at)) + 4;
                case 'd' -> at += value(header, bytes.f64le(at)) + 8;
                case 't' -> at += time(header, bytes.u48le(at)) + 6;
                case 'z' -> at += time(header, (long) bytes.u16le(at)) + 2;
                case 'S' -> {
                    status(bytes.u8(at) & 0x7F);
                    at++;
                }
                default -> {
                    control(header, ControlBlock.at(bytes, at));
                    at += ControlBlock.BYTES;
                }
            }
        }
    }

    private int value(ObjectHeader header, Object value) {
        if (header.values.size() < VALUES_MAX) header.values.add(value);
        else cut = true;
        return 0;
    }

    private int time(ObjectHeader header, long millis) {
        if (header.times.size() < VALUES_MAX) header.times.add(millis);
        return 0;
    }

    private int flags(ObjectHeader header, int flags) {
        if (header.flags.size() < VALUES_MAX) header.flags.add((long) flags);
        return 1;
    }

    private void status(int status) {
        if (controlStatus == null || controlStatus.equals("success")) controlStatus = ControlBlock.statusName(status);
    }

    private void control(ObjectHeader header, ControlBlock block) {
        value(header, block.operation());
        status(block.status());
        if (header.values.size() > 1) return;
        extra("control", block.operation());
        extra("count", (long) block.count());
        extra("onMillis", block.onMillis());
        extra("offMillis", block.offMillis());
    }

    private void extra(String name, Object value) {
        if (extras.size() >= 2 * VALUES_MAX) return;
        extras.add(name);
        extras.add(value);
    }

    private int strings(ObjectHeader header) {
        if (header.variation == 0) {
            turn.malformed("string object of length 0", header.end - 1);
            return -1;
        }
        int width = header.indexBytes();
        int size = width + header.variation;
        if (size * header.count > bytes.length() - header.end) return Integer.MAX_VALUE;
        int at = header.end;
        for (long i = 0; i < header.count; i++) {
            if (width > 0) index(header, at);
            value(header, bytes.ascii(at + width, header.variation));
            at += size;
        }
        return at;
    }

    /** Objects that carry their own size: files, authentication, data sets. */
    private int sized(ObjectHeader header) {
        int at = header.end;
        for (long i = 0; i < header.count; i++) {
            long size = ObjectHeader.number(bytes, at, header.sizeBytes());
            at += header.sizeBytes();
            if (size > bytes.length() - at) return Integer.MAX_VALUE;
            Bytes object = new Bytes().wrap(bytes, at, (int) size);
            if (header.group == GROUP_FILE) {
                file = FileObject.read(header.variation, object, file);
                if (object.overrun()) turn.malformed("file object ends early", at);
            } else value(header, object.hex(0, Math.min(64, object.length())));
            at += (int) size;
        }
        return at;
    }

    /** Device attributes: type, length, value; the variation says which. */
    private int attributes(ObjectHeader header) {
        int at = header.end;
        for (long i = 0; i < header.count; i++) {
            if (header.indexBytes() > 0) index(header, at);
            at += header.indexBytes();
            if (!bytes.has(at, 2)) return Integer.MAX_VALUE;
            int length = bytes.u8(at + 1);
            if (!bytes.has(at + 2, length)) return Integer.MAX_VALUE;
            attribute(header, bytes.u8(at), at + 2, length);
            at += 2 + length;
        }
        return at;
    }

    private void attribute(ObjectHeader header, int type, int at, int length) {
        if (type != 1) {
            value(header, type == 2 && length <= 4 ? (Object) unsigned(at, length) : bytes.hex(at, length));
            return;
        }
        String text = bytes.ascii(at, length);
        value(header, text);
        Identity.Attribute attribute = switch (header.variation) {
            case 242 -> Identity.Attribute.FIRMWARE;
            case 247 -> Identity.Attribute.NAME;
            case 248 -> Identity.Attribute.SERIAL;
            case 250 -> Identity.Attribute.MODEL;
            case 252 -> Identity.Attribute.VENDOR;
            case 243, 245, 246 -> Identity.Attribute.NOTE;
            default -> null;
        };
        if (attribute != null && !link.fromMaster()) turn.identity(turn.source(), attribute, text, 0.95);
    }

    private long unsigned(int at, int length) {
        long number = 0;
        for (int i = length - 1; i >= 0; i--) number = number << 8 | bytes.u8(at + i);
        return number;
    }

    /** What the request wants, its objects considered: a write of the clock, of a file, of the program. */
    Verb verb(Function function) {
        int group = headers.isEmpty() ? -1 : headers.getFirst().group;
        return switch (function) {
            case READ -> group == GROUP_FILE ? Verb.FILE_READ : group == GROUP_ATTRIBUTES ? Verb.IDENTIFY : Verb.READ;
            case WRITE ->
                switch (group) {
                    case GROUP_TIME -> Verb.CLOCK;
                    case GROUP_FILE -> Verb.FILE_WRITE;
                    case GROUP_ATTRIBUTES, 34 -> Verb.CONFIGURE;
                    case GROUP_INDICATIONS -> Verb.SESSION;
                    case GROUP_AUTHENTICATION -> Verb.PROTECT;
                    default -> Verb.WRITE;
                };
            case OPEN_FILE -> file != null && file.writes() ? Verb.FILE_WRITE : Verb.FILE_READ;
            case AUTHENTICATE -> {
                for (ObjectHeader header : headers)
                    if (header.group == GROUP_AUTHENTICATION && changesUsers(header.variation)) yield Verb.PROTECT;
                yield Verb.LOGIN;
            }
            default -> function.verb;
        };
    }

    /** Group 120: 8 certificate, 10 user status change, 11 to 15 update key change. */
    private static boolean changesUsers(int variation) {
        return variation == 8 || variation >= 10 && variation <= 15;
    }

    /** IEEE 1815-2012 table A-10: group 120 variation 1 asks for a proof, before what was asked is done. */
    boolean challenges() {
        return isAuthentication(1);
    }

    /** Variation 2: the proof that was asked for. */
    boolean proves() {
        return isAuthentication(2);
    }

    /** Variation 7: the proof was no good. */
    boolean failsAuthentication() {
        return isAuthentication(7);
    }

    private boolean isAuthentication(int variation) {
        return !headers.isEmpty()
                && headers.getFirst().group == GROUP_AUTHENTICATION
                && headers.getFirst().variation == variation;
    }

    boolean refused() {
        return controlStatus != null && !controlStatus.equals("success") || file != null && file.refused();
    }

    /** {@code g12v1 index 3}, {@code g30v1 0..9}, {@code class 1,2,3}, {@code file /a.txt}. */
    String target() {
        if (file != null) return file.target();
        List<String> parts = new ArrayList<>();
        StringBuilder classes = new StringBuilder();
        for (ObjectHeader header : headers) {
            if (header.group == GROUP_CLASS)
                classes.append(classes.isEmpty() ? "class " : ",").append(header.variation - 1);
            else if (parts.size() < TARGETS_MAX) parts.add(header.label());
            else if (parts.size() == TARGETS_MAX) parts.add("...");
        }
        if (!classes.isEmpty()) parts.addFirst(classes.toString());
        return String.join(", ", parts);
    }

    /** The kinds of object only: {@code g2v1, g32v1}. */
    String groups() {
        return String.join(
                ", ",
                headers.stream()
                        .map(ObjectHeader::name)
                        .distinct()
                        .limit(TARGETS_MAX)
                        .toList());
    }

    void describe(Turn.Draft draft) {
        if (headers.isEmpty()) return;
        draft.field(
                "objects", List.copyOf(headers.stream().map(ObjectHeader::name).toList()));
        draft.field(
                "qualifiers",
                List.copyOf(headers.stream().map(h -> (long) h.qualifier).toList()));
        draft.field(
                "points", List.copyOf(headers.stream().map(ObjectHeader::points).toList()));
        for (int i = 0; i < extras.size(); i += 2) draft.field((String) extras.get(i), extras.get(i + 1));
        draft.field("status", controlStatus);
        if (file != null) file.describe(draft);
        for (ObjectHeader header : headers) {
            String label = header.hasRange() ? header.label() : header.name();
            if (!header.indices.isEmpty()) draft.field(label + " index", List.copyOf(header.indices));
            if (!header.values.isEmpty()) draft.field(label, List.copyOf(header.values));
            if (!header.flags.isEmpty()) draft.field(label + " flags", List.copyOf(header.flags));
            if (!header.times.isEmpty()) draft.field(label + " millis", List.copyOf(header.times));
        }
        if (undecoded) draft.field("undecoded", true);
        if (cut) draft.field("cut", true);
    }
}
