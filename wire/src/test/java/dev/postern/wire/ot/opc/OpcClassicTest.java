package dev.postern.wire.ot.opc;

import static dev.postern.wire.ot.opc.Dcom.bind;
import static dev.postern.wire.ot.opc.Dcom.bstr;
import static dev.postern.wire.ot.opc.Dcom.filetime;
import static dev.postern.wire.ot.opc.Dcom.ipid;
import static dev.postern.wire.ot.opc.Dcom.little;
import static dev.postern.wire.ot.opc.Dcom.r8;
import static dev.postern.wire.ot.opc.Dcom.request;
import static dev.postern.wire.ot.opc.Dcom.response;
import static dev.postern.wire.ot.opc.Dcom.text;
import static dev.postern.wire.ot.opc.Dcom.u32;
import static dev.postern.wire.ot.opc.Dcom.variant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.it.dcerpc.DcerpcDissector;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One client and one server over one connection; contexts 0 to 4 are the interfaces of {@link #open}. */
class OpcClassicTest {
    private static final int SERVER = 0, ITEMS = 1, SYNC = 2, UNKNOWN = 3, ASYNC = 4, CALLED = 5, ITEM_IO = 6;
    private static final long NOON = 1_700_000_000_000L;
    /** Results of two items, both well; and of the whole call. */
    private static final String BOTH_WELL = "08000200 02000000 00000000 00000000 00000000";

    private static final String EVENT = "05000000 00000000 00000000 01000000 01000000"
            + ("0200 0300 04000200" + filetime(NOON) + "08000200 04000000 0A000000 F4010000 0C000200 10000200")
            + ("C000 0000 01000000" + filetime(NOON) + "2A000000 01000000 14000200 18000200")
            + (text("Tank") + text("Too hot") + text("Level") + text("HiHi"))
            + ("01000000 1C000200" + r8(95.5) + text("Ann"));

    private final Bench bench = new Bench(new DcerpcDissector(), Transport.TCP, 49_155);
    private int call = 1;

    private void open() {
        bench.client(bind(SERVER, Dcom.SERVER));
        bench.client(bind(ITEMS, Dcom.ITEM_MGT));
        bench.client(bind(SYNC, Dcom.SYNC_IO));
        bench.client(bind(UNKNOWN, Dcom.REM_UNKNOWN));
        bench.client(bind(ASYNC, Dcom.ASYNC_IO2));
        bench.client(bind(CALLED, Dcom.CALLBACK));
        bench.client(bind(ITEM_IO, Dcom.ITEM_IO));
    }

    private Message ask(int context, int operation, String ipid, String parameters) {
        bench.client(request(++call, context, operation, ipid, parameters));
        return last();
    }

    private Message answer(int context, String results) {
        bench.server(response(call, context, results));
        return last();
    }

    private Message last() {
        return bench.messages().getLast();
    }

    private static Object field(Message message, String name) {
        return message.fields().get(name);
    }

    /** Opens the group {@code oid}; its first interface is {@code ipid(16 * oid)}. */
    private void addGroup(String name, int oid, int client) {
        ask(
                SERVER,
                3,
                ipid(1),
                text(name) + "01000000 E8030000" + u32(client) + "00000000 00000200 0000803F 09040000" + Dcom.ITEM_MGT);
        answer(SERVER, u32(0x65 + oid) + "F4010000" + Dcom.reference(Dcom.ITEM_MGT, oid, ipid(16 * oid)) + "00000000");
    }

    /** Adds two items with the handles 1 and 2 of the server and {@code client}, {@code client + 1} of the client. */
    private Message addItems(int oid, String first, String second, int client) {
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
    private void query(int oid) {
        ask(UNKNOWN, 3, ipid(2), ipid(16 * oid) + "05000000 0200 0000 02000000" + Dcom.SYNC_IO + Dcom.ASYNC_IO2);
        answer(
                UNKNOWN,
                "00000200 02000000" + Dcom.queried(oid, ipid(16 * oid + 1)) + Dcom.queried(oid, ipid(16 * oid + 2))
                        + "00000000");
    }

    @Test
    void aGroupIsOpenedByName() {
        open();
        addGroup("Boiler", 1, 7);
        Message asked = bench.messages().get(7);
        assertThat(asked)
                .extracting(Message::protocol, Message::operation, Message::verb, Message::target, Message::outcome)
                .containsExactly("opc", "iopcserver: addgroup", Verb.SESSION, "Boiler", Outcome.REQUEST);
        assertThat(field(asked, "update_rate")).isEqualTo(1000L);
        assertThat(field(asked, "client_group")).isEqualTo(7L);
        assertThat(field(asked, "deadband")).isEqualTo(1.0);
        assertThat(last().target()).isEqualTo("Boiler");
        assertThat(field(last(), "update_rate")).isEqualTo(500L);
        assertThat(field(last(), "server_group")).isEqualTo(0x66L);
        assertThat(bench.malformed()).isEmpty();
    }

    @Test
    void addedItemsAreNamedInLaterReadsAndWrites() {
        open();
        addGroup("Boiler", 1, 7);
        Message added = addItems(1, "Boiler.Level", "Boiler.Pump", 100);
        assertThat(added.target()).isEqualTo("Boiler.Level, Boiler.Pump");
        assertThat(field(added, "item_ids")).isEqualTo(List.of("Boiler.Level", "Boiler.Pump"));
        assertThat(field(added, "types")).isEqualTo(List.of("R8", "BOOL"));
        query(1);

        Message asked = ask(SYNC, 3, ipid(17), "0100 0000 02000000 02000000 01000000 02000000");
        assertThat(asked)
                .extracting(Message::verb, Message::target)
                .containsExactly(Verb.READ, "Boiler.Level, Boiler.Pump");
        assertThat(field(asked, "source")).isEqualTo("cache");
        Message read = answer(
                SYNC,
                "00000200 02000000"
                        + ("64000000" + filetime(NOON) + "C000 0000 04000200")
                        + ("65000000" + filetime(NOON + 1) + "0800 0000 08000200")
                        + r8(42.5)
                        + variant(11, "FFFF")
                        + BOTH_WELL);
        assertThat(read)
                .extracting(Message::target, Message::outcome, Message::latencyNanos)
                .containsExactly("Boiler.Level, Boiler.Pump", Outcome.SUCCESS, 10_000_000L);
        assertThat(field(read, "item_ids")).isEqualTo(List.of("Boiler.Level", "Boiler.Pump"));
        assertThat(field(read, "values")).isEqualTo(List.of(42.5, true));
        assertThat(field(read, "types")).isEqualTo(List.of("R8", "BOOL"));
        assertThat(field(read, "qualities")).isEqualTo(List.of("good", "bad: not connected"));
        assertThat(field(read, "source_millis")).isEqualTo(List.of(NOON, NOON + 1));
        assertThat(field(read, "results")).isNull();

        Message write = ask(SYNC, 4, ipid(17), "01000000 01000000 01000000 01000000 00000200" + r8(99.0));
        assertThat(write)
                .extracting(Message::operation, Message::verb, Message::target, Message::outcome)
                .containsExactly("iopcsyncio: write", Verb.WRITE, "Boiler.Level", Outcome.REQUEST);
        assertThat(field(write, "values")).isEqualTo(List.of(99.0));
        Message refused = answer(SYNC, "00000200 01000000 060004C0 01000000");
        assertThat(refused)
                .extracting(Message::target, Message::outcome)
                .containsExactly("Boiler.Level", Outcome.REFUSED);
        assertThat(field(refused, "error")).isEqualTo("bad rights");
        assertThat(bench.malformed()).isEmpty();
    }

    @Test
    void whatIsCalledBackHasTheNamesOfItsItems() {
        open();
        addGroup("Boiler", 1, 7);
        addItems(1, "Boiler.Level", "Boiler.Pump", 100);
        Message told = ask(
                CALLED,
                3,
                ipid(900),
                "00000000 07000000 00000000 00000000 02000000 02000000 64000000 65000000"
                        + "02000000 00000200 04000200"
                        + r8(-1.25)
                        + bstr("open!")
                        + "02000000 C000 5700"
                        + "02000000" + filetime(NOON) + filetime(NOON)
                        + "02000000 00000000 0B000400");
        assertThat(told)
                .extracting(Message::operation, Message::verb, Message::target, Message::outcome)
                .containsExactly("iopcdatacallback: ondatachange", Verb.REPORT, "Boiler", Outcome.NOTICE);
        assertThat(field(told, "item_ids")).isEqualTo(List.of("Boiler.Level", "Boiler.Pump"));
        assertThat(field(told, "values")).isEqualTo(List.of(-1.25, "open!"));
        assertThat(field(told, "qualities"))
                .isEqualTo(List.of("good", "uncertain: engineering units exceeded, constant"));
        assertThat(field(told, "source_millis")).isEqualTo(List.of(NOON, NOON));
        assertThat(field(told, "results")).isEqualTo(List.of(0L, 0x4000BL));
        answer(CALLED, "00000000");
        assertThat(bench.malformed()).isEmpty();
    }

    @Test
    void handlesOfTwoGroupsAreNotMixedUp() {
        open();
        addGroup("One", 1, 7);
        addGroup("Two", 2, 8);
        addItems(1, "A", "B", 100);
        addItems(2, "C", "D", 100);
        query(1);
        query(2);
        String first = "0100 0000 01000000 01000000 01000000";
        assertThat(ask(SYNC, 3, ipid(17), first).target()).isEqualTo("A");
        assertThat(ask(SYNC, 3, ipid(33), first).target()).isEqualTo("C");
        assertThat(ask(SYNC, 3, ipid(77), first).target()).isEqualTo("server handle 1");
        String written = "01000000 %s 00000000 01000000 01000000 64000000 01000000 00000000";
        assertThat(field(ask(CALLED, 5, ipid(900), written.formatted("07000000")), "item_ids"))
                .isEqualTo(List.of("A"));
        assertThat(field(ask(CALLED, 5, ipid(900), written.formatted("08000000")), "item_ids"))
                .isEqualTo(List.of("C"));
        assertThat(field(ask(CALLED, 5, ipid(900), written.formatted("09000000")), "item_ids"))
                .isEqualTo(List.of("client handle 100"));
        assertThat(bench.malformed()).isEmpty();
    }

    @Test
    void whatWasRemovedHasNoNameAnyMore() {
        open();
        addGroup("One", 1, 7);
        addItems(1, "A", "B", 100);
        query(1);
        assertThat(ask(ITEMS, 5, ipid(16), "01000000 01000000 01000000").target())
                .isEqualTo("A");
        answer(ITEMS, "00000200 01000000 00000000 00000000");
        String both = "0100 0000 02000000 02000000 01000000 02000000";
        assertThat(ask(SYNC, 3, ipid(17), both).target()).isEqualTo("server handle 1, B");
        assertThat(ask(SERVER, 7, ipid(1), "66000000 01000000").target()).isEqualTo("One");
        answer(SERVER, "00000000");
        assertThat(ask(SYNC, 3, ipid(17), both).target()).isEqualTo("server handle 1, server handle 2");
    }

    @Test
    void itemsThatTheServerWillNotHaveAreNotTakenIn() {
        open();
        addGroup("One", 1, 7);
        ask(
                ITEMS,
                3,
                ipid(16),
                "01000000 01000000 00000000 04000200 01000000 64000000 00000000 00000000 0000 0000" + text("Gone"));
        Message refused = answer(
                ITEMS,
                "04000200 01000000 01000000 0000 0000 00000000 00000000 00000000 08000200 01000000 070004C0 01000000");
        assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(field(refused, "error")).isEqualTo("unknown item id");
        query(1);
        assertThat(ask(SYNC, 3, ipid(17), "0100 0000 01000000 01000000 01000000")
                        .target())
                .isEqualTo("server handle 1");
    }

    @Test
    void itemsAreReadAndWrittenByTheirIds() {
        open();
        String ids = "02000000 02000000 00000200 04000200" + text("Tank.Level") + text("Tank.Name");
        assertThat(ask(ITEM_IO, 3, ipid(1), ids + "02000000 00000000 00000000").target())
                .isEqualTo("Tank.Level, Tank.Name");
        Message read = answer(
                ITEM_IO,
                "00000200 02000000 04000200 08000200" + r8(3.5) + bstr("T1") + "0C000200 02000000 C000 C000"
                        + "10000200 02000000" + filetime(NOON) + filetime(NOON)
                        + BOTH_WELL);
        assertThat(field(read, "values")).isEqualTo(List.of(3.5, "T1"));
        assertThat(field(read, "qualities")).isEqualTo(List.of("good", "good"));
        Message write = ask(
                ITEM_IO,
                4,
                ipid(1),
                "01000000 01000000 00000200" + text("Tank.Level!") + "01000000"
                        + ("04000200 01000000 C000 0000 01000000 00000000" + filetime(NOON))
                        + variant(3, "F6FFFFFF"));
        assertThat(write).extracting(Message::verb, Message::target).containsExactly(Verb.WRITE, "Tank.Level!");
        assertThat(field(write, "values")).isEqualTo(List.of(-10L));
        assertThat(field(write, "qualities")).isEqualTo(List.of("good"));
        assertThat(field(write, "source_millis")).isEqualTo(List.of(NOON));
        assertThat(bench.malformed()).isEmpty();
    }

    @Test
    void anAsynchronousWriteIsKnownByItsTransaction() {
        open();
        addGroup("Boiler", 1, 7);
        addItems(1, "Boiler.Level", "Boiler.Pump", 100);
        query(1);
        Message write = ask(
                ASYNC, 4, ipid(18), "01000000 01000000 02000000 01000000 00000200" + variant(11, "0000") + "2A000000");
        assertThat(write).extracting(Message::verb, Message::target).containsExactly(Verb.WRITE, "Boiler.Pump");
        assertThat(field(write, "values")).isEqualTo(List.of(false));
        assertThat(field(write, "transaction")).isEqualTo(42L);
        assertThat(field(answer(ASYNC, "05000000 00000200 01000000 00000000 00000000"), "cancel_id"))
                .isEqualTo(5L);
        Message done =
                ask(CALLED, 5, ipid(900), "2A000000 07000000 00000000 01000000 01000000 65000000 01000000 05000780");
        assertThat(field(done, "transaction")).isEqualTo(42L);
        assertThat(field(done, "item_ids")).isEqualTo(List.of("Boiler.Pump"));
        assertThat(field(done, "error")).isEqualTo("access denied");
        assertThat(bench.malformed()).isEmpty();
    }

    @Test
    void aServerTellsItsVendorAndVersion() {
        open();
        ask(SERVER, 6, ipid(1), "");
        Message status = answer(
                SERVER,
                "00000200" + filetime(NOON) + filetime(NOON + 5) + filetime(0) + "0100 0000 03000000 FFFFFFFF"
                        + "0300 0200 0C00 0000 04000200" + text("Acme OPC Server") + "00000000");
        assertThat(field(status, "state")).isEqualTo("running");
        assertThat(field(status, "groups")).isEqualTo(3L);
        assertThat(field(status, "vendor_info")).isEqualTo("Acme OPC Server");
        assertThat(field(status, "version")).isEqualTo("3.2.12");
        assertThat(field(status, "start_millis")).isEqualTo(NOON);
        assertThat(bench.observations)
                .filteredOn(Identity.class::isInstance)
                .extracting(o -> ((Identity) o).value())
                .containsExactly("Acme OPC Server 3.2.12");
        assertThat(bench.malformed()).isEmpty();
    }

    @Test
    void namesAreBrowsed() {
        bench.client(bind(0, Dcom.ADDRESS_SPACE));
        bench.client(bind(1, Dcom.ENUM_STRING));
        bench.client(bind(2, Dcom.BROWSE));
        assertThat(ask(0, 4, ipid(1), "0200 0000" + text("Area1")).target()).isEqualTo("Area1");
        assertThat(field(ask(0, 5, ipid(1), "0200 0000" + text("*") + "0000 0000 00000000"), "kind"))
                .isEqualTo("leaves");
        ask(1, 3, ipid(5), "64000000");
        Message names = answer(
                1,
                "64000000 00000000 02000000 00000200 04000200" + text("Pump") + text("Valve1") + "02000000 01000000");
        assertThat(field(names, "names")).isEqualTo(List.of("Pump", "Valve1"));
        ask(
                2,
                4,
                ipid(1),
                text("Area1") + "00000000 64000000 0100 0000" + text("*") + text("")
                        + "00000000 01000000 01000000 01000000 02000000");
        assertThat(last()).extracting(Message::target, Message::verb).containsExactly("Area1", Verb.BROWSE);
        Message browsed = answer(
                2,
                "00000000 00000000 02000000 00000200 02000000"
                        + "04000200 08000200 02000000 00000000 00000000 01000000 0C000200 00000000"
                        + "10000200 00000000 01000000 00000000 00000000 00000000 00000000 00000000"
                        + text("Pump") + text("Area1.Pump")
                        + "01000000 0500 0000 02000000 00000000 14000200 18000200 00000000 00000000"
                        + text("Value") + r8(7.0)
                        + text("More")
                        + "00000000");
        assertThat(field(browsed, "names")).isEqualTo(List.of("Area1.Pump", "More"));
        assertThat(field(browsed, "item_ids")).isEqualTo(List.of("Area1.Pump"));
        assertThat(field(browsed, "values")).isEqualTo(List.of(7.0));
        assertThat(bench.malformed()).isEmpty();
    }

    @Test
    void propertiesOfAnItemAreReadByNumber() {
        bench.client(bind(0, Dcom.PROPERTIES));
        Message asked = ask(0, 4, ipid(1), text("Pump") + "02000000 02000000 02000000 64000000");
        assertThat(asked).extracting(Message::target, Message::verb).containsExactly("Pump", Verb.READ);
        Message told = answer(
                0,
                "00000200 02000000 04000200 08000200" + r8(1.5) + bstr("bar")
                        + "08000200 02000000 00000000 01000000 01000000");
        assertThat(field(told, "item_ids")).isEqualTo(List.of("Pump", "Pump property 100"));
        assertThat(field(told, "values")).isEqualTo(List.of(1.5, "bar"));
        assertThat(field(told, "results")).isEqualTo(List.of(0L, 1L));
        assertThat(bench.malformed()).isEmpty();
    }

    @Test
    void aGroupDescribesItself() {
        open();
        bench.client(bind(9, Dcom.GROUP_STATE));
        addGroup("Boiler", 1, 7);
        ask(9, 3, ipid(16), "");
        Message state = answer(
                9,
                "E8030000 01000000 00000200" + text("Kettle")
                        + "00000000 00000000 09040000 2C000000 66000000 00000000");
        assertThat(state.target()).isEqualTo("Boiler");
        assertThat(field(state, "name")).isEqualTo("Kettle");
        assertThat(ask(CALLED, 6, ipid(900), "01000000 2C000000").target()).isEqualTo("Kettle");
        ask(9, 5, ipid(16), text("Pot"));
        answer(9, "00000000");
        assertThat(ask(CALLED, 6, ipid(900), "01000000 2C000000").target()).isEqualTo("Pot");
        Message set = ask(9, 4, ipid(16), "00000200 C8000000 00000200 00000000 00000000 00000000 00000000 00000000");
        assertThat(set.target()).isEqualTo("Pot");
        assertThat(field(set, "update_rate")).isEqualTo(200L);
        assertThat(field(set, "active")).isEqualTo(false);
        assertThat(bench.malformed()).isEmpty();
    }

    @Test
    void aClientSaysWhoItIs() {
        bench.client(bind(0, Dcom.COMMON));
        ask(0, 7, ipid(1), text("Historian"));
        assertThat(bench.observations)
                .filteredOn(Identity.class::isInstance)
                .extracting(o -> ((Identity) o).value())
                .containsExactly("OPC client Historian");
    }

    @Test
    void eventsAreToldAndAcknowledged() {
        bench.client(bind(0, Dcom.EVENT_SINK));
        bench.client(bind(1, Dcom.EVENT_SERVER));
        Message told = ask(0, 3, ipid(900), EVENT);
        assertThat(told)
                .extracting(Message::operation, Message::verb, Message::target, Message::outcome)
                .containsExactly("iopceventsink: onevent", Verb.REPORT, "subscription 5", Outcome.NOTICE);
        assertThat(field(told, "item_ids")).isEqualTo(List.of("Tank"));
        assertThat(field(told, "messages")).isEqualTo(List.of("Too hot"));
        assertThat(field(told, "conditions")).isEqualTo(List.of("Level HiHi"));
        assertThat(field(told, "states")).isEqualTo(List.of("enabled active"));
        assertThat(field(told, "event_types")).isEqualTo(List.of("condition"));
        assertThat(field(told, "severities")).isEqualTo(List.of(500L));
        assertThat(field(told, "qualities")).isEqualTo(List.of("good"));
        assertThat(field(told, "source_millis")).isEqualTo(List.of(NOON));
        assertThat(field(told, "actors")).isEqualTo(List.of("Ann"));
        Message done = ask(
                1,
                17,
                ipid(1),
                "01000000" + text("Ann") + text("seen") + "01000000 00000200" + text("Tank") + "01000000 00000200"
                        + text("Level") + "01000000" + filetime(NOON) + "01000000 2A000000");
        assertThat(done).extracting(Message::verb, Message::target).containsExactly(Verb.OPERATE, "Tank");
        assertThat(field(done, "user")).isEqualTo("Ann");
        assertThat(field(done, "conditions")).isEqualTo(List.of("Level"));
        assertThat(answer(1, "00000200 01000000 00000000 00000000").outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(bench.malformed()).isEmpty();
    }

    @Test
    void theHistoryOfAnItemIsAskedByItsName() {
        bench.client(bind(0, Dcom.HISTORY));
        bench.client(bind(1, Dcom.HISTORY_READ));
        ask(0, 6, ipid(1), "01000000 01000000 00000200" + text("Tank.Level") + "01000000 64000000");
        assertThat(last().target()).isEqualTo("Tank.Level");
        answer(0, "00000200 01000000 09000000 04000200 01000000 00000000 00000000");
        String span = "01000000 00000200" + filetime(0) + text("NOW-1D") + "00000000 00000000" + filetime(NOON);
        Message asked = ask(1, 3, ipid(2), span + "00000000 00000000 01000000 01000000 09000000");
        assertThat(asked).extracting(Message::verb, Message::target).containsExactly(Verb.READ, "Tank.Level");
        assertThat(field(asked, "from")).isEqualTo("NOW-1D");
        assertThat(field(asked, "to")).isEqualTo(NOON);
        Message told = answer(
                1,
                span + "04000200 01000000 64000000 00000000 02000000 08000200 0C000200 10000200" + "02000000"
                        + filetime(NOON) + filetime(NOON) + "02000000 C0000000 C0000000 02000000 00000200 04000200"
                        + r8(1) + r8(2) + "14000200 01000000 00000000 00000000");
        assertThat(field(told, "value_counts")).isEqualTo(List.of(2L));
        assertThat(field(told, "values")).isNull();
        assertThat(bench.malformed()).isEmpty();
    }

    @Test
    void callsAndAnswersInFragmentsAreReadWhole() {
        open();
        addGroup("Boiler", 1, 7);
        String definition = "00000000 04000200 01000000 64000000 00000000 00000000 0500 0000";
        int before = bench.messages().size();
        for (String part : Dcom.fragments(90, ITEMS, 3, ipid(16), "01000000 01000000" + definition + text("A.B"), 64))
            bench.client(part);
        assertThat(bench.messages()).hasSize(before + 1);
        assertThat(last().target()).isEqualTo("A.B");
        for (String part : Dcom.answerFragments(
                90,
                ITEMS,
                "04000200 01000000 01000000 0500 0000 03000000 00000000 00000000 08000200 01000000 00000000 00000000",
                24)) bench.server(part);
        assertThat(bench.messages()).hasSize(before + 2);
        assertThat(last()).extracting(Message::target, Message::outcome).containsExactly("A.B", Outcome.SUCCESS);
        query(1);
        assertThat(ask(SYNC, 3, ipid(17), "0100 0000 01000000 01000000 01000000")
                        .target())
                .isEqualTo("A.B");
        assertThat(bench.malformed()).isEmpty();
    }

    @Test
    void everySimpleKindOfValueIsRead() {
        assertThat(value(variant(2, "FEFF"))).isEqualTo(new Variant("I2", -2L));
        assertThat(value(variant(3, "FEFFFFFF"))).isEqualTo(new Variant("I4", -2L));
        assertThat(value(variant(4, "0000C03F"))).isEqualTo(new Variant("R4", 1.5));
        assertThat(value(r8(0.1))).isEqualTo(new Variant("R8", 0.1));
        assertThat(value(variant(6, little(12_345, 8)))).isEqualTo(new Variant("CY", 1.2345));
        assertThat(value(variant(7, little(Double.doubleToLongBits(25_569.5), 8))))
                .isEqualTo(new Variant("DATE", "1970-01-01T12:00:00Z"));
        assertThat(value(bstr("ab"))).isEqualTo(new Variant("BSTR", "ab"));
        assertThat(value(variant(10, "05000780"))).isEqualTo(new Variant("ERROR", 0x8007_0005L));
        assertThat(value(variant(11, "FFFF"))).isEqualTo(new Variant("BOOL", true));
        assertThat(value(variant(14, "00000000 0000 01 80 00000000 7B00000000000000")))
                .isEqualTo(new Variant("DECIMAL", -12.3));
        assertThat(value(variant(16, "FE"))).isEqualTo(new Variant("I1", -2L));
        assertThat(value(variant(17, "FE"))).isEqualTo(new Variant("UI1", 254L));
        assertThat(value(variant(18, "FEFF"))).isEqualTo(new Variant("UI2", 65_534L));
        assertThat(value(variant(19, "FEFFFFFF"))).isEqualTo(new Variant("UI4", 4_294_967_294L));
        assertThat(value(variant(20, little(-3, 8)))).isEqualTo(new Variant("I8", -3L));
        assertThat(value(variant(0, ""))).isEqualTo(new Variant("EMPTY", ""));
        assertThat(value(variant(1, ""))).isEqualTo(new Variant("NULL", ""));
        assertThat(value(variant(36, "11223344"))).isEqualTo(new Variant("type 36", ""));
    }

    @Test
    void ofAnArrayTheFirstIsToldAndHowManyThereAre() {
        String head = "00000200 04000200 01000000 0100 8000 ";
        String reals = "08000000 00000500 14000000 03000000 08000200 03000000 00000000 03000000";
        String body = "0520 0000 00000000 00200000" + head + reals;
        String three = little(Double.doubleToLongBits(1.5), 8) + little(0, 8) + little(0, 8);
        // Behind 8 octets of length 12 of kind, 4 * 4 of pointers and head, 8 * 4 of the rest: 68, so that 4 octets of
        // padding come.
        String array = u32(12) + u32(0) + body + "00000000" + three;
        assertThat(value(array)).isEqualTo(new Variant("R8[3]", 1.5));
        String bits = "02000000 00000B00 02000000 02000000 08000200 02000000 00000000 02000000";
        assertThat(value(u32(9) + u32(0) + "0B20 0000 00000000 00200000" + head + bits + "FFFF 0000"))
                .isEqualTo(new Variant("BOOL[2]", true));
        String texts = "04000000 00000800 08000000 01000000 08000200 01000000 00000000 01000000";
        String blob = "0C000200 02000000 04000000 02000000 61006200";
        assertThat(value(u32(12) + u32(0) + "0820 0000 00000000 00200000" + head + texts + blob))
                .isEqualTo(new Variant("BSTR[1]", "ab"));
    }

    /** Whatever the kind, what follows is found again. */
    private static Variant value(String hex) {
        byte[] octets = Bench.hex(Dcom.laid(hex + variant(3, "2A000000")));
        Stub in = new Stub(new dev.postern.wire.Bytes().wrap(octets), true);
        Variant value = Variant.read(in);
        assertThat(Variant.read(in)).isEqualTo(new Variant("I4", 42L));
        assertThat(in.cut()).isFalse();
        return value;
    }

    @Test
    void theSenderMayBeBigEndian() {
        String definition = "00000000 00020004 00000001 00000064 00000000 00000000 0005 0000";
        String stub = "0005 0007 00000000 00000000" + "C1".repeat(16) + "00000000 00000001 00000001" + definition
                + "00000004 00000000 00000004 0041 002E 0042 0000";
        String bind = "05000B03 00000000 0048 0000 00000001 16D0 16D0 00000000 01000000 0001 0100"
                + "39C13A54 011E 11D0 9675 0020AFD8ADB3 00000000 8A885D04 1CEB 11C9 9FE8 08002B104860 00000002";
        bench.client(bind);
        int length = 24 + Bench.hex(stub).length;
        bench.client("05000003 00000000 %04X 0000 00000002 00000000 0001 0003".formatted(length) + stub);
        assertThat(last())
                .extracting(Message::operation, Message::target)
                .containsExactly("iopcitemmgt: additems", "A.B");
        assertThat(bench.malformed()).isEmpty();
    }

    @Test
    void parametersThatEndAnywhereAreMalformedNotAFailure() {
        bench.client(bind(0, Dcom.EVENT_SINK));
        String whole = Dcom.laid(EVENT);
        int octets = whole.length() / 2;
        for (int cut = 0; cut < octets; cut++) ask(0, 3, ipid(900), whole.substring(0, 2 * cut));
        assertThat(bench.malformed()).hasSize(octets).extracting(Malformed::rule).containsOnly("parameters end early");
        ask(0, 3, ipid(900), whole);
        assertThat(bench.malformed()).hasSize(octets);
    }

    @Test
    void countsThatLieAreMalformedAndHoldNothing() {
        open();
        ask(SYNC, 3, ipid(17), "0100 0000 FFFFFFFF FFFFFFFF 01000000");
        assertThat(bench.malformed()).singleElement().extracting(Malformed::rule).isEqualTo("parameters end early");
        assertThat(field(last(), "item_ids")).isEqualTo(List.of("server handle 1", "server handle 0"));
    }
}
