package dev.postern.analyst.advisory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Advisory;
import dev.postern.model.Advisory.Product;
import dev.postern.model.Advisory.Remedy;
import dev.postern.model.Advisory.Vulnerability;
import dev.postern.model.AdvisoryMatch;
import dev.postern.model.AdvisoryMatch.Verdict;
import dev.postern.model.Device;
import dev.postern.model.Identity;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatcherTest {
    private static Device device(String vendor, String model, String firmware) {
        return device(vendor, List.of(fact(model)), firmware, List.of());
    }

    private static Device.Fact fact(String model) {
        return new Device.Fact(Identity.Attribute.MODEL, model, "s7comm", 0.9, null, 0, 0, 0);
    }

    private static Device device(String vendor, List<Device.Fact> facts, String firmware, List<Device.Module> modules) {
        return new Device(
                "dev-" + vendor + facts.getFirst().value() + firmware,
                List.of(Address.parse("10.0.0.1")),
                List.of(),
                List.of(),
                "",
                vendor,
                "",
                "controller",
                0.8,
                "",
                1,
                3,
                facts.getFirst().value(),
                firmware,
                "",
                "",
                "",
                List.of(),
                facts,
                modules,
                List.of(),
                List.of(),
                0,
                0,
                true);
    }

    @Test
    void aModuleInARackIsHeldAgainstItByItsOwnVersion() {
        Device.Module module =
                new Device.Module("slot 3", "", "", "", "3.2.6", "", List.of(fact("6ES7 315-2EH14-0AB0")), List.of());
        Device rack = device("Siemens", List.of(fact("S7-300 rack")), "9.9", List.of(module));
        assertThat(match(CPU, rack).reason()).startsWith("module in slot 3: vendor Siemens, order number");
    }

    @Test
    void whatADeviceNoLongerSaysIsNotHeldAgainstIt() {
        Device.Fact past =
                new Device.Fact(Identity.Attribute.MODEL, "6ES7 315-2EH14-0AB0", "s7comm", 0.9, null, 0, 5, 5);
        assertThat(match(CPU, device("Siemens", List.of(fact("CPU 1511-1 PN"), past), "3.2.6", List.of())))
                .isNull();
    }

    private static Product product(String id, String name, String number, String versions) {
        return new Product(
                id, "Siemens AG", List.of("SIMATIC", name), number.isEmpty() ? List.of() : List.of(number), versions);
    }

    private static Advisory advisory(List<String> affected, List<String> sound, Product... products) {
        return new Advisory(
                "A-1",
                "CERT",
                "title",
                "1",
                "",
                "",
                List.of(products),
                List.of(new Vulnerability(
                        "CVE-1",
                        "",
                        7.5,
                        "",
                        affected,
                        sound,
                        List.of(
                                new Remedy("vendor_fix", "update", List.of("P")),
                                new Remedy("vendor_fix", "another's", List.of("Q"))))));
    }

    private static AdvisoryMatch match(Advisory advisory, Device device) {
        List<AdvisoryMatch> found = Matcher.match(List.of(advisory), List.of(device));
        return found.isEmpty() ? null : found.getFirst();
    }

    private static final Advisory CPU = advisory(
            List.of("P"), List.of(), product("P", "CPU 315-2 PN/DP", "6ES7315-2EH14-0AB0", "vers:generic/<3.3.0"));

    @Test
    void anOrderNumberAndAVersionBelowTheFixAreSureAndSayWhy() {
        AdvisoryMatch found = match(CPU, device("Siemens", "6ES7 315-2EH14-0AB0", "3.2.6"));
        assertThat(found.verdict()).isEqualTo(Verdict.AFFECTED);
        assertThat(found.confidence()).isEqualTo(0.95);
        assertThat(found.reason())
                .isEqualTo(
                        "vendor Siemens, order number 6ES7 315-2EH14-0AB0, firmware 3.2.6 is one of vers:generic/<3.3.0");
        assertThat(found.cves()).containsExactly("CVE-1");
        assertThat(found.score()).isEqualTo(7.5);
        assertThat(found.remedies()).containsExactly("vendor fix: update");
    }

    @Test
    void theNameOfTheProductIsLessSure() {
        AdvisoryMatch found = match(CPU, device("Siemens", "CPU 315-2 PN/DP", "3.2.6"));
        assertThat(found.verdict()).isEqualTo(Verdict.AFFECTED);
        assertThat(found.confidence()).isEqualTo(0.7);
    }

    @Test
    void theVendorAloneIsNoMatch() {
        assertThat(match(CPU, device("Siemens", "CPU 1511-1 PN", "2.0"))).isNull();
        assertThat(match(CPU, device("Siemens", "S7", "2.0"))).isNull();
        assertThat(match(CPU, device("Siemens", "", ""))).isNull();
    }

    @Test
    void theNameOfAnotherVendorsProductIsNoMatch() {
        assertThat(match(CPU, device("Vipa", "CPU 315-2 PN/DP", "3.2.6"))).isNull();
    }

    @Test
    void anOrderNumberHoldsWhateverCardTheDeviceHas() {
        assertThat(match(CPU, device("Realtek", "6ES7 315-2EH14-0AB0", "3.2.6")).confidence())
                .isEqualTo(0.85);
    }

    @Test
    void anUnknownVersionIsSaidToBeSo() {
        AdvisoryMatch found = match(CPU, device("Siemens", "6ES7 315-2EH14-0AB0", ""));
        assertThat(found.verdict()).isEqualTo(Verdict.CANNOT_TELL);
        assertThat(found.reason()).endsWith("its firmware is not known, affected are vers:generic/<3.3.0");
    }

    @Test
    void aVersionThatIsMendedIsNone() {
        assertThat(match(CPU, device("Siemens", "6ES7 315-2EH14-0AB0", "3.3.0")))
                .isNull();
        Advisory all = advisory(
                List.of("P"),
                List.of("F"),
                product("P", "x", "6ES7315-2EH14-0AB0", ""),
                product("F", "x", "6ES7315-2EH14-0AB0", ">=3.3"));
        assertThat(match(all, device("Siemens", "6ES7 315-2EH14-0AB0", "3.4"))).isNull();
        assertThat(match(all, device("Siemens", "6ES7 315-2EH14-0AB0", "3.2")).reason())
                .endsWith("all versions are affected");
    }

    @Test
    void wildcardsStandForWhatFollowsAndAShortNumberForNothing() {
        Advisory family = advisory(List.of("P"), List.of(), product("P", "family", "6ES7 315-2??14-*", ""));
        assertThat(match(family, device("Siemens", "6ES7 315-2EH14-0AB0", ""))).isNotNull();
        assertThat(match(family, device("Siemens", "6ES7 317-2EK14-0AB0", ""))).isNull();
        Advisory tooWide = advisory(List.of("P"), List.of(), product("P", "any", "*", ""));
        assertThat(match(tooWide, device("Siemens", "6ES7 315-2EH14-0AB0", ""))).isNull();
        Advisory stem = advisory(List.of("P"), List.of(), product("P", "any", "6ES7315-2EH14", ""));
        assertThat(match(stem, device("Siemens", "6ES7 315-2EH14-0AB0", ""))).isNotNull();
    }

    @Test
    void aPatternOfManyStarsIsAnsweredAtOnce() {
        Advisory hostile = advisory(List.of("P"), List.of(), product("P", "any", "6es7315*".repeat(200) + "z", ""));
        assertThat(match(hostile, device("Siemens", "6ES7315".repeat(2_000), "")))
                .isNull();
    }

    @Test
    void bareNumbersAndWordsAreNoNamesOfProducts() {
        Advisory number = advisory(List.of("P"), List.of(), product("P", "2000", "", ""));
        assertThat(match(number, device("Siemens", "MICROMASTER 2000", ""))).isNull();
        Advisory word = advisory(List.of("P"), List.of(), product("P", "Controller", "", ""));
        assertThat(match(word, device("Siemens", "Controller", ""))).isNull();
    }

    @Test
    void devicesOfOneMakeAreAllToldInOrder() {
        Device one = device("Siemens", "6ES7 315-2EH14-0AB0", "3.2.6");
        Device other = device("SIEMENS AG", "6ES7 315-2EH14-0AB0", "3.2.6");
        assertThat(Matcher.match(List.of(CPU), List.of(one, other)))
                .extracting(AdvisoryMatch::device)
                .containsExactly(other.id(), one.id());
    }
}
