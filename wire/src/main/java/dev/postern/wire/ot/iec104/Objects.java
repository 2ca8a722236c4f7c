package dev.postern.wire.ot.iec104;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/** The information objects of one ASDU; the count octet limits them to 127. */
final class Objects {
    private static final int RUNS_MAX = 8;
    private static final int SELECT = 0x80;
    private static final int SHOWN_BYTES_MAX = 64;
    private static final int DELETE_FILE = 4;
    private static final String[] CALLS = {
        "call directory",
        "select file",
        "call file",
        "deactivate file",
        "delete file",
        "select section",
        "call section",
        "deactivate section"
    };

    private final Bytes bytes;
    private final TypeId type;
    private final List<Object> addresses = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private final List<Object> qualities = new ArrayList<>();
    private final List<Object> qualifiers = new ArrayList<>();
    private final List<Object> elapsedMillis = new ArrayList<>();
    private final List<Object> times = new ArrayList<>();
    /** Where the element of the first object stands. */
    private int first;

    private int size;

    Objects(Bytes bytes, TypeId type) {
        this.bytes = bytes;
        this.type = type;
    }

    /** @param at where the element begins, behind the address; all of it is there */
    void add(int address, int at) {
        if (addresses.isEmpty()) first = at;
        addresses.add((long) address);
        element(at);
        size = type.element.bytes < 0 ? bytes.length() - at : type.element.bytes;
        if (type.timeBytes == 3) times.add(BinaryTime.cp24(bytes, at + size));
        if (type.timeBytes == 7) times.add(BinaryTime.cp56(bytes, at + size));
    }

    private void element(int at) {
        int octet = bytes.u8(at);
        switch (type.element) {
            case SIQ -> monitored((octet & 1) != 0, Quality.point(octet));
            case DIQ -> monitored((long) (octet & 3), Quality.point(octet));
            case VTI -> monitored((long) (octet << 25 >> 25), Quality.measured(bytes.u8(at + 1)));
            case BSI_QDS -> monitored(bytes.u32le(at), Quality.measured(bytes.u8(at + 4)));
            case NVA_QDS -> monitored(normalized(at), Quality.measured(bytes.u8(at + 2)));
            case SVA_QDS -> monitored(scaled(at), Quality.measured(bytes.u8(at + 2)));
            case R32_QDS -> monitored((double) bytes.f32le(at), Quality.measured(bytes.u8(at + 4)));
            case BCR -> monitored((long) bytes.i32le(at), Quality.counter(bytes.u8(at + 4)));
            case SCD -> monitored(bytes.u32le(at), Quality.measured(bytes.u8(at + 4)));
            case NVA -> values.add(normalized(at));
            case STATISTICS -> values.add(bytes.u32le(at + 2));
            case SEP -> protection((long) (octet & 3), octet, at + 1);
            case SPE -> protection((long) (octet & 0x3F), bytes.u8(at + 1), at + 2);
            case OCI -> protection((long) (octet & 0x0F), bytes.u8(at + 1), at + 2);
            case SCO -> command((octet & 1) != 0, octet >> 2 & 0x1F);
            case DCO, RCO -> command((long) (octet & 3), octet >> 2 & 0x1F);
            case NVA_QOS -> command(normalized(at), bytes.u8(at + 2) & 0x7F);
            case SVA_QOS -> command(scaled(at), bytes.u8(at + 2) & 0x7F);
            case R32_QOS -> command((double) bytes.f32le(at), bytes.u8(at + 4) & 0x7F);
            case BSI -> values.add(bytes.u32le(at));
            case NVA_QPM -> command(normalized(at), bytes.u8(at + 2));
            case SVA_QPM -> command(scaled(at), bytes.u8(at + 2));
            case R32_QPM -> command((double) bytes.f32le(at), bytes.u8(at + 4));
            case COI, QOI, QCC, QRP, QPA -> qualifiers.add((long) octet);
            case FBP, CP16, TSC -> values.add((long) bytes.u16le(at));
            case DIRECTORY -> values.add((long) bytes.u16le(at));
            default -> {
                // Nothing per object: files are described once.
            }
        }
    }

    private void monitored(Object value, String quality) {
        values.add(value);
        qualities.add(quality);
    }

    private void protection(long state, int quality, int elapsed) {
        monitored(state, Quality.protection(quality));
        elapsedMillis.add((long) bytes.u16le(elapsed));
    }

    private void command(Object value, int qualifier) {
        values.add(value);
        qualifiers.add((long) qualifier);
    }

    private double normalized(int at) {
        return (short) bytes.u16le(at) / 32_768.0;
    }

    private long scaled(int at) {
        return (short) bytes.u16le(at);
    }

    boolean isEmpty() {
        return addresses.isEmpty();
    }

    int address(int index) {
        return (int) (long) (Long) addresses.get(index);
    }

    /** S/E: the last bit of the command or set-point qualifier. A bitstring command has none. */
    boolean selects() {
        if (!type.operates() || type.element == Element.BSI || isEmpty()) return false;
        return (bytes.u8(first + type.element.bytes - 1) & SELECT) != 0;
    }

