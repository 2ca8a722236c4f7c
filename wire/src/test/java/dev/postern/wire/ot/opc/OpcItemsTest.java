package dev.postern.wire.ot.opc;

import static dev.postern.wire.ot.opc.Dcom.bind;
import static dev.postern.wire.ot.opc.Dcom.bstr;
import static dev.postern.wire.ot.opc.Dcom.filetime;
import static dev.postern.wire.ot.opc.Dcom.ipid;
import static dev.postern.wire.ot.opc.Dcom.r8;
import static dev.postern.wire.ot.opc.Dcom.text;
import static dev.postern.wire.ot.opc.Dcom.variant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Groups, their items, what is read, written and called back. */
class OpcItemsTest extends OpcLine {
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
    void countsThatLieAreMalformedAndHoldNothing() {
        open();
        ask(SYNC, 3, ipid(17), "0100 0000 FFFFFFFF FFFFFFFF 01000000");
        assertThat(bench.malformed())
                .singleElement()
                .extracting(Malformed::rule)
                .isEqualTo("parameters end early");
        assertThat(field(last(), "item_ids")).isEqualTo(List.of("server handle 1", "server handle 0"));
    }
}
