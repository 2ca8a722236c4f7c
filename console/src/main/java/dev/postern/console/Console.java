package dev.postern.console;

import dev.postern.model.Anomaly;
import dev.postern.model.Device;
import dev.postern.model.Incident;
import dev.postern.store.Home;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.staticfiles.Location;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The console: HTTPS with HTTP/2, the page, the JSON interface of docs/reference/api.md and live events. Everything but the page itself,
 * the login and the question who is logged in needs a session; everything that writes needs the session's CSRF token as well.
 */
public final class Console implements AutoCloseable {
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
                    + "img-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private static final String COOKIE = "__Host-postern";
    private static final int BODY_BYTES_MAX = 64 << 10;
    /** What somebody could carry away. */
    private static final Pattern DOWNLOADS =
            Pattern.compile("anomalies/[^/]+/packets|devices/export/.*|gap/attestations/bundle|policy/(nftables|csv)");

    /** Files of the page up to this size are compressed once and kept in memory. */
    private static final int PRECOMPRESSED_BYTES_MAX = 1 << 20;

    private final Javalin server;
    private final Logins logins;
    private final Events events = new Events();
    private final Api api;
    private final ZoningApi zoning;
    private final Certificates.Loaded certificate;
    private final String firstPassword;
    private final Attacks attacks;
    private final Verdicts verdicts;

    /**
     * Starts to serve.
     *
     * @param port 0 for any free one
     * @param status how things stand now; may be asked from any thread
     */
    public static Console start(Home home, Supplier<Status> status, Verdicts verdicts, String host, int port) {
        return new Console(home, status, verdicts, host, port, InstantSource.system(), null, null);
    }

    /** The same with what a running engine can do more; null for what it cannot. */
    public static Console start(
            Home home,
            Supplier<Status> status,
            Verdicts verdicts,
            String host,
            int port,
            Attacks attacks,
            Policies policies) {
        return new Console(home, status, verdicts, host, port, InstantSource.system(), attacks, policies);
    }

    /**
     * @param attacks null outside of a demonstration: the addresses for them do not exist then
     * @param policies null where no engine runs that would hear of decisions
     */
    Console(
            Home home,
            Supplier<Status> status,
            Verdicts verdicts,
            String host,
            int port,
            InstantSource clock,
            Attacks attacks,
            Policies policies) {
        this.verdicts = verdicts;
        this.attacks = attacks;
        certificate = Certificates.loadOrMake(home.folder());
        logins = new Logins(home.state(), clock);
        firstPassword = logins.firstLogin().orElse(null);
        api = new Api(home, status);
        zoning = policies == null
                ? null
                : new ZoningApi(
                        home,
                        policies,
                        clock,
                        context -> session(context).orElseThrow().user());
        server = Javalin.create(config -> configure(config, host, port));
        try {
            server.start();
        } catch (RuntimeException e) {
            throw new ConsoleException(
                    "cannot serve the console at port " + port + ": " + rootMessage(e)
                            + "; is another program there? --port names another",
                    e);
        }
    }

    private static String rootMessage(Throwable e) {
        while (e.getCause() != null) e = e.getCause();
        return e.getMessage();
    }

