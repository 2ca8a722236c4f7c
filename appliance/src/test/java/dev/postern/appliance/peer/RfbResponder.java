package dev.postern.appliance.peer;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** The screen of an operator panel behind VNC's password or none, RFC 6143: black, four by two, drawn whole when asked for. */
final class RfbResponder implements Responder.Service {
    private static final String DESKTOP = "Panel 3";
    private static final int WIDTH = 4, HEIGHT = 2;
    private static final byte NONE = 1, PASSWORD = 2;
    private static final int SET_PIXEL_FORMAT = 0, SET_ENCODINGS = 2, UPDATE_REQUEST = 3, KEY = 4, POINTER = 5;
    private static final byte[] CHALLENGE = {16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1};

    private final String version;
    private final String password;

    /**
     * @param version {@code 003.003} or {@code 003.008}
     * @param password null if anybody may look
     */
    RfbResponder(String version, String password) {
        this.version = version;
        this.password = password;
    }

    @Override
    public void serve(DataInputStream in, OutputStream bare) throws IOException {
        DataOutputStream out = new DataOutputStream(bare);
        out.write(("RFB " + version + "\n").getBytes(StandardCharsets.US_ASCII));
        in.readFully(new byte[12]);
        boolean old = version.endsWith("003");
        byte type = password == null ? NONE : PASSWORD;
        if (old) out.writeInt(type);
        else {
            out.write(new byte[] {1, type});
            in.readByte();
        }
        if (password != null && !knows(in, out)) {
            out.writeInt(1);
            if (!old) text(out, "wrong password");
            return;
        }
        if (password != null || !old) out.writeInt(0);
        in.readByte();
        out.writeShort(WIDTH);
        out.writeShort(HEIGHT);
        // 32 bits a pixel, 24 of them colour.
        out.write(new byte[] {32, 24, 0, 1, 0, -1, 0, -1, 0, -1, 16, 8, 0, 0, 0, 0});
        text(out, DESKTOP);
        draw(in, out);
    }

    private boolean knows(DataInputStream in, DataOutputStream out) throws IOException {
        out.write(CHALLENGE);
        byte[] answer = new byte[CHALLENGE.length];
        in.readFully(answer);
        byte[] key = Arrays.copyOf(password.getBytes(StandardCharsets.US_ASCII), 8);
        // DES with the bits of each octet of the key the other way round, as VNC has it.
        for (int i = 0; i < key.length; i++) key[i] = (byte) (Integer.reverse(key[i]) >>> 24);
        try {
            Cipher des = Cipher.getInstance("DES/ECB/NoPadding");
            des.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "DES"));
            return Arrays.equals(answer, des.doFinal(CHALLENGE));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        out.writeInt(text.length());
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void draw(DataInputStream in, DataOutputStream out) throws IOException {
        int pixelBytes = 4;
        boolean drawn = false;
        while (true) {
            switch (in.readUnsignedByte()) {
                case SET_PIXEL_FORMAT -> {
                    byte[] format = new byte[19];
                    in.readFully(format);
                    pixelBytes = format[3] / 8;
                }
                case SET_ENCODINGS -> {
                    in.readByte();
                    in.readFully(new byte[4 * in.readUnsignedShort()]);
                }
                case UPDATE_REQUEST -> {
                    in.readFully(new byte[9]);
                    // What did not change is not drawn again.
                    if (!drawn) picture(out, pixelBytes);
                    drawn = true;
                }
                case KEY -> in.readFully(new byte[7]);
                case POINTER -> in.readFully(new byte[5]);
                default -> throw new IOException("no such message");
            }
        }
    }

    private static void picture(DataOutputStream out, int pixelBytes) throws IOException {
        out.writeInt(1);
        out.writeInt(0);
        out.writeShort(WIDTH);
        out.writeShort(HEIGHT);
        out.writeInt(0);
        out.write(new byte[WIDTH * HEIGHT * pixelBytes]);
    }
}
