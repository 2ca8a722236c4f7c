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
    @Test
    void aLoginOfWindowsNamesUserAndWorkstation() {
        byte[] token = Bench.hex("4E544C4D53535000 03000000" + "00".repeat(16)
                + "0600 0600 40000000 0600 0600 46000000 0600 0600 4C000000 0000 0000 00000000 01000000"
                + "44004F004D00 62006F006200 570053003100");
        String text = java.util.Base64.getEncoder().encodeToString(token);
        http.client(Bench.ascii("POST /wsman HTTP/1.1\r\nAuthorization: Negotiate " + text + "\r\n\r\n"));
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