    /** Counters are set to zero, or waiting events thrown away. */
    boolean clears() {
        int octet = isEmpty() ? 0 : bytes.u8(first);
        return type.element == Element.QCC ? octet >= 0x80 : octet == 2;
    }

    boolean deletes() {
        return type.element == Element.CALL && call(first) == DELETE_FILE;
    }

    private int call(int at) {
        return bytes.u8(at + 3) & 0x0F;
    }

    /** What {@code F_SC_NA_1} calls for, or null for other types. */
    String call() {
        if (type.element != Element.CALL || isEmpty()) return null;
        return call(first) < CALLS.length ? CALLS[call(first)] : type.operation;
    }

    /** The sender cannot do what was called for: negative bit of FRQ and SRQ, error half of the acknowledgement. */
    boolean refused() {
        if (isEmpty()) return false;
        return switch (type.element) {
            case FILE_READY -> (bytes.u8(first + 5) & 0x80) != 0;
            case SECTION_READY -> (bytes.u8(first + 6) & 0x80) != 0;
            case ACKNOWLEDGE -> (bytes.u8(first + 3) & 0x0F) == 2 || (bytes.u8(first + 3) & 0x0F) == 4;
            default -> false;
        };
    }

    /**
     * {@code single point 1..4,9}. Events come together by chance, so several that are no run are named by their kind alone; the addresses
     * are a field.
     */
    String target(int cause) {
        if (isEmpty()) return type.object;
        int octet = bytes.u8(first);
        return switch (type.element) {
            case QOI ->
                octet == 20 ? "station" : octet > 20 && octet <= 36 ? "group " + (octet - 20) : "qualifier " + octet;
            case QCC -> (octet & 0x3F) == 5 ? "counters" : "counter group " + (octet & 0x3F);
            case COI, FBP, QRP, CP16, TSC -> type.object;
            case FILE_READY, SECTION_READY, CALL, LAST, ACKNOWLEDGE, SEGMENT, QUERY ->
                type.object + ' ' + bytes.u16le(first) + " at " + addresses.getFirst();
            default -> type == TypeId.C_CS_NA_1 ? type.object : type.object + runs(Cause.event(cause));
        };
    }

    private String runs(boolean one) {
        StringBuilder text = new StringBuilder(" ");
        int runs = 0;
        for (int from = 0; from < addresses.size(); runs++) {
            int to = from;
            while (to + 1 < addresses.size() && address(to + 1) == address(to) + 1) to++;
            if (one && runs == 1) return "";
            if (runs == RUNS_MAX) return text.append(",...").toString();
            if (runs > 0) text.append(',');
            text.append(address(from));
            if (to > from) text.append("..").append(address(to));
            from = to + 1;
        }
        return text.toString();
    }

    void describe(Turn.Draft draft) {
        if (isEmpty()) return;
        draft.field("addresses", addresses);
        if (!values.isEmpty()) draft.field("values", values);
        if (!qualities.isEmpty()) draft.field("quality", qualities);
        if (!qualifiers.isEmpty()) draft.field("qualifiers", qualifiers);
        if (!elapsedMillis.isEmpty()) draft.field("elapsed_millis", elapsedMillis);
        if (!times.isEmpty()) draft.field("times", times);
        if (selects()) draft.field("select", true);
        if (type.isFile()) file(draft);
        if (type.element == Element.VTI || type.element == Element.SCD) detail(draft);
    }

    /** Step positions in motion; points that changed meanwhile. */
    private void detail(Turn.Draft draft) {
        boolean step = type.element == Element.VTI;
        if (step && (bytes.u8(first) & 0x80) != 0) draft.field("transient", true);
        if (!step) draft.field("changed", (long) bytes.u16le(first + 2));
    }

    private void file(Turn.Draft draft) {
        draft.field("file", (long) bytes.u16le(first));
        switch (type.element) {
            case FILE_READY -> draft.field("length", u24(first + 2)).field("qualifier", octet(5));
            case SECTION_READY ->
                draft.field("section", octet(2)).field("length", u24(first + 3)).field("qualifier", octet(6));
            case CALL, ACKNOWLEDGE -> draft.field("section", octet(2)).field("qualifier", octet(3));
            case LAST ->
                draft.field("section", octet(2)).field("qualifier", octet(3)).field("checksum", octet(4));
            case SEGMENT ->
                draft.field("section", octet(2))
                        .field("length", octet(3))
                        .field("data", bytes.hex(first + 4, Math.min(SHOWN_BYTES_MAX, Math.max(0, size - 4))));
            case DIRECTORY -> draft.field("length", u24(first + 2)).field("status", octet(5));
            case QUERY -> draft.field("from", BinaryTime.cp56(bytes, first + 2));
            default -> {
                // No file.
            }
        }
    }

    private long octet(int offset) {
        return bytes.u8(first + offset);
    }

    private long u24(int at) {
        return bytes.u8(at) | bytes.u8(at + 1) << 8 | bytes.u8(at + 2) << 16;
    }
}
