package dev.postern.appliance.peer;

import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import com.github.xingshuangs.iot.exceptions.ModbusCommException;
import com.github.xingshuangs.iot.protocol.modbus.service.ModbusRtuOverTcp;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** The frames of a serial line over TCP, as converters pass them on: iot-communication asks j2mod's slave, which has what {@link ModbusTalk#image} says. */
final class RtuTalk {
    private static final int POOL = 2;

    private RtuTalk() {}

    static Overheard talk(int freePort) throws IOException, ModbusException {
        ModbusSlave server = ModbusSlaveFactory.createTCPSlave(InetAddress.getLoopbackAddress(), freePort, POOL, true);
        server.addProcessImage(ModbusTalk.UNIT, ModbusTalk.image());
        server.open();
        Overheard talk = Overheard.between(freePort);
        ModbusRtuOverTcp client = new ModbusRtuOverTcp(ModbusTalk.UNIT, "127.0.0.1", talk.port());
        try {
            client.readCoil(3, 4);
            client.readDiscreteInput(0, 3);
            client.readHoldRegister(10, 3);
            client.readInputRegister(39, 1);
            client.writeCoil(4, true);
            client.writeCoil(8, List.of(true, false, true));
            client.writeHoldRegister(9, 4_711);
            client.writeHoldRegister(30, List.of(7, 65_535));
            client.readHoldRegister(30, 2);
            client.readHoldRegister(65_000, 2);
        } catch (ModbusCommException refused) {
            // The last of them is not there.
            return talk;
        } finally {
            client.close();
            ModbusSlaveFactory.close(server);
            talk.close();
        }
        throw new AssertionError("a register that is not there was read");
    }
}
