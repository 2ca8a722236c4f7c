package dev.postern.appliance.peer;

import dev.postern.appliance.PlantCaptures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.apache.plc4x.java.profinet.readwrite.*;
import org.apache.plc4x.java.spi.generation.SerializationException;
import org.apache.plc4x.java.spi.generation.WriteBufferByteBased;

/** What a controller and a device of PROFINET say to each other, put into octets by the codec of Apache PLC4X, which has no such device. */
final class ProfinetTalk {
    private static final long START_NANOS = 1_800_000_000_000_000_000L;
    private static final long PIECE_NANOS = 5_000_000;
    private static final MacAddress ALL = mac("010ecf000000"),
            CONTROLLER = mac("020000000001"),
            DEVICE = mac("020000000002");
    private static final int VENDOR = 0x002A, KIND = 0x0313;
    private static final int GET_SET = 0xFEFD,
            IDENTIFY = 0xFEFE,
            IDENTIFIED = 0xFEFF,
            ALARM_LOW = 0xFE01,
            CYCLIC = 0x8001;
    private static final short HIGH = 1, LOW = 0;
    private static final Uuid RELATION = new Uuid(HexFormat.of().parseHex("6ba7b8109dad11d180b400c04fd430c8"));
    private static final Uuid NONE = new Uuid(new byte[16]);
    private static final int SESSION = 7, END_OF_PARAMETERS = 1, DONE = 8;

    private ProfinetTalk() {}

    /** Discovery, a change of name, cyclic data and the acknowledgement of an alarm. */
    static Path frames(Path file) throws IOException, SerializationException {
        try (PlantCaptures.Writer writer = new PlantCaptures.Writer(file)) {
            Frames frames = new Frames(writer);
            frames.say(true, ALL, new PnDcp_Pdu_IdentifyReq(IDENTIFY, 0x11, 1, List.of(new PnDcp_Block_ALLSelector())));
            frames.say(
                    false,
                    CONTROLLER,
                    new PnDcp_Pdu_IdentifyRes(
                            IDENTIFIED,
                            false,
                            0x11,
                            List.of(
                                    new PnDcp_Block_DevicePropertiesDeviceVendor(text("P-700"), 5),
                                    new PnDcp_Block_DevicePropertiesNameOfStation(text("pump-7"), 6),
                                    new PnDcp_Block_DevicePropertiesDeviceId(VENDOR, KIND),
                                    new PnDcp_Block_DevicePropertiesDeviceRole(false, false, false, true),
                                    new PnDcp_Block_DevicePropertiesDeviceOptions(
                                            List.of(
                                                    new PnDcp_SupportedDeviceOption(
                                                            PnDcp_BlockOptions.IP_OPTION, (short) 2),
                                                    new PnDcp_SupportedDeviceOption(
                                                            PnDcp_BlockOptions.DEVICE_PROPERTIES_OPTION, (short) 2)),
                                            4),
                                    new PnDcp_Block_DevicePropertiesDeviceInstance((short) 0, (short) 100),
                                    new PnDcp_Block_IpParameter(
                                            false,
                                            false,
                                            true,
                                            new byte[] {10, 1, 0, 2},
                                            new byte[] {-1, -1, -1, 0},
                                            new byte[] {10, 1, 0, (byte) 254}))));
            frames.say(
                    true,
                    DEVICE,
                    new PcDcp_GetSet_Pdu(
                            GET_SET,
                            false,
                            false,
                            0x14,
                            List.of(new PnDcp_Block_DevicePropertiesNameOfStation(text("pump-8"), 6))));
            frames.say(
                    true,
                    DEVICE,
                    new PnDcp_Pdu_AlarmLow(
                            ALARM_LOW, 1, 2, (byte) 1, (byte) 3, (byte) 0, (byte) 1, 0xFFFF, 0xFFFE, new byte[0]));
            byte[] outputs = new byte[40];
            outputs[0] = (byte) 0x80;
            outputs[1] = 42;
            frames.say(
                    true,
                    DEVICE,
                    new PnDcp_Pdu_RealTimeCyclic(
                            CYCLIC,
                            new PnIo_CyclicServiceDataUnit(outputs, (short) outputs.length),
                            1024,
                            false,
                            true,
                            true,
                            true,
                            false,
                            true));
            frames.say(
                    false,
                    CONTROLLER,
                    new PnDcp_Pdu_RealTimeCyclic(
                            CYCLIC,
                            new PnIo_CyclicServiceDataUnit(outputs, (short) outputs.length),
                            1088,
                            false,
                            false,
                            false,
                            true,
                            false,
                            true));
        }
        return file;
    }

    private static final class Frames {
        private final PlantCaptures.Writer writer;
        private long at = START_NANOS;

