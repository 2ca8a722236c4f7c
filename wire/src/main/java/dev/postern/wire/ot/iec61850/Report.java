package dev.postern.wire.ot.iec61850;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * An IEC 61850 report, IEC 61850-8-1 clause 17: an information report of the list {@code RPT} whose first values say which of the others are
 * there.
 */
final class Report {
    private static final int SEQUENCE = 1, TIME = 2, REASON = 3, DATA_SET = 4, REFERENCE = 5, OVERFLOW = 6, ENTRY = 7;
    private static final int REVISION = 8, SEGMENTATION = 9;
    private static final int MEMBERS_MAX = 256;
    private static final String[] REASONS = {
        "", "data change", "quality change", "data update", "integrity", "general interrogation", "application trigger"
    };

    private final Bytes bytes;
    private final Ber ber;

    private Report(Bytes bytes, Ber ber) {
        this.bytes = bytes;
        this.ber = ber;
    }

    /** @return true if the list of access results {@code results} was a report and is told */
    static boolean read(Bytes bytes, Ber results, Turn.Draft draft) {
        return new Report(bytes, results).read(draft);
    }

    private boolean read(Turn.Draft draft) {
        if (!ber.next() || ber.tag() != Leaves.VISIBLE_STRING) return false;
        String id = ber.text();
        if (!ber.next() || ber.tag() != Leaves.BIT_STRING) return false;
        String options = Leaves.bits(bytes, ber.body(), ber.end());
        draft.target("report " + id).field("report", id).field("options", options);
        head(draft, options);
        if (!ber.next() || ber.tag() != Leaves.BIT_STRING) return true;
        String inclusion = Leaves.bits(bytes, ber.body(), ber.end());
        members(draft, options, inclusion);
        return true;
    }

    private void head(Turn.Draft draft, String options) {
        if (has(options, SEQUENCE) && ber.next()) draft.field("sequence", ber.unsigned());
        if (has(options, TIME) && ber.next() && (ber.length() == 4 || ber.length() == 6))
            draft.field("report_time", Clock.binary(bytes, ber.body(), ber.length()));
        if (has(options, DATA_SET) && ber.next()) draft.field("data_set", ber.text());
        if (has(options, OVERFLOW) && ber.next()) draft.field("buffer_overflow", ber.bool());
        if (has(options, ENTRY) && ber.next()) draft.field("entry", bytes.hex(ber.body(), Math.min(64, ber.length())));
        if (has(options, REVISION) && ber.next()) draft.field("conf_rev", ber.unsigned());
        if (has(options, SEGMENTATION)) {
            if (ber.next()) draft.field("sub_sequence", ber.unsigned());
            if (ber.next()) draft.field("more_follows", ber.bool());
        }
    }

    private static boolean has(String options, int bit) {
        return bit < options.length() && options.charAt(bit) == '1';
    }

    /** References of the members that are included, then their values, then why each is. */
    private void members(Turn.Draft draft, String options, String inclusion) {
        List<Object> members = new ArrayList<>();
        for (int i = 0; i < inclusion.length() && members.size() < MEMBERS_MAX; i++)
            if (inclusion.charAt(i) == '1') members.add((long) i);
        draft.field("members", members);
        if (has(options, REFERENCE)) {
            List<Object> references = new ArrayList<>();
            for (int i = 0; i < members.size() && ber.next(); i++) references.add(ber.text());
            draft.field("references", references);
        }
        Leaves leaves = new Leaves(bytes);
        List<Object> counts = new ArrayList<>();
        for (int i = 0; i < members.size() && ber.next(); i++) {
            int before = leaves.values.size();
            leaves.add(ber);
            counts.add((long) (leaves.values.size() - before));
        }
        draft.field("values", leaves.values).field("types", leaves.types).field("counts", counts);
        if (leaves.cut) draft.field("cut", true);
        if (has(options, REASON)) reasons(draft, members.size());
    }

    private void reasons(Turn.Draft draft, int count) {
        List<Object> reasons = new ArrayList<>();
        for (int i = 0; i < count && ber.next(); i++) reasons.add(reason(bytes.u8(ber.body() + 1)));
        draft.field("reasons", reasons);
    }

    /** The first reason that is set; more than one is not meant. */
    private static String reason(int bits) {
        for (int i = 1; i < REASONS.length; i++) if ((bits & 0x80 >> i) != 0) return REASONS[i];
        return "none";
    }
}
