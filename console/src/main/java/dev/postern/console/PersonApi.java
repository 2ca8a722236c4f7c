package dev.postern.console;

import dev.postern.model.Person;
import dev.postern.model.Threat;
import dev.postern.store.State;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;

/** What the page may ask about persons: accounts that were seen on the wire. Everything here reads. */
final class PersonApi {
    private static final int ANOMALIES_MAX = 100;

    private final State state;
    private final JsonLines lines;

    PersonApi(State state, JsonLines lines) {
        this.state = state;
        this.lines = lines;
    }

    void addTo(RoutesConfig routes) {
        routes.get(
                "/api/v1/persons",
                context -> Api.json(
                        context,
                        state.inventory().persons().stream().map(this::line).toList()));
        routes.get("/api/v1/persons/{account}", this::person);
    }

    private Map<String, Object> line(Person person) {
        Threat threat = state.inventory().threat(person.threatId()).orElse(null);
        return lines.person(person, threat);
    }

    private void person(Context context) {
        Person person = state.inventory()
                .person(context.pathParam("account"))
                .orElseThrow(() -> new Api.NotFound("There is no such person."));
        Map<String, Object> page = line(person);
        page.put(
                "anomalies",
                state.findings().anomaliesOfPerson(person.account(), ANOMALIES_MAX).stream()
                        .map(lines::anomaly)
                        .toList());
        Api.json(context, page);
    }
}