    private void configure(JavalinConfig config, String host, int port) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = BODY_BYTES_MAX;
        config.jetty.addConnector((jetty, http) -> connector(jetty, http, host, port));
        config.staticFiles.add(files -> {
            files.hostedPath = "/";
            files.directory = "/web";
            files.location = Location.CLASSPATH;
            files.precompressMaxSize = PRECOMPRESSED_BYTES_MAX;
            // harden() says how long each may be kept; the library's own header would replace it.
            files.headers = Map.of();
        });
        config.spaRoot.addFile("/", "/web/index.html", Location.CLASSPATH);
        var routes = config.routes;
        routes.before(Console::harden);
        routes.before("/api/v1/*", this::guard);
        routes.post("/api/v1/login", this::login);
        routes.post("/api/v1/logout", this::logout);
        routes.post("/api/v1/password", this::password);
        routes.post(
                "/api/v1/wall",
                context -> me(context, logins.wall(session(context).orElseThrow())));
        routes.get(
                "/api/v1/me",
                context -> session(context).ifPresentOrElse(known -> me(context, known), () -> nobody(context)));
        routes.get("/api/v1/events", context -> {
            String token = session(context).orElseThrow().token();
            events.serve(context, () -> logins.lasts(token));
        });
        api.addTo(routes);
        if (zoning != null) zoning.addTo(routes);
        new VerdictApi(verdicts, context -> session(context).orElseThrow().user()).addTo(routes);
        routes.exception(
                Verdicts.Nonsense.class, (e, context) -> error(context, HttpStatus.BAD_REQUEST, e.getMessage()));
        if (attacks != null) {
            routes.get("/api/v1/demo/attacks", this::attacks);
            routes.post("/api/v1/demo/attacks/{name}", this::startAttack);
        }
        routes.get("/api/<path>", context -> error(context, HttpStatus.NOT_FOUND, "There is no such address."));
        routes.exception(Api.NotFound.class, (e, context) -> error(context, HttpStatus.NOT_FOUND, e.getMessage()));
        routes.exception(
                BadRequest.class,
                (e, context) ->
                        error(context, HttpStatus.BAD_REQUEST, "The request is not what docs/reference/api.md says."));
    }

    private Connector connector(Server jetty, HttpConfiguration http, String host, int port) {
        // Access by address is normal in a plant: no certificate can know every address, so the host is not checked
        // against it.
        http.addCustomizer(new SecureRequestCustomizer(false));
        http.setSendServerVersion(false);
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(certificate.store());
        tls.setKeyStorePassword(new String(certificate.password()));
        tls.setSniRequired(false);
        tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol("http/1.1");
        ServerConnector connector = new ServerConnector(
                jetty,
                new SslConnectionFactory(tls, alpn.getProtocol()),
                alpn,
                new HTTP2ServerConnectionFactory(http),
                new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        return connector;
    }

    private static void harden(Context context) {
        context.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        context.header("Strict-Transport-Security", "max-age=31536000");
        context.header("X-Content-Type-Options", "nosniff");
        context.header("X-Frame-Options", "DENY");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header(
                "Cache-Control",
                context.path().startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-store");
    }

    /**
     * Nothing without a session, nothing written without its token, nothing but the password while that has to be changed, and from a wall screen
     * nothing but a look.
     */
    private void guard(Context context) {
        String path = context.path().substring("/api/v1/".length());
        boolean asksWhoItIs = "me".equals(path) && "GET".equals(context.method().name());
        if ("login".equals(path) || asksWhoItIs) return;
        boolean writes = !"GET".equals(context.method().name());
        Optional<Logins.Session> session = session(context);
        if (session.isEmpty()) refuse(context, HttpStatus.UNAUTHORIZED, "Log in first.");
        else if (writes && !session.get().csrf().equals(context.header("X-CSRF-Token")))
            refuse(context, HttpStatus.FORBIDDEN, "The request does not come from this console's page.");
        else if (session.get().mustChange() && !"password".equals(path) && !"logout".equals(path))
            refuse(context, HttpStatus.FORBIDDEN, "Change the first password before anything else.");
        else if (session.get().wall()
                && !"logout".equals(path)
                && (writes || DOWNLOADS.matcher(path).matches()))
            refuse(context, HttpStatus.FORBIDDEN, "A wall screen only shows. Log in at another one to do this.");
    }

    private static void refuse(Context context, HttpStatus status, String message) {
        // Over HTTP/2 a body that nobody reads tears the answer down with it.
        context.body();
        error(context, status, message);
        context.skipRemainingHandlers();
    }

    private static void error(Context context, HttpStatus status, String message) {
        context.status(status).contentType("application/json").result(Api.write(Map.of("error", message)));
    }

    private Optional<Logins.Session> session(Context context) {
        return logins.session(context.cookie(COOKIE));
    }

    private record LoginRequest(String user, String password) {}

    /** {@code new} is no name for a field in Java. */
    private record PasswordRequest(
            String old,

            @com.fasterxml.jackson.annotation.JsonProperty("new")
            String fresh) {}

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private void login(Context context) {
        LoginRequest request = body(context, LoginRequest.class);
        if (request.user() == null || request.password() == null) throw new BadRequest();
        switch (logins.login(request.user(), request.password(), context.ip())) {
            case Logins.Result.In(Logins.Session session) -> me(context, session);
            case Logins.Result.Wrong() -> error(context, HttpStatus.UNAUTHORIZED, "Name or password is not right.");
            case Logins.Result.Wait(long seconds) -> {
                context.header("Retry-After", String.valueOf(seconds));
                error(context, HttpStatus.TOO_MANY_REQUESTS, "Too many wrong passwords.");
            }
        }
    }

    private void password(Context context) {
        PasswordRequest request = body(context, PasswordRequest.class);
        if (request.old() == null || request.fresh() == null) throw new BadRequest();
        Logins.Session session = session(context).orElseThrow();
        Optional<String> refusal = logins.refusal(session, request.old(), request.fresh());
        if (refusal.isPresent()) error(context, HttpStatus.BAD_REQUEST, refusal.get());
        else me(context, logins.change(session, request.fresh()));
    }

    private static <T> T body(Context context, Class<T> type) {
        try {
            T body = JSON.readValue(context.body(), type);
            if (body != null) return body;
        } catch (tools.jackson.core.JacksonException e) {
            // Answered like every other body that is not understood.
        }
        throw new BadRequest();
    }

    /** The body is not JSON of the agreed form. */
    static final class BadRequest extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private void logout(Context context) {
        Logins.Session session = session(context).orElseThrow();
        logins.end(session.token());
        logins.audit(session.user(), "logged out");
        cookie(context, "", 0);
        context.status(HttpStatus.NO_CONTENT);
    }

    private void attacks(Context context) {
        context.contentType("application/json")
                .result(Api.write(Map.of("attacks", attacks.offers(), "deeds", attacks.deeds())));
    }

    private void startAttack(Context context) {
        String name = context.pathParam("name");
        switch (attacks.start(name)) {
            case STARTED -> {
                logins.audit(
                        session(context).orElseThrow().user(), "started the attack " + name + " of the demonstration");
                context.status(HttpStatus.NO_CONTENT);
            }
            case TOO_SOON -> error(context, HttpStatus.CONFLICT, "That attack has only just begun.");
            case UNKNOWN -> throw new Api.NotFound("There is no such attack.");
        }
    }

    private static void me(Context context, Logins.Session session) {
        cookie(context, session.token(), (int) (session.millisMax() / 1000));
        context.status(HttpStatus.OK)
                .contentType("application/json")
                .result(Api.write(Map.of(
                        "user",
                        session.user(),
                        "must_change",
                        session.mustChange(),
                        "wall",
                        session.wall(),
                        "csrf",
                        session.csrf())));
    }

    /** Nobody is logged in: an answer, not an error, for every page asks when it opens. */
    private static void nobody(Context context) {
        context.contentType("application/json").result("{\"user\":null}");
    }

    private static void cookie(Context context, String token, int seconds) {
        context.header(
                "Set-Cookie",
                COOKIE + "=" + token + "; Path=/; Max-Age=" + seconds + "; Secure; HttpOnly; SameSite=Strict");
    }

    /** The password to print once, at the very first start. */
    public Optional<String> firstPassword() {
        return Optional.ofNullable(firstPassword);
    }

    public String fingerprint() {
        return certificate.fingerprint();
    }

    public int port() {
        return server.port();
    }

    /** Open pages that hear of events. */
    int pages() {
        return events.listeners();
    }

    public void publish(Incident incident) {
        if (events.hasListeners())
            events.publish("incident", Api.write(api.lines().incident(incident)));
    }

    public void publish(Anomaly anomaly) {
        if (events.hasListeners())
            events.publish("anomaly", Api.write(api.lines().anomaly(anomaly)));
    }

    public void publish(Device device) {
        if (events.hasListeners())
            events.publish("device", Api.write(api.lines().device(device)));
    }

    public void publish(Status status) {
        if (events.hasListeners()) events.publish("status", Api.write(status));
    }

    @Override
    public void close() {
        events.close();
        server.stop();
    }
}
