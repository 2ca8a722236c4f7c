package dev.postern.wire.it.dcerpc;

import dev.postern.model.Address;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.ot.profinet.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The application relation that a connect of PROFINET asks for or grants (IEC 61158-6-10:2019 section 5.2.3): who is at its ends, which communication relations it has, which submodules
 * it expects. Once the device has granted it, how their cyclic data are laid out is agreed. At most {@value #CYCLES_MAX} communication relations with {@value #PLACES_MAX} submodules each.
 */
final class PnioRelation {
    private static final int AR_REQUEST = 0x0101, IOCR_REQUEST = 0x0102, SUBMODULES = 0x0104, AR_ANSWER = 0x8101;
    private static final int IOCR_ANSWER = 0x8102;
    private static final int CYCLES_MAX = 8;
    private static final int PLACES_MAX = 256;
    private static final int INPUT = 1, OUTPUT = 2;
    private static final int BOTH_WAYS = 3;
    /** Behind type, length and version of a block. */
    private static final int BODY = 6;

    private final Bytes bytes;
    private Uuid id;
    private long mac;
    private final List<Cycle> cycles = new ArrayList<>();
    private final LinkedHashMap<Integer, int[]> octets = new LinkedHashMap<>();
    /** Relations and submodules beyond the limits. */
    private int leftOut;

    /** One communication relation: outputs, or inputs, of some submodules. Plain data; the frame id of outputs is for the device to choose. */
    private static final class Cycle {
        int reference;
        boolean output;
        int frame;
        /** Slot, subslot, offset, one after the other. */
        int[] places = {};

        private Layout layout(LinkedHashMap<Integer, int[]> octets) {
            Layout layout = new Layout();
            for (int i = 0; i + 2 < places.length; i += 3) {
                int[] size = octets.get(places[i] << 16 | places[i + 1]);
                if (size != null) layout.add(places[i], places[i + 1], output, places[i + 2], size[output ? 1 : 0]);
            }
            return layout;
        }
    }

    /** What waits for the device to grant it. Plain data. */
    record Asked(long mac, List<Cycle> cycles, List<Layout> layouts) {}

    PnioRelation(Bytes bytes) {
        this.bytes = bytes;
    }

    void block(int type, int at, int end) {
        switch (type) {
            case AR_REQUEST, AR_ANSWER -> {
                id = uuid(at + 8);
                mac = bytes.u48(at + 26);
            }
            case IOCR_REQUEST -> cycle(at + BODY, end);
            case SUBMODULES -> submodules(at + BODY, end);
            case IOCR_ANSWER -> {
                Cycle cycle = new Cycle();
                cycle.output = bytes.u16(at + BODY) == OUTPUT;
                cycle.reference = bytes.u16(at + BODY + 2);
                cycle.frame = bytes.u16(at + BODY + 4);
                if (cycles.size() < CYCLES_MAX) cycles.add(cycle);
            }
            default -> {
                // Nothing of a relation's layout.
            }
        }
    }

    private Uuid uuid(int at) {
        return new Uuid(bytes.i64(at), bytes.i64(at + 8));
    }

    /**
     * <pre>{@code
     * | type | reference | ether type | properties (4) | data length | frame id | clock | ratio | phase | sequence | send offset (4)
     * | watchdog | hold | tag | group (6) | APIs | API (4) | n | n times: slot, subslot, offset | m | m times: slot, subslot, offset of the consumer's word
     * }</pre>
     */
    private void cycle(int at, int end) {
        if (at + 40 > end) return;
        if (cycles.size() == CYCLES_MAX) {
            leftOut++;
            return;
        }
        Cycle cycle = new Cycle();
        cycle.output = bytes.u16(at) == OUTPUT;
        cycle.reference = bytes.u16(at + 2);
        cycle.frame = bytes.u16(at + 12);
        int apis = bytes.u16(at + 38);
        int next = at + 40;
        int[] places = new int[3 * PLACES_MAX];
        int count = 0;
        for (int api = 0; api < apis && next + 6 <= end; api++) {
            int objects = bytes.u16(next + 4);
            next += 6;
            for (int i = 0; i < objects && next + 6 <= end; i++, next += 6) {
                if (count == places.length) {
                    leftOut++;
                    continue;
                }
                for (int part = 0; part < 3; part++) places[count++] = bytes.u16(next + 2 * part);
            }
            if (next + 2 > end) break;
            next += 2 + 6 * bytes.u16(next);
        }
        cycle.places = Arrays.copyOf(places, count);
        cycles.add(cycle);
    }

    /**
     * <pre>{@code
     * | APIs | API (4) | slot | module (4) | properties | n | n times: subslot, submodule (4), properties, one or two times: direction, octets, 2 lengths (1 each)
     * }</pre>
     */
    private void submodules(int at, int end) {
        if (at + 2 > end) return;
        int apis = bytes.u16(at);
        int next = at + 2;
        for (int api = 0; api < apis && next + 14 <= end; api++) {
            int slot = bytes.u16(next + 4);
            int count = bytes.u16(next + 12);
            next += 14;
            for (int i = 0; i < count && next + 14 <= end; i++) {
                int subslot = bytes.u16(next);
                int descriptions = (bytes.u16(next + 6) & 3) == BOTH_WAYS ? 2 : 1;
                next += 8;
                int[] size = new int[2];
                for (int d = 0; d < descriptions && next + 6 <= end; d++, next += 6) {
                    int direction = bytes.u16(next);
                    if (direction == INPUT || direction == OUTPUT) size[direction - 1] = bytes.u16(next + 2);
                }
                if (octets.size() < PLACES_MAX) octets.put(slot << 16 | subslot, size);
                else leftOut++;
            }
        }
    }

    void ask(Turn turn, PnioPair pair) {
        if (id == null || cycles.isEmpty()) return;
        for (int i = 0; i < leftOut; i++) turn.forgot();
        List<Layout> layouts = new ArrayList<>();
        for (Cycle cycle : cycles) layouts.add(cycle.layout(octets));
        for (Cycle cycle : cycles) cycle.places = null;
        pair.ask(turn, id, new Asked(mac, cycles, layouts));
    }

    /** The device grants it and says, for each relation, the frame id. */
    void grant(Turn turn, PnioPair pair) {
        Asked asked = id == null ? null : pair.granted(id);
        if (asked == null) return;
        Address controller = Address.mac(asked.mac);
        Address device = Address.mac(mac);
        for (int i = 0; i < asked.cycles.size(); i++) {
            Cycle cycle = asked.cycles.get(i);
            int frame = cycle.frame;
            for (Cycle granted : cycles) if (granted.reference == cycle.reference) frame = granted.frame;
            Layout layout = asked.layouts.get(i);
            if (layout.size() == 0) continue;
            if (cycle.output) turn.agree(controller, device, frame, layout, layout.size());
            else turn.agree(device, controller, frame, layout, layout.size());
        }
    }
}
