package dev.postern.wire.ot.profinet;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the values of one communication relation stand in its frames, as a connect lays them out (IEC 61158-6-10:2019 section 5.2.3, blocks of communication relation and of expected
 * submodules). What a submodule's octets mean is in the device's description alone: two and more even octets are told as signed words of 16 bits, as analogue channels
 * and drives have them, others one by one. After them comes what their provider says of them (section 4.7.2.3.2). Plain data, not changed once it is agreed; at most
 * {@value #VALUES_MAX} values, those that come first.
 */
public final class Layout {
    static final int VALUES_MAX = 256;
    private static final int GOOD = 0x80;

    private final List<Object> names = new ArrayList<>();
    private int[] offsets = {};
    private int[] statuses = {};
    private boolean[] words = {};
    private int end;
    /** Values beyond those that are told. */
    private int more;

    /**
     * One submodule's data.
     *
     * @param offset of its first octet behind the frame id
     */
    public void add(int slot, int subslot, boolean output, int offset, int octets) {
        boolean asWords = octets >= 2 && octets % 2 == 0;
        int width = asWords ? 2 : 1;
        int count = Math.min(octets / width, VALUES_MAX - names.size());
        more += octets / width - count;
        if (count == 0) return;
        String name = slot + "." + subslot + (output ? " output" : " input");
        offsets = Arrays.copyOf(offsets, names.size() + count);
        statuses = Arrays.copyOf(statuses, names.size() + count);
        words = Arrays.copyOf(words, names.size() + count);
        for (int i = 0; i < count; i++) {
            int at = names.size();
            offsets[at] = offset + i * width;
            statuses[at] = offset + octets;
            words[at] = asWords;
            names.add(octets == width ? name : name + " [" + i + "]");
        }
        end = Math.max(end, offset + octets + 1);
    }

    /** How many values. */
    public int size() {
        return names.size();
    }

    /** @param octets of data in the frame, behind the frame id */
    boolean fits(int octets) {
        return end <= octets;
    }

    /** @param valid what the sender says of the whole frame */
    void tell(Bytes frame, boolean valid, Turn.Draft draft) {
        List<Object> values = new ArrayList<>(offsets.length);
        boolean allGood = valid;
        for (int i = 0; i < offsets.length; i++) {
            int at = Profinet.FRAME_ID_BYTES + offsets[i];
            values.add((long) (words[i] ? (short) frame.u16(at) : frame.u8(at)));
            allGood &= isGood(frame, i);
        }
        draft.field("points", names).field("values", values);
        if (more > 0) draft.field("more_values", (long) more);
        if (allGood) return;
        List<Object> qualities = new ArrayList<>(offsets.length);
        for (int i = 0; i < offsets.length; i++) qualities.add(valid && isGood(frame, i) ? "good" : "bad");
        draft.field("qualities", qualities);
    }

    private boolean isGood(Bytes frame, int value) {
        return (frame.u8(Profinet.FRAME_ID_BYTES + statuses[value]) & GOOD) != 0;
    }
}
