package dev.postern.wire.ot.s7comm;

import java.util.ArrayList;
import java.util.List;

/**
 * The variables of one S7comm-plus message: where they are and what they are. An address is a check over the symbol, an area, and the path below it;
 * the path has no names on the wire. At most {@link #ITEMS_MAX} are kept.
 */
final class PlusItems {
    static final int ITEMS_MAX = 64;
    /** Names in a target; a long list is told by its first. */
    private static final int TARGET_ITEMS_MAX = 6;

    private static final int PATH_MAX = 32;
    private static final int VALUE = 0x92, VALUE_SHORT = 0x9B, STATUS = 0x9C, ACCESS_ERROR = 0x13, ADDRESS_ERROR = 0x03;

    final List<Object> names = new ArrayList<>();
    final List<Object> values = new ArrayList<>();
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
            long path = in.number();
            if (path > PATH_MAX) return;
            boolean own = PlusNames.isOwn(area, session);
            StringBuilder name = new StringBuilder(own ? "session" : PlusNames.area(area));
            for (long k = 0; k < path; k++) {
                long step = in.number();
                if (k > 0 || !PlusNames.isValue(step)) name.append('.').append(step);
            }
            allStable &= !own;
            if (names.size() < ITEMS_MAX) names.add(name.toString());
        }
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

    /** Values by their number until 0. */
    void values(PlusCursor in) {
        while (!in.done() && in.number() != 0) single(in.value());
    }

    void single(Object value) {
        if (value == null || values.size() >= ITEMS_MAX) return;
        if (value instanceof List<?> list) for (Object each : list) single(each);
        else values.add(value);
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
    void notified(PlusCursor in) {
        while (!in.done()) {
            int kind = in.u8();
            switch (kind) {
                case VALUE, VALUE_SHORT -> {
                    long reference = kind == VALUE ? in.u32() : in.number();
                    if (names.size() < ITEMS_MAX) names.add(Long.toString(reference));
                    single(in.value());
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
