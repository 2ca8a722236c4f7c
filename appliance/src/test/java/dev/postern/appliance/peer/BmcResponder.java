package dev.postern.appliance.peer;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A baseboard controller, IPMI 2.0 chapter 13: lets its operator in by RAKP-HMAC-SHA1 and then speaks in clear (cipher suite 1). */
final class BmcResponder implements AutoCloseable {
    static final String USER = "operator";
    static final String PASSWORD = "right";
    private static final int OPEN_SESSION = 0x10, RAKP_1 = 0x12, RAKP_3 = 0x14;
    private static final int CAPABILITIES = 0x38, SET_PRIVILEGE = 0x3B, CLOSE_SESSION = 0x3C, CIPHER_SUITES = 0x54;
    private static final int CHASSIS_STATUS = 0x01, APPLICATION = 6;
    private static final int SESSION = 0x0A0B0C0D, RANDOM_BYTES = 16, KEY_BYTES = 20, CHECK_BYTES = 12;
    private static final byte WRONG_CHECK = 0x0F;

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final byte[] random = filled(RANDOM_BYTES, 0x33);
    private final byte[] guid = filled(RANDOM_BYTES, 0x44);
    private byte[] theirRandom;
    private byte[] who;
    private int theirSession;
    private int sequence = 1;

    BmcResponder() throws IOException {
        Thread.ofPlatform().daemon().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    private static byte[] filled(int bytes, int value) {
        byte[] filled = new byte[bytes];
        Arrays.fill(filled, (byte) value);
        return filled;
    }

    private void serve() {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[1_024], 1_024);
                socket.receive(packet);
                byte[] answer = answer(ByteBuffer.wrap(packet.getData(), 0, packet.getLength())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .position(4));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException closed) {
            // The test has ended.
            return;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** Past the header of RMCP: version 1.5 in a session 0, or 2.0. */
    private byte[] answer(ByteBuffer in) throws GeneralSecurityException {
        ByteBuffer out = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        out.put(new byte[] {6, 0, -1, 7});
        byte authentication = in.get();
        out.put(authentication);
        if (authentication == 0) {
            in.position(in.position() + 9);
            out.put(new byte[8]);
            sized(out, 1, () -> message(in, out));
            return Arrays.copyOf(out.array(), out.position());
        }
        int type = in.get() & 0x3F;
        in.position(in.position() + 10);
        out.put((byte) (type == 0 ? 0 : type + 1)).putInt(type == 0 ? theirSession : 0);
        out.putInt(type == 0 ? sequence++ : 0);
        switch (type) {
            case OPEN_SESSION -> sized(out, 2, () -> opened(in, out));
            case RAKP_1 -> sized(out, 2, () -> challenged(in, out));
            case RAKP_3 -> sized(out, 2, () -> confirmed(in, out));
            default -> sized(out, 2, () -> message(in, out));
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private interface Writing {
        void run() throws GeneralSecurityException;
    }

    /** Writes the length of what is written before it. */
    private static void sized(ByteBuffer out, int octets, Writing writing) throws GeneralSecurityException {
        int at = out.position();
        out.position(at + octets);
        writing.run();
        int length = out.position() - at - octets;
        if (octets == 1) out.put(at, (byte) length);
        else out.putShort(at, (short) length);
    }

    private void opened(ByteBuffer in, ByteBuffer out) {
        byte tag = in.get();
        in.position(in.position() + 3);
        theirSession = in.getInt();
        byte[] algorithms = new byte[24];
        in.get(algorithms);
        out.put(new byte[] {tag, 0, 4, 0}).putInt(theirSession).putInt(SESSION).put(algorithms);
    }

    private void challenged(ByteBuffer in, ByteBuffer out) throws GeneralSecurityException {
        byte tag = in.get();
        in.position(in.position() + 7);
        theirRandom = new byte[RANDOM_BYTES];
        in.get(theirRandom);
        byte role = in.get();
        in.getShort();
        byte[] name = new byte[in.get()];
        in.get(name);
        who = ByteBuffer.allocate(2 + name.length)
                .put(role)
                .put((byte) name.length)
                .put(name)
                .array();
        boolean known = Arrays.equals(name, USER.getBytes(StandardCharsets.US_ASCII));
        // 0x0D: no such user.
        out.put(new byte[] {tag, (byte) (known ? 0 : 0x0D), 0, 0}).putInt(theirSession);
        if (known)
            out.put(random)
                    .put(guid)
                    .put(check(key(), session(theirSession), session(SESSION), theirRandom, random, guid, who));
    }

    private void confirmed(ByteBuffer in, ByteBuffer out) throws GeneralSecurityException {
        byte tag = in.get();
        in.position(in.position() + 7);
        byte[] told = new byte[KEY_BYTES];
        in.get(told);
        boolean right = Arrays.equals(told, check(key(), random, session(theirSession), who));
        out.put(new byte[] {tag, right ? 0 : WRONG_CHECK, 0, 0}).putInt(theirSession);
        byte[] sessionKey = check(key(), theirRandom, random, who);
        if (right) out.put(check(sessionKey, theirRandom, session(SESSION), guid), 0, CHECK_BYTES);
    }

    private static byte[] key() {
        return Arrays.copyOf(PASSWORD.getBytes(StandardCharsets.US_ASCII), KEY_BYTES);
    }

    private static byte[] session(int id) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(id).array();
    }

    private static byte[] check(byte[] key, byte[]... parts) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(key, "HmacSHA1"));
        for (byte[] part : parts) mac.update(part);
        return mac.doFinal();
    }

    /** A request between controllers and its answer, with a sum over each half. */
    private static void message(ByteBuffer in, ByteBuffer out) {
        byte controller = in.get();
        int function = (in.get() & 0xFF) >> 2;
        in.get();
        byte asker = in.get();
        byte number = in.get();
        byte command = in.get();
        int start = out.position();
        out.put(asker).put((byte) (function + 1 << 2));
        sum(out, start);
        int half = out.position();
        out.put(controller).put(number).put(command).put(answered(function, command, in));
        sum(out, half);
    }

    /** Completion code and data. */
    private static byte[] answered(int function, int command, ByteBuffer in) {
        if (function != APPLICATION)
            return command == CHASSIS_STATUS ? new byte[] {0, 0x21, 0x10, 0x40} : new byte[] {0};
        return switch (command) {
            // Version 2.0, users with names, no authentication in version 1.5 but by password.
            case CAPABILITIES -> new byte[] {0, 1, (byte) 0x90, 0x04, 0x02, 0, 0, 0, 0};
            // One: RAKP-HMAC-SHA1, no integrity, no confidentiality.
            case CIPHER_SUITES -> new byte[] {0, 1, (byte) 0xC0, 1, 1, 0x40, (byte) 0x80};
            case SET_PRIVILEGE -> new byte[] {0, in.get()};
            case CLOSE_SESSION -> new byte[] {0};
            default -> new byte[] {(byte) 0xC1};
        };
    }

    private static void sum(ByteBuffer out, int from) {
        int sum = 0;
        for (int at = from; at < out.position(); at++) sum += out.get(at);
        out.put((byte) -sum);
    }

    @Override
    public void close() {
        socket.close();
    }
}
