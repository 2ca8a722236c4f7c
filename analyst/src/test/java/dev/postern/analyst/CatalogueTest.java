package dev.postern.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Naming;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every situation has a raiser and a look-alike, and docs/reference/detections.md is what the code says. */
class CatalogueTest {
    private static final int COLUMNS = 150;
    /** Where traffic raises what the pattern of life finds: as observations, and as frames. */
    private static final List<Path> FROM_TRAFFIC = List.of(
            Path.of("../life/src/test/java/dev/postern/life"),
            Path.of("../life/src/test/java/dev/postern/life/person"),
            Path.of("../appliance/src/test/java/dev/postern/appliance"));

    private static final Path PAGE = Path.of("../docs/reference/detections.md");

    private static final String HEAD = """
            # Situations Postern knows by name

            Generated from the code (`analyst.situation.Situation`, `English`, and the proofs in `Catalogue` of its tests); a test fails where this page says something else,
            and with `JAVA_TOOL_OPTIONS=-Dpostern.write=true` writes it anew. **N**: never hidden, whatever the alarm budget and however little was learned (in
            a home's first week B2 as well, of a station that engineered none before; on its first day B8 *Commands from a station that never looked*, beside one that looks). *Consequence* is
            the least weight for the process, 1 to 40; the deed itself may weigh more. Techniques are ids of MITRE ATT&CK: T0 for ICS, T1 for Enterprise. What *raises* a
            situation, and what *resembles* it and does not, is run by the test, on a site that learned for a day. A channel like `novelty.peer` means that the pattern of
            life finds it, and here the deviation gets its name; the test behind it raises it from traffic, the other has traffic that only looks like it. A name like `BridgesTest.x` is a test
            that does it.

            | code | situation | techniques | consequence | raised by | resembles it, and does not raise it |
            |---|---|---|---|---|---|
            """;

    private static Iterable<Situation> situationsOf(Watched site, int from) {
        List<Situation> found = new ArrayList<>();
        for (Anomaly a : site.anomalies.subList(from, site.anomalies.size())) found.add(Naming.situation(a));
        return found;
    }

    @Test
    void everySituationHasARaiserAndALookAlike() {
        assertThat(Catalogue.all().keySet()).isEqualTo(EnumSet.allOf(Situation.class));
    }

    /** Sections A to F of the catalogue, each with its last number. */
    @Test
    void everyCodeOfTheCatalogueHasAName() {
        List<String> named = Catalogue.all().keySet().stream().map(s -> s.code).toList();
        for (String section : List.of("A13", "B20", "C11", "D12", "E12", "F4"))
            for (int i = 1; i <= Integer.parseInt(section.substring(1)); i++)
                assertThat(named).contains(section.charAt(0) + "" + i);
    }

    @Test
    void whatRaisesASituationRaisesItByItsNameAndNeverHiddenIfTheListSaysSo() {
        Catalogue.all().forEach((situation, proof) -> {
            if (!proof.isHere()) return;
            Watched site = Catalogue.site();
            int before = site.anomalies.size();
            proof.raise().accept(site);
            site.minuteEnds();
            assertThat(situationsOf(site, before))
                    .as(situation + ": " + proof.raised())
                    .contains(situation);
            if (situation.neverHidden)
                assertThat(site.anomalies.subList(before, site.anomalies.size()))
                        .as(situation.name())
                        .filteredOn(a -> Naming.situation(a) == situation)
                        .anyMatch(Anomaly::neverHidden);
        });
    }

    @Test
    void whoSitsAtAMachineFromAfarForTheFirstTimeHasASessionAndWhoIsNewIsNewFirst() {
        for (Channel channel : List.of(Channel.NOVELTY_PEER, Channel.NOVELTY_SERVICE))
            for (String over : List.of("ssh", "rdp", "vnc", "telnet", "tcp/5985"))
                assertThat(named(channel, over)).as(over).containsOnly(Situation.FIRST_SESSION);
        assertThat(named(Channel.NOVELTY_PEER, "https")).containsOnly(Situation.NEW_CONVERSATION);
        assertThat(named(Channel.NOVELTY_DEVICE, "ssh")).containsOnly(Situation.NEW_DEVICE);
    }

    private static Iterable<Situation> named(Channel channel, String service) {
        Watched site = Catalogue.site();
        int before = site.anomalies.size();
        site.deviation(channel, Watched.STATION, Watched.PLC, Verb.OTHER, 1e-5, service);
        return situationsOf(site, before);
    }

    @Test
    void whatOnlyLooksLikeItDoesNot() {
        Catalogue.all().forEach((situation, proof) -> {
            if (!proof.isHere()) return;
            Watched site = Catalogue.site();
            int before = site.anomalies.size();
            proof.resemble().accept(site);
            site.minuteEnds();
            assertThat(situationsOf(site, before))
                    .as(situation + ": " + proof.resembles())
                    .doesNotContain(situation);
        });
    }

    private static List<Anomaly> raised(Watched site, Proofs.Proof proof) {
        int before = site.anomalies.size();
        proof.raise().accept(site);
        site.minuteEnds();
        return List.copyOf(site.anomalies.subList(before, site.anomalies.size()));
    }

    @Test
    void whatIsKnownWithoutLearningSaysSinceWhenAndTheSharesOfEachAnomalyAreOne() {
        Catalogue.all().forEach((situation, proof) -> {
            if (!proof.isHere() || proof.learned() || situation.code.startsWith("W")) return;
            assertThat(raised(Catalogue.site(), proof))
                    .as(situation.name())
                    .allSatisfy(a -> assertThat(a.explanation().sinceNanos()).isPositive())
                    .filteredOn(a -> a.channel() == Channel.KNOWLEDGE)
                    .allSatisfy(a -> assertThat(a.explanation().shares().stream()
                                    .mapToDouble(Explanation.Share::weight)
                                    .sum())
                            .isEqualTo(1));
        });
    }

