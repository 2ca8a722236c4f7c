package dev.postern.appliance.peer;

import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import com.github.xingshuangs.iot.protocol.s7.service.S7PLCServer;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.api.PlcDriverManager;
import org.apache.plc4x.java.api.messages.PlcReadRequest;
import org.apache.plc4x.java.api.messages.PlcWriteRequest;

/** Apache PLC4X as the client of servers of other stacks. */
final class Plc4xTalk {
    private static final long PATIENCE_MILLIS = 2_000;

    private Plc4xTalk() {}

    /** @param values none to read */
    private record Tag(String address, Object... values) {}

    /** At the S7 server of iot-communication, several variables in one message too. */
    static Overheard s7(int freePort) throws Exception {
        S7PLCServer server = new S7PLCServer(freePort);
        server.addDBArea(1, 2);
        server.start();
        Overheard talk = Overheard.between(freePort);
        try {
            ask(
                    "s7://127.0.0.1:" + talk.port() + "?remote-rack=0&remote-slot=2&controller-type=S7_300",
                    List.of(new Tag("%DB1.DBX0.3:BOOL", true)),
                    List.of(new Tag("%DB1.DBW4:INT", -5), new Tag("%DB2.DBD8:REAL", 3.25f), new Tag("%M12:BYTE", 7)),
                    List.of(new Tag("%DB1.DBX0.3:BOOL"), new Tag("%DB1.DBB20:BYTE[12]")),
                    List.of(
                            new Tag("%I0.1:BOOL"),
                            new Tag("%Q2:WORD"),
                            new Tag("%MD16:DINT"),
                            new Tag("%DB2.DBD8:REAL")),
                    List.of(new Tag("%DB77.DBW0:INT")));
        } finally {
            server.stop();
            talk.close();
        }
        return talk;
    }

    /** At j2mod's slave. */
    static Overheard modbus(int freePort) throws Exception {
        ModbusSlave server = ModbusSlaveFactory.createTCPSlave(InetAddress.getLoopbackAddress(), freePort, 2, false);
        server.addProcessImage(ModbusTalk.UNIT, ModbusTalk.image());
        server.open();
        Overheard talk = Overheard.between(freePort);
        try {
            ask(
                    "modbus-tcp://127.0.0.1:" + talk.port() + "?unit-identifier=" + ModbusTalk.UNIT,
                    List.of(new Tag("coil:3[9]"), new Tag("discrete-input:2"), new Tag("input-register:4:UINT[3]")),
                    List.of(new Tag("holding-register:10:REAL"), new Tag("holding-register:12:DINT[2]")),
                    List.of(new Tag("holding-register:10:REAL", 21.5f), new Tag("coil:4", true)),
                    List.of(
                            new Tag("holding-register:20:UINT[3]", 7, 65_535, 0),
                            new Tag("coil:6[3]", true, false, true)),
                    List.of(new Tag("holding-register:900:UINT")));
        } finally {
            server.close();
            talk.close();
        }
        return talk;
    }

    /** At {@link AdsResponder}: no free stack for Java has an ADS server. */
    static Overheard ads(int freePort) throws Exception {
        Overheard talk = Overheard.between(freePort);
        try (AdsResponder server = new AdsResponder(freePort)) {
            ask(
                    "ads:tcp://127.0.0.1:" + talk.port() + "?target-ams-net-id=5.1.2.3.1.1&target-ams-port=851"
                            + "&source-ams-net-id=5.9.8.7.1.1&source-ams-port=65534&load-symbol-and-data-type-tables=false",
                    List.of(new Tag("0x4020/8:DINT")),
                    List.of(new Tag("0x4020/0:REAL"), new Tag("0x4020/100:BOOL"), new Tag("0xF020/2:INT")),
                    List.of(new Tag("0x4020/16:LREAL", 21.5)),
                    List.of(new Tag("0x4020/24:INT", -3), new Tag("0x4020/26:INT", 4)),
                    List.of(new Tag("0x" + Integer.toHexString(AdsResponder.REFUSED_GROUP) + "/0:INT")));
        } finally {
            talk.close();
        }
        return talk;
    }

    /** At {@link CipResponder}: tags by name, one and several in a message. */
    static Overheard cip(int freePort) throws Exception {
        Overheard talk = Overheard.between(freePort);
        try (CipResponder server = new CipResponder(freePort)) {
            ask(
                    "eip:tcp://127.0.0.1:" + talk.port() + "?big-endian=false",
                    List.of(new Tag("%level:DINT")),
                    List.of(new Tag("%level:DINT"), new Tag("%flow:REAL"), new Tag("%recipe[3]:INT")),
                    List.of(new Tag("%level:DINT", 4_711)));
        } finally {
            talk.close();
        }
        return talk;
    }

    /** Asks one request after the other, on a new connection where one was not answered. */
    @SafeVarargs
    private static void ask(String url, List<Tag>... requests) throws Exception {
        int next = 0;
        while (next < requests.length)
            try (PlcConnection connection =
                    PlcDriverManager.getDefault().getConnectionManager().getConnection(url)) {
                while (next < requests.length)
                    request(connection, requests[next++]).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException unanswered) {
                // The question was asked; that is all that matters here.
            }
    }

    private static Future<?> request(PlcConnection connection, List<Tag> tags) {
        if (tags.getFirst().values().length == 0) {
            PlcReadRequest.Builder request = connection.readRequestBuilder();
            for (Tag tag : tags) request.addTagAddress(tag.address(), tag.address());
            return request.build().execute();
        }
        PlcWriteRequest.Builder request = connection.writeRequestBuilder();
        for (Tag tag : tags) request.addTagAddress(tag.address(), tag.address(), tag.values());
        return request.build().execute();
    }
}
