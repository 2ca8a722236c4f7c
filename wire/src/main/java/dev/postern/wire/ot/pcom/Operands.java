package dev.postern.wire.ot.pcom;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * Operands in binary messages, as Unitronics' .NET driver writes and reads them. A read names operands one by one, or a run by its first; its answer
 * holds bare values. A read and write names runs; its answer repeats those that are read, each before its values.
 *
 * <pre>{@code
 * read            | count (2) | type, 80: a run | 0 or FF | address (2) ... | next block       the number of blocks stands in the details
 * read and write  | reads (2) | writes (2) | read: type | count | address (2) | ... | write: type | count | address (2) | values | ...
 * }</pre>
 * Numbers are little-endian. Bits take a bit in the answer to a read, else an octet.
 */
final class Operands {
    private static final int RUN = 0x80;
    private static final int POINTS_MAX = 256, NAMED_MAX = 8;
    private static final int BIT = 0;

    private final List<Block> blocks = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private int reads;
    private int points;

    /**
     * @param octets of a value, {@value #BIT} for a bit
     * @param signed false also for floats, whose order of octets is not known: they are told in hex
     */
    private record Kind(String name, int octets, boolean signed) {}

    /** @param run the addresses follow each other */
    record Block(Kind kind, int[] addresses, boolean run) {}

    boolean writes() {
        return blocks.size() > reads;
    }

    boolean isEmpty() {
        return blocks.isEmpty();
    }

    private boolean add(Kind kind, int first, int count, boolean run, Bytes bytes, int at) {
        points += count;
        if (kind == null || count == 0 || points > POINTS_MAX) return false;
        int[] addresses = new int[count];
        for (int i = 0; i < count; i++) addresses[i] = run ? first + i : bytes.u16le(at + 2 * i);
        blocks.add(new Block(kind, addresses, run));
        return true;
    }

    /** Null where these are no operands of a read, or too many. */
    static Operands read(Bytes bytes, int from, int end, int blocks) {
        Operands operands = new Operands();
        int at = from;
        for (int i = 0; i < blocks && at + 4 <= end; i++) {
            int count = bytes.u16le(at);
            int type = bytes.u8(at + 2);
            boolean run = (type & RUN) != 0;
            int next = at + 4 + 2 * (run ? 1 : count);
            if (next > end || !operands.add(kind(type & ~RUN, true), bytes.u16le(at + 4), count, run, bytes, at + 4))
                return null;
            operands.reads++;
            at = next;
        }
        return at == end && operands.reads == blocks && blocks > 0 ? operands : null;
    }

    /** The same of a read and write; in the answer the reads have values and the writes are gone. */
    static Operands readWrite(Bytes bytes, int from, int end, boolean answer) {
        Operands operands = new Operands();
        operands.reads = bytes.u16le(from);
        int all = operands.reads + (answer ? 0 : bytes.u16le(from + 2));
        int at = from + 4;
        for (int i = 0; i < all && at + 4 <= end; i++) {
            Kind kind = kind(bytes.u8(at), false);
            int count = bytes.u8(at + 1);
            if (!operands.add(kind, bytes.u16le(at + 2), count, true, bytes, at)) return null;
            at += 4;
            if (answer || i >= operands.reads) at = operands.octets(bytes, at, end, kind, count);
            if (at < 0) return null;
        }
        return at == end && operands.blocks.size() == all && all > 0 ? operands : null;
    }

    /** Values from {@code at}, each in octets of its own; behind them, or -1. */
    private int octets(Bytes bytes, int at, int end, Kind kind, int count) {
        int width = Math.max(1, kind.octets);
        if (at + width * count > end) return -1;
        for (int i = 0; i < count; i++) values.add(value(bytes, at + width * i, kind, 0));
        int next = at + width * count;
        return kind.octets == BIT && count % 2 == 1 ? Math.min(next + 1, end) : next;
    }

