package dev.postern.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Attacks that somebody starts through the page. */
class DemonstrationTest extends Visit {
    @Test
    void outsideOfADemonstrationThereAreNoAttacksToStart() throws Exception {
        enter();
        assertThat(get("/api/v1/demo/attacks").statusCode()).isEqualTo(404);
        assertThat(post("demo/attacks/scan", "").statusCode()).isEqualTo(404);
    }

    @Test
    void inADemonstrationWhoeverIsLoggedInStartsAttacksThroughThePage() throws Exception {
        List<String> started = new ArrayList<>();
        console.close();
        console = open(new Attacks() {
            @Override
            public List<Offer> offers() {
                return List.of(new Offer("scan", "Scan", "Somebody looks around.", 0));
            }

            @Override
            public List<Deed> deeds() {
                return List.of(new Deed(3.5, "Scan", "pings plc-1", "10.0.0.1", "10.0.0.2", "T0846", false));
            }

            @Override
            public Answer start(String name) {
                if (!name.equals("scan")) return Answer.UNKNOWN;
                started.add(name);
                return started.size() == 1 ? Answer.STARTED : Answer.TOO_SOON;
            }
        });
        assertThat(get("/api/v1/demo/attacks").statusCode()).isEqualTo(401);
        enter();
        assertThat(get("/api/v1/demo/attacks").body())
                .contains("\"name\":\"scan\"", "Somebody looks around.", "\"deeds\":[{", "pings plc-1");
        String token = csrf;
        csrf = "guessed";
        assertThat(post("demo/attacks/scan", "").statusCode()).isEqualTo(403);
        assertThat(started).isEmpty();
        csrf = token;
        assertThat(post("demo/attacks/scan", "").statusCode()).isEqualTo(204);
        assertThat(post("demo/attacks/scan", "").statusCode()).isEqualTo(409);
        assertThat(post("demo/attacks/flood", "").statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/demo/attacks/scan").statusCode()).isEqualTo(404);
    }
}
