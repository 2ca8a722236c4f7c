package dev.postern.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Passwords, sessions, wall screens. */
class LoginTest extends Visit {
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
        assertThat(get("/api/v1/status").body())
                .contains(
                        "\"frames\":7", "\"largest_device\":2000,\"device_limit\":65536", "\"conversation_bytes\":500");
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
    void aBodyThatIsNotUnderstoodIsRefused() throws Exception {
        for (String body : List.of("", "null", "[", "{}", "{\"user\":\"admin\"}"))
            assertThat(post("login", body).statusCode()).as(body).isEqualTo(400);
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
    void aNewPasswordEndsTheOtherSessions() throws Exception {
        enter();
        String here = cookie;
        login(PASSWORD);
        assertThat(change(PASSWORD, "another correct horse").statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/status").statusCode()).isEqualTo(200);
        cookie = here;
        assertThat(get("/api/v1/status").statusCode()).isEqualTo(401);
    }

    @Test
    void whoIsLoggedInIsAnsweredToEverybody() throws Exception {
        HttpResponse<String> nobody = get("/api/v1/me");
        assertThat(nobody.statusCode()).isEqualTo(200);
        assertThat(nobody.body()).isEqualTo("{\"user\":null}");
        assertThat(nobody.headers().firstValue("Set-Cookie")).isEmpty();
        login(console.firstPassword().orElseThrow());
        assertThat(get("/api/v1/me").body()).contains("\"user\":\"admin\"", "\"must_change\":true");
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
    void aWallScreenLastsAMonthUntouchedAndOnlyShows() throws Exception {
        enter();
        String before = cookie;
        assertThat(post("wall", "").body()).contains("\"wall\":true");
        nowMillis.addAndGet(Logins.SESSION_MILLIS + Logins.IDLE_MILLIS);
        assertThat(get("/api/v1/status").statusCode()).isEqualTo(200);
        for (String taken :
                List.of("devices/export/csv", "gap/attestations/bundle", "anomalies/any/packets", "policy/csv"))
            assertThat(get("/api/v1/" + taken).statusCode()).as(taken).isEqualTo(403);
        assertThat(change(PASSWORD, "another correct horse").statusCode()).isEqualTo(403);
        assertThat(post("wall", "").statusCode()).isEqualTo(403);
        nowMillis.addAndGet(Logins.WALL_MILLIS);
        assertThat(get("/api/v1/status").statusCode()).isEqualTo(401);
        cookie = before;
        assertThat(get("/api/v1/status").statusCode())
                .as("the session it was made of")
                .isEqualTo(401);
    }

    @Test
    void aWallScreenEndsWithLogoutAndWithANewPassword() throws Exception {
        enter();
        post("wall", "");
        String wall = cookie;
        assertThat(post("logout", "").statusCode()).isEqualTo(204);
        cookie = wall;
        assertThat(get("/api/v1/status").statusCode()).isEqualTo(401);
        login(PASSWORD);
        post("wall", "");
        wall = cookie;
        login(PASSWORD);
        assertThat(change(PASSWORD, "another correct horse").statusCode()).isEqualTo(200);
        cookie = wall;
        assertThat(get("/api/v1/status").statusCode()).isEqualTo(401);
    }
}
