package dev.postern.appliance.plant;

import dev.postern.appliance.cli.Pacer;
import dev.postern.appliance.cli.Progress;
import dev.postern.capture.CaptureWriter;
import dev.postern.capture.LiveSender;
import dev.postern.model.Frame;
import dev.postern.plant.Plant;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The virtual plant as a capture, a pipe or live traffic, with its ground truth. Holds one frame at a time. */
@Command(
        name = "plant",
        description = {
            "Writes what the mirror port of a virtual waterworks would show, with attacks and harmless events that look like them, and the truth about them.",
            "The same options give the same bytes."
        },
        footer = {
            "",
            "Examples:",
            "  postern plant --out f.pcap --labels f.json --days 30 --devices 200 --thinning 60 --scenario industroyer2@day:21",
            "  postern plant --out - --days 730 --devices 200 --thinning 60 | postern replay - --home two-years",
            "  postern plant --speed live --interface veth0      (and elsewhere: postern watch --interface veth1)",
            "  postern plant --list      names of scenarios, events and extensions"
        },
        mixinStandardHelpOptions = true)
public final class PlantCommand implements Callable<Integer> {
    private static final String STANDARD_OUTPUT = "-";
    private static final int FRAMES_BETWEEN_LOOKS = 8192;
    /** Enough for a rate; a tenth of a second of work. */
    private static final int SAMPLE_FRAMES = 50_000;

    /** Half of the bytes are noise that stands for what is encrypted. */
    private static final double ZIPPED_SHARE = 0.5;

    private static final int RECORD_BYTES = 16;
    private static final long STOP_SECONDS = 20;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Capture to write: .pcap, .pcapng, either with .gz, times in nanoseconds; - is standard output, as pcap.")
    private String out;

    @Option(names = "--labels", paramLabel = "FILE", description = "Ground truth as JSON.")
    private Path labels;

    @Mixin
    private PlantOptions works;

    @Option(
            names = "--speed",
            paramLabel = "live|X",
            description =
                    "At the pace of the clock, or X times that, beginning now (default: as fast as it goes, from Monday 2 March 2026).")
    private String speed;

    @Option(
            names = "--interface",
            paramLabel = "IF",
            description =
                    "Send the frames there, at the pace of --speed (default: live). Needs the right to, as root has.")
    private String interfaceName;

    @Option(
            names = "--physical",
            description = "Allow --interface to be a real network card. Never on a network that controls something.")
    private boolean physical;

    @Option(names = "--list", description = "Print the names of scenarios, events and extensions, and end.")
    private boolean list;

    private volatile boolean stop;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (list) {
            PlantOptions.list(spec.commandLine().getOut());
            return 0;
        }
        if (out == null && interfaceName == null)
            throw usage("say where it shall go: --out FILE, --out - or --interface IF");
        double pace = pace();
        PlantOptions.Works planned = works.plan(!Double.isInfinite(pace), this::usage);
        if (out != null && !out.equals(STANDARD_OUTPUT)) checkRoom(planned);
        if (labels != null) PlantLabels.checkWritable(labels);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stopped), "stop"));
        try (CaptureWriter writer = writer();
                LiveSender sender = sender()) {
            run(planned, new Pacer(pace), writer, sender);
        } finally {
            stopped.countDown();
        }
        return 0;
    }

    private CommandLine.ParameterException usage(String what) {
        return new CommandLine.ParameterException(spec.commandLine(), what);
    }

    private double pace() {
        if (speed == null) return interfaceName == null ? Double.POSITIVE_INFINITY : 1;
        if (speed.equals("live")) return 1;
        try {
            double times = Double.parseDouble(speed);
            if (times > 0) return times;
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw usage("--speed is 'live' or a number above 0, not '" + speed + "'");
    }

    private CaptureWriter writer() {
        if (out == null) return null;
        if (!out.equals(STANDARD_OUTPUT)) return CaptureWriter.open(Path.of(out));
        return CaptureWriter.to(new FileOutputStream(FileDescriptor.out), "standard output", CaptureWriter.Format.PCAP);
    }

    private LiveSender sender() {
        return interfaceName == null ? null : LiveSender.open(interfaceName, physical);
    }

    /** Better now than when the disk is full. */
    private void checkRoom(PlantOptions.Works planned) throws IOException {
        Plant sample = planned.begin();
        Frame frame = new Frame();
        long bytes = 0;
        for (int i = 0; i < SAMPLE_FRAMES && sample.next(frame); i++) bytes += RECORD_BYTES + frame.capturedBytes;
        double share = (double) planned.spanNanos() / Math.max(1, sample.nowNanos() - planned.startNanos());
        double expected = bytes * share * (out.endsWith(".gz") ? ZIPPED_SHARE : 1);
        Path folder = Path.of(out).toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) return;
        long room = Files.getFileStore(folder).getUsableSpace();
        spec.commandLine()
                .getErr()
                .printf(
                        Locale.ROOT,
                        "About %,.0f frames, %,.0f MB (%,d MB are free).%n",
                        SAMPLE_FRAMES * share,
                        expected / 1e6,
                        room / 1_000_000);
        if (expected > room)
            throw usage(
                    String.format(
                            Locale.ROOT,
                            "there is no room for that; take a larger --thinning, fewer --days, a name that ends in .gz, or --out - into a pipe"));
    }

    private void run(PlantOptions.Works planned, Pacer pacer, CaptureWriter writer, LiveSender sender)
            throws IOException, InterruptedException {
        PrintStream say = STANDARD_OUTPUT.equals(out) ? System.err : System.out;
        Plant plant = planned.begin();
        Progress progress = new Progress(System.err, planned.spanNanos());
        Frame frame = new Frame();
        long started = System.nanoTime();
        long end = planned.startNanos() + planned.spanNanos();
        long frames = 0;
        long bytes = 0;
        // The first frame at or after the end is the last one, so that the labels know of none that the capture lacks.
        while (!stop && frame.atNanos < end && plant.next(frame)) {
            for (long wait; (wait = pacer.millisUntil(frame.atNanos)) > 0 && !stop; ) {
                if (writer != null) writer.flush();
                Thread.sleep(Math.min(wait, 100));
            }
            if (writer != null) writer.add(frame);
            if (sender != null) sender.send(frame);
            frames++;
            bytes += frame.capturedBytes;
            if (frames % FRAMES_BETWEEN_LOOKS == 0) progress.at(frames, frame.atNanos - planned.startNanos());
        }
        progress.clear();
        if (writer != null) writer.flush();
        double seconds = (System.nanoTime() - started) / 1e9;
        say.printf(
                Locale.ROOT,
                "%,d machines, %,d frames, %,d bytes in %.1f s: %,.0f frames per second.%n",
                plant.machines(),
                frames,
                bytes,
                seconds,
                frames / seconds);
        if (labels != null) {
            new PlantLabels(planned, plant, out == null ? interfaceName : out, frames).write(labels);
            say.println("Ground truth in " + labels + ".");
        }
    }

    private void stopAndWait(CountDownLatch stopped) {
        stop = true;
        try {
            stopped.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
