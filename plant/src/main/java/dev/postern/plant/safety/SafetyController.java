package dev.postern.plant.safety;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.protocol.Modbus;
import dev.postern.plant.protocol.Tristation;
import dev.postern.plant.site.Demand;
import dev.postern.plant.site.Device;
import dev.postern.plant.site.Hours;

/** Shuts the chlorine store down when gas is found. Others may read it over Modbus; its program is changed over TriStation while the key says so. */
public final class SafetyController implements Device {
    static final int INPUTS = 12;
    private static final int READ_DISCRETE = 2;
    private static final int DISCRETES = 16;
    private static final int CHUNK_BYTES = 256;
    private static final String PROJECT = "CLSTORE";
    private static final int FUNCTION_AT = 7;

    private final Host host;
    private final String serial;
    private final Dice dice;
    private int key = Tristation.KEY_RUN;

    SafetyController(Host host, Dice dice) {
        this.host = host;
        this.dice = dice;
        serial = "T" + (1_000_000 + dice.below(9_000_000));
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public int port() {
        return Modbus.PORT;
    }

    /** Somebody turns the key at its front. */
    public void turnKey(int to) {
        key = to;
    }

    @Override
    public long serviceNanos(Dice asker) {
        return asker.around(14_000_000, 0.3);
    }

    /** Modbus: inputs can be read, nothing can be written. */
    @Override
    public byte[] answer(byte[] request, long atNanos) {
        int function = request[FUNCTION_AT];
        int quantity = (request[10] & 0xFF) << 8 | request[11] & 0xFF;
        byte[] pdu = switch (function) {
            case READ_DISCRETE -> Modbus.coils(function, healthy(Math.min(quantity, DISCRETES)));
            case Modbus.READ_INPUT -> Modbus.registers(function, measured(Math.min(quantity, INPUTS), atNanos));
            default -> Modbus.exception(function, Modbus.ILLEGAL_FUNCTION);
        };
        return Modbus.message((request[0] & 0xFF) << 8 | request[1] & 0xFF, request[6], pdu);
    }

    private static boolean[] healthy(int quantity) {
        boolean[] all = new boolean[quantity];
        for (int i = 0; i < quantity; i += 3) all[i] = true;
        return all;
    }

    private int[] measured(int quantity, long atNanos) {
        int[] all = new int[quantity];
        for (int i = 0; i < quantity; i++)
            all[i] = 800 + 40 * i + (int) (3 * dice.bell() + 20 * Demand.water(atNanos / Hours.SECOND));
        return all;
    }

    /** TriStation: code and data of the answer to a command. */
    Answer command(int code) {
        if (code == Tristation.GET_MODULE_VERSIONS) host.tells("serial", serial);
        return switch (code) {
            case Tristation.ATTACH -> new Answer(Tristation.ATTACHED, Tristation.attached());
            case Tristation.GET_STATUS -> new Answer(Tristation.STATUS, Tristation.status(key, PROJECT));
            case Tristation.GET_MODULE_VERSIONS -> new Answer(Tristation.MODULE_VERSIONS, Tristation.modules(serial));
            case Tristation.GET_PROCESSOR_STATUS -> new Answer(Tristation.PROCESSOR_STATUS, new byte[24]);
            case Tristation.UPLOAD_PROGRAM -> new Answer(Tristation.PROGRAM, chunk());
            case Tristation.START_DOWNLOAD_CHANGE -> ifKeyAllows(Tristation.DOWNLOAD_CHANGE_PERMITTED);
            case Tristation.ALLOCATE_PROGRAM -> ifKeyAllows(Tristation.PROGRAM_ALLOCATED);
            case Tristation.END_DOWNLOAD_CHANGE -> ifKeyAllows(Tristation.MODIFICATION_ACCEPTED);
            default -> new Answer(Tristation.REJECTED, new byte[] {(byte) 200});
        };
    }

    private Answer ifKeyAllows(int code) {
        return key == Tristation.KEY_RUN
                ? new Answer(Tristation.REJECTED, new byte[] {(byte) Tristation.KEY_PROHIBITS})
                : new Answer(code, new byte[0]);
    }

    private byte[] chunk() {
        byte[] code = new byte[CHUNK_BYTES];
        dice.fill(code);
        return code;
    }

    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Answer(int code, byte[] data) {}
}
