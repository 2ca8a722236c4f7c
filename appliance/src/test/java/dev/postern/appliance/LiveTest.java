package dev.postern.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.capture.CaptureFile;
import dev.postern.model.Frame;
import dev.postern.store.Home;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mirror port made of a veth pair between two network namespaces. Needs root, {@code ip} and {@code tcpreplay}. */
class LiveTest {
    private static final int FRAMES = 100_000;
    private static final String MEGABITS_PER_SECOND = "200";
    private static final Pattern COUNTS =
            Pattern.compile("tap: (\\d+) frames received (\\d+) taken (\\d+) lost in the kernel");
    private static final String SWITCH =
            "postern-switch-" + ProcessHandle.current().pid();
    private static final String WATCHER =
            "postern-watch-" + ProcessHandle.current().pid();

    @TempDir
    Path folder;

    @AfterEach
    void takeTheNetworkDown() throws Exception {
        if (!Files.isExecutable(Path.of("/usr/sbin/ip")) && !Files.isExecutable(Path.of("/sbin/ip"))) return;
        exitOf("ip", "netns", "delete", SWITCH);
        exitOf("ip", "netns", "delete", WATCHER);
    }

    @Test
    void everyFrameOfABusyMirrorPortIsAccountedForAndKeepsItsVlan() throws Exception {
        Assumptions.assumeTrue(
                works("tcpreplay", "--version") && works("ip", "netns", "add", SWITCH),
                "skipped: needs root, ip and tcpreplay");
        run("ip", "netns", "add", WATCHER);
        run("ip", "-n", SWITCH, "link", "add", "mirror", "type", "veth", "peer", "name", "tap", "netns", WATCHER);
        for (String off : List.of(SWITCH, WATCHER))
            run("ip", "netns", "exec", off, "sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1");
        run("ip", "-n", WATCHER, "link", "set", "lo", "up");
        run("ip", "-n", SWITCH, "link", "set", "mirror", "mtu", "9000", "up");
        run("ip", "-n", WATCHER, "link", "set", "tap", "mtu", "9000", "up");
        Path capture = folder.resolve("tagged.pcap");
        PlantCaptures.tagged(capture, PlantCaptures.attacked(), FRAMES);
        Path home = folder.resolve("home");
        List<String> inside = List.of("ip", "netns", "exec", WATCHER);
        String[] watch = {
            "watch", "--interface", "tap", "--home", home.toString(), "--port", "0", "--ring", "64", "--seconds", "12"
        };
        try (Child child = Child.start(folder, inside, List.of(), watch)) {
            while (child.isAlive() && !child.output().contains("Watching tap")) Thread.sleep(50);
            run(
                    "ip",
                    "netns",
                    "exec",
                    SWITCH,
                    "tcpreplay",
                    "-q",
                    "-i",
                    "mirror",
                    "-M",
                    MEGABITS_PER_SECOND,
                    capture.toString());
            assertThat(child.await()).as(child.output()).isZero();
            Matcher counts = COUNTS.matcher(child.output().replace(",", ""));
            assertThat(counts.find()).as(child.output()).isTrue();
            assertThat(Long.parseLong(counts.group(1))).isEqualTo(FRAMES);
            assertThat(Long.parseLong(counts.group(2)) + Long.parseLong(counts.group(3)))
                    .as("frames taken, and those told to be lost")
                    .isEqualTo(FRAMES);
        }
        try (Home opened = Home.open(home, 64L << 20)) {
            assertThat(opened.state().devices()).isNotEmpty();
            assertThat(opened.state().incidents()).isNotEmpty();
            assertThat(taggedIn(home.resolve("evidence")))
                    .as("packets of evidence in the VLAN whose tag the network card took off")
                    .isPositive();
        }
    }

    private static long taggedIn(Path evidence) throws IOException {
        long tagged = 0;
        Frame frame = new Frame();
        try (Stream<Path> files = Files.list(evidence)) {
            for (Path file : files.toList())
                try (CaptureFile capture = CaptureFile.open(file)) {
                    while (capture.next(frame))
                        if (ByteBuffer.wrap(frame.data, frame.offset + 12, 4).getInt()
                                == (0x81000000 | PlantCaptures.VLAN)) tagged++;
                }
        }
        return tagged;
    }

    @Test
    void withoutPrivilegeTheMessageSaysWhatToDo() throws Exception {
        Assumptions.assumeTrue(
                works("setpriv", "--bounding-set=-net_raw,-net_admin", "true"), "skipped: needs root and setpriv");
        List<String> unprivileged =
                List.of("setpriv", "--bounding-set=-net_raw,-net_admin", "--inh-caps=-net_raw,-net_admin");
        try (Child child =
                Child.start(folder, unprivileged, List.of(), "watch", "--interface", "lo", "--home", "" + folder)) {
            assertThat(child.await()).isEqualTo(1);
            assertThat(child.output()).contains("postern: ", "setcap", "cap_net_raw");
        }
    }

    private static boolean works(String... command) throws InterruptedException {
        try {
            return exitOf(command) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void run(String... command) throws Exception {
        assertThat(exitOf(command)).as(String.join(" ", command)).isZero();
    }

    private static int exitOf(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("no end: " + String.join(" ", command));
        }
        return process.exitValue();
    }
}
