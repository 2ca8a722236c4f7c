package dev.postern.console;

import dev.postern.model.Decision;
import dev.postern.model.Zoning;
import dev.postern.store.DecisionTable;
import dev.postern.store.Home;
import dev.postern.store.State;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** What the page may ask and decide about zones and conduits. */
final class ZoningApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int DECISIONS_MAX = 256;
    private static final int HOURS_MAX = 24 * 366;
    private static final int HOURS = 24 * 7;
    /** The thread that concludes hears of a decision at least twice a second; then it counts. */
    private static final int HEARD_TRIES = 60;

    private static final long HEARD_MILLIS = 50;

    private final State state;
    private final Policies policies;
    private final InstantSource clock;
    private final Function<Context, String> user;

    /** @param user who is logged in */
    ZoningApi(Home home, Policies policies, InstantSource clock, Function<Context, String> user) {
        state = home.state();
        this.policies = policies;
        this.clock = clock;
        this.user = user;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/v1/zones", context -> Api.json(context, ZoningLines.zoning(zoning())));
        routes.post("/api/v1/zones/decisions", this::decide);
        routes.get("/api/v1/policy/nftables", context -> file(context, "postern.nft", policies.nftables(zoning())));
        routes.get("/api/v1/policy/csv", context -> file(context, "postern-policy.csv", policies.csv(zoning())));
        routes.post("/api/v1/policy/rehearsal", this::rehearse);
    }

    private Zoning zoning() {
        return state.zoning().orElseThrow(() -> new Api.NotFound("Nothing was watched yet."));
    }

    private static void file(Context context, String name, String text) {
        context.contentType("text/plain; charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .result(text);
    }

    private record Decisions(List<DecisionBody> decisions) {}

    private void decide(Context context) throws InterruptedException {
        List<Decision> made = decisions(context, body(context, Decisions.class).decisions());
        if (made == null) return;
        if (made.isEmpty()) throw new Console.BadRequest();
        String who = user.apply(context);
        long now = clock.millis() * 1_000_000L;
        long last = 0;
        for (Decision d : made) last = state.decisions().add(DecisionTable.UNDATED, now, who, d);
        for (int i = 0; i < HEARD_TRIES && !heard(last); i++) {
            Thread.sleep(HEARD_MILLIS);
            state.flush();
        }
        Api.json(context, ZoningLines.zoning(zoning()));
    }

    private boolean heard(long number) {
        return state.zoning().stream().flatMap(z -> z.decisions().stream()).anyMatch(d -> d.number() == number);
    }

    /** Null if one was refused, and the answer says why. */
    private static List<Decision> decisions(Context context, List<DecisionBody> bodies) {
        if (bodies == null || bodies.size() > DECISIONS_MAX) throw new Console.BadRequest();
        List<Decision> made = new ArrayList<>();
        for (DecisionBody body : bodies) {
            Decision d = body.decision().orElseThrow(Console.BadRequest::new);
            String refusal = d.refusal();
            if (!refusal.isEmpty()) {
                context.status(400).contentType("application/json").result(Api.write(Map.of("error", refusal)));
                return null;
            }
            made.add(d);
        }
        return made;
    }

    private record Draft(List<DecisionBody> draft, Integer hours) {}

    private void rehearse(Context context) {
        Draft draft = body(context, Draft.class);
        List<Decision> rules = decisions(context, draft.draft() == null ? List.of() : draft.draft());
        if (rules == null) return;
        int hours = draft.hours() == null ? HOURS : Math.clamp(draft.hours(), 1, HOURS_MAX);
        Api.json(context, ZoningLines.rehearsal(policies.rehearse(zoning(), rules, hours)));
    }

    private static <T> T body(Context context, Class<T> type) {
        try {
            T body = JSON.readValue(context.body(), type);
            if (body != null) return body;
        } catch (tools.jackson.core.JacksonException e) {
            // Answered like every other body that is not understood.
        }
        throw new Console.BadRequest();
    }
}
