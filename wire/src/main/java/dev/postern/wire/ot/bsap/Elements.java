package dev.postern.wire.ot.bsap;

import dev.postern.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Values of the signals in an answer. It holds for each signal the fields that the request selected, one bit a field, without saying so again; a
 * selection with texts, whose length only the controller knows, is not read.
 */
final class Elements {
    /** Of the first byte of selection, in this order; of the second the lowest bit. */
    private static final int TYPE = 0x80, VALUE = 0x40, ADDRESS = 0x10, FIXED = TYPE | VALUE | ADDRESS;

    private static final int VERSION = 0x01;
    private static final int SELECTS_FIRST = 1, SELECTS_SECOND = 2;
    private static final int ADDRESS_BYTES = 2, VERSION_BYTES = 2, ANALOG_BYTES = 4;
    private static final int LOGICAL = 0, ANALOG = 2, TYPE_BITS = 3;

    private Elements() {}

    /** What a read wants, from its selectors on, to be remembered for its answer: 0 if that is not understood. */
    static long selected(Bytes bytes, int at) {
        int selector = bytes.u8(at);
        boolean second = selector == (SELECTS_FIRST | SELECTS_SECOND);
        if (selector != SELECTS_FIRST && !second) return 0;
        int first = bytes.u8(at + 1);
        int more = second ? bytes.u8(at + 2) : 0;
        boolean understood = (first & VALUE) != 0 && (first & ~FIXED) == 0 && (more & ~VERSION) == 0;
        return understood ? (long) more << 8 | first : 0;
    }

    /** One value for each signal, or null where they do not fill the answer exactly. */
    static List<Object> values(Bytes bytes, int from, int end, int count, long selected) {
        if (selected == 0 || count == 0) return null;
        if ((selected & TYPE) != 0) return values(bytes, from, end, count, selected, 0);
        // Without their types all are of one kind.
        List<Object> analog = values(bytes, from, end, count, selected, ANALOG_BYTES);
        return analog == null ? values(bytes, from, end, count, selected, 1) : analog;
    }

    /** @param octets of each value, 0 if its type says so */
    private static List<Object> values(Bytes bytes, int from, int end, int count, long selected, int octets) {
        List<Object> values = new ArrayList<>(count);
        int at = from;
        for (int i = 0; i < count; i++) {
            int length = octets;
            if (length == 0) {
                int type = bytes.u8(at++) & TYPE_BITS;
                if (type != LOGICAL && type != ANALOG) return null;
                length = type == ANALOG ? ANALOG_BYTES : 1;
            }
            if (at + length > end) return null;
            values.add(length == 1 ? (Object) (bytes.u8(at) != 0) : (Object) (double) bytes.f32le(at));
            at += length;
            if ((selected & ADDRESS) != 0) at += ADDRESS_BYTES;
            if (selected >> 8 == VERSION) at += VERSION_BYTES;
        }
        return at == end ? values : null;
    }
}
