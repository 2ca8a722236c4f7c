package dev.postern.appliance.watch;

import dev.postern.appliance.engine.CaptureFiles;
import dev.postern.appliance.engine.Merge;
import dev.postern.appliance.engine.Shard;
import dev.postern.appliance.session.Session;
import dev.postern.life.chance.Frequencies;
import dev.postern.model.Footprint;
import dev.postern.model.Frame;
import dev.postern.model.Incident;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a replay did, for the person who started it. */
final class Summary {
    private final CaptureFiles files;
    private final long startNanos = System.nanoTime();
    private final List<Path> skipped = new ArrayList<>();
    private final Map<Path, String> damaged = new LinkedHashMap<>();
    private int read;
    private long frames;
    private long bytes;

    Summary(CaptureFiles files) {
        this.files = files;
    }

    void count(Frame frame) {
        frames++;
        bytes += frame.wireBytes;
    }

    /** Was read to its end by an earlier run, or is given twice. */
    void skipped(Path path) {
        skipped.add(path);
    }

    void read(List<Merge.Input> inputs) {
        read = inputs.size();
        for (Merge.Input input : inputs) if (input.damage != null) damaged.put(input.path, input.damage);
    }

    /** A named file could not be read at all. */
    boolean failed() {
        return !files.unreadable().isEmpty() && files.found().isEmpty();
    }

    void print(Session session, PrintStream out) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        Map<String, Long> messages = new TreeMap<>();
        Map<String, Long> malformed = new TreeMap<>();
        for (Shard shard : session.engine().shards()) shard.census().addTo(messages, malformed);
        var state = session.home().state();
        line(
                out,
                "files",
                "%,d read, %,d known already, %,d empty, %,d unreadable, %,d damaged",
                read,
                skipped.size(),
                files.empty().size(),
                files.unreadable().size(),
                damaged.size());
        files.unreadable().forEach((path, why) -> out.println("    " + why));
        damaged.forEach((path, why) -> out.println("    " + path.getFileName() + ": " + why));
        line(out, "frames", "%,d", frames);
        line(out, "bytes", "%,d", bytes);
        if (session.engine().lateFrames() > 0)
            line(
                    out,
                    "late frames",
                    "%,d, older than what this home has seen: judged, not learned from",
                    session.engine().lateFrames());
        if (session.engine().defects() > 0)
            line(
                    out,
                    "not judged",
                    "%,d frames, in part, because of a defect of Postern: please report what was printed about it",
                    session.engine().defects());
        line(out, "messages", "%,d", sum(messages));
        table(out, messages);
        line(out, "malformed", "%,d", sum(malformed));
        table(out, malformed);
        line(out, "observations", "%,d kept", session.recorder().observations());
        line(out, "devices", "%,d", state.inventory().devices().size());
        line(out, "conversations", "%,d", session.conversations());
        memory(out, session.memory());
        line(out, "anomalies", "%,d", state.findings().countAnomalies());
        List<Incident> incidents = state.findings().incidents();
        line(
                out,
                "incidents",
                "%,d, and %,d notices, %,d observations",
                tier(incidents, Incident.Tier.INCIDENT),
                tier(incidents, Incident.Tier.NOTICE),
                tier(incidents, Incident.Tier.OBSERVATION));
        calibration(out, session.engine().state().site.verdicts());
        Map<String, Long> limits = session.limitsHit();
        if (!limits.isEmpty()) {
            line(out, "limits reached", "%,d", sum(limits));
            table(out, limits);
        }
        line(out, "seconds", "%.1f", seconds);
        line(out, "frames per second", "%,.0f", frames / seconds);
        peakMemory(out);
        incidents.stream()
                .filter(i -> i.tier() == Incident.Tier.INCIDENT)
                .sorted(Comparator.comparingDouble(Incident::rank).reversed())
                .limit(10)
                .forEach(i -> out.println("  " + i.title()));
    }

    /** Whether what is called rare is rare, since this home began to watch. */
    private static void calibration(PrintStream out, Frequencies verdicts) {
        if (verdicts.tests() == 0) return;
        StringBuilder text = new StringBuilder();
        for (int exponent = 2; exponent <= 4; exponent++)
            text.append(String.format(
                    Locale.ROOT,
                    ", %,d at 1e-%d (%,.0f due)",
                    verdicts.atMost(exponent),
                    exponent,
                    verdicts.tests() * Math.pow(10, -exponent)));
        line(out, "rare minutes", "of %,d of devices%s", verdicts.tests(), text);
    }

    private static long tier(List<Incident> incidents, Incident.Tier tier) {
        return incidents.stream().filter(i -> i.tier() == tier).count();
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void line(PrintStream out, String name, String format, Object... values) {
        out.printf(Locale.ROOT, "%-18s %s%n", name, String.format(Locale.ROOT, format, values));
    }

    private static void table(PrintStream out, Map<String, Long> counts) {
        counts.forEach((name, count) -> out.printf(Locale.ROOT, "    %,12d  %s%n", count, name));
    }

    /** What the pattern of life takes, of which no part grows beyond its limit. */
    private static void memory(PrintStream out, Footprint.Total m) {
        line(
                out,
                "memory of life",
                "%,d KiB of devices, the largest %,d of %,d; %,d KiB of conversations, the largest %,d of %,d",
                kibibytes(m.bytes()),
                kibibytes(m.largestDevice()),
                kibibytes(m.deviceLimit()),
                kibibytes(m.conversationBytes()),
                kibibytes(m.largestConversation()),
                kibibytes(m.conversationLimit()));
    }

    private static long kibibytes(long bytes) {
        return Math.ceilDiv(bytes, 1024);
    }

    private static void peakMemory(PrintStream out) {
        try {
            for (String status : Files.readAllLines(Path.of("/proc/self/status")))
                if (status.startsWith("VmHWM:"))
                    line(out, "peak memory", "%,d MiB", Long.parseLong(status.replaceAll("\\D", "")) / 1024);
        } catch (IOException e) {
            line(out, "peak memory", "not told by this system");
        }
    }
}
