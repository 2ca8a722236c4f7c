package dev.postern.wire.ot.s7comm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The variables of one S7comm-plus message: where they are and what they are. An address is a check over the symbol, an area, and the path below it;
 * the path has no names on the wire. A subscription has references of its own for what it brings. At most {@link #ITEMS_MAX} are kept.
 */
final class PlusItems {
    static final int ITEMS_MAX = 256;
    /** Names in a target; a long list is told by its first. */
    private static final int TARGET_ITEMS_MAX = 6;

    private static final int PATH_MAX = 32;
    /** Where the items of a list of references begin, and how many numbers each has at least before its path. */
    private static final int REFERENCES = 3, REFERENCE_NUMBERS = 4;

    private static final int VALUE = 0x92, VALUE_SHORT = 0x9B, STATUS = 0x9C, ACCESS_ERROR = 0x13, ADDRESS_ERROR = 0x03;

    final List<Object> names = new ArrayList<>();
    final List<Object> values = new ArrayList<>();
    /** What each value is called; fewer where one has no name. */
    final List<Object> points = new ArrayList<>();
    /** Numbers of the items that were refused, from 1. */
    final List<Object> refused = new ArrayList<>();

    private long count;
    private boolean allStable = true;

    /** Count of items, count of fields, then the addresses. */
    void addresses(PlusCursor in, long session) {
        count = in.number();
        in.number();
        for (long i = 0; i < count && !in.done(); i++) {
            in.number();
            long area = in.number();
            int path = (int) Math.min(in.number(), PATH_MAX + 1L);
            if (path > PATH_MAX) return;
            boolean own = PlusNames.isOwn(area, session);
            long[] steps = new long[path];
            for (int k = 0; k < path; k++) steps[k] = in.number();
            allStable &= !own;
            if (names.size() < ITEMS_MAX) names.add(name(own ? "session" : PlusNames.area(area), steps));
        }
    }

    private static String name(String area, long[] path) {
        StringBuilder name = new StringBuilder(area);
        for (int k = 0; k < path.length; k++)
            if (k > 0 || !PlusNames.isValue(path[k])) name.append('.').append(path[k]);
        return name.toString();
    }

    /** What values by their number stand for. */
    HashMap<Long, String> numbered() {
        HashMap<Long, String> numbered = new HashMap<>();
        for (int i = 0; i < names.size(); i++) numbered.put(i + 1L, names.get(i).toString());
        return numbered;
    }

    /**
     * What a subscription brings, by reference. Three numbers, then of each item: how many numbers and how many steps of a path follow, its
     * reference, one, its area, a check over the symbol, the path.
     */
    static HashMap<Long, String> references(long[] list) {
        HashMap<Long, String> names = new HashMap<>();
        for (int at = REFERENCES; at < list.length && names.size() < ITEMS_MAX; ) {
            int fixed = (int) (list[at] >> 16 & 0x7FFF);
            int steps = (int) list[at] & 0xFFFF;
            int path = at + 1 + fixed;
            if (fixed < REFERENCE_NUMBERS || steps > PATH_MAX || path + steps > list.length) break;
            names.put(list[at + 1], name(PlusNames.area(list[at + 3]), Arrays.copyOfRange(list, path, path + steps)));
            at = path + steps;
        }
        return names;
    }

    /** Count of items, count of numbers, then the attributes of one object. */
    void attributes(PlusCursor in) {
        count = in.number();
        in.number();
        for (long i = 0; i < count && !in.done(); i++) {
            long attribute = in.number();
            if (names.size() < ITEMS_MAX) names.add(Long.toString(attribute));
        }
    }

    /**
     * Values by their number until 0.
     *
     * @param numbered what the numbers stand for, or null
     */
    void values(PlusCursor in, Map<Long, String> numbered) {
        while (!in.done()) {
            long number = in.number();
            if (number == 0) return;
            value(in.value(), numbered == null ? null : numbered.get(number));
        }
    }

    void single(Object value) {
        value(value, null);
    }

    private void value(Object value, String name) {
        if (!(value instanceof List<?> list)) {
            keep(value, name);
            return;
        }
        for (int i = 0; i < list.size(); i++) keep(list.get(i), name == null ? null : name + " [" + i + "]");
    }

    private void keep(Object value, String name) {
        if (value == null || values.size() >= ITEMS_MAX) return;
        values.add(value);
        if (name != null) points.add(name);
    }

    private void refuse(long number) {
        if (refused.size() < ITEMS_MAX) refused.add(number);
    }

    /** Numbers and errors until 0. */
    void errors(PlusCursor in) {
        while (!in.done()) {
            long number = in.number();
            if (number == 0) return;
            in.number64(false);
            refuse(number);
        }
    }

    /** References that the subscription gave its items, and their values, until 0; what an access error or a table of the engineering tool has. */
    void notified(PlusCursor in, long subscription, S7State state) {
        while (!in.done()) {
            int kind = in.u8();
            switch (kind) {
                case VALUE, VALUE_SHORT -> {
                    long reference = kind == VALUE ? in.u32() : in.number();
                    if (names.size() < ITEMS_MAX) names.add(Long.toString(reference));
                    String name = state.brought(subscription, reference);
                    value(in.value(), name != null ? name : "subscription " + subscription + " item " + reference);
                }
                case ACCESS_ERROR, ADDRESS_ERROR -> refuse(in.u32());
                case STATUS -> in.u32();
                default -> {
                    return;
                }
            }
        }
    }

    /** The variables as one target; what belongs to the session is none. */
    String target() {
        if (names.isEmpty() || !allStable) return "";
        StringBuilder target = new StringBuilder();
        for (int i = 0; i < names.size() && i < TARGET_ITEMS_MAX; i++) {
            if (i > 0) target.append(", ");
            target.append("symbol ").append(names.get(i));
        }
        if (count > TARGET_ITEMS_MAX) target.append(" +").append(count - TARGET_ITEMS_MAX);
        return target.toString();
    }
}
