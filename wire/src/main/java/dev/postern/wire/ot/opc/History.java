package dev.postern.wire.ot.opc;

import java.util.ArrayList;
import java.util.List;

/**
 * What is asked of a historian, OPC HDA 1.20 sections 4.4.1 and 4.4.4: which items, of which time. Values of the past are counted, not told: they are no reading of
 * now.
 */
final class History {
    private static final int ITEM_BYTES = 24;

    private History() {}

    /** Count, item ids, handles of the client. */
    static void handles(OpcCall call) {
        call.in.u32();
        String[] items = Names.texts(call.in, call.in.count(4));
        long[] clients = call.in.numbers();
        call.points.items(items);
        if (clients.length == items.length) call.asks = new Question(call.object, "", 0, items, clients);
    }

    static void given(OpcCall call) {
        Stub in = call.in;
        long[] servers = in.pointer() ? in.numbers() : Question.NO_HANDLES;
        long[] results = Values.results(call);
        Question asked = call.question;
        for (int i = 0; i < servers.length && i < results.length && i < asked.items().length; i++)
            if (!Hresult.refuses(results[i]))
                call.state.added(asked.object(), servers[i], asked.handles()[i], asked.items()[i], call.turn);
    }

    /** From and to, most values, with those on the bounds. */
    static void raw(OpcCall call) {
        span(call);
        call.in.u32();
        call.in.u32();
        Items.byHandle(call);
    }

    /** From and to, interval. */
    static void processed(OpcCall call) {
        span(call);
        call.say("interval_millis", ticks(call.in) / 10_000);
        Items.byHandle(call);
        call.in.numbers();
    }

    static void modified(OpcCall call) {
        span(call);
        call.in.u32();
        Items.byHandle(call);
    }

    /** Count of times, these, items. */
    static void atTimes(OpcCall call) {
        Stub in = call.in;
        in.u32();
        int count = in.count(8);
        for (int i = 0; i < count && !in.cut(); i++) {
            long low = in.u32();
            call.points.time(low, in.u32());
        }
        Items.byHandle(call);
    }

    private static void span(OpcCall call) {
        call.say("from", time(call.in));
        call.say("to", time(call.in));
    }

    private static long ticks(Stub in) {
        long low = in.u32();
        return in.u32() << 32 | low;
    }

    /** OPCHDA_TIME: a text ({@code NOW-1D}) or a moment. Its text stands behind it. */
    private static Object time(Stub in) {
        boolean text = in.flag();
        boolean there = in.pointer();
        long millis = Points.millis(ticks(in));
        String words = there ? in.text() : "";
        return text ? words : (Object) millis;
    }

    /** What was taken as the span, then OPCHDA_ITEM: handle, aggregate, count, pointers to times, qualities and values. */
    static void valuesOfSpan(OpcCall call) {
        time(call.in);
        time(call.in);
        values(call);
    }

    static void values(OpcCall call) {
        Stub in = call.in;
        int count = in.countBehindPointer(ITEM_BYTES);
        List<Object> counts = new ArrayList<>();
        for (int i = 0; i < count && !in.cut(); i++) {
            in.u32();
            in.u32();
            long values = in.u32();
            if (counts.size() < Points.SHOWN_MAX) counts.add(values);
            for (int pointer = 0; pointer < 3; pointer++) in.u32();
        }
        call.points.items(call.question.items());
        call.say("value_counts", counts);
    }
}
