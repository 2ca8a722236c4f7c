package dev.postern.wire.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Dissector;
import dev.postern.wire.Sample;
import dev.postern.wire.it.Conveyor;
import dev.postern.wire.it.Tapped;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpDissectorTest {
    private final Bench http = new Bench(new HttpDissector(), Transport.TCP, 80);

    @Test
    void aRequestAndItsAnswerAreTied() {
        http.client(Sample.bytes("http-request"));
        http.server(Sample.bytes("http-chunked"));
        Message request = http.messages().get(0);
        Message answer = http.messages().get(1);
        assertThat(request.operation()).isEqualTo("get");
        assertThat(request.target()).isEqualTo("/a/b.htm");
        assertThat(request.fields().get("host")).isEqualTo("plc");
        assertThat(answer.target()).isEqualTo("/a/b.htm");
        assertThat(answer.latencyNanos()).isEqualTo(10_000_000L);
        assertThat(answer.fields().get("status")).isEqualTo(200L);
        assertThat(http.messages()).hasSize(2);
    }

    /** Type 3: domain DOM, user bob, workstation WS1 in UTF-16 behind 64 octets of head. */
    private static final String BOB = "4E544C4D53535000 03000000" + "00".repeat(16)
            + "0600 0600 40000000 0600 0600 46000000 0600 0600 4C000000 0000 0000 00000000 01000000"
            + "44004F004D00 62006F006200 570053003100";

    @Test
    void aLoginOfWindowsNamesUserAndWorkstation() {
        http.client(Bench.ascii("POST /wsman HTTP/1.1\r\nAuthorization: Negotiate " + base64(BOB) + "\r\n\r\n"));
        Message request = http.messages().getFirst();
        assertThat(request.fields().get("authorization")).isEqualTo("negotiate");
        assertThat(request.fields().get("user")).isEqualTo("bob");
        assertThat(request.fields().get("domain")).isEqualTo("DOM");
        assertThat(request.fields().get("workstation")).isEqualTo("WS1");
    }

    @Test
    void bodiesByLengthPassUnreadAndTheNextRequestIsFound() {
        http.client(
                Bench.ascii("PUT /f.bin HTTP/1.1\r\nContent-Length: 12\r\n\r\nGET / HTTP!!GET /next HTTP/1.1\r\n\r\n"));
        assertThat(http.messages()).extracting(Message::target).containsExactly("/f.bin", "/next");
        assertThat(http.messages().getFirst().verb()).isEqualTo(Verb.FILE_WRITE);
    }

    @Test
    void basicCredentialsAreTheUserAloneAndNeverThePassword() {
        http.client(Bench.ascii("GET / HTTP/1.1\r\nAuthorization: Basic YWRtaW46c2VjcmV0\r\n\r\n"));
        assertThat(http.messages().getFirst().fields().get("credentials")).isEqualTo(true);
        assertThat(http.messages().getFirst().fields().get("user")).isEqualTo("admin");
        assertThat(http.messages().getFirst().fields().toString()).doesNotContain("secret", "c2VjcmV0");
    }

    private static String answer(String status, String... lines) {
        StringBuilder all = new StringBuilder("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n");
        for (String line : lines) all.append(line).append("\r\n");
        return all.append("\r\n").toString();
    }

    private void exchange(String authorization, String answer) {
        String line = authorization.isEmpty() ? "" : "Authorization: " + authorization + "\r\n";
        http.client(Bench.ascii("GET /io.cgi HTTP/1.1\r\nHost: plc\r\n" + line + "\r\n"));
        http.server(Bench.ascii(answer));
    }

    private List<String> logins() {
        return http.messages().stream()
                .filter(m -> m.verb() == Verb.LOGIN)
                .map(m -> m.operation() + " " + m.outcome() + " " + m.fields().get("authorization") + " "
                        + m.fields().get("user") + " " + m.fields().get("domain") + " " + m.fromClient())
                .toList();
    }

    private static final String BASIC = "Basic YWRtaW46c2VjcmV0";
    private static final String ASKS = "WWW-Authenticate: Basic realm=\"plc\"";

    @Test
    void whetherCredentialsWereGoodIsALoginAndOneThatWentWellIsToldOnce() {
        exchange("", answer("401 Unauthorized", ASKS));
        exchange(BASIC, answer("401 Unauthorized", ASKS));
        exchange(BASIC, answer("401 Unauthorized", ASKS));
        exchange(BASIC, answer("200 OK"));
        exchange(BASIC, answer("304 Not Modified"));
        assertThat(logins())
                .containsExactly(
                        "login REFUSED basic admin null false",
                        "login REFUSED basic admin null false",
                        "login SUCCESS basic admin null false");
        assertThat(http.messages()).hasSize(13);
    }

    @Test
    void anAnswerThatDoesNotSayWhetherTheyWereGoodIsNoLogin() {
        exchange(BASIC, answer("302 Found", "Location: https://plc/"));
        exchange(BASIC, answer("403 Forbidden"));
        exchange(BASIC, answer("500 Broken"));
        exchange(BASIC, answer("407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"way out\""));
        exchange("Bearer abc", answer("401 Unauthorized"));
        assertThat(logins()).isEmpty();
        http.client(Bench.ascii("GET / HTTP/1.1\r\nProxy-Authorization: " + BASIC + "\r\n\r\n"));
        http.server(Bench.ascii(answer("407 Proxy Authentication Required")));
        assertThat(logins()).hasSize(1);
    }

    /** RFC 7616: a challenge that is too old is no refusal, and a name may be hashed. */
    @Test
    void digestNamesItsUserAndIsAskedAgainWhereItsChallengeIsTooOld() {
        String proof = "Digest username=\"Mufasa\", realm=\"plc\", nonce=\"" + "7".repeat(300)
                + "\", uri=\"/\", qop=auth, nc=00000001, cnonce=\"0a\", response=\"6629fae4\"";
        exchange(proof, answer("401 Unauthorized", "WWW-Authenticate: Digest realm=\"plc\", nonce=\"8\", stale=TRUE"));
        assertThat(logins()).isEmpty();
        exchange(proof, answer("401 Unauthorized", "WWW-Authenticate: Digest realm=\"plc\", nonce=\"8\", stale=false"));
        exchange(proof + ", userhash=true", answer("200 OK"));
        assertThat(logins())
                .containsExactly("login REFUSED digest Mufasa null false", "login SUCCESS digest null null false");
        assertThat(http.messages().getFirst().fields().get("user")).isEqualTo("Mufasa");
        assertThat(http.messages().getFirst().fields().get("credentials")).isNull();
    }

    @Test
    void ofNtlmTheLastStepIsALogin() {
        String first = "NTLM " + base64("4E544C4D53535000 01000000 00000000");
        String challenge = "WWW-Authenticate: NTLM "
                + base64("4E544C4D53535000 02000000" + "00".repeat(8) + "01000000" + "00".repeat(24));
        exchange(first, answer("401 Unauthorized", challenge));
        exchange("NTLM " + base64(BOB), answer("401 Unauthorized", challenge));
        assertThat(logins()).as("more is asked").isEmpty();
        exchange("NTLM " + base64(BOB), answer("401 Unauthorized", "WWW-Authenticate: NTLM"));
        exchange("NTLM " + base64(BOB), answer("200 OK"));
        assertThat(logins()).containsExactly("login REFUSED ntlm bob DOM false", "login SUCCESS ntlm bob DOM false");
    }

    private static String base64(String hex) {
        return java.util.Base64.getEncoder().encodeToString(Bench.hex(hex));
    }

    @Test
    void afterAGrantedTunnelOrAnUpgradeAnotherProtocolFollows() {
        http.client(Bench.ascii("CONNECT plc:502 HTTP/1.1\r\n\r\n"));
        assertThat(http.isOver()).isFalse();
        http.server(Bench.ascii("HTTP/1.1 407 Authenticate\r\nContent-Length: 0\r\n\r\n"));
        assertThat(http.isOver()).isFalse();
        http.client(Bench.ascii("CONNECT plc:502 HTTP/1.1\r\n\r\n"));
        http.server(Bench.ascii("HTTP/1.1 200 OK\r\n\r\n"));
        assertThat(http.isOver()).isTrue();
        http.client(Bench.ascii("GET /chat HTTP/1.1\r\nUpgrade: tick\r\n\r\n"));
        http.server(Bench.ascii("HTTP/1.1 101 Switching Protocols\r\nUpgrade: tick\r\n\r\n"));
        assertThat(http.isOver()).isTrue();
    }

    @Test
    void twoLengthsThatDifferAreMalformed() {
        http.client(Bench.ascii("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"));
        assertThat(http.malformed()).extracting(Malformed::rule).containsExactly("content lengths differ");
    }

    /** The last two agree, which must not hide that the first does not. */
    @Test
    void aThirdLengthDoesNotHideThatTwoDiffer() {
        http.client(Bench.ascii(
                "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nab"));
        assertThat(http.malformed()).extracting(Malformed::rule).containsExactly("content lengths differ");
    }

    @Test
    void theSubProtocolOfAWebSocketIsTold() {
        http.client(Bench.ascii(
                "GET /mqtt HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: mqtt, mqttv3.1\r\n\r\n"));
        http.server(Bench.ascii(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n"));
        assertThat(http.messages())
                .extracting(m -> m.fields().get("subprotocol"))
                .containsExactly("mqtt, mqttv3.1", "mqtt");
    }

    @Test
    void aHeadWithoutAnEndIsGivenUp() {
        byte[] endless = Bench.ascii("GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(HttpDissector.HEAD_BYTES_MAX / 6));
        assertThat(http.client(endless)).isEqualTo(Dissector.LOST);
        assertThat(http.malformed()).extracting(Malformed::rule).containsExactly("header too long");
    }

    @Test
    void theJdksOwnClientAndServerAreUnderstood() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean found = exchange.getRequestURI().getPath().equals("/present");
            exchange.sendResponseHeaders(found ? 200 : 404, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(new byte[10_000]);
            }
        });
        server.start();
        try (Tapped tap = new Tapped(server.getAddress().getPort())) {
            for (String path : new String[] {"/present?x=1", "/absent"}) {
                URI uri = URI.create("http://127.0.0.1:" + tap.port() + path);
                HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
                if (path.equals("/absent")) connection.setRequestProperty("Connection", "close");
                try (var in = connection.getResponseCode() == 200
                        ? connection.getInputStream()
                        : connection.getErrorStream()) {
                    in.readAllBytes();
                }
            }
            new Conveyor(http).feed(tap.pieces());
        } finally {
            server.stop(0);
        }
        assertThat(http.messages())
                .extracting(Message::operation, Message::target, Message::outcome)
                .containsExactly(
                        tuple("/present", Outcome.REQUEST),
                        tuple("/present", Outcome.SUCCESS),
                        tuple("/absent", Outcome.REQUEST),
                        tuple("/absent", Outcome.REFUSED));
        assertThat(http.malformed()).isEmpty();
    }

    private static org.assertj.core.groups.Tuple tuple(String target, Outcome outcome) {
        return org.assertj.core.groups.Tuple.tuple("get", target, outcome);
    }
}
