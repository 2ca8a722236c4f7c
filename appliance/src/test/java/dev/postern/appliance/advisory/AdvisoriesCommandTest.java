package dev.postern.appliance.advisory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.appliance.peer.Agreement;
import dev.postern.appliance.peer.CipTalk;
import dev.postern.appliance.peer.LdapTalk;
import dev.postern.appliance.peer.Overheard;
import dev.postern.appliance.watch.ReplayCommand;
import dev.postern.model.AdvisoryMatch;
import dev.postern.model.AdvisoryMatch.Verdict;
import dev.postern.model.Device;
import dev.postern.store.Home;
import dev.postern.store.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A controller tells what it is to a client of another make, and advisories about it are carried in. */
class AdvisoriesCommandTest {
    private static final Path SAMPLE = Path.of("src/test/resources/csaf/pump-cpu.json");

    @TempDir
    static Path folder;

    private static Path home;
    private static Device controller;

    @BeforeAll
    static void watch() throws Exception {
        home = folder.resolve("home");
        try (Overheard talk = CipTalk.talk(Agreement.freePort())) {
            replay(home, talk.write(folder.resolve("before.pcap"), 44_818));
        }
        try (State state = Home.openForReading(home)) {
            controller = state.inventory().devices().stream()
                    .filter(d -> !d.model().isEmpty() && !d.firmware().isEmpty())
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void replay(Path into, Path capture) {
        assertThat(new CommandLine(new ReplayCommand())
                        .execute("--home", into.toString(), "--threads=1", "--ring", "16", capture.toString()))
                .isZero();
    }

    private static int advisories(String... arguments) {
        return new CommandLine(new AdvisoriesCommand()).execute(arguments);
    }

    /** The sample, about this controller: its vendor, its model for an order number, and a range of versions. */
    private static Path about(String name, String range) throws IOException {
        String text = Files.readString(SAMPLE)
                .replace("Siemens AG", controller.vendor())
                .replace("6ES7315-2EH14-0AB0", controller.model())
                .replace("vers:generic/<3.3.0", range)
                .replace("\"name\": \"3.3.0\"", "\"name\": \"9999.0\"");
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<AdvisoryMatch> matches() {
        try (State state = Home.openForReading(home)) {
            return state.advisories().matches();
        }
    }

    private static void forget() {
        assertThat(advisories("forget", "--home", home.toString())).isZero();
        assertThat(matches()).isEmpty();
    }

    @Test
    void anAdvisoryAboutAControllerIsToldWithItsReason() throws IOException {
        forget();
        assertThat(advisories(
                        "import",
                        "--home",
                        home.toString(),
                        about("hit.json", "vers:generic/<9999.0").toString()))
                .isZero();
        assertThat(matches()).isNotEmpty().allSatisfy(m -> {
            assertThat(m.verdict()).isEqualTo(Verdict.AFFECTED);
            assertThat(m.reason()).contains(controller.model(), controller.firmware(), "9999.0");
        });
        assertThat(matches()).extracting(AdvisoryMatch::device).contains(controller.id());
    }

    @Test
    void aVersionBelowTheRangeIsNotAffected() throws IOException {
        forget();
        assertThat(advisories(
                        "import",
                        "--home",
                        home.toString(),
                        about("miss.json", "vers:generic/>=9000").toString()))
                .isZero();
        assertThat(matches()).isEmpty();
    }

    @Test
    void theSameDocumentIsKnownAlready() throws IOException {
        forget();
        String file = about("again.json", "vers:all/*").toString();
        assertThat(advisories("import", "--home", home.toString(), file)).isZero();
        assertThat(advisories("import", "--home", home.toString(), file)).isZero();
        try (State state = Home.openForReading(home)) {
            assertThat(state.advisories().all()).hasSize(1);
            assertThat(state.audit().firstBroken()).isEmpty();
        }
    }

    @Test
    void aDeviceThatIsSeenLaterIsHeldAgainstWhatWasImported() throws Exception {
        Path other = folder.resolve("other");
        try (Overheard talk = LdapTalk.talk()) {
            replay(other, talk.write(folder.resolve("directory.pcap"), 389));
        }
        assertThat(advisories(
                        "import",
                        "--home",
                        other.toString(),
                        about("early.json", "vers:all/*").toString()))
                .isZero();
        try (State state = Home.openForReading(other)) {
            assertThat(state.advisories().matches()).isEmpty();
        }
        replay(other, folder.resolve("before.pcap"));
        try (State state = Home.openForReading(other)) {
            assertThat(state.advisories().matches()).hasSize(1);
        }
    }

    @Test
    void badFilesAreRefusedAndTheGoodOnesOfAFolderKept() throws IOException {
        forget();
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Files.copy(
                about("one.json", "vers:all/*"),
                inbox.resolve("one.json"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(inbox.resolve("bad.json"), "{\"document\":{\"csaf_version\":\"1.2\"}}");
        Files.writeString(inbox.resolve("readme.txt"), "not read");
        assertThat(advisories("import", "--home", home.toString(), inbox.toString()))
                .isEqualTo(1);
        assertThat(matches()).isNotEmpty();
    }

    @Test
    void aFolderThatIsNoHomeIsNotMadeOne() {
        Path none = folder.resolve("none");
        assertThat(advisories("import", "--home", none.toString(), SAMPLE.toString()))
                .isNotZero();
        assertThat(none).doesNotExist();
    }
}
