package dev.postern.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.function.Function;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Derivations, and what people say. Everything that is said is answered with its id, and with 400 and a sentence if it makes no sense. */
final class VerdictApi {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final Verdicts verdicts;
    private final Function<Context, String> user;

    /** @param user who is logged in */
    VerdictApi(Verdicts verdicts, Function<Context, String> user) {
        this.verdicts = verdicts;
        this.user = user;
    }

    void addTo(RoutesConfig routes) {
        routes.get(
                "/api/v1/anomalies/{id}/why",
                c -> Api.json(
                        c,
                        verdicts.why(c.pathParam("id"))
                                .orElseThrow(() -> new Api.NotFound("There is no such anomaly."))));
        routes.get("/api/v1/decrees", c -> Api.json(c, verdicts.decrees()));
        routes.post(
                "/api/v1/words/preview",
                c -> Api.json(c, verdicts.word(body(c, Verdicts.WordRequest.class), user.apply(c), true)));
        routes.post(
                "/api/v1/words",
                c -> Api.json(c, verdicts.word(body(c, Verdicts.WordRequest.class), user.apply(c), false)));
        routes.post(
                "/api/v1/windows",
                c -> Api.json(c, verdicts.window(body(c, Verdicts.WindowRequest.class), user.apply(c))));
        routes.get(
                "/api/v1/windows/{id}",
                c -> Api.json(
                        c,
                        verdicts.reconciliation(c.pathParam("id"))
                                .orElseThrow(() -> new Api.NotFound("There is no such window."))));
        routes.post(
                "/api/v1/budget",
                c -> Api.json(c, verdicts.budget(body(c, Verdicts.BudgetRequest.class), user.apply(c))));
        routes.delete("/api/v1/decrees/{id}", c -> Api.json(c, verdicts.withdraw(c.pathParam("id"), user.apply(c))));
    }

    private static <T> T body(Context context, Class<T> type) {
        try {
            T body = JSON.readValue(context.body(), type);
            if (body != null) return body;
        } catch (tools.jackson.core.JacksonException e) {
            // Answered like every other body that is not understood.
        }
        throw new Verdicts.Nonsense("The request is not what docs/reference/api.md says.");
    }
}
