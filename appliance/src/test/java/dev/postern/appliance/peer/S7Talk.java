package dev.postern.appliance.peer;

import com.github.xingshuangs.iot.exceptions.S7CommException;
import com.github.xingshuangs.iot.exceptions.SocketRuntimeException;
import com.github.xingshuangs.iot.protocol.s7.enums.EPlcType;
import com.github.xingshuangs.iot.protocol.s7.service.MultiAddressRead;
import com.github.xingshuangs.iot.protocol.s7.service.MultiAddressWrite;
import com.github.xingshuangs.iot.protocol.s7.service.S7PLC;
import com.github.xingshuangs.iot.protocol.s7.service.S7PLCServer;
import java.util.List;

/** The S7 client of iot-communication asks its server for variables, blocks that are not there, and for a restart that it does not know. */
final class S7Talk {
    private static final int TIMEOUT_MILLIS = 700;

    private S7Talk() {}

    static Overheard talk(int freePort) throws Exception {
        S7PLCServer server = new S7PLCServer(freePort);
        server.addDBArea(1, 2, 300);
        server.start();
        Overheard tap = Overheard.between(freePort);
        try {
            S7PLC client = client(tap);
            for (Runnable asked : variables(client)) attempt(asked);
            client.close();
            for (Runnable asked : refused(tap)) attempt(asked);
        } finally {
            server.stop();
            tap.close();
        }
        return tap;
    }

    private static S7PLC client(Overheard tap) {
        S7PLC client = new S7PLC(EPlcType.S300, "127.0.0.1", tap.port());
        client.setConnectTimeout(TIMEOUT_MILLIS);
        client.setReceiveTimeout(TIMEOUT_MILLIS);
        return client;
    }

    private static List<Runnable> variables(S7PLC client) {
        return List.of(
                () -> client.writeBoolean("DB1.0.3", true),
                () -> client.writeByte("DB1.2", new byte[] {1, 2, 3, 4, 5}),
                () -> client.writeInt16("DB2.4", (short) -5),
                () -> client.writeUInt32("DB300.8", 4_000_000_000L),
                () -> client.writeFloat32("M12", 3.25f),
                () -> client.writeBoolean("Q0.7", true),
                () -> client.readBoolean("DB1.0.3", "M1.1", "I0.4", "Q0.7"),
                () -> client.readByte("DB1.2", 5),
                () -> client.readInt16("DB2.4"),
                () -> client.readUInt32("DB300.8", "DB300.12", "M4"),
                () -> client.readFloat32("M12"),
                () -> client.readMultiByte(new MultiAddressRead()
                        .addData("DB1.0", 3)
                        .addData("DB300.7", 2)
                        .addData("I1", 1)),
                () -> client.writeMultiData(new MultiAddressWrite()
                        .addByte("DB1.9", (byte) 9)
                        .addUInt16("DB2.20", 40_000)
                        .addFloat32("DB300.40", -1.5f)));
    }

    /** Each on a connection of its own, as the server may hang up. */
    private static List<Runnable> refused(Overheard tap) {
        return List.of(
                () -> client(tap).readByte("DB77.0", 4),
                () -> client(tap).writeUInt16("DB77.0", 1),
                () -> client(tap).plcStop(),
                () -> client(tap).hotRestart(),
                () -> client(tap).coldRestart(),
                () -> client(tap).copyRamToRom(),
                () -> client(tap).compress());
    }

    private static void attempt(Runnable asked) {
        try {
            asked.run();
        } catch (S7CommException | SocketRuntimeException | IndexOutOfBoundsException refused) {
            // The question was asked; that is all that matters here, even if the client does not understand its own
            // server.
            return;
        }
    }
}