        Frames(PlantCaptures.Writer writer) {
            this.writer = writer;
        }

        void say(boolean fromController, MacAddress to, PnDcp_Pdu pdu) throws IOException, SerializationException {
            Ethernet_FramePayload payload = new Ethernet_FramePayload_VirtualLan(
                    VirtualLanPriority.INTERNETWORK_CONTROL, false, (short) 0, new Ethernet_FramePayload_PnDcp(pdu));
            Ethernet_Frame frame = new Ethernet_Frame(to, fromController ? CONTROLLER : DEVICE, payload);
            WriteBufferByteBased octets = new WriteBufferByteBased(frame.getLengthInBytes());
            frame.serialize(octets);
            writer.add(at += PIECE_NANOS, octets.getBytes());
        }
    }

    /** A relation is set up, records are written and read; one that is not there, and a call that is rejected. The device has the other order of octets. */
    static Overheard relation() throws IOException, SerializationException {
        Overheard talk = new Overheard();
        Calls calls = new Calls(talk);
        calls.ask(
                DceRpc_Operation.CONNECT,
                new PnIoCm_Block_ArReq(
                        HIGH,
                        LOW,
                        PnIoCm_ArType.IO_CONTROLLER,
                        RELATION,
                        SESSION,
                        CONTROLLER,
                        new DceRpc_ObjectUuid((byte) 0, (short) 1, KIND, VENDOR),
                        false,
                        false,
                        false,
                        false,
                        PnIoCm_CompanionArType.SINGLE_AR,
                        false,
                        true,
                        false,
                        PnIoCm_State.ACTIVE,
                        600,
                        0x8892,
                        "line-1"),
                io(PnIoCm_IoCrType.INPUT_CR, 1, CYCLIC),
                io(PnIoCm_IoCrType.OUTPUT_CR, 2, CYCLIC + 1),
                new PnIoCm_Block_AlarmCrReq(
                        HIGH, LOW, PnIoCm_AlarmCrType.ALARM_CR, 0x8892, false, false, 1, 3, 4, 200, 0xC000, 0xA000),
                new PnIoCm_Block_ExpectedSubmoduleReq(
                        HIGH,
                        LOW,
                        List.of(new PnIoCm_ExpectedSubmoduleBlockReqApi(
                                1,
                                0x20,
                                0,
                                List.of(new PnIoCm_Submodule_InputData(1, 0x21, false, false, false, false, 4))))));
        calls.answer(
                DceRpc_Operation.CONNECT,
                (short) 0,
                new PnIoCm_Block_ArRes(HIGH, LOW, PnIoCm_ArType.IO_CONTROLLER, RELATION, SESSION, DEVICE, 0x8892),
                new PnIoCm_Block_IoCrRes(HIGH, LOW, PnIoCm_IoCrType.INPUT_CR, 1, CYCLIC),
                new PnIoCm_Block_IoCrRes(HIGH, LOW, PnIoCm_IoCrType.OUTPUT_CR, 2, CYCLIC + 1),
                new PnIoCm_Block_AlarmCrRes(HIGH, LOW, PnIoCm_AlarmCrType.ALARM_CR, 4, 200));
        calls.ask(
                DceRpc_Operation.WRITE,
                new IODWriteRequestHeader(
                        HIGH, LOW, 1, RELATION, 0, 1, 1, 0x64, 4, new UserData(new byte[] {1, 2, 3, 4}, 4L)));
        calls.answer(
                DceRpc_Operation.WRITE,
                (short) 0,
                new IODWriteResponseHeader(HIGH, LOW, 1, RELATION, 0, 1, 1, 0x64, 0));
        calls.ask(
                DceRpc_Operation.CONTROL,
                new PnIoCm_Control_Request_ParameterEnd(HIGH, LOW, RELATION, SESSION, END_OF_PARAMETERS));
        calls.answer(
                DceRpc_Operation.CONTROL,
                (short) 0,
                new PnIoCm_Control_Response_ParameterEnd(HIGH, LOW, RELATION, SESSION, DONE));
        calls.ask(
                DceRpc_Operation.CONTROL, new PnIoCm_Control_Request_ApplicationReady(HIGH, LOW, RELATION, SESSION, 2));
        calls.answer(
                DceRpc_Operation.CONTROL,
                (short) 0,
                new PnIoCm_Control_Response_ApplicationReady(HIGH, LOW, RELATION, SESSION, DONE, 0));
        calls.ask(DceRpc_Operation.READ, new IODReadRequestHeader(HIGH, LOW, 2, RELATION, 0, 0, 1, 0xAFF0, 64, null));
        calls.answer(
                DceRpc_Operation.READ,
                (short) 0,
                new IODReadResponseHeader(HIGH, LOW, 2, RELATION, 0, 0, 1, 0xAFF0, 60, 0, 0),
                new PnIoCm_Block_IAndM0(
                        HIGH,
                        LOW,
                        VENDOR,
                        "6ES7 155-6AU01-0BN0 ",
                        "S C-K0123456789 ",
                        5,
                        "V\4\1\2",
                        0,
                        0,
                        5,
                        (short) 1,
                        (short) 1,
                        0x1E));
        calls.ask(
                DceRpc_Operation.READ_IMPLICIT,
                new IODReadRequestHeader(HIGH, LOW, 3, NONE, 0, 9, 1, 0x8000, 64, NONE));
        calls.answer(
                DceRpc_Operation.READ_IMPLICIT,
                (short) 0xDE,
                new IODReadResponseHeader(HIGH, LOW, 3, NONE, 0, 9, 1, 0x8000, 0, 0, 0));
        calls.ask(DceRpc_Operation.READ, new IODReadRequestHeader(HIGH, LOW, 4, RELATION, 0, 0, 1, 0xAFF1, 64, null));
        calls.say(DceRpc_PacketType.PING, true, DceRpc_Operation.READ, new PnIoCm_Packet_Ping());
        calls.say(DceRpc_PacketType.WORKING, false, DceRpc_Operation.READ, new PnIoCm_Packet_Working());
        calls.say(DceRpc_PacketType.REJECT, false, DceRpc_Operation.READ, new PnIoCm_Packet_Rej(0x1C010003));
        return talk;
    }

