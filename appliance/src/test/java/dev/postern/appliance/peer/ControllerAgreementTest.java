package dev.postern.appliance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.xingshuangs.iot.protocol.melsec.enums.EMcFrameType;
import com.github.xingshuangs.iot.protocol.melsec.enums.EMcSeries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Controllers as real stacks ask them, in protocols that tshark does not read: held against what the client was told to say and what it understood. */
@Timeout(180)
class ControllerAgreementTest {
    @TempDir
    static Path folder;

    private static final String[] WORDS_BITS_AND_SINGLES = {
        "write request D100 x3 [1500,65534,0]",
        "write success D100 x3",
        "read request D101 x1",
        "read success D101 x1 [65534]",
        "write request X10 x3 [1,0,1]",
        "write success X10 x3",
        "read request X10 x3",
        "read success X10 x3 [1,0,1]",
        // A double word is told without a sign: this one is -70000.
        "write random request D200, W10, D300 [7,65535,4294897296]",
        "write random success D200, W10, D300",
        "read random request D300, D200",
        "read random success D300, D200 [4294897296,7]",
        "write random request M10, M12 [1,0]",
        "write random success M10, M12",
        "read request M10 x3",
        "read success M10 x3 [1,0,0]"
    };
    private static final String[] BLOCKS = {
        "write block request D400 x2, M32 x1 [1,2,5]",
        "write block success D400 x2, M32 x1",
        "read block request D400 x2, M32 x1",
        "read block success D400 x2, M32 x1 [1,2,5]"
    };
    private static final String[] REFUSED = {"read request D8192 x1", "read refused D8192 x1 16433"};

    @Test
    void slmpIn3eFramesAsIotCommunicationSpeaksIt() throws Exception {
        try (Overheard talk = MelsecTalk.slmp(EMcSeries.Q_L, EMcFrameType.FRAME_3E)) {
            assertSlmp(Agreement.on(folder, "slmp3e", talk, 5002), WORDS_BITS_AND_SINGLES, REFUSED);
        }
    }

    @Test
    void slmpIn4eFramesAsIotCommunicationSpeaksIt() throws Exception {
        try (Overheard talk = MelsecTalk.slmp(EMcSeries.IQ_R, EMcFrameType.FRAME_4E)) {
            assertSlmp(Agreement.on(folder, "slmp4e", talk, 5002), WORDS_BITS_AND_SINGLES, BLOCKS, REFUSED);
        }
    }

    private static void assertSlmp(Agreement agreement, String[]... parts) throws Exception {
        List<String> expected = new ArrayList<>();
        for (String[] part : parts) expected.addAll(List.of(part));
        assertThat(agreement.told("slmp", "operation", "kind", "target", "values", "end_code"))
                .map(line -> line.replaceFirst("(success.*) 0$", "$1"))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void melsecIn1eFramesAsIotCommunicationSpeaksIt() throws Exception {
        try (Overheard talk = MelsecTalk.oneE()) {
            assertThat(Agreement.on(folder, "1e", talk, 5002)
                            .told("melsec1e", "operation", "kind", "target", "values", "error_code"))
                    .containsExactly(
                            "write words request D100 x3 [1500,65534,0]",
                            "write words success D100 x3",
                            "read words request D101 x1",
                            "read words success D101 x1 [65534]",
                            "write bits request M10 x3 [true,false,true]",
                            "write bits success M10 x3",
                            "read bits request M10 x3",
                            "read bits success M10 x3 [true,false,true]",
                            "read words request D8192 x1",
                            "read words refused D8192 x1 16");
        }
    }

    @Test
    void modbusRtuOverTcpAsIotCommunicationAndJ2modSpeakIt() throws Exception {
        try (Overheard talk = RtuTalk.talk(Agreement.freePort())) {
            Agreement agreement = Agreement.on(folder, "rtu", talk, 4001);
            assertThat(agreement.told("modbus", "unit", "operation", "kind", "target", "value", "values", "exception"))
                    .containsExactly(
                            "17 read coils request coil 3 x4",
                            "17 read coils success coil 3 x4 [true,false,false,true]",
                            "17 read discrete inputs request discrete 0 x3",
                            "17 read discrete inputs success discrete 0 x3 [true,false,true]",
                            "17 read holding registers request holding 10 x3",
                            "17 read holding registers success holding 10 x3 [1010,1011,1012]",
                            "17 read input registers request input 39 x1",
                            "17 read input registers success input 39 x1 [60039]",
                            "17 write single coil request coil 4 x1 true",
                            "17 write single coil success coil 4 x1 true",
                            "17 write multiple coils request coil 8 x3 [true,false,true]",
                            "17 write multiple coils success coil 8 x3",
                            "17 write single register request holding 9 x1 4711",
                            "17 write single register success holding 9 x1 4711",
                            "17 write multiple registers request holding 30 x2 [7,65535]",
                            "17 write multiple registers success holding 30 x2",
                            "17 read holding registers request holding 30 x2",
                            "17 read holding registers success holding 30 x2 [7,65535]",
                            "17 read holding registers request holding 65000 x2",
                            "17 read holding registers refused holding 65000 x2 2");
        }
    }
}
