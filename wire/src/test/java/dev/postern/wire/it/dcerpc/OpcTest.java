package dev.postern.wire.it.dcerpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls of OPC Data Access as its IDL lays them out in NDR (C706 chapter 14), values as MS-OAUT section 2.2.29.1 has them; no capture of them was at hand. */
class OpcTest {
    private static final String REST_OF_ID = "C139 1E01 D011 9675 0020AFD8ADB3 00000000";
    private static final String ITEM_MANAGEMENT = "543A" + REST_OF_ID,
            SYNC_IO = "523A" + REST_OF_ID,
            DATA_CALLBACK = "703A" + REST_OF_ID;
    private static final String NDR = "045D888AEB1CC9119FE808002B104860 02000000";
    private static final String THIS = "05000700 00000000 00000000" + "11".repeat(16) + "00000000";
    private static final String THAT = "00000000 00000000";
    private static final long NEW_YEAR_MILLIS = 1_577_836_800_000L;
    private static final String NEW_YEAR = little((NEW_YEAR_MILLIS + 11_644_473_600_000L) * 10_000, 8);
    private static final String TRUE = "03000000 00000000 0B00 0000 0000 0000 0B000000 FFFF 0000";
    private static final String HUNDRED = "04000000 00000000 0500 0000 0000 0000 05000000 00000000 0000000000005940";
    private static final String FORTY_TWO = "03000000 00000000 0300 0000 0000 0000 03000000 2A000000";

    private final Bench rpc = new Bench(new DcerpcDissector(), Transport.TCP, 49155);

    private static String little(long value, int bytes) {
        ByteBuffer all = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
        return HexFormat.of().formatHex(all.array(), 0, bytes);
    }

    private static String pdu(int type, int call, String body) {
        int length = 16 + Bench.hex(body).length;
        return "0500%02X03 10000000 %s 0000 %s".formatted(type, little(length, 2), little(call, 4)) + body;
    }

    /** Binds the interfaces as contexts 0, 1 ... of one connection. */
    private void bind(String... interfaces) {
        for (int i = 0; i < interfaces.length; i++)
            rpc.client(pdu(
                    i == 0 ? 11 : 14, 1, "D016D016 00000000 01000000" + little(i, 2) + "0100" + interfaces[i] + NDR));
    }

    private Message asks(int call, int context, int operation, String parameters) {
        rpc.client(pdu(0, call, "00000000" + little(context, 2) + little(operation, 2) + THIS + parameters));
        return rpc.messages().getLast();
    }

    private Message answers(int call, int context, String results) {
        rpc.server(pdu(2, call, "00000000" + little(context, 2) + "0000" + THAT + results));
        return rpc.messages().getLast();
    }

    private static String item(boolean path, long clientHandle) {
        return (path ? "00000100" : "00000000") + "04000200 01000000" + little(clientHandle, 4)
                + "00000000 00000000 0000 0000";
    }

    private static String text(String text) {
        String hex = HexFormat.of().formatHex((text + "\0").getBytes(StandardCharsets.UTF_16LE));
        String length = little(text.length() + 1, 4);
        return length + "00000000" + length + hex + "0000".repeat((text.length() + 1) % 2);
    }

    private static String result(long serverHandle) {
        return little(serverHandle, 4) + "0500 0000 03000000 00000000 00000000";
    }

    private static String errors(int count) {
        return "08000200" + little(count, 4) + "00000000".repeat(count);
    }

    private void addsTwoItems() {
        bind(ITEM_MANAGEMENT, SYNC_IO);
        Message added = asks(
                2,
                0,
                3,
                "02000000 02000000" + item(true, 11) + item(false, 12) + text("via") + text("Pump.Speed")
                        + text("Valve"));
        assertThat(added.target()).isEqualTo("Pump.Speed, Valve");
        answers(2, 0, "00000200 02000000" + result(100) + result(101) + errors(2) + "00000000");
    }

