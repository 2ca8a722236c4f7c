package dev.postern.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.AdvisoryMatch;
import dev.postern.model.Anomaly;
import dev.postern.model.AuditReport;
import dev.postern.model.Channel;
import dev.postern.model.Derivation;
import dev.postern.model.Device;
import dev.postern.model.Explanation;
import dev.postern.model.Footprint;
import dev.postern.model.Frame;
import dev.postern.model.FrameRef;
import dev.postern.model.GapReport;
import dev.postern.model.Person;
import dev.postern.model.Reading;
import dev.postern.model.Stamp;
import dev.postern.model.Threat;
import dev.postern.model.Verb;
import dev.postern.model.Weakness;
import dev.postern.store.Capture;
import dev.postern.store.Checkpoint;
import dev.postern.store.Home;
import dev.postern.verify.Attestations;
import dev.postern.verify.Bundle;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
            new Footprint.Total(2, 3_000, 2_000, 65_536, 1, 500, 500, 24_576),
            new Status.Learning(0, 0, ""),
            List.of(),
            List.of(),
            List.of());

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

    private static final GapReport GAP = new GapReport(
            0,
            1,
            GapReport.State.DOUBTFUL,
            0,
            "It is in doubt.",
            0.5,
            "",
            List.of(),
            List.of(new GapReport.Attempt(
                    Address.parse("10.0.0.1"), "name", "update.example", 2, 1, 0, 1, new FrameRef(0, 7))),
            0,
            List.of(),
            List.of(),
            List.of(new GapReport.BlindSpot("", "dark", "look")),
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

    /** Says what it was asked. */
    private static final Verdicts VERDICTS = new Verdicts() {
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
        console = new Console(
                home, () -> STATUS, VERDICTS, "localhost", 0, () -> Instant.ofEpochMilli(nowMillis.get()), null, null);
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
    void writingNeedsTheSessionsToken() throws Exception {
        enter();
        csrf = "guessed";
        assertThat(post("logout", "").statusCode()).isEqualTo(403);
        csrf = "";
        assertThat(post("logout", "").statusCode()).isEqualTo(403);
        assertThat(get("/api/v1/status").statusCode()).isEqualTo(200);
    }

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
        console = new Console(
                home,
                () -> STATUS,
                VERDICTS,
                "localhost",
                0,
                () -> Instant.ofEpochMilli(nowMillis.get()),
                new Attacks() {
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
                },
                null);
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
        for (String path :
                List.of("incidents/x", "anomalies/x", "anomalies/x/packets", "devices/x", "windows/x", "gap")) {
            HttpResponse<String> answer = get("/api/v1/" + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.body()).startsWith("{\"error\":\"");
        }
    }

    @Test
    void weakSpotsAdvisoriesAndAuditsAreTold() throws Exception {
        enter();
        assertThat(get("/api/v1/weaknesses").body()).isEqualTo("[]");
        Address plc = Address.parse("10.0.0.1");
        home.state()
                .put(new Weakness(
                        "w-1",
                        "smb1",
                        "dev-1",
                        plc,
                        "SMB 1",
                        "Speaks SMB 1.",
                        "why",
                        "remedy",
                        60,
                        Weakness.State.NOT_SEEN_SINCE,
                        0,
                        1_000_000_000,
                        List.of(new FrameRef(0, 7))));
        home.state()
                .put(new AuditReport(
                        "1 hour",
                        0,
                        1,
                        "After 1 hour, 1 finding to look at.",
                        List.of(new AuditReport.Section(
                                "scans",
                                "Knocking",
                                "why",
                                List.of(new AuditReport.Item(List.of(plc), "It knocked.", "40 ports", 0, 1, List.of())),
                                3))));
        home.state()
                .advisories()
                .replaceMatches(List.of(new AdvisoryMatch(
                        "A-1",
                        "CERT",
                        "title",
                        "dev-1",
                        AdvisoryMatch.Verdict.CANNOT_TELL,
                        0.7,
                        "reason",
                        List.of("CVE-1"),
                        Double.NaN,
                        List.of())));
        assertThat(get("/api/v1/weaknesses").body())
                .contains("\"kind\":\"smb1\",\"device\":\"dev-1\",\"address\":\"10.0.0.1\"")
                .contains("\"rank\":60,\"state\":\"not seen since\",\"since\":0.0,\"last\":1.0")
                .contains("\"frame\":7");
        assertThat(get("/api/v1/audits").body())
                .contains("\"span\":\"1 hour\"", "\"left_out\":3", "\"detail\":\"40 ports\"");
        assertThat(get("/api/v1/advisories").body())
                .contains("\"verdict\":\"cannot tell\"", "\"score\":null", "\"cves\":[\"CVE-1\"]");
    }

    @Test
    void aPersonHasAPageWithThreatAndHistory() throws Exception {
        enter();
        Person.Habit desk = new Person.Habit("10.0.0.20", 0, 60_000_000_000L, 2);
        home.state()
                .put(new Person("ann@works", 0, 60_000_000_000L, 2, List.of(desk), List.of(), List.of(), List.of(9)));
        home.state().put(new Threat(Person.threatId("ann@works"), 5, 2, 0, List.of()));
        assertThat(get("/api/v1/persons").body())
                .contains("\"account\":\"ann@works\"", "\"hours\":[9]", "\"probability\"")
                .contains("{\"what\":\"10.0.0.20\",\"first\":0.0,\"last\":60.0,\"minutes\":2}");
        assertThat(get("/api/v1/persons/ann@works").body()).contains("\"anomalies\":[]");
        assertThat(get("/api/v1/persons/nobody").statusCode()).isEqualTo(404);
    }

    private static Device controller() {
        return new Device(
                "device-plc",
                List.of(Address.parse("10.0.0.1")),
                List.of(Address.parse("02:00:00:00:00:01")),
                List.of("plc"),
                "",
                "",
                "",
                "controller",
                0.7,
                "",
                1,
                4,
                "",
                "",
                "",
                "",
                "cell",
                List.of("modbus"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                600_000_000_000L,
                true);
    }

    @Test
    void aDeviceTellsWhatAllItsAddressesTakeInMemoryOnceThatWasKept() throws Exception {
        enter();
        home.state().put(controller());
        assertThat(get("/api/v1/devices/device-plc").body())
                .contains("\"facts\"")
                .doesNotContain("\"memory\"");
        Address ip = controller().addresses().getFirst();
        Address mac = controller().macs().getFirst();
        List<Footprint> kept = List.of(
                Footprint.ofDevice(ip, 18_000, 65_536).plus(Footprint.ofConversation(ip, 9_000, 24_576)),
                Footprint.ofDevice(mac, 2_000, 65_536).plus(Footprint.ofConversation(mac, 12_000, 24_576)),
                Footprint.ofDevice(Address.parse("10.0.0.2"), 50_000, 65_536));
        home.state()
                .checkpoint(new Checkpoint("s", 1, 1, 0, List.of()), List.of(controller()), List.of(), List.of(), kept);
        var memory = new tools.jackson.databind.json.JsonMapper()
                .readTree(get("/api/v1/devices/device-plc").body())
                .get("memory");
        assertThat(memory.get("bytes").asInt()).isEqualTo(20_000);
        assertThat(memory.get("limit").asInt()).isEqualTo(2 * 65_536);
        assertThat(memory.get("conversations").asInt()).isEqualTo(2);
        assertThat(memory.get("conversation_bytes").asInt()).isEqualTo(21_000);
        assertThat(memory.get("largest").asInt()).isEqualTo(12_000);
        assertThat(memory.get("conversation_limit").asInt()).isEqualTo(24_576);
    }

    private void reads(int minute, double value) {
        Reading.Point level = new Reading.Point("holding 5", "integer", "", value, minute > 5 ? 0 : Double.NaN, 50);
        home.history()
                .add(new Reading(
                        new Stamp(minute * 60_000_000_000L, minute, 0, minute, false),
                        Address.parse("10.0.0.9"),
                        Address.parse("10.0.0.1"),
                        "modbus",
                        "1",
                        false,
                        List.of(level)));
    }

    @Test
    void aDeviceTellsWhatItsPointsReadAsAndTheGapWhereItsAddressesLead() throws Exception {
        enter();
        home.state().put(controller());
        home.state().put(GAP);
        for (int minute = 0; minute < 10; minute++) reads(minute, 10 * minute);
        home.history().flush();
        assertThat(get("/api/v1/devices/device-plc/points").body())
                .contains(
                        "\"name\":\"holding 5\"",
                        "\"serves\":true",
                        "\"peer\":\"10.0.0.9\"",
                        "\"behaves\":\"rises only\"")
                .contains("\"last\":90,\"changed\":540.0", "\"median\":45,", "\"expected_low\":0,\"expected_high\":50")
                .contains("\"course\":[[0.0,0],", "\"more\":false");
        assertThat(get("/api/v1/devices/nobody/points").statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/gap").body()).contains("\"device_of\":{\"10.0.0.1\":\"device-plc\"}");
    }

    @Test
    void theGapIsToldWithItsEvidenceAndItsAttestationsCanBeChecked() throws Exception {
        enter();
        home.announce(new Capture(0, "mirror.pcap", "identity", 1, true, 0, 1, null));
        home.state().put(GAP);
        assertThat(get("/api/v1/gap").body())
                .contains("\"state\":\"doubtful\"", "{\"capture\":\"mirror.pcap\",\"frame\":7}", "\"remedy\":\"look\"");
        String text =
                "{\"confidence_permille\":250,\"from\":\"2026-03-01\",\"previous\":\"\",\"sentence\":\"It holds.\",\"seq\":1,"
                        + "\"state\":\"holds\",\"until\":\"2026-03-02\"}";
        Attestations.Signed signed =
                Attestations.sign(text, home.attestationKey().privateKey());
        home.state()
                .attestations()
                .attest(
                        1_000_000_000L,
                        last -> new dev.postern.store.AttestationChain.Attestation(
                                1, 1_000_000_000L, text, signed.signature()));
        assertThat(get("/api/v1/gap/attestations").body())
                .contains("\"sentence\":\"It holds.\"", "\"confidence\":0.25");
        HttpResponse<String> bundle = get("/api/v1/gap/attestations/bundle");
        assertThat(bundle.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("attachment");
        assertThat(Bundle.check(bundle.body().lines().toList(), null)).isInstanceOf(Bundle.Verdict.Whole.class);
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

    @Test
    void aBodyThatIsNotUnderstoodIsRefused() throws Exception {
        for (String body : List.of("", "null", "[", "{}", "{\"user\":\"admin\"}"))
            assertThat(post("login", body).statusCode()).as(body).isEqualTo(400);
    }

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
    void whoIsLoggedInIsAnsweredToEverybody() throws Exception {
        HttpResponse<String> nobody = get("/api/v1/me");
        assertThat(nobody.statusCode()).isEqualTo(200);
        assertThat(nobody.body()).isEqualTo("{\"user\":null}");
        assertThat(nobody.headers().firstValue("Set-Cookie")).isEmpty();
        login(console.firstPassword().orElseThrow());
        assertThat(get("/api/v1/me").body()).contains("\"user\":\"admin\"", "\"must_change\":true");
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
    void filesOutsideThePageAreNotServed() throws Exception {
        for (String path : List.of("/..%2f..%2fstate.db", "/%2e%2e/state.db", "/assets/..%2f..%2fcertificate.p12"))
            assertThat(get(path).body()).as(path).doesNotContain("SQLite format");
    }
}