    /** The counterfactual is tried: the same happens once more where just that was announced. */
    @Test
    void whatIsSaidToBeNormalInAnnouncedWorkIsAnnouncedWork() {
        List<Situation> tried = new ArrayList<>();
        Catalogue.all().forEach((situation, proof) -> {
            if (!proof.isHere()) return;
            for (Anomaly a : raised(Catalogue.site(), proof)) {
                if (!a.explanation().counterfactual().startsWith("normal in announced work")) continue;
                Watched site = Catalogue.site();
                boolean alone = a.peer() == null || a.peer().isMulticast();
                Verb verb = a.verb() == null ? Verb.CONFIGURE : a.verb();
                String target = (alone ? a.device() : a.peer()).toString();
                site.announce(a.device().toString(), target, verb, 0, 30 * Watched.DAY);
                site.later(1);
                assertThat(raised(site, proof))
                        .as(situation + ": " + a.explanation().counterfactual())
                        .anySatisfy(again -> {
                            assertThat(again.situation()).isEqualTo(a.situation());
                            assertThat(again.device()).isEqualTo(a.device());
                            assertThat(again.answer()).isEqualTo("window-1");
                        });
                tried.add(situation);
            }
        });
        assertThat(tried).contains(Situation.DOWNLOAD, Situation.STATE_CHANGED, Situation.NEW_MASTER);
    }

    @Test
    void whatIsProvedElsewhereIsATestThatThereIs() throws ClassNotFoundException {
        for (Proofs.Proof proof : Catalogue.all().values()) {
            if (proof.isHere()) continue;
            for (String name : List.of(proof.raised(), proof.resembles())) {
                String[] parts = name.split("\\.");
                Class<?> tests = Class.forName("dev.postern.analyst." + parts[0]);
                assertThat(tests.getDeclaredMethods())
                        .as(name)
                        .anyMatch(m -> m.getName().equals(parts[1]) && m.isAnnotationPresent(Test.class));
            }
        }
    }

    /** Those tests are not on this class path: they are read. */
    @Test
    void whatRaisesAChannelFromTrafficIsATestThatThereIs() throws IOException {
        for (Situation situation : Situation.values()) {
            List<String> names = Catalogue.fromTraffic(situation);
            if (names == null) continue;
            for (String name : names) {
                String[] parts = name.split("\\.");
                assertThat(source(parts[0])).as(situation.name()).contains("@Test\n    void " + parts[1] + "()");
            }
        }
    }

    private static String source(String test) throws IOException {
        List<Path> found = FROM_TRAFFIC.stream()
                .map(folder -> folder.resolve(test + ".java"))
                .filter(Files::exists)
                .toList();
        assertThat(found).as(test).hasSize(1);
        return Files.readString(found.getFirst());
    }

    @Test
    void whatThePatternOfLifeFindsIsRaisedFromTrafficAsWell() {
        Catalogue.all()
                .forEach((situation, proof) -> assertThat(Catalogue.fromTraffic(situation) != null)
                        .as(situation.name())
                        .isEqualTo(proof.learned()));
    }

    @Test
    void thePageIsWhatTheCodeSays() throws IOException {
        String page = page();
        if (Boolean.getBoolean("postern.write")) Files.writeString(PAGE, page);
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page() {
        StringBuilder page = new StringBuilder(HEAD);
        List<Map.Entry<Situation, Proofs.Proof>> all =
                new ArrayList<>(Catalogue.all().entrySet());
        all.sort(Comparator.comparingInt((Map.Entry<Situation, Proofs.Proof> e) ->
                        e.getKey().code.charAt(0))
                .thenComparingInt(e -> Integer.parseInt(e.getKey().code.substring(1)))
                .thenComparing(Map.Entry::getKey));
        all.forEach(e -> page.append(line(e.getKey(), e.getValue())));
        page.append("\n## What is said of each\n");
        for (Map.Entry<Situation, Proofs.Proof> e : all) {
            Situation s = e.getKey();
            page.append('\n')
                    .append(wrapped(
                            "**" + s.code + " " + s.title + ".** " + s.meaning + " *What would tell:* " + s.check));
        }
        return page.toString();
    }

    private static String wrapped(String text) {
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (String word : text.split(" ")) {
            boolean breaks = column + 1 + word.length() > COLUMNS;
            if (column > 0) lines.append(breaks ? '\n' : ' ');
            lines.append(word);
            column = breaks || column == 0 ? word.length() : column + 1 + word.length();
        }
        return lines.append('\n').toString();
    }

    private static String line(Situation s, Proofs.Proof proof) {
        boolean named = proof.learned() || !proof.isHere();
        List<String> tests = Catalogue.fromTraffic(s);
        String how = named ? "`" + proof.raised() + "`" : proof.raised();
        String like = named ? "`" + proof.resembles() + "`" : proof.resembles();
        if (tests != null) {
            how += ": `" + tests.getFirst() + "`";
            like = "`" + tests.getLast() + "`";
        }
        return "| " + s.code + (s.neverHidden ? " **N**" : "") + " | " + s.title + " | "
                + String.join(" ", s.techniques) + " | " + s.consequence + " | " + how + " | " + like + " |\n";
    }
}
