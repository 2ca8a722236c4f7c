package dev.postern.wire.ot.opc;

import static dev.postern.wire.ot.opc.Dcom.bind;
import static dev.postern.wire.ot.opc.Dcom.ipid;
import static dev.postern.wire.ot.opc.Dcom.request;
import static dev.postern.wire.ot.opc.Dcom.response;
import static dev.postern.wire.ot.opc.Dcom.text;
import static dev.postern.wire.ot.opc.Dcom.u32;

import dev.postern.model.Message;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.it.dcerpc.DcerpcDissector;

/** One client and one server over one connection; contexts 0 to 6 are the interfaces of {@link #open}. */
abstract class OpcLine {
    static final int SERVER = 0, ITEMS = 1, SYNC = 2, UNKNOWN = 3, ASYNC = 4, CALLED = 5, ITEM_IO = 6;
    static final long NOON = 1_700_000_000_000L;
    /** Results of two items, both well; and of the whole call. */
    static final String BOTH_WELL = "08000200 02000000 00000000 00000000 00000000";

    final Bench bench = new Bench(new DcerpcDissector(), Transport.TCP, 49_155);
    private int call = 1;

    void open() {
        bench.client(bind(SERVER, Dcom.SERVER));
        bench.client(bind(ITEMS, Dcom.ITEM_MGT));
        bench.client(bind(SYNC, Dcom.SYNC_IO));
        bench.client(bind(UNKNOWN, Dcom.REM_UNKNOWN));
        bench.client(bind(ASYNC, Dcom.ASYNC_IO2));
        bench.client(bind(CALLED, Dcom.CALLBACK));
        bench.client(bind(ITEM_IO, Dcom.ITEM_IO));
    }

    Message ask(int context, int operation, String ipid, String parameters) {
        bench.client(request(++call, context, operation, ipid, parameters));
        return last();
    }

    Message answer(int context, String results) {
        bench.server(response(call, context, results));
        return last();
    }

    Message last() {
        return bench.messages().getLast();
    }

    static Object field(Message message, String name) {
        return message.fields().get(name);
    }

    /** Opens the group {@code oid}; its first interface is {@code ipid(16 * oid)}. */
    void addGroup(String name, int oid, int client) {
        ask(
                SERVER,
                3,
                ipid(1),
                text(name) + "01000000 E8030000" + u32(client) + "00000000 00000200 0000803F 09040000" + Dcom.ITEM_MGT);
        answer(SERVER, u32(0x65 + oid) + "F4010000" + Dcom.reference(Dcom.ITEM_MGT, oid, ipid(16 * oid)) + "00000000");
    }

    /** Adds two items with the handles 1 and 2 of the server and {@code client}, {@code client + 1} of the client. */
    Message addItems(int oid, String first, String second, int client) {
        String definition = "00000000 04000200 01000000 %s 00000000 00000000 0500 0000";
        ask(
                ITEMS,
                3,
                ipid(16 * oid),
                "02000000 02000000" + definition.formatted(u32(client)) + definition.formatted(u32(client + 1))
                        + text(first)
                        + text(second));
        return answer(
                ITEMS,
                "04000200 02000000 01000000 0500 0000 03000000 00000000 00000000 02000000 0B00 0000 01000000 00000000 00000000"
                        + BOTH_WELL);
    }

    /** The group's interface to read and write by is {@code ipid(16 * oid + 1)}. */
    void query(int oid) {
        ask(UNKNOWN, 3, ipid(2), ipid(16 * oid) + "05000000 0200 0000 02000000" + Dcom.SYNC_IO + Dcom.ASYNC_IO2);
        answer(
                UNKNOWN,
                "00000200 02000000" + Dcom.queried(oid, ipid(16 * oid + 1)) + Dcom.queried(oid, ipid(16 * oid + 2))
                        + "00000000");
    }
}