    private static PnIoCm_Block io(PnIoCm_IoCrType type, int reference, int frame) {
        return new PnIoCm_Block_IoCrReq(
                HIGH,
                LOW,
                type,
                reference,
                0x8892,
                false,
                false,
                false,
                false,
                PnIoCm_RtClass.RT_CLASS_2,
                40,
                frame,
                32,
                32,
                1,
                0,
                0xFFFFFFFFL,
                3,
                3,
                0xC000,
                mac("000000000000"),
                List.of(new PnIoCm_IoCrBlockReqApi(
                        List.of(new PnIoCm_IoDataObject(1, 1, 0)), List.of(new PnIoCm_IoCs(1, 1, 5)))));
    }

    private static final class Calls {
        private static final int ROOM = 16_696;

        private final Overheard talk;
        private final int connection;
        private long sequence;

        Calls(Overheard talk) {
            this.talk = talk;
            connection = talk.newConnection();
        }

        void ask(DceRpc_Operation operation, PnIoCm_Block... blocks) throws SerializationException {
            sequence++;
            say(DceRpc_PacketType.REQUEST, true, operation, new PnIoCm_Packet_Req(ROOM, ROOM, 0, List.of(blocks)));
        }

        /** @param code 0 for a success, 0xDE for an error of a read */
        void answer(DceRpc_Operation operation, short code, PnIoCm_Block... blocks) throws SerializationException {
            short decode = (short) (code == 0 ? 0 : 0x80), first = (short) (code == 0 ? 0 : 0xB0);
            say(
                    DceRpc_PacketType.RESPONSE,
                    false,
                    operation,
                    new PnIoCm_Packet_Res((short) 0, first, decode, code, ROOM, 0, List.of(blocks)));
        }

        void say(DceRpc_PacketType type, boolean fromController, DceRpc_Operation operation, PnIoCm_Packet packet)
                throws SerializationException {
            DceRpc_Packet call = new DceRpc_Packet(
                    type,
                    true,
                    false,
                    false,
                    fromController ? IntegerEncoding.LITTLE_ENDIAN : IntegerEncoding.BIG_ENDIAN,
                    CharacterEncoding.ASCII,
                    FloatingPointEncoding.IEEE,
                    new DceRpc_ObjectUuid((byte) 0, (short) 1, KIND, VENDOR),
                    new DceRpc_InterfaceUuid_DeviceInterface(),
                    new DceRpc_ActivityUuid(
                            0x11223344L, 0x5566, 0x7788, HexFormat.of().parseHex("8001020304050607")),
                    fromController ? 0 : 99,
                    sequence,
                    operation,
                    (short) 0,
                    packet);
            WriteBufferByteBased octets = new WriteBufferByteBased(call.getLengthInBytes());
            call.serialize(octets);
            talk.heard(connection, true, fromController, octets.getBytes());
        }
    }

    private static byte[] text(String value) {
        return value.getBytes(StandardCharsets.US_ASCII);
    }

    private static MacAddress mac(String hex) {
        return new MacAddress(HexFormat.of().parseHex(hex));
    }
}