    @Test
    void whatIsReadIsToldByItsItemWithValueQualityAndTime() {
        addsTwoItems();
        Message asked = asks(3, 1, 3, "0200 0000 02000000 02000000" + little(100, 4) + little(101, 4));
        assertThat(asked.target()).isEqualTo("Pump.Speed, Valve");
        String states =
                little(11, 4) + NEW_YEAR + "C000 0000 10000200" + little(12, 4) + NEW_YEAR + "1800 0000 14000200";
        Message told = answers(3, 1, "00000200 02000000" + states + HUNDRED + TRUE + errors(2) + "00000000");
        assertThat(rpc.malformed()).isEmpty();
        assertThat(told.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(told.target()).isEqualTo("Pump.Speed, Valve");
        assertThat(told.fields().get("values")).isEqualTo(List.of(100.0, true));
        assertThat(told.fields().get("types")).isEqualTo(List.of("float", "boolean"));
        assertThat(told.fields().get("qualities")).isEqualTo(List.of(0xC0L, 0x18L));
        assertThat(told.fields().get("source_millis")).isEqualTo(List.of(NEW_YEAR_MILLIS, NEW_YEAR_MILLIS));
    }

    @Test
    void whatIsWrittenIsToldByItsItemWithItsValue() {
        addsTwoItems();
        Message told = asks(3, 1, 4, "01000000 01000000" + little(101, 4) + "01000000 00000200 00000000" + FORTY_TWO);
        assertThat(told.verb()).isEqualTo(Verb.WRITE);
        assertThat(told.target()).isEqualTo("Valve");
        assertThat(told.fields().get("values")).isEqualTo(List.of(42L));
        assertThat(asks(4, 1, 4, "01000000 01000000" + little(7, 4) + "01000000 00000000")
                        .target())
                .isEqualTo("item 7");
        asks(5, 0, 5, "01000000 01000000" + little(101, 4));
        assertThat(asks(6, 1, 3, "0200 0000 01000000 01000000" + little(101, 4)).target())
                .isEqualTo("item 101");
    }

    /** Servers that number by group give a handle twice: which group is meant does not stand in the call. */
    @Test
    void aHandleOfTwoItemsNamesNeither() {
        addsTwoItems();
        asks(3, 0, 3, "01000000 01000000" + item(false, 1) + text("Tank.Level"));
        answers(3, 0, "00000200 01000000" + result(100) + errors(1) + "00000000");
        assertThat(asks(4, 1, 3, "0200 0000 02000000 02000000" + little(100, 4) + little(101, 4))
                        .target())
                .isEqualTo("item 100, Valve");
    }

    @Test
    void whatAServerReportsByItselfHasTheHandlesOfTheClient() {
        bind(DATA_CALLBACK);
        String text = "05000000 00000000 0800 0000 0000 0000 08000000 00000200 02000000 04000000 02000000 6F006B00";
        Message told = asks(
                2,
                0,
                3,
                "00000000 09000000 00000000 00000000 01000000 01000000" + little(11, 4) + "01000000 00000200 00000000"
                        + text + "01000000 C000 0000 01000000" + NEW_YEAR + "01000000 00000000");
        assertThat(rpc.malformed()).isEmpty();
        assertThat(told.operation()).isEqualTo("iopcdatacallback: ondatachange");
        assertThat(told.target()).isEqualTo("handle 11");
        assertThat(told.fields().get("group")).isEqualTo(9L);
        assertThat(told.fields().get("values")).isEqualTo(List.of("ok"));
        assertThat(told.fields().get("qualities")).isNull();
        assertThat(told.fields().get("source_millis")).isEqualTo(List.of(NEW_YEAR_MILLIS));
    }

    @Test
    void countsThatLieTellNothingAndBreakNothing() {
        addsTwoItems();
        asks(3, 1, 4, "FFFFFF7F FFFFFF7F" + little(101, 4));
        asks(4, 1, 4, "01000000 01000000" + little(101, 4) + "01000000 00000200 00000000 FFFFFFFF 00000000");
        asks(5, 0, 3, "FFFFFFFF FFFFFFFF" + item(true, 1));
        answers(5, 0, "00000200 FFFFFF0F" + result(1) + "00000000");
        assertThat(rpc.malformed()).isEmpty();
        assertThat(rpc.messages().getLast().outcome()).isEqualTo(Outcome.SUCCESS);
    }
}
