package dev.postern.wire.ot.opc;

/** Values with quality and time, and what came of each item: the answers of reads and writes, and what is called back. OPC DA 3.00 section 4.5.1. */
final class Values {
    private static final int STATE_BYTES = 20;

    private Values() {}

    /** What {@code count} pointers point to, which follows them. */
    static void variants(OpcCall call, int count) {
        boolean[] there = new boolean[count];
        for (int i = 0; i < count && !call.in.cut(); i++) there[i] = call.in.pointer();
        variants(call, there);
    }

    static void variants(OpcCall call, boolean[] there) {
        for (int i = 0; i < there.length && !call.in.cut(); i++)
            call.points.value(there[i] ? Variant.read(call.in) : Variant.NONE);
    }

    /** What came of each item, behind a pointer. */
    static long[] results(OpcCall call) {
        long[] results = call.in.pointer() ? call.in.numbers() : Question.NO_HANDLES;
        if (!call.in.cut()) for (long result : results) call.points.result(result);
        return results;
    }

    /** A number to cancel it by stands before what came of each item. */
    static void numberedResults(OpcCall call) {
        call.say("cancel_id", call.in.u32());
        results(call);
    }

    /** OPCITEMSTATE: handle of the client, time, quality, pointer to the value; then all values. */
    static void states(OpcCall call) {
        Stub in = call.in;
        int count = in.countBehindPointer(STATE_BYTES);
        boolean[] there = new boolean[count];
        for (int i = 0; i < count && !in.cut(); i++) {
            in.u32();
            long low = in.u32();
            call.points.time(low, in.u32());
            call.points.quality(in.u16());
            in.u16();
            there[i] = in.pointer();
        }
        variants(call, there);
        call.points.items(call.question.items());
        results(call);
    }

    /** Values, qualities, times, each a list behind a pointer. */
    static void lists(OpcCall call) {
        Stub in = call.in;
        variants(call, in.countBehindPointer(4));
        qualities(call, in.countBehindPointer(2));
        times(call, in.countBehindPointer(8));
        call.points.items(call.question.items());
        results(call);
    }

    private static void qualities(OpcCall call, int count) {
        for (int i = 0; i < count && !call.in.cut(); i++) call.points.quality(call.in.u16());
    }

    private static void times(OpcCall call, int count) {
        for (int i = 0; i < count && !call.in.cut(); i++) {
            long low = call.in.u32();
            call.points.time(low, call.in.u32());
        }
    }

    /** OnDataChange and OnReadComplete: transaction, group, quality and error of all, count; handles, values, qualities, times, results. */
    static void calledBack(OpcCall call) {
        Stub in = call.in;
        long group = head(call);
        in.u32();
        long error = in.u32();
        if (error != 0) call.say("master_error", error);
        handles(call, group);
        variants(call, in.count(4));
        qualities(call, in.count(2));
        times(call, in.count(8));
        each(call);
    }

    private static long head(OpcCall call) {
        call.say("transaction", call.in.u32());
        long group = call.in.u32();
        call.target = call.state.calledBack(group);
        call.say("client_group", group);
        return group;
    }

    private static void handles(OpcCall call, long group) {
        call.in.u32();
        for (long client : call.in.numbers()) call.points.item(call.state.watched(group, client));
    }

    private static void each(OpcCall call) {
        long[] results = call.in.numbers();
        if (!call.in.cut()) for (long result : results) call.points.result(result);
    }

    /** OnWriteComplete: transaction, group, error of all, count; handles, results. */
    static void written(OpcCall call) {
        long group = head(call);
        long error = call.in.u32();
        if (error != 0) call.say("master_error", error);
        handles(call, group);
        each(call);
    }

    static void cancelled(OpcCall call) {
        head(call);
    }
}
