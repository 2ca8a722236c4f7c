package dev.postern.plant.machines;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Out;
import dev.postern.plant.protocol.Modbus;
import dev.postern.plant.protocol.Umas;
import dev.postern.plant.site.Demand;
import dev.postern.plant.site.Device;
import dev.postern.plant.site.Hours;

/** The sludge press: a Modicon M340, read over Modbus, programmed over UMAS. */
public final class UmasPlc implements Device {
    static final int REGISTERS = 16;
    private static final int PDU_AT = 7;
    private static final int RESERVED_SESSION = 0x4B;
    /** Where they stand in what it says of itself. */
    private static final int CHECKS = 4;

    private static final String MODEL = "BMX P34 20302";

    private final Host host;
    private final Dice dice;
    private boolean running = true;
    private int program = 0x1B6F_D5B0;

    UmasPlc(Host host, Dice dice) {
        this.host = host;
        this.dice = dice;
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
    public long serviceNanos(Dice asker) {
        return asker.around(5_000_000, 0.3);
    }

    @Override
    public byte[] answer(byte[] request, long atNanos) {
        int transaction = (request[0] & 0xFF) << 8 | request[1] & 0xFF;
        int function = request[PDU_AT];
        if (function == Modbus.ENCAPSULATED) tells("firmware", "v3.20");
        if (function == Modbus.ENCAPSULATED
                || function == Umas.FUNCTION && (request[PDU_AT + 2] & 0xFF) == Umas.READ_ID) tells("model", MODEL);
        byte[] pdu = switch (function) {
            case Umas.FUNCTION -> umas(request[PDU_AT + 1], request[PDU_AT + 2] & 0xFF);
            case Modbus.READ_HOLDING -> Modbus.registers(function, registers(atNanos));
            case Modbus.ENCAPSULATED -> Modbus.identity("Schneider Electric", MODEL, "v3.20");
            default -> Modbus.exception(function, Modbus.ILLEGAL_FUNCTION);
        };
        return Modbus.message(transaction, request[6], pdu);
    }

    private void tells(String kind, String value) {
        host.tells("vendor", "Schneider Electric");
        host.tells(kind, value);
    }

    private byte[] umas(int session, int function) {
        return switch (function) {
            case Umas.READ_ID ->
                Umas.answer(
                        session,
                        new Out()
                                .u16le(0x0600)
                                .u32le(0x2013)
                                .u16le(0x0320)
                                .u16le(1)
                                .u8(MODEL.length())
                                .ascii(MODEL)
                                .done());
            case Umas.INIT ->
                Umas.answer(session, new Out().u16le(1_024).u32le(0).done());
            case Umas.READ_PROJECT -> Umas.answer(session, noise(48));
            case Umas.READ_PLC -> Umas.answer(session, checked(noise(48)));
            case Umas.END_INTO -> {
                program++;
                yield Umas.answer(session);
            }
            case Umas.TAKE_RESERVATION -> Umas.answer(session, (byte) RESERVED_SESSION);
            case Umas.READ_MEMORY -> Umas.answer(session, noise(160));
            case Umas.START, Umas.STOP -> {
                running = function == Umas.START;
                yield Umas.answer(session);
            }
            default -> Umas.answer(session);
        };
    }

    /** With two checks over the program, which are others when it is. */
    private byte[] checked(byte[] info) {
        for (int i = 0; i < 4; i++) {
            info[CHECKS + i] = (byte) (program >> 8 * i);
            info[CHECKS + 4 + i] = (byte) (program * 31 >> 8 * i);
        }
        return info;
    }

    private byte[] noise(int length) {
        byte[] bytes = new byte[length];
        dice.fill(bytes);
        return bytes;
    }

    private int[] registers(long atNanos) {
        int[] all = new int[REGISTERS];
        double load = running ? Demand.water(atNanos / Hours.SECOND) : 0;
        for (int i = 0; i < REGISTERS; i++) all[i] = (int) Math.clamp(300 * load + 7 * i + 4 * dice.bell(), 0, 9_999);
        return all;
    }
}
