package dev.postern.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Message;
import dev.postern.wire.it.dns.DnsDissector;
import dev.postern.wire.it.ntp.NtpDissector;
import dev.postern.wire.ot.fins.FinsDissector;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A mirror that loses one direction shows answers alone, and where both ends use the protocol's port the first packet tells nothing. */
class MissedQuestionTest {
    private static final String TIME_ASKED = "23 00 06 EC" + "00".repeat(44);
    private static final String TIME_TOLD = "24 01 06 EC" + "00".repeat(44);

    private static final String NAME = "03 706C63 04 77617465 00 0001 0001";

    static List<Arguments> answers() {
        return List.of(
                Arguments.of(new NtpDissector(), 123, TIME_TOLD),
                Arguments.of(new NtpDissector(), 123, "16 8200 010000 0000 0000 0000"),
                Arguments.of(DnsDissector.dns(), 53, "0001 8180 0001 0000 0000 0000" + NAME),
                Arguments.of(new FinsDissector(), 9600, "C0 00 02 00 01 00 00 02 00 07 0101 0000 002A"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void whoAnswersIsTheServer(Dissector protocol, int port, String answer) {
        Lab lab = new Lab(protocol);
        lab.send(Lab.udpFrame(false, port, port, Bench.hex(answer)));
        Message told = lab.messages().getFirst();
        assertThat(told.conversation().server()).isEqualTo(Address.ipv4(Lab.B));
        assertThat(told.fromClient()).isFalse();
        lab.close();
        assertThat(lab.traffic().getLast().packetsUp()).isZero();
        assertThat(lab.traffic().getLast().packetsDown()).isEqualTo(1);
    }

    @Test
    void whoAsksIsTheClientWhateverElseItAnswers() {
        Lab lab = new Lab(new NtpDissector());
        lab.send(Lab.udpFrame(true, 123, 123, Bench.hex(TIME_ASKED)));
        lab.send(Lab.udpFrame(true, 123, 123, Bench.hex(TIME_TOLD)));
        assertThat(lab.messages()).extracting(m -> m.conversation().client()).containsOnly(Address.ipv4(Lab.A));
    }
}
