package dev.postern.wire.ot.opc;

import java.util.ArrayList;
import java.util.List;

/** Alarms and events: what the server tells of them and who acknowledges them. OPC AE 1.10 sections 4.6.1 (OnEvent) and 4.3.15 (AckCondition). */
final class Events {
    private static final int EVENT_BYTES = 72;
    private static final int SOURCE = 1, MESSAGE = 2, CONDITION = 4, SUBCONDITION = 8, ATTRIBUTES = 16, ACTOR = 32;
    /** Bits of the new state. */
    private static final String[] STATES = {"enabled", "active", "acknowledged"};

    private static final String[] TYPES = {"", "simple", "tracking", "", "condition"};

    private Events() {}

    /**
     * Subscription, refresh, last refresh, count; ONEVENTSTRUCT: change and new state, pointer to source, time, pointer to message, type, category,
     * severity, pointers to condition and its part, quality, to be acknowledged, time it became active, cookie, count and pointer of attributes,
     * pointer to actor; then what the pointers of each point to.
     */
    static void told(OpcCall call) {
        Stub in = call.in;
        call.target = "subscription " + in.u32();
        call.say("refresh", in.flag());
        in.u32();
        in.u32();
        int count = in.count(EVENT_BYTES);
        int[] there = new int[count];
        Lists lists = new Lists();
        for (int i = 0; i < count && !in.cut(); i++) there[i] = lists.event(call);
        for (int i = 0; i < count && !in.cut(); i++) lists.texts(call, there[i]);
        lists.say(call);
    }

    /** Of all events in their order; at most {@link OpcCall#NAMES_MAX} are told. */
    private static final class Lists {
        private final List<Object> states = new ArrayList<>();
        private final List<Object> types = new ArrayList<>();
        private final List<Object> severities = new ArrayList<>();
        private final List<Object> messages = new ArrayList<>();
        private final List<Object> conditions = new ArrayList<>();
        private final List<Object> actors = new ArrayList<>();

        private static void add(List<Object> list, Object value) {
            if (list.size() < OpcCall.NAMES_MAX) list.add(value);
        }

        /** Gives which of its pointers point to something. */
        private int event(OpcCall call) {
            Stub in = call.in;
            in.u16();
            add(states, words(in.u16()));
            int there = in.pointer() ? SOURCE : 0;
            long low = in.u32();
            call.points.time(low, in.u32());
            there |= in.pointer() ? MESSAGE : 0;
            int type = (int) in.u32();
            add(types, type > 0 && type < TYPES.length ? TYPES[type] : "type " + type);
            in.u32();
            add(severities, in.u32());
            there |= in.pointer() ? CONDITION : 0;
            there |= in.pointer() ? SUBCONDITION : 0;
            call.points.quality(in.u16());
            in.u16();
            for (int i = 0; i < 5; i++) in.u32();
            there |= in.pointer() ? ATTRIBUTES : 0;
            return there | (in.pointer() ? ACTOR : 0);
        }

        private static String words(int state) {
            StringBuilder words = new StringBuilder();
            for (int i = 0; i < STATES.length; i++)
                if ((state >> i & 1) != 0)
                    words.append(words.isEmpty() ? "" : " ").append(STATES[i]);
            return words.toString();
        }

        private void texts(OpcCall call, int there) {
            Stub in = call.in;
            call.points.item((there & SOURCE) != 0 ? in.text() : "");
            add(messages, (there & MESSAGE) != 0 ? in.text() : "");
            String condition = (there & CONDITION) != 0 ? in.text() : "";
            String part = (there & SUBCONDITION) != 0 ? in.text() : "";
            add(conditions, part.isEmpty() ? condition : condition + " " + part);
            if ((there & ATTRIBUTES) != 0) {
                int attributes = in.count(4);
                boolean[] values = new boolean[attributes];
                for (int i = 0; i < attributes && !in.cut(); i++) values[i] = in.pointer();
                for (int i = 0; i < attributes && !in.cut(); i++) if (values[i]) Variant.read(in);
            }
            add(actors, (there & ACTOR) != 0 ? in.text() : "");
        }

        private void say(OpcCall call) {
            call.say("states", states);
            call.say("event_types", types);
            call.say("severities", severities);
            call.say("messages", messages);
            call.say("conditions", conditions);
            if (actors.stream().anyMatch(actor -> !actor.equals(""))) call.say("actors", actors);
        }
    }

    /** Count, who acknowledges and why, sources, conditions, times and cookies. */
    static void acknowledge(OpcCall call) {
        Stub in = call.in;
        in.u32();
        call.say("user", in.text());
        call.say("comment", in.text());
        call.asksAbout(Names.texts(in, in.count(4)));
        String[] conditions = Names.texts(in, in.count(4));
        call.say(
                "conditions",
                List.of((Object[]) conditions).subList(0, Math.min(conditions.length, OpcCall.NAMES_MAX)));
    }
}
