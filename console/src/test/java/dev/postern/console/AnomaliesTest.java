package dev.postern.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Derivation;
import dev.postern.model.Explanation;
import dev.postern.model.Frame;
import dev.postern.model.FrameRef;
import dev.postern.model.Verb;
import dev.postern.store.Capture;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The packets of an anomaly, and what people say to it. */
class AnomaliesTest extends Visit {
    private static final Anomaly ANOMALY = new Anomaly(
            "an1",
            1_000_000_000L,
            1,
            null,
            null,
            "arp",
            Channel.BINDING_HARDWARE,
            Verb.OTHER,
            "A1",
            "Address taken over",
            "one",
            "another",
            1,
            "never before",
            20,
            Explanation.NONE,
            List.of(new FrameRef(0, 1)),
            List.of("T0830"),
            true);

    private static Derivation.Signal habit(Channel channel, double p, String seen) {
        return new Derivation.Signal(
                channel, "what", "", List.of(), p, Derivation.Tail.NONE, p, "expected " + seen, seen);
    }

    @Test
    void whereSeveralHabitsBreakTheMostSurprisingOnesComeWithTheirWords() throws Exception {
        enter();
        for (int many : new int[] {1, 2, 9}) {
            List<Derivation.Signal> habits = new ArrayList<>();
            for (int i = 0; i < many; i++) habits.add(habit(Channel.HEALTH_LATENCY, 1e-6 * (i + 1), "habit " + i));
            habits.add(habit(Channel.CYCLE_EXTRA, 1e-2, "next to nothing"));
            Derivation derivation = new Derivation(habits, 40, Derivation.Standing.NONE, 1e-5, 1e-4);
            home.state().put(ANOMALY.explained(new Explanation(0, 0, 0, 1, "", 0, 1, 0, 0, List.of(), "", derivation)));
            String line = get("/api/v1/anomalies/" + ANOMALY.id()).body();
            assertThat(line).doesNotContain("next to nothing");
            if (many == 1) assertThat(line).doesNotContain("\"broken\"");
            else
                assertThat(line)
                        .contains(
                                "{\"channel\":\"health.latency\",\"what\":\"what\",\"expected\":\"expected habit 1\",\"seen\":\"habit 1\"}")
                        .doesNotContain("habit " + Derivation.BROKEN_MAX);
        }
    }

    @Test
    void packetsComeAsTheyWereKept() throws Exception {
        enter();
        Frame frame = new Frame();
        frame.data = new byte[60];
        frame.capturedBytes = frame.wireBytes = 60;
        frame.atNanos = 1_000_000_000L;
        frame.linkType = 1;
        frame.vlanTci = Frame.NO_VLAN;
        frame.number = 1;
        home.announce(new Capture(0, "tap.pcap", "tap", 1, true, 0, frame.atNanos, null));
        home.ring().add(frame);
        Anomaly anomaly = ANOMALY;
        home.state().put(anomaly);
        home.evidence().want(anomaly);
        home.evidence().cutDue(Long.MAX_VALUE);
        HttpResponse<byte[]> answer = client.send(
                request("/api/v1/anomalies/" + anomaly.id() + "/packets").build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-pcapng");
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .isEqualTo("attachment; filename=\"" + anomaly.id() + ".pcapng\"");
        byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(answer.body());
        assertThat(java.util.HexFormat.of().formatHex(digest))
                .isEqualTo(home.state().evidence(anomaly.id()).orElseThrow().sha256());
    }

    @Test
    void aPersonSaysSomethingUnderTheNameOfTheLogin() throws Exception {
        enter();
        String word = "{\"anomaly\":\"a-1\",\"kind\":\"expected\",\"scope\":\"edge\",\"days\":90,\"note\":\"\"}";
        assertThat(post("words/preview", word).body()).isEqualTo("{\"covered\":\"admin on a-1\"}");
        assertThat(post("words", word).body()).isEqualTo("{\"id\":\"admin on a-1\"}");
        assertThat(post("windows", "{\"devices\":[\"10.0.0.1\"],\"from\":1,\"until\":2}")
                        .body())
                .isEqualTo("{\"id\":\"admin [10.0.0.1] 2.0\"}");
        assertThat(post("budget", "{\"incidents_per_day\":3,\"notices_per_day\":9}")
                        .body())
                .contains("admin 3.0");
        assertThat(get("/api/v1/anomalies/a-1/why").body()).isEqualTo("{\"agrees\":true}");
        assertThat(get("/api/v1/decrees").body()).contains("word-1");
        assertThat(get("/api/v1/windows/window-1").body()).isEqualTo("{\"done\":\"window-1\"}");
    }

    @Test
    void aWordThatMakesNoSenseIsRefusedWithASentence() throws Exception {
        enter();
        for (String body : List.of("", "[", "{\"anomaly\":\"a-1\",\"scope\":\"galaxy\"}")) {
            HttpResponse<String> answer = post("words", body);
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(answer.body()).startsWith("{\"error\":\"");
        }
    }

    @Test
    void nobodySaysAnythingThroughAForeignPage() throws Exception {
        enter();
        csrf = "";
        assertThat(post("words", "{}").statusCode()).isEqualTo(403);
        assertThat(post("budget", "{}").statusCode()).isEqualTo(403);
    }
}
