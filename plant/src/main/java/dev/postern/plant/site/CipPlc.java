package dev.postern.plant.site;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Out;
import dev.postern.plant.protocol.Cip;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A controller of a mixing line with tags; answers EtherNet/IP and drives its I/O block by implicit messages. */
public final class CipPlc implements Device {
    public static final String SETPOINT_TAG = "Mixer_Speed_SP";
    /** Number of the recipe, 0 to 3. */
    static final String RECIPE_TAG = "Recipe_No";

    /** Tags that a panel reads. */
    static final List<String> TAGS = List.of(SETPOINT_TAG, "Mixer_Speed", "Dose_Rate", "Batch_Count", "Batch_Phase");

    private static final int SESSION = 0x0B00_1D02;
    private static final int CONTEXT = 12;

    private final Host host;
    private final Mixer mixer;
    private final Cip.Identity identity;

    CipPlc(Host host, long seed, long startNanos) {
        this.host = host;
        Dice dice = new Dice(seed, "plc " + host.name);
        mixer = new Mixer(dice.bits(), startNanos);
        identity = new Cip.Identity(1, 14, 166, 32, 11, (int) dice.bits(), "1756-L73/B LOGIX5573");
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public int port() {
        return Cip.PORT;
    }

    @Override
    public long serviceNanos(Dice dice) {
        return dice.around(4_400_000, 0.5);
    }

    public Cip.Identity identity() {
        return identity;
    }

    /** The same as an answer to who asked. */
    public Cip.Identity toldIdentity() {
        host.tells("vendor", "Rockwell Automation");
        host.tells("model", identity.name());
        host.tells("firmware", identity.major() + "." + identity.minor());
        host.tells("serial", "%08x".formatted(identity.serial()));
        return identity;
    }

    public float setpoint() {
        return mixer.setpoint;
    }

    @Override
    public byte[] answer(byte[] request, long atNanos) {
        mixer.advance(atNanos);
        int command = request[0];
        if (command == Cip.REGISTER_SESSION) return Cip.registerSession(SESSION);
        ByteBuffer bytes = ByteBuffer.wrap(request).order(ByteOrder.LITTLE_ENDIAN);
        boolean connected = command == Cip.SEND_UNIT_DATA;
        int message = connected ? Cip.UNIT_MESSAGE : Cip.RR_MESSAGE;
        byte[] reply = reply(request, message);
        return connected
                ? Cip.sendUnitData(SESSION, bytes.getInt(36) + 1, bytes.getShort(44), reply)
                : Cip.sendRrData(SESSION, bytes.getLong(CONTEXT), reply);
    }

    private byte[] reply(byte[] request, int message) {
        int service = request[message];
        int data = message + 2 + 2 * request[message + 1];
        return switch (service) {
            case Cip.GET_ATTRIBUTES_ALL -> Cip.identity(toldIdentity());
            case Cip.FORWARD_OPEN -> Cip.forwardOpened(opening(request, data));
            case Cip.READ_TAG -> value(tag(request, message));
            case Cip.WRITE_TAG -> write(tag(request, message), request, data);
            default -> Cip.reply(service, 8, new byte[0]);
        };
    }

    private static Cip.Opening opening(byte[] request, int data) {
        ByteBuffer bytes = ByteBuffer.wrap(request).order(ByteOrder.LITTLE_ENDIAN);
        int toOriginator = bytes.getInt(data + 6);
        return new Cip.Opening(
                toOriginator - 1,
                toOriginator,
                bytes.getShort(data + 10),
                bytes.getShort(data + 12),
                bytes.getInt(data + 14),
                bytes.getInt(data + 22),
                0,
                0,
                0,
                new byte[0]);
    }

    private static String tag(byte[] request, int message) {
        return new String(request, message + 4, request[message + 3], StandardCharsets.US_ASCII);
    }

    private byte[] write(String tag, byte[] request, int data) {
        if (tag.equals(RECIPE_TAG)) {
            mixer.recipe = request[data + 4];
            return Cip.reply(Cip.WRITE_TAG, 0, new byte[0]);
        }
        if (!tag.equals(SETPOINT_TAG)) return Cip.reply(Cip.WRITE_TAG, 5, new byte[0]);
        mixer.setpoint = ByteBuffer.wrap(request).order(ByteOrder.LITTLE_ENDIAN).getFloat(data + 4);
        return Cip.reply(Cip.WRITE_TAG, 0, new byte[0]);
    }

    private byte[] value(String tag) {
        return switch (tag) {
            case SETPOINT_TAG -> real(mixer.setpoint);
            case "Mixer_Speed" -> real((float) (mixer.speed + mixer.noise(1, 1.5)));
            case "Dose_Rate" -> real(mixer.dose == 0 ? 0 : (float) (mixer.dose + mixer.noise(2, 0.1)));
            case "Batch_Count" -> Cip.tagValue(Cip.DINT, mixer.batches);
            case "Batch_Phase" -> Cip.tagValue(Cip.DINT, mixer.phase());
            default -> Cip.reply(Cip.READ_TAG, 5, new byte[0]);
        };
    }

    private static byte[] real(float value) {
        return Cip.tagValue(Cip.REAL, Float.floatToIntBits(value));
    }

    /** What it tells its outputs: run bit and speed. */
    byte[] outputs(long atNanos) {
        mixer.advance(atNanos);
        return new Out(4)
                .u16le(mixer.setpoint > 0 ? 1 : 0)
                .u16le((int) mixer.setpoint)
                .done();
    }

    /** What its inputs tell: speed, current, dose valve. */
    byte[] inputs(long atNanos) {
        mixer.advance(atNanos);
        return new Out(8)
                .u16le((int) (mixer.speed + mixer.noise(1, 1.5)))
                .u16le((int) (mixer.speed / 20 + mixer.noise(3, 0.6)))
                .u16le(mixer.phase() == 1 ? 1 : 0)
                .u16le(0)
                .done();
    }
}
