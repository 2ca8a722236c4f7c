package dev.postern.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Incident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/reference/json.md names the fields of an incident, each and no other. */
class JsonPageTest {
    private static final Path PAGE = Path.of("../docs/reference/json.md");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`(\\??)");

    private static Incident incident(Incident.Tier heldBack, String returnOf) {
        return new Incident(
                "i1",
                3,
                1_000_000_000L,
                2_000_000_000L,
                "Controller stopped",
                "It was stopped.",
                List.of(new Incident.Party("dev-1", List.of("10.0.0.1"), List.of(), List.of(), "target")),
                Incident.Tier.NOTICE,
                "rare",
                20,
                7,
                List.of("T0816"),
                List.of("a1"),
                heldBack,
                returnOf,
                List.of(),
                true);
    }

    /** Names in the first column of the table below a heading. */
    private static Set<String> named(String heading, boolean always) throws IOException {
        String below = Files.readString(PAGE).split("\n## " + heading + "\n")[1];
        Set<String> names = new TreeSet<>();
        below.lines()
                .takeWhile(line -> line.startsWith("|"))
                .flatMap(line -> NAME.matcher(line.split("\\|")[1]).results())
                .filter(name -> !always || name.group(2).isEmpty())
                .map((MatchResult name) -> name.group(1))
                .forEach(names::add);
        return names;
    }

    @Test
    void anIncidentHasTheFieldsThatThePageNames() throws IOException {
        JsonLines lines = new JsonLines(ordinal -> "capture");
        assertThat(lines.incident(incident(Incident.Tier.INCIDENT, "i0")).keySet())
                .containsExactlyInAnyOrderElementsOf(named("incidents", false));
        assertThat(lines.incident(incident(null, "")).keySet())
                .containsExactlyInAnyOrderElementsOf(named("incidents", true));
        assertThat(lines.incident(incident(null, ""))).containsEntry("never_hidden", true);
    }
}
