package dev.postern.wire.it.dcerpc;

import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Items of OPC groups by the handles that the server gave for them in this association; {@value #MAX} of them, the oldest goes first. Plain data. */
final class OpcItems {
    static final int MAX = 4096;
    private static final String AMBIGUOUS = "";

    private final LinkedHashMap<Long, String> byHandle = new LinkedHashMap<>();
    /** What was asked to be added last; a client waits for the handles before it goes on. */
    private List<String> adding = new ArrayList<>();

    void adding(Turn turn, List<String> names) {
        adding = new ArrayList<>(names.subList(0, Math.min(names.size(), MAX)));
        if (names.size() > MAX) turn.forgot();
    }

    /** Handle 0 is none: the item was refused. */
    void added(Turn turn, List<Long> handles) {
        for (int i = 0; i < Math.min(handles.size(), adding.size()); i++) {
            long handle = handles.get(i);
            if (handle == 0) continue;
            String name = adding.get(i);
            String before = byHandle.remove(handle);
            if (byHandle.size() >= MAX) {
                byHandle.pollFirstEntry();
                turn.forgot();
            }
            byHandle.put(handle, before == null || before.equals(name) ? name : AMBIGUOUS);
        }
        adding = new ArrayList<>();
    }

    void remove(List<Long> handles) {
        handles.forEach(byHandle::remove);
    }

    String names(List<Long> handles) {
        List<String> names = new ArrayList<>();
        for (long handle : handles) {
            String name = byHandle.getOrDefault(handle, AMBIGUOUS);
            names.add(name.isEmpty() ? "item " + handle : name);
        }
        return OpcCalls.shown(names);
    }
}
