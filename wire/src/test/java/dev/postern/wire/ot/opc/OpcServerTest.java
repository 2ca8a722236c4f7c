package dev.postern.wire.ot.opc;

import static dev.postern.wire.ot.opc.Dcom.bind;
import static dev.postern.wire.ot.opc.Dcom.bstr;
import static dev.postern.wire.ot.opc.Dcom.filetime;
import static dev.postern.wire.ot.opc.Dcom.ipid;
import static dev.postern.wire.ot.opc.Dcom.r8;
import static dev.postern.wire.ot.opc.Dcom.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a server says of itself and of what it has: status, names, properties, alarms, history. */
class OpcServerTest extends OpcLine {
    private static final String EVENT = "05000000 00000000 00000000 01000000 01000000"
            + ("0200 0300 04000200" + filetime(NOON) + "08000200 04000000 0A000000 F4010000 0C000200 10000200")
            + ("C000 0000 01000000" + filetime(NOON) + "2A000000 01000000 14000200 18000200")
            + (text("Tank") + text("Too hot") + text("Level") + text("HiHi"))
            + ("01000000 1C000200" + r8(95.5) + text("Ann"));

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
    void parametersThatEndAnywhereAreMalformedNotAFailure() {
        bench.client(bind(0, Dcom.EVENT_SINK));
        String whole = Dcom.laid(EVENT);
        int octets = whole.length() / 2;
        for (int cut = 0; cut < octets; cut++) ask(0, 3, ipid(900), whole.substring(0, 2 * cut));
        assertThat(bench.malformed())
                .hasSize(octets)
                .extracting(Malformed::rule)
                .containsOnly("parameters end early");
        ask(0, 3, ipid(900), whole);
        assertThat(bench.malformed()).hasSize(octets);
    }
}
