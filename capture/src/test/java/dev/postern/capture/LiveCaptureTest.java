package dev.postern.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live interfaces in a network namespace that lives as long as the test. Needs root and {@code unshare}. */
class LiveCaptureTest {
    @TempDir
    private Path folder;

    @Test
    void aReaderThatIsBusyLosesNothing() throws Exception {
        probe("busy reader");
    }

    @Test
    void whatFindsNoRoomIsCounted() throws Exception {
        probe("no room");
    }

    @Test
    void framesOfSeveralInterfacesComeInTheOrderOfTheirTimes() throws Exception {
        probe("several");
    }

    @Test
    void anInterfaceThatGoesAwayIsWaitedForWhileOthersAreHeard() throws Exception {
        probe("comes and goes");
    }

    @Test
    void anUnknownInterfaceIsNamedWithWhatToDo() {
        assertThatThrownBy(() -> LiveCapture.open(List.of("nosuch0"), LiveCapture.Settings.DEFAULTS))
                .isInstanceOf(CaptureException.class)
                .hasMessage("there is no interface nosuch0; 'ip link' lists those there are");
    }

    private void probe(String what) throws Exception {
        Assumptions.assumeTrue(works(), "skipped: needs root and unshare");
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        "unshare",
                        "--net",
                        "--mount",
                        "sh",
                        "-c",
                        // What /sys says of interfaces is that of the namespace it was mounted in.
                        "mount -t sysfs none /sys && exec \"$0\" \"$@\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.postern.capture.LiveProbe",
                        what)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(180, TimeUnit.SECONDS))
                    .as("came to an end")
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean works() throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "--net", "--mount", "ip", "link", "add", "one", "type", "veth")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
