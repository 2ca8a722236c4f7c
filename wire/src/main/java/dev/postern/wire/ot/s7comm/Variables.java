package dev.postern.wire.ot.s7comm;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/** Variable specifications and their values, as they stand in read, write and cyclic services. */
final class Variables {
    /** More items than a data unit can hold at 2 bytes each are not read. */
    static final int ITEMS_MAX = 255;

    private static final int TARGET_CHARACTERS_MAX = 400;
    /** Values of one message. */
    static final int VALUES_MAX = 256;

    private static final int BYTES_SHOWN_MAX = 64;
    private static final int SPECIFICATION = 0x12;
    private static final int SYNTAX_ANY = 0x10;
    private static final int SYNTAX_DB_READ = 0xB0;
    private static final int SYNTAX_SYMBOLIC = 0xB2;
    private static final int SYNTAX_NCK = 0x82;
    private static final int AREA_DB = 0x84;
    private static final int AREA_INSTANCE_DB = 0x85;
    private static final int AREA_COUNTER = 0x1C;
    private static final int AREA_IEC_TIMER = 0x1F;
    private static final int AREA_BYTES = 5;
    /** Return code of an area, where only what changes is brought. */
    private static final int UNCHANGED = 0xFE;

    private static final int TYPE_BIT = 1, TYPE_BYTE = 2, TYPE_CHARACTER = 3;
    /** Of a value, not of what is asked for. */
    private static final int BIT_DATA = 3;

    private Variables() {}

    /** One variable asked for, of one element or more, or several areas of data blocks at once. */
    static final class Item {
        /** Null as kept before elements had names. */
        private final String place;

        final String target;
        /** Transport size of the request; 0 where the syntax has none. */
        final int type;

        private final int count;
        /** Elements have the names {@code prefix + (first + step * index)}; null where only their place tells them apart. */
        private final String prefix;

        private final int first;
        private final int step;
        /** Areas whose octets follow each other in one value, each behind a return code of its own; else null. */
        private final List<Item> areas;

        private Item(String place, int type, int count, String prefix, int first, int step) {
            this.place = place;
            this.type = type;
            this.count = count;
            this.prefix = prefix;
            this.first = first;
            this.step = step;
            target = place + " x" + count;
            areas = null;
        }

        /** What has no types and elements. */
        private Item(String target) {
            this(target, 0, null);
        }

        private Item(String target, int type, List<Item> areas) {
            place = target;
            this.target = target;
            this.type = type;
            this.areas = areas;
            count = 1;
            prefix = null;
            first = step = 0;
        }

        /** What it is called without its number of elements. */
        private String name() {
            return place == null ? target : place;
        }

        private String name(int element) {
            if (count == 1) return name();
            return prefix == null ? name() + " [" + element + "]" : prefix + (first + step * element);
        }
    }

