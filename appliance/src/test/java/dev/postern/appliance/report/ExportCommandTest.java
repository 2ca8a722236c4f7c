package dev.postern.appliance.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.appliance.PlantCaptures;
import dev.postern.appliance.watch.ReplayCommand;
import dev.postern.plant.Extension;
import dev.postern.plant.LifeEvent;
import dev.postern.plant.Plant;
import dev.postern.plant.PlantSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.cyclonedx.Version;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two hours of a works with everything, whose owner looks for what is there. */
class ExportCommandTest {
    @TempDir
    static Path folder;

    private static Path home;

    @BeforeAll
    static void watch() throws IOException {
        long start = PlantSettings.MONDAY_NANOS + 540 * PlantCaptures.MINUTE_NANOS;
        Plant plant = new Plant(new PlantSettings(5, start, 1, 20, true)
                .with(EnumSet.allOf(Extension.class))
                .with(LifeEvent.ASSET_SCAN, 0, 30));
        Path capture = PlantCaptures.next(folder.resolve("works.pcap"), plant, 120);
        home = folder.resolve("home");
        assertThat(new CommandLine(new ReplayCommand())
                        .execute("--home", "" + home, "--threads", "2", "--ring", "16", "" + capture))
                .isZero();
    }

    private static Path export(String format) {
        Path file = folder.resolve("devices." + format);
        assertThat(new CommandLine(new ExportCommand())
                        .execute("devices", "--home", "" + home, "--format", format, "--out", "" + file))
                .isZero();
        return file;
    }

    @Test
    void theBillOfMaterialsIsValidCycloneDxAndNamesTheFirmware() throws Exception {
        Path file = export("cyclonedx");
        assertThat(new JsonParser().validate(file.toFile(), Version.VERSION_16)).isEmpty();
        Bom bom = new JsonParser().parse(file.toFile());
        assertThat(bom.getComponents())
                .hasSizeGreaterThan(40)
                .allSatisfy(c -> assertThat(c.getType()).isEqualTo(Component.Type.DEVICE));
        assertThat(bom.getComponents()).anySatisfy(c -> {
            assertThat(c.getName()).isEqualTo("1756-L73/B LOGIX5573");
            assertThat(c.getVersion()).isEqualTo("32.11");
            assertThat(c.getManufacturer().getName()).isEqualTo("Rockwell Automation");
            assertThat(c.getProperties()).anySatisfy(p -> {
                assertThat(p.getName()).isEqualTo("cdx:device:serialNumber");
                assertThat(p.getValue()).hasSize(8);
            });
        });
        assertThat(Files.readString(export("cyclonedx"))).isEqualTo(Files.readString(file));
    }

    @Test
    void theTableHasALineForEachDeviceAndAsManyCellsAsColumns() throws Exception {
        List<String> lines = Files.readString(export("csv")).lines().toList();
        assertThat(lines.getFirst()).startsWith("id,name,addresses,macs,role,");
        JsonNode devices = JsonMapper.builder().build().readTree(Files.readString(export("json")));
        assertThat(lines).hasSize(devices.size() + 1);
        assertThat(lines).anyMatch(l -> l.contains("1756-L73/B LOGIX5573") && l.contains(",32.11,"));
        int columns = lines.getFirst().split(",").length;
        for (String line : lines)
            assertThat(line.replaceAll("\"[^\"]*\"", "").split(",", -1))
                    .as(line)
                    .hasSize(columns);
    }

    @Test
    void everyFactSaysWhoSaidItHowSureAndInWhichFrame() throws Exception {
        JsonNode devices = JsonMapper.builder().build().readTree(Files.readString(export("json")));
        int told = 0;
        for (JsonNode device : devices)
            for (JsonNode fact : device.get("facts")) {
                assertThat(fact.get("confidence").asDouble()).isBetween(0.05, 1.0);
                assertThat(fact.get("source").asString()).isNotEmpty();
                boolean said = !List.of("hardware address", "behaviour")
                        .contains(fact.get("source").asString());
                if (said) {
                    told++;
                    assertThat(fact.get("frame").get("frame").asLong()).isPositive();
                }
            }
        assertThat(told).isGreaterThan(40);
    }
}
