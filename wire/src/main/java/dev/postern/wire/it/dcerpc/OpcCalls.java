package dev.postern.wire.it.dcerpc;

import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Items and values of OPC Data Access (2.05a sections 4.5.4 to 4.5.6 and 4.6, 3.00 section 4.4.4), whose calls name them by handles: which item a handle of the server stands for is
 * said when it is added to a group, and held by the association. A handle given for two items at once, as servers do that number them by group, names neither. Only calls
 * that are whole in one fragment and carry no extensions of DCOM are read.
 */
final class OpcCalls {
    private static final int THIS_BYTES = 32, THIS_EXTENSIONS = 28;
    private static final int THAT_BYTES = 8, THAT_EXTENSIONS = 4;
    private static final int ITEM_BYTES = 28, RESULT_BYTES = 20, STATE_BYTES = 20;
    private static final int QUALITY_GOOD = 0xC0;
    private static final int SHOWN_MAX = 8;
    private static final int READ = 3, WRITE = 4, ADD_ITEMS = 3, REMOVE_ITEMS = 5, DATA_CHANGE = 3, READ_COMPLETE = 4;
    private static final Set<String> GROUP_IO = Set.of("iopcsyncio", "iopcsyncio2", "iopcasyncio2", "iopcasyncio3");

    private OpcCalls() {}

    /** What a request is about; the empty string where it does not say. */
    static String asked(
            Interface known,
            int number,
            Ndr ndr,
            int from,
            int to,
            Association association,
            Turn turn,
            Turn.Draft draft) {
        OpcStub stub = new OpcStub(ndr, from, to);
        if (to - from < THIS_BYTES || ndr.u32(from + THIS_EXTENSIONS) != 0) return "";
        stub.skip(THIS_BYTES);
        String name = known.name();
        if (name.equals("iopcitemmgt") && number == ADD_ITEMS) return added(stub, association, turn);
        if (name.equals("iopcitemmgt") && number == REMOVE_ITEMS) {
            stub.u32();
            List<Long> handles = stub.handles();
            String about = association.items().names(handles);
            association.items().remove(handles);
            return about;
        }
        if (name.equals("iopcdatacallback") && (number == DATA_CHANGE || number == READ_COMPLETE))
            return changed(stub, draft);
        if (!GROUP_IO.contains(name) || number != READ && number != WRITE) return "";
        // Where to read from, cache or device; the asynchronous ones have it not.
        if (number == READ && name.startsWith("iopcsync")) stub.u32();
        stub.u32();
        String about = association.items().names(stub.handles());
        if (number == WRITE) {
            List<Object> values = new ArrayList<>();
            List<Object> types = new ArrayList<>();
            stub.variants(values, types);
            if (!values.isEmpty()) draft.field("values", values).field("types", types);
        }
        return about;
    }

    /** AddItems: structures with pointers, then the texts that these point to. */
    private static String added(OpcStub stub, Association association, Turn turn) {
        stub.u32();
        int count = stub.count(ITEM_BYTES);
        boolean[][] pointers = new boolean[Math.min(count, OpcItems.MAX)][];
        for (int i = 0; i < count && !stub.broken(); i++) {
            boolean path = stub.u32() != 0;
            boolean item = stub.u32() != 0;
            stub.skip(12);
            boolean blob = stub.u32() != 0;
            stub.skip(4);
            if (i < pointers.length) pointers[i] = new boolean[] {path, item, blob};
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < pointers.length && !stub.broken(); i++) {
            if (pointers[i][0]) stub.text();
            names.add(pointers[i][1] ? stub.text() : "");
            if (pointers[i][2]) stub.skip(stub.count(1));
        }
        association.items().adding(turn, names);
        return shown(names);
    }

    /** Values that the server sends by itself, on a connection of its own: who they are is known only by the handles that the client chose. */
    private static String changed(OpcStub stub, Turn.Draft draft) {
        stub.u32();
        draft.field("group", stub.u32());
        stub.skip(8);
        stub.u32();
        List<String> names = new ArrayList<>();
        for (long handle : stub.handles()) names.add("handle " + handle);
        List<Object> values = new ArrayList<>();
        List<Object> types = new ArrayList<>();
        stub.variants(values, types);
        int count = stub.count(2);
        List<Object> qualities = new ArrayList<>();
        for (int i = 0; i < count && !stub.broken(); i++) {
            long quality = stub.u16();
            if (i < OpcStub.VALUES_MAX) qualities.add(quality);
        }
        count = stub.count(8);
        List<Object> millis = new ArrayList<>();
        for (int i = 0; i < Math.min(count, OpcStub.VALUES_MAX) && !stub.broken(); i++) millis.add(stub.millis());
        describe(draft, values, types, qualities, stub.broken() ? List.of() : millis);
        return shown(names);
    }

    /** Adds what the answer to {@code asked} says. */
    static void answered(
            Interface known,
            int number,
            Ndr ndr,
            int from,
            int to,
            Association association,
            Turn turn,
            Turn.Draft draft) {
        if (to - from < THAT_BYTES || ndr.u32(from + THAT_EXTENSIONS) != 0) return;
        OpcStub stub = new OpcStub(ndr, from, to);
        stub.skip(THAT_BYTES);
        if (known.name().equals("iopcitemmgt") && number == ADD_ITEMS) {
            if (stub.u32() == 0) return;
            int count = stub.count(RESULT_BYTES);
            List<Long> handles = new ArrayList<>();
            for (int i = 0; i < count && !stub.broken(); i++) {
                handles.add(stub.u32());
                stub.skip(RESULT_BYTES - 4);
            }
            association.items().added(turn, handles);
        } else if (known.name().startsWith("iopcsyncio") && number == READ && stub.u32() != 0) {
            states(stub, draft);
        }
    }

    private static void states(OpcStub stub, Turn.Draft draft) {
        int count = Math.min(stub.count(STATE_BYTES), OpcStub.VALUES_MAX + 1);
        // With more of them the values stand behind states that are not kept.
        if (count > OpcStub.VALUES_MAX) return;
        boolean[] there = new boolean[count];
        List<Object> millis = new ArrayList<>();
        List<Object> qualities = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            stub.u32();
            millis.add(stub.millis());
            qualities.add((long) stub.u16());
            stub.u16();
            there[i] = stub.u32() != 0;
        }
        List<Object> values = new ArrayList<>();
        List<Object> types = new ArrayList<>();
        for (int i = 0; i < count && !stub.broken(); i++) stub.variant(there[i], values, types);
        describe(draft, values, types, qualities, millis);
    }

    private static void describe(
            Turn.Draft draft, List<Object> values, List<Object> types, List<Object> qualities, List<Object> millis) {
        if (values.isEmpty()) return;
        draft.field("values", values).field("types", types);
        if (!qualities.stream().allMatch(quality -> quality.equals((long) QUALITY_GOOD)))
            draft.field("qualities", qualities);
        if (!millis.isEmpty()) draft.field("source_millis", millis);
    }

    static String shown(List<String> names) {
        String text = String.join(", ", names.subList(0, Math.min(names.size(), SHOWN_MAX)));
        return names.size() > SHOWN_MAX ? text + " +" + (names.size() - SHOWN_MAX) : text;
    }
}
