package dev.postern.appliance.peer;

import com.github.xingshuangs.iot.exceptions.McCommException;
import com.github.xingshuangs.iot.protocol.melsec.enums.EMcFrameType;
import com.github.xingshuangs.iot.protocol.melsec.enums.EMcSeries;
import com.github.xingshuangs.iot.protocol.melsec.model.McDeviceAddress;
import com.github.xingshuangs.iot.protocol.melsec.model.McDeviceContent;
import com.github.xingshuangs.iot.protocol.melsec.service.McMultiAddressWrite;
import com.github.xingshuangs.iot.protocol.melsec.service.McPLC;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The MELSEC client of iot-communication at {@link MelsecResponder}; it checks here that it reads what it wrote. */
final class MelsecTalk {
    private MelsecTalk() {}

    /** Blocks of words and bits, single words at random, several blocks at once, and one that is refused. */
    static Overheard slmp(EMcSeries series, EMcFrameType frame) throws IOException {
        return talk(series, frame, plc -> {
            plc.writeInt16("D100", (short) 1_500, (short) -2, (short) 0);
            expect(plc.readInt16("D101") == -2);
            plc.writeBoolean("X10", true, false, true);
            expect(plc.readBoolean("X10", 3).equals(List.of(true, false, true)));
            plc.writeMultiAddress(new McMultiAddressWrite()
                    .addUInt16("D200", 7)
                    .addUInt16("W10", 65_535)
                    .addInt32("D300", -70_000));
            expect(plc.readInt32("D300", "D200").equals(List.of(-70_000, 7)));
            int octets = series == EMcSeries.IQ_R ? 2 : 1;
            plc.writeDeviceRandomInBit(List.of(
                    McDeviceContent.createBy("M10", Arrays.copyOf(new byte[] {1}, octets)),
                    McDeviceContent.createBy("M12", new byte[octets])));
            expect(plc.readBoolean("M10", 3).equals(List.of(true, false, false)));
            if (frame == EMcFrameType.FRAME_4E) blocks(plc);
            refused(plc);
        });
    }

    private static void blocks(McPLC plc) {
        plc.writeDeviceBatchMultiBlocks(
                List.of(McDeviceContent.createBy("D400", 2, new byte[] {1, 0, 2, 0})),
                List.of(McDeviceContent.createBy("M32", 1, new byte[] {5, 0})));
        List<McDeviceContent> blocks = plc.readDeviceBatchMultiBlocks(
                List.of(McDeviceAddress.createBy("D400", 2)), List.of(McDeviceAddress.createBy("M32", 1)));
        expect(blocks.getFirst().getData()[2] == 2);
        expect(blocks.getLast().getData()[0] == 5);
    }

    /** Blocks of words and bits, and one that is refused: all that this client says in 1E frames. */
    static Overheard oneE() throws IOException {
        return talk(EMcSeries.A, EMcFrameType.FRAME_1E, plc -> {
            plc.writeInt16("D100", (short) 1_500, (short) -2, (short) 0);
            expect(plc.readInt16("D101") == -2);
            plc.writeBoolean("M10", true, false, true);
            expect(plc.readBoolean("M10", 3).equals(List.of(true, false, true)));
            refused(plc);
        });
    }

    private interface Work {
        void at(McPLC plc);
    }

    private static Overheard talk(EMcSeries series, EMcFrameType frame, Work work) throws IOException {
        try (Responder server = new Responder(new MelsecResponder())) {
            Overheard talk = Overheard.between(server.port());
            McPLC plc = new McPLC(series, frame, "127.0.0.1", talk.port());
            try {
                work.at(plc);
            } finally {
                plc.close();
                talk.close();
            }
            return talk;
        }
    }

    private static void refused(McPLC plc) {
        try {
            plc.readInt16("D" + MelsecResponder.NUMBER_END);
        } catch (McCommException outOfRange) {
            return;
        }
        throw new AssertionError("a device that is not there was read");
    }

    private static void expect(boolean read) {
        if (!read) throw new AssertionError("the client did not read what it had written");
    }
}
