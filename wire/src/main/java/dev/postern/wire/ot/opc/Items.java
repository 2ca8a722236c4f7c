package dev.postern.wire.ot.opc;

/** What is asked of items: to be added to a group, read and written. OPC DA 3.00 sections 4.4.2 (IOPCItemMgt), 4.3.6 (IOPCItemIO), 4.4.3 to 4.4.6. */
final class Items {
    /** On the wire, without what their pointers point to. */
    private static final int DEFINITION_BYTES = 28, RESULT_BYTES = 20, VQT_BYTES = 28;

    private Items() {}

    static void add(OpcCall call) {
        definitions(call);
    }

    static void validate(OpcCall call) {
        definitions(call);
        call.say("blob_update", call.in.flag());
    }

    /** Access path, item id, active, handle of the client, blob, type that is wanted; then all texts and blobs. */
    private static void definitions(OpcCall call) {
        Stub in = call.in;
        in.u32();
        int count = in.count(DEFINITION_BYTES);
        byte[] there = new byte[count];
        long[] handles = new long[count];
        for (int i = 0; i < count && !in.cut(); i++) {
            int path = in.pointer() ? 1 : 0;
            int id = in.pointer() ? 2 : 0;
            in.u32();
            handles[i] = in.u32();
            in.u32();
            int blob = in.pointer() ? 4 : 0;
            in.u32();
            there[i] = (byte) (path | id | blob);
        }
        String[] items = new String[count];
        for (int i = 0; i < count; i++) {
            String path = (there[i] & 1) != 0 ? in.text() : "";
            String id = (there[i] & 2) != 0 ? in.text() : "";
            if ((there[i] & 4) != 0) in.skipOctets();
            items[i] = path.isEmpty() ? id : path + "!" + id;
        }
        call.asks = new Question(call.object, "", 0, items, handles);
        call.points.items(items);
        String group = call.state.group(call.object);
        call.say("group", group);
    }

    static void added(OpcCall call) {
        long[] servers = validated(call);
        Question asked = call.question;
        for (int i = 0; i < servers.length && i < asked.items().length; i++)
            if (servers[i] >= 0)
                call.state.added(asked.object(), servers[i], asked.handles()[i], asked.items()[i], call.turn);
    }

    /** Handle of the server, type, rights, blob of each item; then what came of it. Gives the handles, -1 where an item was refused. */
    static long[] validated(OpcCall call) {
        Stub in = call.in;
        int count = in.countBehindPointer(RESULT_BYTES);
        long[] servers = new long[count];
        boolean[] blobs = new boolean[count];
        for (int i = 0; i < count && !in.cut(); i++) {
            servers[i] = in.u32();
            call.points.type(in.u16());
            in.u16();
            in.u32();
            in.u32();
            blobs[i] = in.pointer();
        }
        for (int i = 0; i < count && !in.cut(); i++) if (blobs[i]) in.skipOctets();
        call.points.items(call.question.items());
        long[] results = Values.results(call);
        for (int i = 0; i < count; i++) if (i >= results.length || Hresult.refuses(results[i])) servers[i] = -1;
        return servers;
    }

    /** Count, then the handles of the server. */
    static void byHandle(OpcCall call) {
        call.in.u32();
        long[] handles = call.in.numbers();
        String[] items = call.state.items(call.object, handles);
        call.asks = new Question(call.object, "", 0, items, handles);
        call.points.items(items);
    }

    static void remove(OpcCall call) {
        byHandle(call);
    }

    static void removed(OpcCall call) {
        long[] results = Values.results(call);
        long[] handles = call.question.handles();
        for (int i = 0; i < handles.length && i < results.length; i++)
            if (!Hresult.refuses(results[i])) call.state.removed(call.question.object(), handles[i]);
    }

    static void setActive(OpcCall call) {
        byHandle(call);
        call.say("active", call.in.flag());
    }

    static void setHandles(OpcCall call) {
        byHandle(call);
        long[] servers = call.asks.handles();
        long[] clients = call.in.numbers();
        long[] both = new long[2 * servers.length];
        for (int i = 0; i < servers.length; i++) {
            both[2 * i] = servers[i];
            both[2 * i + 1] = i < clients.length ? clients[i] : 0;
        }
        call.asks = new Question(call.object, "", 0, call.asks.items(), both);
    }

    static void handlesSet(OpcCall call) {
        long[] results = Values.results(call);
        Question asked = call.question;
        for (int i = 0; i < asked.items().length && i < results.length; i++) {
            if (Hresult.refuses(results[i])) continue;
            call.state.moved(asked.object(), asked.handles()[2 * i], asked.handles()[2 * i + 1], call.turn);
        }
    }

    static void syncRead(OpcCall call) {
        source(call);
        byHandle(call);
    }

    private static void source(OpcCall call) {
        call.say("source", call.in.u16() == 1 ? "cache" : "device");
    }

    static void readMaxAge(OpcCall call) {
        byHandle(call);
        call.in.numbers();
    }

    static void write(OpcCall call) {
        byHandle(call);
        Values.variants(call, call.in.count(4));
    }

    static void writeVqt(OpcCall call) {
        byHandle(call);
        vqts(call);
    }

    static void asyncRead(OpcCall call) {
        byHandle(call);
        transaction(call);
    }

    private static void transaction(OpcCall call) {
        call.say("transaction", call.in.u32());
    }

    static void asyncReadMaxAge(OpcCall call) {
        readMaxAge(call);
        transaction(call);
    }

    static void asyncWrite(OpcCall call) {
        write(call);
        transaction(call);
    }

    static void asyncWriteVqt(OpcCall call) {
        writeVqt(call);
        transaction(call);
    }

    static void refresh(OpcCall call) {
        call.target = call.state.group(call.object);
        source(call);
        transaction(call);
    }

    /** Data Access 1.0: the connection of the callback comes first. */
    static void oldAsyncRead(OpcCall call) {
        call.in.u32();
        syncRead(call);
    }

    static void oldAsyncWrite(OpcCall call) {
        call.in.u32();
        write(call);
    }

    /** Count, then pointers to the item ids, then these. */
    private static void byName(OpcCall call) {
        call.in.u32();
        String[] items = Names.texts(call.in, call.in.count(4));
        call.asksAbout(items);
    }

    static void readByName(OpcCall call) {
        byName(call);
        call.in.numbers();
    }

    static void writeByName(OpcCall call) {
        byName(call);
        vqts(call);
    }

    /** Value, and quality and time if the client sets them; then all values. */
    private static void vqts(OpcCall call) {
        Stub in = call.in;
        int count = in.count(VQT_BYTES);
        boolean[] there = new boolean[count];
        int[] qualities = new int[count];
        boolean anyQuality = false;
        for (int i = 0; i < count && !in.cut(); i++) {
            there[i] = in.pointer();
            boolean withQuality = in.flag();
            qualities[i] = in.u16();
            in.u16();
            boolean withTime = in.flag();
            in.u32();
            long low = in.u32();
            long high = in.u32();
            call.points.time(withTime ? low : 0, withTime ? high : 0);
            anyQuality |= withQuality;
            if (!withQuality) qualities[i] = -1;
        }
        if (anyQuality) for (int bits : qualities) call.points.quality(bits);
        Values.variants(call, there);
    }
}
