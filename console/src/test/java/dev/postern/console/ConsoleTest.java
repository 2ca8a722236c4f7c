package dev.postern.console;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real client over HTTPS. */
class ConsoleTest {
    private static final String PASSWORD = "correct horse battery";
    private static final Status STATUS = new Status(
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
            new Status.Learning(0, 0, ""),
            List.of(),
            List.of(),
            List.of());

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

    private final AtomicLong nowMillis = new AtomicLong(1_000_000);
    private Home home;
    private Console console;
    private HttpClient client;
    private String cookie = "";
    private String csrf = "";

    @BeforeEach
    void start() throws Exception {
        home = Home.open(folder, 0);
        console = new Console(home, () -> STATUS, "localhost", 0, () -> Instant.ofEpochMilli(nowMillis.get()));
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new TrustAll()}, new SecureRandom());
        client = HttpClient.newBuilder().sslContext(tls).build();
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        console.close();
        home.close();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + console.port() + path));
        if (!cookie.isEmpty()) request.header("Cookie", cookie);
        if (!csrf.isEmpty()) request.header("X-CSRF-Token", csrf);
        return request;
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
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

    private HttpResponse<String> login(String password) throws Exception {
        return post("login", "{\"user\":\"admin\",\"password\":\"" + password + "\"}");
    }

    private HttpResponse<String> change(String old, String fresh) throws Exception {
        return post("password", "{\"old\":\"" + old + "\",\"new\":\"" + fresh + "\"}");
    }

    private void enter() throws Exception {
        String first = console.firstPassword().orElseThrow();
        assertThat(login(first).statusCode()).isEqualTo(200);
        assertThat(change(first, PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void nothingWorksBeforeTheFirstPasswordIsChanged() throws Exception {
        assertThat(get("/api/v1/status").statusCode()).isEqualTo(401);
        String first = console.firstPassword().orElseThrow();
        assertThat(login(first).body()).contains("\"must_change\":true");
        assertThat(get("/api/v1/status").statusCode()).isEqualTo(403);
        assertThat(change(first, "short").statusCode()).isEqualTo(400);
        assertThat(change(first, first).statusCode()).isEqualTo(400);
        assertThat(change("wrong", PASSWORD).statusCode()).isEqualTo(400);
        String before = cookie;
        assertThat(change(first, PASSWORD).body()).contains("\"must_change\":false");
        assertThat(get("/api/v1/status").body()).contains("\"frames\":7");
        cookie = before;
        assertThat(get("/api/v1/status").statusCode()).isEqualTo(401);
    }

    @Test
    void wrongPasswordsMakeTheNextTryWait() throws Exception {
        for (int i = 0; i < 3; i++) assertThat(login("wrong").statusCode()).isEqualTo(401);
        HttpResponse<String> early = login(console.firstPassword().orElseThrow());
        assertThat(early.statusCode()).isEqualTo(429);
        assertThat(early.headers().firstValue("Retry-After")).contains("1");
        nowMillis.addAndGet(1_000);
        assertThat(login(console.firstPassword().orElseThrow()).statusCode()).isEqualTo(200);
    }

    @Test
    void writingNeedsTheSessionsToken() throws Exception {
        enter();
        csrf = "guessed";
        assertThat(post("logout", "").statusCode()).isEqualTo(403);
        csrf = "";
        assertThat(post("logout", "").statusCode()).isEqualTo(403);
        assertThat(get("/api/v1/status").statusCode()).isEqualTo(200);
    }

    @Test
    void aSessionEndsWithLogout() throws Exception {
        enter();
        String before = cookie;
        assertThat(post("logout", "").statusCode()).isEqualTo(204);
        cookie = before;
        assertThat(get("/api/v1/status").statusCode()).isEqualTo(401);
    }

    @Test
    void aSessionEndsWhenItIsNotUsed() throws Exception {
        enter();
        nowMillis.addAndGet(Logins.IDLE_MILLIS);
        assertThat(get("/api/v1/status").statusCode()).isEqualTo(200);
        nowMillis.addAndGet(Logins.IDLE_MILLIS + 1);
        assertThat(get("/api/v1/status").statusCode()).isEqualTo(401);
    }

    @Test
    void theCookieIsForThisSiteAndNotForScripts() throws Exception {
        assertThat(login(console.firstPassword().orElseThrow())
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElseThrow())
                .startsWith("__Host-postern=")
                .contains("; Path=/;", "; Secure", "; HttpOnly", "; SameSite=Strict")
                .doesNotContain("Domain");
    }

    @Test
    void whatIsNotThereIsAnsweredAsJson() throws Exception {
        enter();
        for (String path : List.of("incidents/x", "anomalies/x", "anomalies/x/packets", "devices/x")) {
            HttpResponse<String> answer = get("/api/v1/" + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.body()).startsWith("{\"error\":\"");
        }
    }

    @Test
    void aBodyThatIsNotUnderstoodIsRefused() throws Exception {
        for (String body : List.of("", "null", "[", "{}", "{\"user\":\"admin\"}"))
            assertThat(post("login", body).statusCode()).as(body).isEqualTo(400);
    }

    @Test
    void filesOutsideThePageAreNotServed() throws Exception {
        for (String path : List.of("/..%2f..%2fstate.db", "/%2e%2e/state.db", "/assets/..%2f..%2fcertificate.p12"))
            assertThat(get(path).body()).as(path).doesNotContain("SQLite format");
    }
}
