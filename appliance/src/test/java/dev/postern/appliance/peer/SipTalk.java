package dev.postern.appliance.peer;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import javax.sip.message.Response;

/** A telephone of JAIN SIP logs in at an exchange of JAIN SIP, calls somebody and nobody, and sends a text. */
final class SipTalk {
    private SipTalk() {}

    static Overheard talk() throws Exception {
        int exchangePort = freePort();
        int phonePort = freePort();
        Overheard talk = Overheard.datagramsTo(exchangePort);
        try (talk;
                SipPhone exchange = new SipPhone("exchange", exchangePort);
                SipPhone phone = new SipPhone("phone", phonePort)) {
            exchange.reachableAt(talk.port());
            expect(phone.ask(message("REGISTER", "", talk.port(), phonePort, "100", 1, "Expires: 600\n")), 401);
            String login =
                    "Authorization: Digest username=\"100\", realm=\"works\", nonce=\"84a4cc6f\", uri=\"sip:127.0.0.1\", "
                            + "response=\"6629fae49393a05397450978507c4ef1\"\nExpires: 600\n";
            expect(phone.ask(message("REGISTER", "", talk.port(), phonePort, "100", 2, login)), 200);
            expect(phone.ask(message("OPTIONS", "200@", talk.port(), phonePort, "200", 1, "")), 200);
            phone.call(message("INVITE", "200@", talk.port(), phonePort, "200", 1, "Content-Type: application/sdp\n")
                    .replace(
                            "Content-Length: 0\n\n",
                            "Content-Length: " + SipPhone.MEDIA.length() + "\n\n" + SipPhone.MEDIA.replace("\r", "")));
            expect(phone.ask(message("INVITE", "999@", talk.port(), phonePort, "999", 1, "")), 404);
            expect(phone.ask(message("MESSAGE", "200@", talk.port(), phonePort, "200", 1, "")), 200);
            talk.awaitQuiet();
        }
        return talk;
    }

    private static void expect(Response answer, int status) {
        if (answer.getStatusCode() != status) throw new AssertionError("not " + status + " but " + answer);
    }

    private static String message(
            String method, String user, int port, int phonePort, String to, int sequence, String more) {
        return method + " sip:" + user + "127.0.0.1:" + port + " SIP/2.0\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:" + phonePort + ";rport\n"
                + "Max-Forwards: 70\n"
                + "From: \"Gate 1\" <sip:100@works.example>;tag=a1\n"
                + "To: <sip:" + to + "@works.example>\n"
                + "Call-ID: " + method + to + "@127.0.0.1\n"
                + "CSeq: " + sequence + " " + method + "\n"
                + "Contact: <sip:100@127.0.0.1:" + phonePort + ">\n"
                + "User-Agent: GatePhone/1.0\n"
                + more
                + "Content-Length: 0\n\n";
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
