package dev.postern.plant.site;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.protocol.Modbus;

/** A controller of a pumping station with a tank; answers Modbus from the tank as it is. */
public final class ModbusPlc implements Device {
    /** Holding registers that operators may set: level setpoint and valve, both in hundredths of a percent. */
    public static final int SETPOINT = 0;

    public static final int VALVE = 2;
    /** Chlorine, in thousandths of a milligram a litre. */
    public static final int DOSE = 8;

    public static final int HOLDINGS = 10;
    public static final int INPUTS = 8;
    public static final int COILS = 8;
    public static final int COIL_PUMP = 0;
    public static final int COIL_AUTOMATIC = 3;
    public static final int COIL_ACKNOWLEDGE = 4;
    private static final int UNIT = 7;
    private static final int PDU = 8;

    private final Host host;
    private final Tank tank;
    private final String serial;
    private final SensorFault outflow;
    private final SensorFault pressure;
    private int dose = 500;

    ModbusPlc(Host host, long seed, long startNanos) {
        this.host = host;
        Dice dice = new Dice(seed, "plc " + host.name);
        tank = new Tank(dice.bits(), startNanos);
        serial = "V3." + dice.below(30);
        outflow = new SensorFault(dice.bits(), 800);
        pressure = new SensorFault(dice.bits(), 118);
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public int port() {
        return Modbus.PORT;
    }

    @Override
    public long serviceNanos(Dice dice) {
        return dice.around(3_600_000, 0.45);
    }

    /** Level setpoint in hundredths of a percent. */
    public int setpoint() {
        return (int) Math.round(tank.setpoint * 100);
    }

    /** As register {@link #DOSE} has it. */
    public int dose() {
        return dose;
    }

    /** An alarm waits for somebody to see it. */
    boolean wantsAcknowledgement(long atNanos) {
        tank.advance(atNanos);
        return !tank.acknowledged;
    }

    @Override
    public byte[] answer(byte[] request, long atNanos) {
        tank.advance(atNanos);
        int transaction = u16(request, 0);
        return Modbus.message(transaction, request[UNIT - 1], pdu(request));
    }

    private byte[] pdu(byte[] request) {
        int function = request[PDU - 1];
        if (function == Modbus.ENCAPSULATED) {
            host.tells("vendor", "Schneider Electric");
            host.tells("model", "BMX P34 2020");
            host.tells("firmware", serial);
            return Modbus.identity("Schneider Electric", "BMX P34 2020", serial);
        }
        int address = u16(request, PDU);
        int value = u16(request, PDU + 2);
        return switch (function) {
            case Modbus.READ_COILS ->
                address + value <= COILS ? Modbus.coils(function, coils(address, value)) : refused(function);
            case Modbus.READ_HOLDING ->
                address + value <= HOLDINGS ? Modbus.registers(function, holdings(address, value)) : refused(function);
            case Modbus.READ_INPUT ->
                address + value <= INPUTS ? Modbus.registers(function, inputs(address, value)) : refused(function);
            case Modbus.WRITE_COIL ->
                writeCoil(address, value != 0) ? Modbus.write(function, address, value) : refused(function);
            case Modbus.WRITE_REGISTER ->
                writeRegister(address, value) ? Modbus.write(function, address, value) : refused(function);
            case Modbus.WRITE_REGISTERS -> writeRegisters(request, address, value);
            default -> Modbus.exception(function, Modbus.ILLEGAL_FUNCTION);
        };
    }

    private static byte[] refused(int function) {
        return Modbus.exception(function, Modbus.ILLEGAL_ADDRESS);
    }

    private byte[] writeRegisters(byte[] request, int address, int quantity) {
        if (address + quantity > HOLDINGS) return refused(Modbus.WRITE_REGISTERS);
        for (int i = 0; i < quantity; i++) writeRegister(address + i, u16(request, PDU + 5 + 2 * i));
        return Modbus.write(Modbus.WRITE_REGISTERS, address, quantity);
    }

    private boolean writeRegister(int address, int value) {
        switch (address) {
            case SETPOINT -> tank.setpoint = value / 100.0;
            case 1 -> tank.band = value / 100.0;
            case VALVE -> tank.valve = Math.min(100, value / 100.0);
            case DOSE -> dose = value;
            default -> {
                return address < HOLDINGS;
            }
        }
        return true;
    }

    private boolean writeCoil(int address, boolean on) {
        switch (address) {
            case COIL_PUMP -> tank.switchPump(on);
            case COIL_AUTOMATIC -> tank.automatic = on;
            case COIL_ACKNOWLEDGE -> tank.acknowledged = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean[] coils(int address, int quantity) {
        boolean[] all = {
            tank.pump,
            tank.valve > 0,
            tank.alarm,
            tank.automatic,
            tank.acknowledged,
            tank.level > 80,
            tank.level < 30,
            true
        };
        return java.util.Arrays.copyOfRange(all, address, address + quantity);
    }

    private int[] holdings(int address, int quantity) {
        int[] all = {
            setpoint(),
            (int) Math.round(tank.band * 100),
            (int) Math.round(tank.valve * 100),
            tank.automatic ? 1 : 0,
            1450,
            9000,
            2000,
            tank.starts & 0xFFFF,
            dose,
            1
        };
        return java.util.Arrays.copyOfRange(all, address, address + quantity);
    }

    private int[] inputs(int address, int quantity) {
        int[] all = {
            sensor(tank.level * 100 + tank.noise(1, 6)),
            tank.pump ? sensor(tank.inflow * 10 + tank.noise(2, 9)) : 0,
            sensor(outflow.read(tank.second(), tank.outflow * 10 + tank.noise(3, 9))),
            sensor(pressure.read(tank.second(), 118 + tank.noise(4, 2))),
            tank.pump ? sensor(312 + tank.noise(5, 5)) : 0,
            (int) (tank.runSeconds / 3600) & 0xFFFF,
            sensor(tank.level * 9.81 + tank.noise(6, 3)),
            (tank.pump ? 1 : 0) | (tank.alarm ? 4 : 0) | (tank.automatic ? 8 : 0)
        };
        return java.util.Arrays.copyOfRange(all, address, address + quantity);
    }

    private static int sensor(double value) {
        return (int) Math.clamp(Math.round(value), 0, 0xFFFF);
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }
}
