package dev.postern.wire.ot.opcua;

import java.util.LinkedHashSet;

/** Which publishers were told as such in a flow (bounded, and those beyond are not told), and the chunks it waits for. */
final class UadpState {
    private static final int PUBLISHERS_MAX = 16;

    private final LinkedHashSet<String> publishers = new LinkedHashSet<>();

    /** Null until there is a chunk, and from a snapshot of an earlier release. */
    private Parts parts;

    Parts parts() {
        if (parts == null) parts = new Parts();
        return parts;
    }

    /** True the first time. */
    boolean isNew(String publisher) {
        return !publisher.isEmpty() && publishers.size() < PUBLISHERS_MAX && publishers.add(publisher);
    }
}
