package dev.postern.appliance.peer;

import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.ModbusSlaveException;
import com.ghgande.j2mod.modbus.io.ModbusTCPTransaction;
import com.ghgande.j2mod.modbus.msg.MaskWriteRegisterRequest;
import com.ghgande.j2mod.modbus.msg.ModbusRequest;
import com.ghgande.j2mod.modbus.msg.ReadCoilsRequest;
import com.ghgande.j2mod.modbus.msg.ReadCommEventCounterRequest;
import com.ghgande.j2mod.modbus.msg.ReadCommEventLogRequest;
import com.ghgande.j2mod.modbus.msg.ReadExceptionStatusRequest;
import com.ghgande.j2mod.modbus.msg.ReadFIFOQueueRequest;
import com.ghgande.j2mod.modbus.msg.ReadFileRecordRequest;
import com.ghgande.j2mod.modbus.msg.ReadInputDiscretesRequest;
import com.ghgande.j2mod.modbus.msg.ReadInputRegistersRequest;
import com.ghgande.j2mod.modbus.msg.ReadMEIRequest;
import com.ghgande.j2mod.modbus.msg.ReadMultipleRegistersRequest;
import com.ghgande.j2mod.modbus.msg.ReadSerialDiagnosticsRequest;
import com.ghgande.j2mod.modbus.msg.ReadWriteMultipleRequest;
import com.ghgande.j2mod.modbus.msg.ReportSlaveIDRequest;
import com.ghgande.j2mod.modbus.msg.WriteCoilRequest;
import com.ghgande.j2mod.modbus.msg.WriteFileRecordRequest;
import com.ghgande.j2mod.modbus.msg.WriteMultipleCoilsRequest;
import com.ghgande.j2mod.modbus.msg.WriteMultipleRegistersRequest;
import com.ghgande.j2mod.modbus.msg.WriteSingleRegisterRequest;
import com.ghgande.j2mod.modbus.net.TCPMasterConnection;
import com.ghgande.j2mod.modbus.procimg.File;
import com.ghgande.j2mod.modbus.procimg.Record;
import com.ghgande.j2mod.modbus.procimg.Register;
import com.ghgande.j2mod.modbus.procimg.SimpleDigitalIn;
import com.ghgande.j2mod.modbus.procimg.SimpleDigitalOut;
import com.ghgande.j2mod.modbus.procimg.SimpleInputRegister;
import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import com.ghgande.j2mod.modbus.util.BitVector;
import java.net.InetAddress;
import java.util.List;

/** j2mod asks j2mod for everything it knows, things that are not there among them. */
final class ModbusTalk {
    static final int UNIT = 17;
    private static final int PLACES = 40;

    private ModbusTalk() {}

    static Overheard talk(int freePort) throws Exception {
        ModbusSlave server = ModbusSlaveFactory.createTCPSlave(InetAddress.getLoopbackAddress(), freePort, 2, false);
        server.addProcessImage(UNIT, image());
        server.open();
        Overheard tap = Overheard.between(freePort);
        TCPMasterConnection client = new TCPMasterConnection(InetAddress.getLoopbackAddress());
        client.setPort(tap.port());
        client.setTimeout(2_000);
        client.connect();
        try {
            for (ModbusRequest request : requests()) ask(client, request);
        } finally {
            client.close();
            ModbusSlaveFactory.close(server);
            tap.close();
        }
        return tap;
    }

    private static void ask(TCPMasterConnection client, ModbusRequest request) throws ModbusException {
        request.setUnitID(UNIT);
        ModbusTCPTransaction transaction = new ModbusTCPTransaction(client);
        transaction.setRequest(request);
        transaction.setRetries(0);
        try {
            transaction.execute();
        } catch (ModbusSlaveException refused) {
            // An exception is an answer like any other.
            return;
        }
    }

    static SimpleProcessImage image() {
        SimpleProcessImage image = new SimpleProcessImage(UNIT);
        for (int i = 0; i < PLACES; i++) {
            image.addDigitalOut(new SimpleDigitalOut(i % 3 == 0));
            image.addDigitalIn(new SimpleDigitalIn(i % 2 == 0));
            image.addRegister(new SimpleRegister(1_000 + i));
            image.addInputRegister(new SimpleInputRegister(60_000 + i));
        }
        File file = new File(4, 4);
        for (int i = 0; i < 4; i++) file.setRecord(i, new Record(i, 8));
        image.addFile(0, file);
        return image;
    }

    private static List<ModbusRequest> requests() {
        Register[] registers = {new SimpleRegister(7), new SimpleRegister(65_535), new SimpleRegister(0)};
        BitVector coils = new BitVector(11);
        coils.setBit(0, true);
        coils.setBit(10, true);
        ReadWriteMultipleRequest both = new ReadWriteMultipleRequest(UNIT, 3, 6, 20, 3);
        both.setRegisters(registers);
        ReadFIFOQueueRequest queue = new ReadFIFOQueueRequest();
        queue.setReference(5);
        ReadFileRecordRequest readFile = new ReadFileRecordRequest();
        readFile.addRequest(new ReadFileRecordRequest.RecordRequest(0, 1, 4));
        readFile.addRequest(new ReadFileRecordRequest.RecordRequest(0, 2, 2));
        WriteFileRecordRequest writeFile = new WriteFileRecordRequest();
        writeFile.addRequest(new WriteFileRecordRequest.RecordRequest(0, 1, new short[] {1, 2, 3, 4}));
        ReadSerialDiagnosticsRequest diagnostics = new ReadSerialDiagnosticsRequest();
        diagnostics.setFunction(0);
        diagnostics.setData(0xA537);
        return List.of(
                new ReadCoilsRequest(3, 19),
                new ReadInputDiscretesRequest(0, 8),
                new ReadMultipleRegistersRequest(10, 12),
                new ReadInputRegistersRequest(39, 1),
                new WriteCoilRequest(4, true),
                new WriteCoilRequest(5, false),
                new WriteSingleRegisterRequest(9, new SimpleRegister(4_711)),
                new WriteMultipleCoilsRequest(8, coils),
                new WriteMultipleRegistersRequest(30, registers),
                new MaskWriteRegisterRequest(12, 0xF2, 0x25),
                both,
                queue,
                readFile,
                writeFile,
                diagnostics,
                new ReadExceptionStatusRequest(),
                new ReadCommEventCounterRequest(),
                new ReadCommEventLogRequest(),
                new ReportSlaveIDRequest(),
                new ReadMEIRequest(1, 0),
                new ReadMEIRequest(3, 0),
                // Nothing is there.
                new ReadCoilsRequest(1_000, 8),
                new ReadMultipleRegistersRequest(65_000, 2),
                new ReadInputRegistersRequest(38, 9),
                new WriteSingleRegisterRequest(40_000, new SimpleRegister(1)),
                new WriteCoilRequest(999, true),
                new WriteMultipleRegistersRequest(39, registers));
    }
}
