package dev.postern.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.AdvisoryMatch;
import dev.postern.model.AuditReport;
import dev.postern.model.Device;
import dev.postern.model.Footprint;
import dev.postern.model.FrameRef;
import dev.postern.model.Person;
import dev.postern.model.Reading;
import dev.postern.model.Stamp;
import dev.postern.model.Threat;
import dev.postern.model.Weakness;
import dev.postern.store.Checkpoint;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What devices and persons have pages of, and what is weak about them. */
class InventoryTest extends Visit {
    private static Device controller() {
        return new Device(
                "device-plc",
                List.of(Address.parse("10.0.0.1")),
                List.of(Address.parse("02:00:00:00:00:01")),
                List.of("plc"),
                "",
                "",
                "",
                "controller",
                0.7,
                "",
                1,
                4,
                "",
                "",
                "",
                "",
                "cell",
                List.of("modbus"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                600_000_000_000L,
                true);
    }

    private void reads(int minute, double value) {
        Reading.Point level = new Reading.Point("holding 5", "integer", "", value, minute > 5 ? 0 : Double.NaN, 50);
        home.history()
                .add(new Reading(
                        new Stamp(minute * 60_000_000_000L, minute, 0, minute, false),
                        Address.parse("10.0.0.9"),
                        Address.parse("10.0.0.1"),
                        "modbus",
                        "1",
                        false,
                        List.of(level)));
    }

    @Test
    void weakSpotsAdvisoriesAndAuditsAreTold() throws Exception {
        enter();
        assertThat(get("/api/v1/weaknesses").body()).isEqualTo("[]");
        Address plc = Address.parse("10.0.0.1");
        home.state()
                .put(new Weakness(
                        "w-1",
                        "smb1",
                        "dev-1",
                        plc,
                        "SMB 1",
                        "Speaks SMB 1.",
                        "why",
                        "remedy",
                        60,
                        Weakness.State.NOT_SEEN_SINCE,
                        0,
                        1_000_000_000,
                        List.of(new FrameRef(0, 7))));
        home.state()
                .put(new AuditReport(
                        "1 hour",
                        0,
                        1,
                        "After 1 hour, 1 finding to look at.",
                        List.of(new AuditReport.Section(
                                "scans",
                                "Knocking",
                                "why",
                                List.of(new AuditReport.Item(List.of(plc), "It knocked.", "40 ports", 0, 1, List.of())),
                                3))));
        home.state()
                .advisories()
                .replaceMatches(List.of(new AdvisoryMatch(
                        "A-1",
                        "CERT",
                        "title",
                        "dev-1",
                        AdvisoryMatch.Verdict.CANNOT_TELL,
                        0.7,
                        "reason",
                        List.of("CVE-1"),
                        Double.NaN,
                        List.of())));
        assertThat(get("/api/v1/weaknesses").body())
                .contains("\"kind\":\"smb1\",\"device\":\"dev-1\",\"address\":\"10.0.0.1\"")
                .contains("\"rank\":60,\"state\":\"not seen since\",\"since\":0.0,\"last\":1.0")
                .contains("\"frame\":7");
        assertThat(get("/api/v1/audits").body())
                .contains("\"span\":\"1 hour\"", "\"left_out\":3", "\"detail\":\"40 ports\"");
        assertThat(get("/api/v1/advisories").body())
                .contains("\"verdict\":\"cannot tell\"", "\"score\":null", "\"cves\":[\"CVE-1\"]");
    }

    @Test
    void aPersonHasAPageWithThreatAndHistory() throws Exception {
        enter();
        Person.Habit desk = new Person.Habit("10.0.0.20", 0, 60_000_000_000L, 2);
        home.state()
                .put(new Person("ann@works", 0, 60_000_000_000L, 2, List.of(desk), List.of(), List.of(), List.of(9)));
        home.state().put(new Threat(Person.threatId("ann@works"), 5, 2, 0, List.of()));
        assertThat(get("/api/v1/persons").body())
                .contains("\"account\":\"ann@works\"", "\"hours\":[9]", "\"probability\"")
                .contains("{\"what\":\"10.0.0.20\",\"first\":0.0,\"last\":60.0,\"minutes\":2}");
        assertThat(get("/api/v1/persons/ann@works").body()).contains("\"anomalies\":[]");
        assertThat(get("/api/v1/persons/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void aDeviceTellsWhatAllItsAddressesTakeInMemoryOnceThatWasKept() throws Exception {
        enter();
        home.state().put(controller());
        assertThat(get("/api/v1/devices/device-plc").body())
                .contains("\"facts\"")
                .doesNotContain("\"memory\"");
        Address ip = controller().addresses().getFirst();
        Address mac = controller().macs().getFirst();
        List<Footprint> kept = List.of(
                Footprint.ofDevice(ip, 18_000, 65_536).plus(Footprint.ofConversation(ip, 9_000, 24_576)),
                Footprint.ofDevice(mac, 2_000, 65_536).plus(Footprint.ofConversation(mac, 12_000, 24_576)),
                Footprint.ofDevice(Address.parse("10.0.0.2"), 50_000, 65_536));
        home.state()
                .checkpoint(new Checkpoint("s", 1, 1, 0, List.of()), List.of(controller()), List.of(), List.of(), kept);
        var memory = new tools.jackson.databind.json.JsonMapper()
                .readTree(get("/api/v1/devices/device-plc").body())
                .get("memory");
        assertThat(memory.get("bytes").asInt()).isEqualTo(20_000);
        assertThat(memory.get("limit").asInt()).isEqualTo(2 * 65_536);
        assertThat(memory.get("conversations").asInt()).isEqualTo(2);
        assertThat(memory.get("conversation_bytes").asInt()).isEqualTo(21_000);
        assertThat(memory.get("largest").asInt()).isEqualTo(12_000);
        assertThat(memory.get("conversation_limit").asInt()).isEqualTo(24_576);
    }

    @Test
    void aDeviceTellsWhatItsPointsReadAsAndTheGapWhereItsAddressesLead() throws Exception {
        enter();
        home.state().put(controller());
        home.state().put(GapTest.GAP);
        for (int minute = 0; minute < 10; minute++) reads(minute, 10 * minute);
        home.history().flush();
        assertThat(get("/api/v1/devices/device-plc/points").body())
                .contains(
                        "\"name\":\"holding 5\"",
                        "\"serves\":true",
                        "\"peer\":\"10.0.0.9\"",
                        "\"behaves\":\"rises only\"")
                .contains("\"last\":90,\"changed\":540.0", "\"median\":45,", "\"expected_low\":0,\"expected_high\":50")
                .contains("\"course\":[[0.0,0],", "\"more\":false");
        assertThat(get("/api/v1/devices/nobody/points").statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/gap").body()).contains("\"device_of\":{\"10.0.0.1\":\"device-plc\"}");
    }
}
