package dev.postern.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Situation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A number like T0848 says nothing to the person who reads an incident. */
class TechniquesTest {
    private static final Path NAMES = Path.of("../console/web/src/techniques.ts");
    private static final Pattern NAMED = Pattern.compile("(T\\d{4}(\\.\\d{3})?)'?: '\\w");

    @Test
    void theConsoleHasANameForEveryTechniqueThatASituationIsToldWith() throws Exception {
        Set<String> named = new TreeSet<>();
        Matcher matcher = NAMED.matcher(Files.readString(NAMES));
        while (matcher.find()) named.add(matcher.group(1));
        Set<String> told = new TreeSet<>();
        for (Situation situation : Situation.values()) told.addAll(situation.techniques);
        assertThat(told).isNotEmpty();
        assertThat(named).containsAll(told);
    }
}
