package dev.postern.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Footprint;
import dev.postern.store.Home;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A console at an empty home, and a real client over HTTPS with what a browser keeps of a session. */
abstract class Visit {
    static final String PASSWORD = "correct horse battery";
    static final Status STATUS = new Status(
            "replay",
            1,
            new Status.GapState("", "unknown"),
            new Status.Tiers(0, 0, 0),
            new Status.Budget(0, 1),
            7,
            0,
            0,
            0,
            0,
            new Footprint.Total(2, 3_000, 2_000, 65_536, 1, 500, 500, 24_576),
            new Status.Learning(0, 0, ""),
            List.of(),
            List.of(),
            List.of());

    /** Says what it was asked. */
    static final Verdicts VERDICTS = new Verdicts() {
        @Override
        public Optional<Map<String, Object>> why(String anomaly) {
            return anomaly.equals("a-1") ? Optional.of(Map.of("agrees", true)) : Optional.empty();
        }

        @Override
        public Map<String, Object> word(WordRequest request, String author, boolean only) {
            if (!request.scope().equals("edge")) throw new Nonsense("There is no scope " + request.scope() + ".");
            return Map.of(only ? "covered" : "id", author + " on " + request.anomaly());
        }

        @Override
        public Map<String, Object> window(WindowRequest request, String author) {
            return Map.of("id", author + " " + request.devices() + " " + request.until());
        }

        @Override
        public Map<String, Object> budget(BudgetRequest request, String author) {
            return Map.of("id", author + " " + request.incidentsPerDay());
        }

        @Override
        public Map<String, Object> withdraw(String id, String author) {
            return Map.of("id", author + " takes back " + id);
        }

        @Override
        public Optional<Map<String, Object>> reconciliation(String window) {
            return window.equals("window-1") ? Optional.of(Map.of("done", window)) : Optional.empty();
        }

        @Override
        public List<Map<String, Object>> decrees() {
            return List.of(Map.of("id", "word-1"));
        }
    };

    /** The console's certificate is self-signed. */
    private static final class TrustAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @TempDir
    private Path folder;

    final AtomicLong nowMillis = new AtomicLong(1_000_000);
    Home home;
    Console console;
    HttpClient client;
    String cookie = "";
    String csrf = "";

    @BeforeEach
    void start() throws Exception {
        home = Home.open(folder, 0);
        console = open(null);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new TrustAll()}, new SecureRandom());
        client = HttpClient.newBuilder().sslContext(tls).build();
    }

    /** @param attacks null outside of a demonstration */
    Console open(Attacks attacks) {
        return new Console(
                home,
                () -> STATUS,
                VERDICTS,
                "localhost",
                0,
                () -> Instant.ofEpochMilli(nowMillis.get()),
                attacks,
                null);
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        console.close();
        home.close();
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + console.port() + path));
        if (!cookie.isEmpty()) request.header("Cookie", cookie);
        if (!csrf.isEmpty()) request.header("X-CSRF-Token", csrf);
        return request;
    }

    HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        HttpResponse<String> answer = client.send(
                request("/api/v1/" + path)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        answer.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
        if (answer.body().contains("\"csrf\":\""))
            csrf = answer.body().replaceFirst("(?s).*\"csrf\":\"([^\"]*)\".*", "$1");
        return answer;
    }

    HttpResponse<String> login(String password) throws Exception {
        return post("login", "{\"user\":\"admin\",\"password\":\"" + password + "\"}");
    }

    HttpResponse<String> change(String old, String fresh) throws Exception {
        return post("password", "{\"old\":\"" + old + "\",\"new\":\"" + fresh + "\"}");
    }

    void enter() throws Exception {
        String first = console.firstPassword().orElseThrow();
        assertThat(login(first).statusCode()).isEqualTo(200);
        assertThat(change(first, PASSWORD).statusCode()).isEqualTo(200);
    }
}
