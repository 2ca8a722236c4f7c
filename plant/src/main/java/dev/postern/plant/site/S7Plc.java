package dev.postern.plant.site;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Out;
import dev.postern.plant.protocol.S7;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A controller of a pressure zone; answers S7comm: connection, variables, identity, upload, start and stop. */
public final class S7Plc implements Device {
    /** The data block that panels read: setpoint, pressure, output as REAL, then words. */
    public static final int PROCESS_BLOCK = 10;

    public static final int PROCESS_BYTES = 22;
    /** Settings, changed seldom. */
    public static final int SETTINGS_BLOCK = 20;

    public static final int SETTINGS_BYTES = 16;
    private static final int SETUP_PDU_BYTES = 240;
    private static final int PIECE_BYTES = 200;
    private static final int PARAMETERS = 17;
    private static final int RECORDED = 60;
    private static final int UPLOAD_ID = 7;

    private final Host host;
    private final PressureLoop loop;
    private final String orderNumber;
    private final String serial;
    private final byte[] settings = new byte[SETTINGS_BYTES];
    private final byte[] merkers = new byte[16];
    private final byte[] program;
    private final List<byte[]> recorded = new ArrayList<>();
    private boolean playing;
    private int played;
    private int uploaded;

    S7Plc(Host host, String orderNumber, long seed, long startNanos) {
        this.host = host;
        this.orderNumber = orderNumber;
        Dice dice = new Dice(seed, "plc " + host.name);
        loop = new PressureLoop(dice.bits(), startNanos);
        serial = "S C-" + (char) ('A' + dice.below(26)) + "4U" + (100_000 + dice.below(900_000)) + "2019";
        ByteBuffer.wrap(settings).putFloat(1.2f).putFloat(18).putFloat(0).putFloat(10);
        program = new byte[500 + dice.below(400)];
        dice.fill(program);
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public int port() {
        return S7.PORT;
    }

    @Override
    public long serviceNanos(Dice dice) {
        return dice.around(5_200_000, 0.35);
    }

    /** What it tells its actuator, in percent. */
    public float output(long atNanos) {
        loop.advance(atNanos);
        return loop.output;
    }

    /** A foreign program in it: who asks hears again what the process was in the minutes before, whatever it is now. */
    public void playsBack(boolean on) {
        playing = on;
    }

    /** A foreign program in it sets what nobody asked for. */
    public void driven(float bar) {
        loop.setpoint = bar;
    }

    /** Pressure setpoint in bar. */
    public float setpoint() {
        return loop.setpoint;
    }

    @Override
    public byte[] answer(byte[] request, long atNanos) {
        loop.advance(atNanos);
        if (request[5] == (byte) 0xE0)
            return S7.connected(request[request.length - 2], 0, request[request.length - 1] & 31);
        if (request[S7.MESSAGE_KIND] == S7.USER_DATA) return tell(request);
        int reference = S7.reference(request);
        int function = request[S7.JOB_FUNCTION] & 0xFF;
        return switch (function) {
            case S7.SETUP -> S7.answer(reference, S7.setup(SETUP_PDU_BYTES), new byte[0]);
            case S7.READ -> read(reference, request);
            case S7.WRITE -> write(reference, request);
            case S7.START_UPLOAD -> {
                uploaded = 0;
                yield S7.answer(reference, S7.uploadStarted(UPLOAD_ID, program.length), new byte[0]);
            }
            case S7.UPLOAD -> upload(reference);
            case S7.STOP -> {
                loop.running = false;
                yield S7.done(reference, function);
            }
            case S7.PI_SERVICE -> {
                if (request[request.length - 1] == 'M') loop.running = true;
                yield S7.done(reference, function);
            }
            default -> S7.done(reference, function);
        };
    }

    /** Whether an upload asked for now gives one more piece after the next. */
    boolean hasMoreToUpload() {
        return uploaded < program.length;
    }

    private byte[] upload(int reference) {
        int length = Math.min(PIECE_BYTES, program.length - uploaded);
        byte[] piece = S7.piece(program, uploaded, length);
        uploaded += length;
        return S7.answer(reference, S7.pieceFollows(S7.UPLOAD, hasMoreToUpload()), piece);
    }

    private byte[] tell(byte[] request) {
        int reference = S7.reference(request);
        int group = request[PARAMETERS + 5] & 15;
        int function = request[PARAMETERS + 6];
        if (group == 3) return S7.tell(reference, group, function, S7.blockCounts(1, 12, 9));
        int list = (request[request.length - 4] & 0xFF) << 8 | (request[request.length - 3] & 0xFF);
        host.tells("vendor", "Siemens");
        host.tells(list == 0x11 ? "model" : "serial", list == 0x11 ? orderNumber : serial);
        byte[] data = list == 0x11
                ? S7.moduleIdentity(orderNumber)
                : S7.componentIdentity("Zone " + host.name, "CPU 315-2 PN/DP", serial);
        return S7.tell(reference, group, function, data);
    }

    private byte[] read(int reference, byte[] request) {
        int count = request[PARAMETERS + 1];
        byte[][] values = new byte[count][];
        for (int i = 0; i < count; i++) {
            int item = PARAMETERS + 2 + 12 * i;
            byte[] area = area(request, item);
            int start = (u16(request, item + 10) | (request[item + 9] & 0xFF) << 16) / 8;
            values[i] = java.util.Arrays.copyOfRange(area, start, start + u16(request, item + 4));
        }
        return S7.answer(reference, new byte[] {S7.READ, (byte) count}, S7.values(0xFF, values));
    }

    private byte[] write(int reference, byte[] request) {
        int item = PARAMETERS + 2;
        int length = u16(request, item + 4);
        int start = (u16(request, item + 10) | (request[item + 9] & 0xFF) << 16) / 8;
        byte[] area = area(request, item);
        System.arraycopy(request, item + 12 + 4, area, start, length);
        if (u16(request, item + 6) == PROCESS_BLOCK && (request[item + 8] & 0xFF) == S7.DATA_BLOCK)
            loop.setpoint = ByteBuffer.wrap(area).getFloat();
        return S7.answer(reference, new byte[] {S7.WRITE, 1}, new byte[] {(byte) 0xFF});
    }

    private byte[] area(byte[] request, int item) {
        if ((request[item + 8] & 0xFF) == S7.MERKER) return merkers;
        return u16(request, item + 6) == PROCESS_BLOCK ? process() : settings;
    }

    private byte[] process() {
        if (playing && !recorded.isEmpty())
            return recorded.get(played++ % recorded.size()).clone();
        byte[] now = measured();
        recorded.add(now);
        if (recorded.size() > RECORDED) recorded.removeFirst();
        return now.clone();
    }

    private byte[] measured() {
        return new Out(PROCESS_BYTES)
                .u32(Float.floatToIntBits(loop.setpoint))
                .u32(Float.floatToIntBits((float) (loop.pressure + loop.noise(1, 0.02))))
                .u32(Float.floatToIntBits(loop.output))
                .u16((int) (loop.output * 14.5))
                .u16(loop.running ? 3 : 0)
                .u16(Math.abs(loop.pressure - loop.setpoint) > 0.8 ? 1 : 0)
                .u32(loop.pulses)
                .done();
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }
}
