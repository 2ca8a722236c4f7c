package dev.postern.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.capture.CaptureFile;
import dev.postern.model.Frame;
import dev.postern.store.Home;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A mirror port made of a veth pair between two network namespaces. Needs root, {@code ip} and {@code tcpreplay}.
 *
 * <p>Nothing here depends on how fast this machine is: the kernel's ring alone has room for all frames of a test, so that a frame which is
 * missing was lost by Postern and not by a busy machine.
 */
class LiveTest {
    private static final int FRAMES = 100_000;
    private static final String MEGABITS_PER_SECOND = "200";
    private static final int KILLED_BY_TERM = 143;
    private static final Pattern COUNTS = Pattern.compile(
            "tap: (\\d+) frames received (\\d+) taken (\\d+) lost in the kernel (\\d+) lost in the network card");
    private static final Pattern SENT = Pattern.compile("machines (\\d+) frames");
    private static final String SWITCH =
            "postern-switch-" + ProcessHandle.current().pid();
    private static final String WATCHER =
            "postern-watch-" + ProcessHandle.current().pid();

    /** What {@code watch} said at its end. */
    private record Counts(long received, long taken, long lost) {
        static Counts in(String output) {
            Matcher counts = COUNTS.matcher(output.replace(",", ""));
            assertThat(counts.find()).as(output).isTrue();
            return new Counts(
                    Long.parseLong(counts.group(1)),
                    Long.parseLong(counts.group(2)),
                    Long.parseLong(counts.group(3)) + Long.parseLong(counts.group(4)));
        }
    }

    @TempDir
    Path folder;

    private Path home;

    @AfterEach
    void takeTheNetworkDown() throws Exception {
        if (!Files.isExecutable(Path.of("/usr/sbin/ip")) && !Files.isExecutable(Path.of("/sbin/ip"))) return;
        exitOf("ip", "netns", "delete", SWITCH);
        exitOf("ip", "netns", "delete", WATCHER);
    }

    private void mirrorPort() throws Exception {
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
    }

    private Child watch() throws Exception {
        home = folder.resolve("home");
        String[] arguments = {"watch", "--interface", "tap", "--home", home.toString(), "--port", "0", "--ring", "64"};
        Child child = Child.start(folder, List.of("ip", "netns", "exec", WATCHER), List.of(), arguments);
        while (child.isAlive() && !child.output().contains("Watching tap")) Thread.sleep(50);
        return child;
    }

    private static List<String> replay(Path capture, String... options) {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", SWITCH, "tcpreplay", "-q", "-i"));
        command.addAll(List.of("mirror", "-M", MEGABITS_PER_SECOND));
        command.addAll(List.of(options));
        command.add(capture.toString());
        return command;
    }

    @Test
    void everyFrameOfABusyMirrorPortIsTakenAndKeepsItsVlan() throws Exception {
        mirrorPort();
        Path capture = folder.resolve("mixed.pcap");
        PlantCaptures.mixed(capture, PlantCaptures.attacked(), FRAMES);
        assertThat(Files.size(capture) / FRAMES)
                .as("bytes of a frame in the mean")
                .isBetween(300L, 500L);
        try (Child child = watch()) {
            run(replay(capture).toArray(String[]::new));
            // At once: what is still in memory then must not be lost.
            child.terminate();
            assertThat(child.await()).as(child.output()).isEqualTo(KILLED_BY_TERM);
            assertThat(Counts.in(child.output())).as(child.output()).isEqualTo(new Counts(FRAMES, FRAMES, 0));
        }
        try (Home opened = Home.open(home, 64L << 20)) {
            assertThat(framesInTheStore(opened)).isEqualTo(FRAMES);
            assertThat(opened.state().inventory().devices()).isNotEmpty();
            assertThat(opened.state().findings().incidents()).isNotEmpty();
            assertThat(taggedIn(home.resolve("evidence")))
                    .as("packets of evidence in the VLAN whose tag the network card took off")
                    .isPositive();
        }
    }

    @Test
    void theVirtualPlantSentOntoTheWireIsSeenWhole() throws Exception {
        mirrorPort();
        try (Child watching = watch();
                Child plant = Child.start(
                        folder,
                        List.of("ip", "netns", "exec", SWITCH),
                        List.of(),
                        "plant --interface mirror --speed 400 --devices 60 --days 0.03 --with all".split(" "))) {
            assertThat(plant.await()).as(plant.output()).isZero();
            Matcher sent = SENT.matcher(plant.output().replace(",", ""));
            assertThat(sent.find()).as(plant.output()).isTrue();
            long frames = Long.parseLong(sent.group(1));
            watching.terminate();
            assertThat(watching.await()).as(watching.output()).isEqualTo(KILLED_BY_TERM);
            assertThat(frames).isGreaterThan(50_000);
            assertThat(Counts.in(watching.output())).as(watching.output()).isEqualTo(new Counts(frames, frames, 0));
        }
    }

    @Test
    void askedToEndInTheMiddleOfTrafficItKeepsWhatItReceived() throws Exception {
        mirrorPort();
        Path capture = folder.resolve("mixed.pcap");
        PlantCaptures.mixed(capture, PlantCaptures.attacked(), FRAMES / 2);
        Process endless = null;
        try (Child child = watch()) {
            endless = new ProcessBuilder(replay(capture, "--loop", "0"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            while (child.isAlive() && framesThroughTheTap() < FRAMES / 5) Thread.sleep(20);
            child.terminate();
            assertThat(child.await()).as(child.output()).isEqualTo(KILLED_BY_TERM);
            assertThat(endless.isAlive()).as("traffic went on").isTrue();
            Counts counts = Counts.in(child.output());
            assertThat(counts.taken()).isGreaterThanOrEqualTo(FRAMES / 5);
            assertThat(counts.received()).isEqualTo(counts.taken() + counts.lost());
            try (Home opened = Home.open(home, 64L << 20)) {
                assertThat(framesInTheStore(opened)).isEqualTo(counts.taken());
            }
        } finally {
            if (endless != null) endless.destroyForcibly().waitFor();
        }
    }

    private static long framesInTheStore(Home home) {
        assertThat(home.state().captures())
                .singleElement()
                .satisfies(tap -> assertThat(tap.frames())
                        .isEqualTo(home.state().checkpoint().orElseThrow().order()));
        return home.state().captures().getFirst().frames();
    }

    private static long framesThroughTheTap() throws Exception {
        Process read = new ProcessBuilder(
                        "ip", "netns", "exec", WATCHER, "cat", "/sys/class/net/tap/statistics/rx_packets")
                .start();
        String said = new String(read.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(read.waitFor()).isZero();
        return Long.parseLong(said.strip());
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
            assertThat(child.output())
                    .contains(
                            "postern: ",
                            "sudo setcap cap_net_raw,cap_net_admin=eip "
                                    + Path.of(System.getProperty("java.home"), "bin", "java"));
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
