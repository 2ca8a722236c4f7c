package dev.postern.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stream of events. */
class LiveTest extends Visit {
    @Test
    void eventsNeedASession() throws Exception {
        assertThat(get("/api/v1/events").statusCode()).isEqualTo(401);
        login(console.firstPassword().orElseThrow());
        assertThat(get("/api/v1/events").statusCode()).isEqualTo(403);
    }

    @Test
    @Timeout(30)
    void anEventArrivesAndAPageThatGoesAwayIsForgotten() throws Exception {
        enter();
        HttpResponse<InputStream> answer =
                client.send(request("/api/v1/events").build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
        assertThat(lines.readLine()).isEqualTo(": connected");
        assertThat(console.pages()).isEqualTo(1);
        console.publish(STATUS);
        assertThat(lines.readLine()).isEmpty();
        assertThat(lines.readLine()).isEqualTo("event: status");
        assertThat(lines.readLine()).startsWith("data: {").contains("\"frames\":7");
        answer.body().close();
        while (console.pages() > 0) console.publish(STATUS);
        assertThat(get("/api/v1/status").statusCode()).isEqualTo(200);
    }
}
