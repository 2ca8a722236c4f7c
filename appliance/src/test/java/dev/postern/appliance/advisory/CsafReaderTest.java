package dev.postern.appliance.advisory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Advisory;
import dev.postern.model.Advisory.Product;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsafReaderTest {
    private static final Path SAMPLE = Path.of("src/test/resources/csaf/pump-cpu.json");

    @TempDir
    Path folder;

    private static String sample() throws IOException {
        return Files.readString(SAMPLE);
    }

    private static Advisory read(String json) throws CsafException {
        return CsafReader.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(String json, String why) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(CsafException.class).hasMessageContaining(why);
    }

    @Test
    void branchesGiveVendorNamesNumbersAndVersions() throws Exception {
        Advisory advisory = CsafReader.read(SAMPLE);
        assertThat(advisory.id()).isEqualTo("WE-2026-001");
        assertThat(advisory.version()).isEqualTo("2");
        assertThat(advisory.severity()).isEqualTo("HIGH");
        Product cpu = advisory.products().getFirst();
        assertThat(cpu.vendor()).isEqualTo("Siemens AG");
        assertThat(cpu.names())
                .containsExactly(
                        "S7-300 family",
                        "SIMATIC S7-300 CPU 315-2 PN/DP (6ES7315-2EH14-0AB0)",
                        "SIMATIC S7-300 CPU 315-2 PN/DP before V3.3.0");
        assertThat(cpu.orderNumbers()).containsExactly("6ES7315-2EH14-0AB0");
        assertThat(cpu.versions()).isEqualTo("vers:generic/<3.3.0");
    }

    @Test
    void firmwareInstalledOnADeviceIsTheDeviceInThatVersion() throws Exception {
        Product both = CsafReader.read(SAMPLE).products().getLast();
        assertThat(both.id()).isEqualTo("GW-FW");
        assertThat(both.vendor()).isEqualTo("Works Example");
        assertThat(both.names()).contains("Gateway G2000");
        assertThat(both.versions()).isEqualTo("<V4.2");
    }

    @Test
    void vulnerabilitiesNameWhatIsAffectedAndWhatToDo() throws Exception {
        var found = CsafReader.read(SAMPLE).vulnerabilities();
        assertThat(found)
                .extracting(Advisory.Vulnerability::cve, Advisory.Vulnerability::score)
                .containsExactly(tuple("CVE-2026-10001", 7.5), tuple("WE-77", 9.8));
        assertThat(found.getFirst().affected()).containsExactly("CPU-OLD", "GW-FW");
        assertThat(found.getFirst().unaffected()).containsExactly("CPU-NEW");
        assertThat(found.getFirst().remedies())
                .extracting(Advisory.Remedy::category, Advisory.Remedy::products)
                .containsExactly(
                        tuple("vendor_fix", java.util.List.of("CPU-OLD")),
                        tuple("mitigation", java.util.List.of("CPU-OLD", "GW-FW")));
    }

    @Test
    void whatIsNoCsaf20IsRefusedWithAWord() throws Exception {
        refused("", "no JSON");
        refused("[1]", "no JSON object");
        refused("{\"document\": ", "no JSON within the limits");
        refused("{}", "document.csaf_version is missing");
        refused(sample().replace("\"csaf_version\": \"2.0\"", "\"csaf_version\": \"2.1\""), "only 2.0 is read");
        refused(sample().replace("\"id\": \"WE-2026-001\", ", ""), "document.tracking.id is missing");
    }

    @Test
    void referencesToNothingAndTwiceTheSameAreRefused() throws Exception {
        refused(
                sample().replace("\"fixed\": [\"CPU-NEW\"]", "\"fixed\": [\"CPU-X\"]"),
                "product_id CPU-X is not defined");
        refused(sample().replace("\"group_ids\": [\"G1\"]", "\"group_ids\": [\"G2\"]"), "group_id G2 is not defined");
        refused(sample().replace("\"product_id\": \"CPU-NEW\"", "\"product_id\": \"CPU-OLD\""), "is defined twice");
        refused(sample().replace("\"lang\": \"en\",", "\"title\": \"again\","), "no JSON within the limits");
    }

    @Test
    void depthAndSizeAndNumbersAreBounded() throws Exception {
        String branch = "{\"category\":\"product_name\",\"name\":\"n\",\"branches\":[";
        String deep = branch.repeat(100) + "]}".repeat(100);
        refused(
                sample().replace(
                                "\"branches\": [\n      {\"category\": \"vendor\", \"name\": \"Siemens",
                                "\"branches\": [" + deep + ",\n      {\"category\": \"vendor\", \"name\": \"Siemens"),
                "no JSON within the limits");
        refused(sample().replace("Default password", "x".repeat(2 << 20)), "no JSON within the limits");
        StringBuilder many = new StringBuilder();
        for (int i = 0; i <= Products.PRODUCTS_MAX; i++)
            many.append("{\"product_id\":\"p").append(i).append("\",\"name\":\"n\"},");
        many.setLength(many.length() - 1);
        refused(
                sample().replace("\"relationships\"", "\"full_product_names\": [" + many + "], \"relationships\""),
                "more than 50000 products");
        refused(
                sample().replace("\"vulnerabilities\": [", "\"vulnerabilities\": [" + "{},".repeat(5_000)),
                "more than 5000 vulnerabilities");
        Path large = folder.resolve("large.json");
        Files.write(large, new byte[(int) CsafReader.FILE_BYTES_MAX + 1]);
        assertThatThrownBy(() -> CsafReader.read(large)).hasMessageContaining("larger than 16 MiB");
    }

    @Test
    void fieldsOfTheWrongKindAreNoException() throws Exception {
        assertThat(read(sample().replace("\"baseScore\": 7.5", "\"baseScore\": \"high\""))
                        .vulnerabilities()
                        .getFirst()
                        .score())
                .isNaN();
        assertThat(read(sample().replace(
                                        "\"product_groups\": [{\"group_id\": \"G1\", \"product_ids\": [\"CPU-OLD\", \"GW-FW\"]}]",
                                        "\"product_groups\": 7")
                                .replace(", \"group_ids\": [\"G1\"]", ", \"group_ids\": {}"))
                        .products())
                .hasSize(5);
    }

    @Test
    void brokenBytesAreRefusedAndNothingElse() throws Exception {
        byte[] whole = Files.readAllBytes(SAMPLE);
        Random random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] broken = whole.clone();
            for (int j = 0; j <= random.nextInt(8); j++)
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            try {
                CsafReader.read(broken);
            } catch (CsafException expected) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }
}