    /** Reads {@code count} specifications from {@code at} on, stopping at {@code end}. */
    static List<Item> items(Bytes pdu, Turn turn, int at, int count, int end) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < count && at < end; i++) {
            if (pdu.u8(at) != SPECIFICATION) {
                turn.malformed("no variable specification", at);
                break;
            }
            int length = pdu.u8(at + 1);
            if (length == 0 || at + 2 + length > end) {
                turn.malformed("item beyond parameters", at + 1);
                break;
            }
            items.add(item(pdu, at + 2, length));
            at += 2 + length;
            // An item of odd length is filled up, except behind the last.
            if (length % 2 != 0 && i + 1 < count && pdu.u8(at) != SPECIFICATION) at++;
        }
        if (items.size() < count) turn.malformed("fewer items than counted", at);
        return items;
    }

    private static Item item(Bytes pdu, int at, int length) {
        int syntax = pdu.u8(at);
        if (syntax == SYNTAX_ANY && length == 10) return any(pdu, at + 1);
        if (syntax == SYNTAX_DB_READ && length >= 7) return dbRead(pdu, at + 1, length - 1);
        if (syntax == SYNTAX_SYMBOLIC && length >= 10) return symbolic(pdu, at + 1, length - 1);
        if (syntax == SYNTAX_NCK && length == 8)
            return new Item("nck area " + (pdu.u8(at + 1) >> 5) + " unit " + (pdu.u8(at + 1) & 0x1F) + " module "
                    + pdu.u8(at + 6) + " column " + pdu.u16(at + 2) + " line " + pdu.u16(at + 4) + " x"
                    + pdu.u8(at + 7));
        return new Item("syntax 0x" + Integer.toHexString(syntax) + " "
                + pdu.hex(at + 1, Math.min(length - 1, BYTES_SHOWN_MAX)));
    }

    /** Type, count, data block, area and a 24-bit address counted in bits. */
    private static Item any(Bytes pdu, int at) {
        int type = pdu.u8(at);
        int count = pdu.u16(at + 1);
        int block = pdu.u16(at + 3);
        int area = pdu.u8(at + 5);
        int address = pdu.u24(at + 6);
        if (area >= AREA_COUNTER && area <= AREA_IEC_TIMER)
            return new Item(areaName(area) + address, type, count, areaName(area), address, 1);
        String width = width(type);
        boolean bit = width.equals("X");
        String prefix = switch (area) {
            case AREA_DB -> "DB" + block + ".DB" + width;
            case AREA_INSTANCE_DB -> "DI" + block + ".DI" + width;
            default -> areaName(area) + (bit ? "" : width);
        };
        String where = Integer.toString(address / 8);
        if (bit || address % 8 != 0) where += "." + address % 8;
        boolean counted = !bit && address % 8 == 0 && elementBytes(type) > 0;
        return new Item(prefix + where, type, count, counted ? prefix : null, address / 8, elementBytes(type));
    }

    private static String areaName(int area) {
        return switch (area) {
            case 0x01 -> "record ";
            case 0x03 -> "S";
            case 0x05 -> "SM";
            case 0x06 -> "AI";
            case 0x07 -> "AQ";
            case 0x1C, 0x1E -> "C";
            case 0x1D, 0x1F -> "T";
            case 0x80 -> "P";
            case 0x81 -> "I";
            case 0x82 -> "Q";
            case 0x83 -> "M";
            case 0x86 -> "L";
            case 0x87 -> "V";
            default -> "area 0x" + Integer.toHexString(area) + " ";
        };
    }

    /** Letter of the operand width: bit, byte, word, double word. */
    private static String width(int type) {
        return switch (type) {
            case 1 -> "X";
            case 4, 5, 12, 28, 29 -> "W";
            case 6, 7, 8, 10, 11 -> "D";
            default -> "B";
        };
    }

    static String typeName(int type) {
        return switch (type) {
            case 1 -> "bit";
            case 2 -> "byte";
            case 3 -> "char";
            case 4 -> "word";
            case 5 -> "int";
            case 6 -> "dword";
            case 7 -> "dint";
            case 8 -> "real";
            case 9 -> "date";
            case 10 -> "time of day";
            case 11 -> "time";
            case 12 -> "s5time";
            case 15 -> "date and time";
            case 28 -> "counter";
            case 29 -> "timer";
            case 30 -> "iec timer";
            case 31 -> "iec counter";
            case 32 -> "hs counter";
            default -> "type " + type;
        };
    }

    private static Item dbRead(Bytes pdu, int at, int length) {
        StringBuilder target = new StringBuilder();
        List<Item> areas = new ArrayList<>();
        int count = Math.min(pdu.u8(at), (length - 1) / AREA_BYTES);
        for (int i = 0; i < count; i++) {
            int part = at + 1 + AREA_BYTES * i;
            int from = pdu.u16(part + 3);
            String prefix = "DB" + pdu.u16(part + 1) + ".DBB";
            Item area = new Item(prefix + from, TYPE_BYTE, pdu.u8(part), prefix, from, 1);
            if (i > 0) target.append(" + ");
            target.append(area.target);
            areas.add(area);
        }
        return new Item(target.toString(), TYPE_BYTE, areas);
    }

    /** Addressing by symbol, S7-1200: area, checksum over the symbol, path of local ids. */
    private static Item symbolic(Bytes pdu, int at, int length) {
        StringBuilder target = new StringBuilder("symbol ");
        int area = pdu.u16(at + 1);
        target.append(area == 0x8A0E ? "DB" + pdu.u16(at + 3) : symbolArea(pdu.u16(at + 3)));
        for (int part = at + 9; part + 4 <= at + length; part += 4)
            target.append('.').append(pdu.u32(part) & 0xFFFFFFF);
        return new Item(target.toString());
    }

    private static String symbolArea(int area) {
        return switch (area) {
            case 0x50 -> "I";
            case 0x51 -> "Q";
            case 0x52 -> "M";
            case 0x53 -> "C";
            case 0x54 -> "T";
            default -> "area 0x" + Integer.toHexString(area);
        };
    }

    /** All targets in one line, cut where it gets too long to read. */
    static String target(List<Item> items) {
        if (items.size() == 1) return items.getFirst().target;
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            if (line.length() > TARGET_CHARACTERS_MAX) {
                line.append(" +").append(items.size() - i);
                break;
            }
            if (i > 0) line.append(", ");
            line.append(items.get(i).target);
        }
        return line.toString();
    }

    static List<Object> targets(List<Item> items) {
        List<Object> targets = new ArrayList<>(items.size());
        for (Item item : items) targets.add(item.target);
        return targets;
    }

    static List<Object> types(List<Item> items) {
        List<Object> types = new ArrayList<>(items.size());
        for (Item item : items) types.add(typeName(item.type));
        return types;
    }

    /** Values of a write request, of what answers a read or of what a subscription brings: at most {@link #VALUES_MAX}. */
    static final class Values {
        /** What each value is of; empty where the request was not seen. */
        private final List<Object> points = new ArrayList<>();

        private final List<Object> values = new ArrayList<>();
        /** Return codes that are not success, in words, with the number of their item. */
        final List<Object> refused = new ArrayList<>();

        private long more;
        /** A stretch of octets is among them, which may be parts of wider numbers. */
        private boolean octets;

        private boolean isFull() {
            if (values.size() < VALUES_MAX) return false;
            more++;
            return true;
        }

        private void add(Item item, int element, Object value) {
            values.add(value);
            if (item != null) points.add(element < 0 ? item.name() : item.name(element));
        }

        /** What was set: a part of a number that was never written is no news, so a stretch of octets is told without the names that reads have. */
        void tellWritten(Turn.Draft draft) {
            if (octets) points.clear();
            tell(draft);
        }

        void tell(Turn.Draft draft) {
            if (!points.isEmpty()) draft.field("points", points);
            draft.field("values", values);
            if (more > 0) draft.field("more_values", more);
        }
    }

    /** @param asked what the values are of, or null; then they are shown as hex */
    static Values values(Bytes pdu, Turn turn, int at, int count, int end, List<Item> asked, boolean answer) {
        Values values = new Values();
        int bounded = Math.min(count, ITEMS_MAX);
        for (int i = 0; i < bounded; i++) {
            if (at + 4 > end) {
                turn.malformed("fewer values than items", Math.min(at, end));
                break;
            }
            int code = pdu.u8(at);
            int bytes = dataBytes(pdu.u8(at + 1), pdu.u16(at + 2));
            Item item = asked != null && i < asked.size() ? asked.get(i) : null;
            if (answer && code != Errors.ITEM_OK) {
                values.refused.add(i + 1 + ": " + Errors.returnCode(code));
                if (pdu.u8(at + 1) == 0) bytes = 0;
            } else if (at + 4 + bytes > end) {
                turn.malformed("value beyond data", at + 2);
                break;
            } else if (item != null && item.areas != null) {
                areas(values, pdu, turn, at + 4, bytes, item, i);
            } else {
                add(values, pdu, at + 4, bytes, pdu.u8(at + 1), item);
            }
            at += 4 + bytes + (bytes % 2 != 0 && i + 1 < bounded ? 1 : 0);
        }
        return values;
    }

    /** Each area behind its own return code, without filling octets between them; of one that is as it was, the code alone. */
    private static void areas(Values values, Bytes pdu, Turn turn, int at, int bytes, Item item, int number) {
        int end = at + bytes;
        for (Item area : item.areas) {
            if (at >= end) {
                turn.malformed("fewer return codes than areas", at);
                return;
            }
            int code = pdu.u8(at++);
            if (code == UNCHANGED) continue;
            if (code != Errors.ITEM_OK) {
                // Whether its octets follow all the same is not known.
                values.refused.add(number + 1 + ": " + area.name() + " " + Errors.returnCode(code));
                return;
            }
            if (at + area.count > end) {
                turn.malformed("fewer octets than areas have", at);
                return;
            }
            for (int i = 0; i < area.count; i++) if (!values.isFull()) values.add(area, i, (long) pdu.u8(at + i));
            at += area.count;
        }
    }

    /** What a write is answered with: one return code an item. */
    static Values confirmations(Bytes pdu, Turn turn, int at, int count, int end) {
        Values values = new Values();
        for (int i = 0; i < Math.min(count, ITEMS_MAX); i++) {
            if (at + i >= end) {
                turn.malformed("fewer values than items", at + i);
                break;
            }
            int code = pdu.u8(at + i);
            if (code != Errors.ITEM_OK) values.refused.add(i + 1 + ": " + Errors.returnCode(code));
        }
        return values;
    }

    /** The length counts bits for some transport sizes and bytes for the others. */
    static int dataBytes(int transportSize, int length) {
        return transportSize >= 3 && transportSize <= 5 ? (length + 7) / 8 : length;
    }

    private static void add(Values values, Bytes pdu, int at, int bytes, int transportSize, Item item) {
        int type = item == null ? (transportSize == BIT_DATA ? TYPE_BIT : 0) : item.type;
        int width = elementBytes(type);
        int elements = width == 0 ? 0 : bytes / width;
        if (elements == 0 || elements * width != bytes) {
            if (values.isFull()) return;
            boolean text = type == TYPE_CHARACTER;
            values.add(item, -1, text ? pdu.ascii(at, bytes) : pdu.hex(at, Math.min(bytes, BYTES_SHOWN_MAX)));
            return;
        }
        values.octets |= type == TYPE_BYTE && elements > 1;
        for (int i = 0; i < elements; i++)
            if (!values.isFull()) values.add(item, i, element(pdu, at + i * width, type));
    }

    private static int elementBytes(int type) {
        return switch (type) {
            case 1, 2 -> 1;
            case 4, 5, 12, 28, 29 -> 2;
            case 6, 7, 8, 10, 11 -> 4;
            default -> 0;
        };
    }

    private static Object element(Bytes pdu, int at, int type) {
        return switch (type) {
            case 1 -> (pdu.u8(at) & 1) == 1;
            case 2 -> (long) pdu.u8(at);
            case 5 -> (long) (short) pdu.u16(at);
            case 6, 10 -> pdu.u32(at);
            case 7, 11 -> (long) pdu.i32(at);
            case 8 -> (double) pdu.f32(at);
            default -> (long) pdu.u16(at);
        };
    }
}
