package dev.postern.appliance.peer;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The console of a switch behind Telnet: asks for the kind of terminal, then for user and password until both fit, then echoes and answers commands. */
final class TelnetResponder implements Responder.Service {
    private static final int IAC = 255, DO = 253, WILL = 251, SUBNEGOTIATION = 250, SUBNEGOTIATION_END = 240;
    private static final int ECHO = 1, SUPPRESS_GO_AHEAD = 3, TERMINAL_TYPE = 24;
    private static final byte[] OPENING = octets(IAC, WILL, ECHO, IAC, WILL, SUPPRESS_GO_AHEAD, IAC, DO, TERMINAL_TYPE);
    private static final byte[] WHICH_TERMINAL = octets(IAC, SUBNEGOTIATION, TERMINAL_TYPE, 1, IAC, SUBNEGOTIATION_END);

    @Override
    public void serve(DataInputStream in, OutputStream out) throws IOException {
        out.write(OPENING);
        out.write(WHICH_TERMINAL);
        while (true) {
            say(out, "switch login: ");
            String user = line(in, out, true);
            say(out, "Password: ");
            String password = line(in, out, false);
            if (user.equals("operator") && password.equals("right")) break;
            say(out, "\r\nLogin incorrect\r\n");
        }
        say(out, "\r\nswitch$ ");
        for (String command = line(in, out, true); !command.equals("exit"); command = line(in, out, true))
            say(out, "Port 7 is up\r\nswitch$ ");
    }

    private static byte[] octets(int... values) {
        byte[] octets = new byte[values.length];
        for (int i = 0; i < values.length; i++) octets[i] = (byte) values[i];
        return octets;
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** What is typed until its end, without what the options are settled with. */
    private static String line(DataInputStream in, OutputStream out, boolean echoed) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.readUnsignedByte(); octet != '\n'; octet = in.readUnsignedByte()) {
            if (octet == IAC) {
                boolean ended = in.readUnsignedByte() != SUBNEGOTIATION;
                if (ended) in.readByte();
                while (!ended) ended = in.readUnsignedByte() == SUBNEGOTIATION_END;
                continue;
            }
            if (octet == '\r') continue;
            line.append((char) octet);
            if (echoed) out.write(octet);
        }
        say(out, "\r\n");
        return line.toString();
    }
}