    /** The answer to a read: values of its operands, each kind at an even place; false where they are not all there. */
    boolean answered(Bytes bytes, int from, int end) {
        int at = from;
        int bit = 0;
        for (Block block : blocks) {
            if (block.kind.octets > BIT) {
                if (bit > 0) at++;
                bit = 0;
                at += at - from & 1;
            }
            for (int i = 0; i < block.addresses.length; i++) {
                if (at + Math.max(1, block.kind.octets) > end) return false;
                values.add(value(bytes, at, block.kind, bit));
                at += block.kind.octets;
                if (block.kind.octets == BIT && ++bit == 8) {
                    bit = 0;
                    at++;
                }
            }
        }
        return true;
    }

    private static Object value(Bytes bytes, int at, Kind kind, int bit) {
        if (kind.octets == BIT) return (bytes.u8(at) >> bit & 1) != 0;
        if (kind.name.endsWith("F")) return bytes.hex(at, 4);
        if (kind.octets == 2) return kind.signed ? (long) (short) bytes.u16le(at) : (long) bytes.u16le(at);
        return kind.signed ? (long) bytes.i32le(at) : bytes.u32le(at);
    }

    /** Of a read and write that writes only what it writes. */
    String target() {
        StringBuilder line = new StringBuilder();
        int named = 0;
        for (int i = writes() ? reads : 0; i < blocks.size() && named < NAMED_MAX; i++) {
            Block block = blocks.get(i);
            for (int j = 0; j < (block.run ? 1 : block.addresses.length) && named < NAMED_MAX; j++, named++) {
                line.append(named > 0 ? ", " : "")
                        .append(block.kind.name)
                        .append(' ')
                        .append(block.addresses[j]);
                if (block.run) line.append(" x").append(block.addresses.length);
            }
        }
        return line.toString();
    }

    void describe(Turn.Draft draft) {
        List<Object> names = new ArrayList<>();
        int first = values.isEmpty() || !writes() ? 0 : reads;
        for (Block block : blocks.subList(first, blocks.size()))
            for (int address : block.addresses) names.add(block.kind.name + " " + address);
        draft.field("points", names);
        if (!values.isEmpty()) draft.field("values", values);
    }

    /** Types of both commands; above 16 each numbers its own. */
    private static Kind kind(int type, boolean reading) {
        return switch (type) {
            case 1 -> new Kind("MB", BIT, false);
            case 2 -> new Kind("SB", BIT, false);
            case 3 -> new Kind("MI", 2, true);
            case 4 -> new Kind("SI", 2, true);
            case 5 -> new Kind("ML", 4, true);
            case 6 -> new Kind("SL", 4, true);
            case 7 -> new Kind("MF", 4, false);
            case 8 -> new Kind("SF", 4, false);
            case 9 -> new Kind("input", BIT, false);
            case 10 -> new Kind("output", BIT, false);
            case 11 -> new Kind("timer run", BIT, false);
            case 12 -> new Kind("counter run", BIT, false);
            case 16 -> new Kind("MDW", 4, false);
            default -> reading ? ofReads(type) : ofReadWrites(type);
        };
    }

    private static Kind ofReads(int type) {
        return switch (type) {
            case 17 -> new Kind("SDW", 4, false);
            case 18 -> new Kind("counter", 2, true);
            case 19 -> new Kind("counter preset", 2, true);
            case 20 -> new Kind("timer", 4, false);
            case 21 -> new Kind("timer preset", 4, false);
            case 26 -> new Kind("XB", BIT, false);
            case 27 -> new Kind("XI", 2, true);
            case 28 -> new Kind("XL", 4, true);
            case 29 -> new Kind("XDW", 4, false);
            default -> null;
        };
    }

    private static Kind ofReadWrites(int type) {
        return switch (type) {
            case 36 -> new Kind("SDW", 4, false);
            case 64 -> new Kind("XB", BIT, false);
            case 65 -> new Kind("XI", 2, true);
            case 66 -> new Kind("XL", 4, true);
            case 67 -> new Kind("XDW", 4, false);
            case 128 -> new Kind("timer preset", 4, false);
            case 129 -> new Kind("timer", 4, false);
            case 144 -> new Kind("counter preset", 2, true);
            case 145 -> new Kind("counter", 2, true);
            default -> null;
        };
    }
}
