package dev.postern.wire.ot.ads;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * Sum commands (index groups 0xF080 to 0xF084): a read write that carries many reads or writes, as visualisations send them.
 *
 * <pre>{@code
 * asked     | items of index group, offset, length (read write: length to read, length to write) | data of the writes
 * answered  | results, or pairs of result and length | data of the reads
 * }</pre>
 */
final class Sums {
    static final int READ = 0xF080, WRITE = 0xF081, READ_WRITE = 0xF082, READ_EX = 0xF083, READ_EX_2 = 0xF084;
    /** Items told of one command; the rest is counted. */
    static final int ITEMS_MAX = 256;

    private static final int NAMED_MAX = 8;
    private static final int ITEMS = Packet.DATA + 16, RESULTS = Packet.DATA + 8;

    private Sums() {}

    /**
     * What the answer to a sum needs of it.
     *
     * @param count of all items, also of those that are not told
     * @param results false for a read that wants its data alone
     */
    record Sum(int group, int count, boolean results, List<Item> items) {}

    /**
     * @param point name, or index group and offset
     * @param group that of the item
     * @param length of the data that it is to bring, in octets
     */
    record Item(String point, long group, long length) {}

    static boolean is(int command, long group) {
        return command == 9 && group >= READ && group <= READ_EX_2;
    }

    /** @param offset index offset of the command: how many items it has; a read may leave it 0 */
    static Sum read(Packet packet, int group, long offset, AdsState state) {
        Bytes bytes = packet.bytes();
        int size = group == READ_WRITE ? 16 : 12;
        int room = Math.max(0, packet.end() - ITEMS) / size;
        int count = (int) Math.min(offset == 0 && group == READ ? room : offset, room);
        int data = ITEMS + count * size;
        List<Item> items = new ArrayList<>(Math.min(count, ITEMS_MAX));
        for (int i = 0; i < count && i < ITEMS_MAX; i++) {
            int at = ITEMS + i * size;
            long inner = bytes.u32le(at);
            long wanted = bytes.u32le(at + 8);
            long written = group == WRITE ? wanted : group == READ_WRITE ? bytes.u32le(at + 12) : 0;
            String named = group == READ_WRITE ? packet.name(inner, data, written) : null;
            items.add(new Item(
                    named != null ? named : Requests.point(packet.serverPort(), inner, bytes.u32le(at + 4), state),
                    inner,
                    group == WRITE ? 0 : wanted));
            data += (int) Math.min(written, Math.max(0, packet.end() - data));
        }
        return new Sum(group, count, group != READ || offset != 0, items);
    }

    /** The values that a sum is about to write, one for each item. */
    static void written(Packet packet, Sum sum, Turn.Draft draft) {
        if (sum.group == WRITE) {
            List<Object> values = new ArrayList<>(sum.items.size());
            int data = ITEMS + sum.count * 12;
            for (int i = 0; i < sum.items.size(); i++) {
                long length = packet.bytes().u32le(ITEMS + i * 12 + 8);
                int there = Math.max(0, packet.end() - data);
                values.add(length <= there ? packet.number(data, (int) length) : "");
                data += (int) Math.min(length, there);
            }
            draft.field("values", values);
        }
        draft.field("items", (long) sum.count).field("points", points(sum));
    }

    /** What all items are; a sum that reads and writes different things writes. */
    static Verb verb(int port, Sum sum) {
        Verb plain = sum.group == WRITE ? Verb.WRITE : Verb.READ;
        if (sum.items.isEmpty()) return plain;
        Verb first = IndexGroup.verb(port, sum.items.getFirst().group, plain);
        for (Item item : sum.items)
            if (IndexGroup.verb(port, item.group, plain) != first) return sum.group == READ_WRITE ? Verb.WRITE : plain;
        return first;
    }

    static String target(Sum sum) {
        if (sum.items.isEmpty()) return "";
        StringBuilder line = new StringBuilder(sum.items.getFirst().point);
        int named = Math.min(NAMED_MAX, sum.items.size());
        for (int i = 1; i < named; i++) line.append(", ").append(sum.items.get(i).point);
        if (sum.count > named) line.append(" and ").append(sum.count - named).append(" more");
        return line.toString();
    }

    private static List<Object> points(Sum sum) {
        List<Object> points = new ArrayList<>(sum.items.size());
        for (Item item : sum.items) points.add(item.point);
        return points;
    }

    /** The results of an answer, and where the data of each item are. */
    private static final class Parts {
        final long[] results;
        final int[] lengths;
        int at;

        Parts(Packet packet, Sum sum) {
            int told = sum.items.size();
            results = new long[told];
            lengths = new int[told];
            boolean pairs = sum.group >= READ_WRITE;
            int size = pairs ? 8 : sum.results ? 4 : 0;
            at = RESULTS + size * sum.count;
            long wanted = 0;
            for (Item item : sum.items) wanted += item.length;
            // An extended read may leave room for what was asked for, or bring what there is.
            boolean asAsked = sum.group == READ || told == sum.count && packet.end() - at == wanted;
            for (int i = 0; i < told; i++) {
                int result = RESULTS + size * i;
                if (size > 0) results[i] = packet.bytes().u32le(result);
                long length = asAsked
                        ? sum.items.get(i).length
                        : pairs ? packet.bytes().u32le(result + 4) : 0;
                lengths[i] = (int) Math.clamp(length, 0, packet.end());
            }
        }

        boolean allFailed() {
            for (long result : results) if (result == 0) return false;
            return results.length > 0;
        }
    }

    /** All of a sum failed: the command itself did not. */
    static Outcome outcome(Packet packet, Sum sum) {
        return new Parts(packet, sum).allFailed() ? Outcome.REFUSED : Outcome.SUCCESS;
    }

    /** Values, one for each item, empty where it failed; handles are learned. */
    static void answered(Packet packet, Turn turn, Sum sum, Turn.Draft draft, AdsState state) {
        Parts parts = new Parts(packet, sum);
        List<Object> values = new ArrayList<>(sum.items.size());
        List<Object> results = new ArrayList<>(sum.items.size());
        boolean failed = false;
        int at = parts.at;
        for (int i = 0; i < sum.items.size(); i++) {
            boolean there = parts.lengths[i] <= packet.end() - at;
            int length = there ? parts.lengths[i] : Math.max(0, packet.end() - at);
            results.add(parts.results[i]);
            failed |= parts.results[i] != 0;
            values.add(there && parts.results[i] == 0 ? packet.number(at, length) : "");
            Item item = sum.items.get(i);
            if (parts.results[i] == 0 && item.group == IndexGroup.HANDLE_BY_NAME && length == 4)
                state.symbol(turn, packet.bytes().u32le(at), item.point);
            at += length;
        }
        draft.field("length", packet.bytes().u32le(RESULTS - 4))
                .field("items", (long) sum.count)
                .field("points", points(sum));
        if (sum.group != WRITE) draft.field("values", values);
        if (failed) draft.field("results", results);
    }
}
