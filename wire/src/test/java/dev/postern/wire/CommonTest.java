package dev.postern.wire;

import static dev.postern.wire.Lab.ACK;
import static dev.postern.wire.Lab.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Conversation;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.wire.it.dcerpc.DcerpcDissector;
import dev.postern.wire.ot.opc.Dcom;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client asks for in one connection, and what the server tells it over another one that the server opens. */
class CommonTest {
    private static final int ASKS = 50_000, CALLS_BACK = 50_001, PORT = 49_155;

    private final Lab lab = new Lab(new DcerpcDissector());
    private final int[] sent = {1, 1};

    /** The server of a connection is the one with the lower port; {@code fromA} is the client of OPC. */
    private void open(boolean fromA, int port) {
        lab.send(frame(fromA, port, 0, 0, SYN, new byte[0]));
        lab.send(frame(!fromA, port, 0, 1, SYN | ACK, new byte[0]));
        sent[0] = 1;
        sent[1] = 1;
    }

    private static byte[] frame(boolean fromA, int port, int sequence, int acknowledged, int flags, byte[] data) {
        boolean backwards = port == CALLS_BACK;
        return Lab.tcpFrame(
                fromA, backwards ? PORT : port, backwards ? port : PORT, sequence, acknowledged, flags, data);
    }

    private void say(boolean fromA, int port, String pdu) {
        byte[] data = Bench.hex(pdu);
        int from = fromA ? 0 : 1;
        lab.send(frame(fromA, port, sent[from], sent[1 - from], ACK, data));
        sent[from] += data.length;
    }

    private void addItem(String name) {
        open(true, ASKS);
        say(true, ASKS, Dcom.bind(0, Dcom.ITEM_MGT));
        String definition = "00000000 04000200 01000000 64000000 00000000 00000000 0500 0000";
        say(true, ASKS, Dcom.request(2, 0, 3, Dcom.ipid(1), "01000000 01000000" + definition + Dcom.text(name)));
        say(
                false,
                ASKS,
                Dcom.response(
                        2,
                        0,
                        "04000200 01000000 01000000 0500 0000 03000000 00000000 00000000 08000200 01000000 00000000 00000000"));
    }

    private Message calledBack() {
        open(false, CALLS_BACK);
        say(false, CALLS_BACK, Dcom.bind(0, Dcom.CALLBACK));
        String told = "00000000 07000000 00000000 00000000 01000000 01000000 64000000 01000000 00000200" + Dcom.r8(21.5)
                + "01000000 C000 = 01000000" + Dcom.filetime(1_700_000_000_000L) + "01000000 00000000";
        say(false, CALLS_BACK, Dcom.request(2, 0, 3, Dcom.ipid(9), told));
        assertThat(lab.malformed()).isEmpty();
        return lab.messages().getLast();
    }

    @Test
    void aServerThatCallsBackIsUnderstoodByWhatItWasAsked() {
        addItem("Boiler.Level");
        Message told = calledBack();
        assertThat(told.operation()).isEqualTo("iopcdatacallback: ondatachange");
        assertThat(told.outcome()).isEqualTo(Outcome.NOTICE);
        assertThat(told.fields().get("item_ids")).isEqualTo(List.of("Boiler.Level"));
        assertThat(told.fields().get("values")).isEqualTo(List.of(21.5));
    }

    @Test
    void whatWasNotSeenAskedHasOnlyItsHandle() {
        assertThat(calledBack().fields().get("item_ids")).isEqualTo(List.of("client handle 100"));
    }

    private static final int ASKING = 49_155, CONTEXT_MANAGER = 34_964, CHOSEN = 49_161;

    private void connect(int from, int answers) {
        lab.send(Lab.udpFrame(true, from, CONTEXT_MANAGER, Sample.bytes("dcerpc-pnioconnect")));
        lab.send(Lab.udpFrame(false, from, answers, Sample.bytes("dcerpc-pnioconnected")));
    }

    private void isAnswered() {
        assertThat(lab.malformed()).isEmpty();
        assertThat(lab.messages()).hasSize(2).allSatisfy(said -> {
            assertThat(said.operation()).isEqualTo("connect");
            assertThat(said.conversation().client()).isEqualTo(Address.ipv4(Lab.A));
            assertThat(said.conversation().server()).isEqualTo(Address.ipv4(Lab.B));
        });
        assertThat(lab.messages().getLast().outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(lab.messages().getLast().latencyNanos()).isPositive();
    }

    @Test
    void aDeviceThatAnswersFromAnotherPortIsTheServer() {
        connect(ASKING, CHOSEN);
        isAnswered();
    }

    @Test
    void aControllerThatAsksFromTheUsualPortStaysTheClient() {
        connect(CONTEXT_MANAGER, CHOSEN);
        isAnswered();
    }

    @Test
    void whatTheDeviceAsksMeanwhileIsItsOwnQuestion() {
        lab.send(Lab.udpFrame(true, ASKING, CONTEXT_MANAGER, Sample.bytes("dcerpc-pnioconnect")));
        lab.send(Lab.udpFrame(false, ASKING, CHOSEN, Sample.bytes("dcerpc-pnioconnect")));
        assertThat(lab.messages().getLast().conversation().client()).isEqualTo(Address.ipv4(Lab.B));
        assertThat(lab.messages().getLast().outcome()).isEqualTo(Outcome.REQUEST);
    }

    private static Turn between(Common common, int host) {
        Turn turn = new Turn(common);
        Conversation both = new Conversation(
                Address.ipv4(0x0A000001), Address.ipv4(0x0A010000 + host), Transport.TCP, ASKS, PORT, 0);
        turn.begin(null, both, true, "dcerpc", null, _ -> {});
        return turn;
    }

    @Test
    void pairsOfHostsBeyondTheLimitAreForgottenAndCounted() {
        Common common = new Common();
        Object first = between(common, 0).common(Object::new);
        for (int i = 1; i < Common.PAIRS_MAX; i++) {
            Turn turn = between(common, i);
            Object made = turn.common(Object::new);
            assertThat(between(common, i).common(Object::new)).isSameAs(made);
            assertThat(turn.forgotten()).isZero();
        }
        Turn beyond = between(common, Common.PAIRS_MAX);
        beyond.common(Object::new);
        assertThat(beyond.forgotten()).isOne();
        assertThat(between(common, 0).common(Object::new)).isNotSameAs(first);
    }
}
