package dev.postern.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the page itself is served. */
class PageTest extends Visit {
    @Test
    void thePageMayNeitherRunForeignScriptsNorBeFramed() throws Exception {
        for (String path : List.of("/", "/api/v1/me")) {
            var headers = get(path).headers();
            String policy = headers.firstValue("Content-Security-Policy").orElseThrow();
            assertThat(policy)
                    .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'", "base-uri 'none'")
                    .doesNotContain("unsafe", "http:", "https:", "*");
            assertThat(headers.firstValue("Strict-Transport-Security").orElseThrow())
                    .contains("max-age=31536000");
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
            assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
        }
    }

    @Test
    void http2IsAgreedOnByAlpn() throws Exception {
        assertThat(get("/").version()).isEqualTo(HttpClient.Version.HTTP_2);
        HttpRequest old = request("/").version(HttpClient.Version.HTTP_1_1).build();
        assertThat(client.send(old, HttpResponse.BodyHandlers.ofString()).version())
                .isEqualTo(HttpClient.Version.HTTP_1_1);
    }

    @Test
    void scriptsComeCompressedAndAreKeptForEverAndThePageIsAskedForEachTime() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(page.headers().firstValue("Cache-Control").orElseThrow()).matches("no-cache|no-store");
        String script = page.body().replaceFirst("(?s).*src=\"(/assets/[^\"]+\\.js)\".*", "$1");
        int whole = get(script).body().length();
        HttpResponse<byte[]> answer = client.send(
                request(script).header("Accept-Encoding", "gzip").build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(answer.body().length).isLessThan(whole / 2);
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("public, max-age=31536000, immutable");
    }

    @Test
    void filesOutsideThePageAreNotServed() throws Exception {
        for (String path : List.of("/..%2f..%2fstate.db", "/%2e%2e/state.db", "/assets/..%2f..%2fcertificate.p12"))
            assertThat(get(path).body()).as(path).doesNotContain("SQLite format");
    }

    @Test
    void whatIsNotThereIsAnsweredAsJson() throws Exception {
        enter();
        for (String path :
                List.of("incidents/x", "anomalies/x", "anomalies/x/packets", "devices/x", "windows/x", "gap")) {
            HttpResponse<String> answer = get("/api/v1/" + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.body()).startsWith("{\"error\":\"");
        }
    }
}
