package dev.postern.appliance.plant;

import dev.postern.capture.CaptureException;
import dev.postern.model.Address;
import dev.postern.plant.Label;
import dev.postern.plant.LifeEvent;
import dev.postern.plant.Plant;
import dev.postern.plant.Scenario;
import dev.postern.plant.WorkOrder;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The truth about one run of the plant, in the format of labelled real captures (docs/reference/labels.md): a list with one entry for its one
 * capture. Attacks stand in {@code attacks}; what only looks like one stands apart in {@code harmless}, so that a reader who knows nothing of
 * twins takes it for ordinary life. One line an action.
 */
final class PlantLabels {
    private static final String SOURCE = "virtual plant";
    private static final long PAUSE_NANOS = 60_000_000_000L;

    private final PlantOptions.Works works;
    private final Plant plant;
    private final String capture;
    private final long frames;
    private final ObjectWriter json = JsonMapper.builder().build().writer();

    /** @param capture where the frames went: a file, or something that is none */
    PlantLabels(PlantOptions.Works works, Plant plant, String capture, long frames) {
        this.works = works;
        this.plant = plant;
        this.capture = capture;
        this.frames = frames;
    }

    /** @throws CaptureException if a file cannot be made there */
    static void checkWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(file))
            throw new CaptureException("cannot write " + file + ": its folder does not exist or does not allow it");
    }

    void write(Path file) {
        List<Label> attacks = new ArrayList<>();
        List<Label> harmless = new ArrayList<>();
        for (Label label : plant.labels()) (label.cause() instanceof Scenario ? attacks : harmless).add(label);
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write("[{\n");
            for (Map.Entry<String, Object> field : head(file).entrySet()) field(out, field.getKey(), field.getValue());
            list(out, "benign_windows", benignWindows(attacks));
            list(out, "scenarios", scenarios(attacks));
            list(out, "attacks", attacks.stream().map(this::action).toList());
            list(out, "harmless", harmless.stream().map(this::action).toList());
            list(out, "orders", plant.orders().stream().map(PlantLabels::order).toList());
            out.write("\"label_version\": 1\n}]\n");
        } catch (IOException e) {
            throw new CaptureException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private void field(Writer out, String name, Object value) throws IOException {
        out.write(json.writeValueAsString(name) + ": " + json.writeValueAsString(value) + ",\n");
    }

    private void list(Writer out, String name, List<?> items) throws IOException {
        out.write(json.writeValueAsString(name) + ": [");
        for (int i = 0; i < items.size(); i++)
            out.write((i == 0 ? "\n  " : ",\n  ") + json.writeValueAsString(items.get(i)));
        out.write(items.isEmpty() ? "],\n" : "\n],\n");
    }

    private Map<String, Object> head(Path file) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("path", besides(file));
        head.put("dataset", "Postern virtual plant");
        head.put("source_path", works.settings().toString());
        head.put("capture_start", epoch(works.startNanos()));
        head.put("capture_end", epoch(plant.nowNanos()));
        head.put("packets", frames);
        head.put("machines", plant.machines());
        head.put("thinning", works.settings().thinning());
        head.put(
                "thinning_rule",
                "of the cycles of every poller one in so many takes place, evenly spaced from a moment that the seed chooses: multiply counts of"
                        + " polling by it; people, files, clocks, events and attacks happen whole");
        head.put("label_quality", "exact: by the generator, frame by frame");
        head.put("notes", "frames: at most 10,000 numbers an action, frames_unlisted counts the others");
        return head;
    }

    /** The capture's name as seen from the labels. */
    private String besides(Path file) {
        if (!capture.contains(".")) return capture;
        Path folder = file.toAbsolutePath().normalize().getParent();
        return folder.relativize(Path.of(capture).toAbsolutePath().normalize()).toString();
    }

    private Map<String, Object> action(Label label) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("start_epoch", epoch(label.atNanos()));
        line.put("end_epoch", epoch(label.untilNanos()));
        line.put("attack", label.action());
        if (label.cause() instanceof Scenario scenario) line.put("scenario", PlantOptions.name(scenario));
        if (label.cause() instanceof LifeEvent event) line.put("event", PlantOptions.name(event));
        line.put("twin_of", label.twinOf().stream().map(PlantOptions::name).toList());
        line.put("technique", label.technique());
        line.put("technique_name", label.techniqueName());
        line.put("attacker", label.source().toString());
        line.put("victim", label.target().toString());
        line.put("touched", texts(label.touched()));
        line.put("harmful_write", label.harmfulWrite());
        line.put("label_source", SOURCE);
        line.put("visible_in_capture", !label.frames().isEmpty());
        if (!label.frames().isEmpty()) {
            line.put("first_packet", label.frames().getFirst());
            if (label.framesUnlisted() == 0)
                line.put("last_packet", label.frames().getLast());
        }
        line.put("packets_labelled", label.frames().size() + label.framesUnlisted());
        line.put("frames", label.frames());
        line.put("frames_unlisted", label.framesUnlisted());
        return line;
    }

    private static Map<String, Object> order(WorkOrder order) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", PlantOptions.name(order.event()));
        line.put("work", order.work());
        line.put("who", texts(order.who()));
        line.put("devices", texts(order.devices()));
        line.put("verbs", order.verbs().stream().map(PlantOptions::name).toList());
        line.put("from_epoch", epoch(order.fromNanos()));
        line.put("until_epoch", epoch(order.untilNanos()));
        return line;
    }

    private static List<String> texts(List<Address> addresses) {
        return addresses.stream().map(Address::toString).toList();
    }

    /** Every attack that was asked for, also one that the end of the capture forestalled. */
    private List<Map<String, Object>> scenarios(List<Label> attacks) {
        List<Map<String, Object>> scenarios = new ArrayList<>();
        // Stories of the settings come first.
        int story = works.settings().occasions().size();
        for (PlantOptions.Attack attack : works.attacks()) {
            int number = story++;
            List<Label> own = attacks.stream().filter(l -> l.story() == number).toList();
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("scenario", PlantOptions.name(attack.scenario()));
            line.put("pace", PlantOptions.name(attack.pace()));
            line.put("start_epoch", epoch(works.startNanos() + attack.afterNanos()));
            line.put("first_knowable", firstKnowable(own));
            line.put("actions", own.size());
            line.put("harmful_writes", own.stream().filter(Label::harmfulWrite).count());
            line.put(
                    "techniques",
                    own.stream().map(Label::technique).distinct().sorted().toList());
            scenarios.add(line);
        }
        return scenarios;
    }

    /** Null as long as nothing gave it away. */
    private static BigDecimal firstKnowable(List<Label> own) {
        long nanos = own.isEmpty() ? Label.NOT_YET : own.getFirst().knowableNanos();
        return nanos == Label.NOT_YET ? null : epoch(nanos);
    }

    /** What lies between the attacks, pauses of an attack of less than a minute aside. */
    private List<List<BigDecimal>> benignWindows(List<Label> attacks) {
        List<List<BigDecimal>> windows = new ArrayList<>();
        long calm = works.startNanos();
        for (Label attack : attacks.stream()
                .filter(l -> !l.frames().isEmpty())
                .sorted(Comparator.comparingLong(Label::atNanos))
                .toList()) {
            if (attack.atNanos() - calm >= PAUSE_NANOS) windows.add(List.of(epoch(calm), epoch(attack.atNanos())));
            calm = Math.max(calm, attack.untilNanos());
        }
        if (plant.nowNanos() > calm) windows.add(List.of(epoch(calm), epoch(plant.nowNanos())));
        return windows;
    }

    private static BigDecimal epoch(long nanos) {
        return BigDecimal.valueOf(nanos, 9);
    }
}
